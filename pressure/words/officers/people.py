"""The words of the pages for administrators and auditors."""

from datetime import datetime

from pressure.words.dates import uk_moment
from pressure.words.numbers import spaced

PEOPLE_INTRO = (
    "Who may sign in, and as what. Every change has an entry in the public record, with "
    "roles and numbers and never a name."
)
PEOPLE, PEOPLE_CAPTION = "People", "People with a role here"
PEOPLE_HEAD = ("Number", "Name", "Roles", "Signs in by", "Managed by")
ROLE_AT = "{role} at {council}"
COUNTS_FROM = "{role}, counts fully from {moment} or when somebody else agrees"
NOBODY, NO_ADDRESS = "–", "no address to sign in with"
CHANGE, WHO, WHAT, ROLE, MANAGER, NO_MANAGER = (
    "Change somebody's access",
    "Who",
    "What to do",
    "Role",
    "Manager",
    "No manager here",
)
INVITE, SIGN_OUT, END, GIVE, TAKE, MANAGED, AGREE, GIVE_ADDRESS = (
    "invite",
    "sign_out",
    "end",
    "give",
    "take",
    "managed",
    "agree",
    "give_address",
)
CHANGES = {
    INVITE: "Make a new invitation",
    SIGN_OUT: "Sign out everywhere",
    END: "End access",
    GIVE: "Give a role",
    TAKE: "Take a role away",
    MANAGED: "Say who manages them",
    AGREE: "Agree to their new role or invitation",
    GIVE_ADDRESS: "Give them an address to sign in with",
}
DO = "Do it"
ADD, NAME, ADDRESS, ADD_BUTTON = "Add somebody", "Name", "E-mail address (for signing in with a password)", "Add"
CHOOSE_ROLE, NO_ROLE_CHOSEN = "Choose a role", "Choose a role. Nobody has one by default."
INVITED = (
    "Give this link to that person and to nobody else. It works once, within {hours} hours. It is shown now and "
    "never again."
)
DONE = {
    SIGN_OUT: "They are signed out everywhere.",
    END: "Their access has ended.",
    GIVE: "They hold the role now.",
    TAKE: "They no longer hold the role.",
    MANAGED: "That is kept.",
    AGREE: "Their roles count from now on.",
    GIVE_ADDRESS: "They sign in with that address from now on.",
}
NEWCOMERS = "New roles"
NEWCOMER = (
    "Somebody was made {role} at {council}. The role counts fully from {moment}, or as soon as a second "
    "administrator or the people who run this service agree. If you know nothing of it, ask your administrator "
    "now."
)
NOBODY_ELSE = "Nobody else holds a role here yet."


RECORD_INTRO = (
    "Every act that changes something public, in one chain, as it stands now. The public sees it up to the "
    "newest release. Entries have roles and never a name. Auditors read "
    "here what is sealed about officers where they hold that role."
)
NONCES = "Nonces of returns"
NONCES_HELP = (
    "The public record holds no fingerprint of a return: it holds one made with a secret, the nonce. With "
    "the nonce and the file you can check that the file is the one recorded. Tell it to nobody: with it, "
    "every figure could be tried out. How to check is in docs/record.md."
)
NONCES_HEAD = ("Load", "Nonce")
HOLDS = (
    "The record holds: {entries}, each follows the one before. The newest signed checkpoint covers {signed} of them."
)
BROKEN = "The record does not hold: {fault}. Tell the people who run this service at once, and keep your checkpoints."
LAST = "Fingerprint of the last entry"
NEWEST = "The newest entries"
PUBLIC_RECORD, CHECK_IT = "The public record", "Check it yourself"


def newcomer(role: str, council: str, counts_from: datetime) -> str:
    """A role just given, to everybody who holds a role there."""
    return NEWCOMER.format(role=spaced(role), council=council, moment=uk_moment(counts_from))
