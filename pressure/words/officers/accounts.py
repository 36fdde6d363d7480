"""The words of asking for an account, of the letter that lets somebody in, and of what the operator prints."""

TITLE = "Ask for an account"
LEAD = (
    "For people who work for a council or trust and will send, check, confirm or sign its figures. Reading these "
    "pages needs no account."
)
WHO_ANSWERS = (
    "Whoever runs this site answers, or an administrator of your council. They may telephone the council to make sure "
    "who you are."
)
KEPT = (
    "We keep your name and address encrypted, with your council and role, until somebody answers, and for 30 days at "
    "most. Then we delete them, or they become your account. Nothing of this is public. "
)
PRIVACY = "What we keep about you"
NAME, COUNCIL, COUNCIL_HINT = "Your name", "Your council or trust", "Its name or code."
WHICH = "Which of these do you mean?"
EMAIL, EMAIL_HINT = "Your work e-mail address", "You will sign in with it. A shared mailbox will not do."
ROLE, CHOOSE = "What you will do", "Choose"
BUTTON = "Ask"
ROLES = {
    "data_officer": "Data officer: sends the figures each week",
    "director": "Director: confirms the figures and proposes declarations",
    "signatory": "Signatory: a second senior officer, who signs",
    "principal_social_worker": "Principal social worker: gives a professional view",
    "deputy_principal_social_worker": "Deputy principal social worker: gives that view in their place",
    "auditor": "Auditor: reads everything and changes nothing",
    "administrator": "Administrator: says who may sign in for the council",
}
ASKED_TITLE = "Thank you"
ASKED = (
    "If we can answer this, you will get a link for setting up your access. Look for it in the next few working days. "
    "It works once, within {hours} hours.",
    "You will need an authenticator app on a phone or computer.",
    "If nothing comes, write to whoever runs this site: ",
)
NO_ROLE, NO_NAME = "Choose what you will do.", "Give your name."
NO_COUNCIL = "We do not know this council. Give its name as it stands on our list, or its code."
FULL = "Too many asks wait for an answer. Write to whoever runs this site instead."
OFF = (
    "Nobody can ask for an account here yet. Whoever runs this site has not said who they are and how to reach them, "
    "so there is nobody to answer for what would be kept."
)
DEMONSTRATION = "This is a demonstration. Its accounts were printed when it started, and it takes nobody’s address."
TOO_MANY_TITLE, TOO_MANY = "Too many asks", "Wait {minutes} before you try again."
BACK = "How to take part"

LETTER_SUBJECT = "Your access for {council}"
LETTER = (
    "You asked for an account for {council}. Set it up here:",
    "{link}",
    "The link works once, within {hours} hours. Give it to nobody else. You will choose a password and need an "
    "authenticator app. If you did not ask, do nothing.",
    "{who}",
)

NONE_WAIT = "Nobody waits for an answer."
HEADING, HEAD = "Asks for an account", ("Ask", "Name", "Address", "Role", "Council", "Since")
NOT_OPENED = "(the present key does not open it)"
HAND_OVER = "Hand the link to that person yourself: no sender is set for letters (PRESSURE_REMINDERS_FROM)."
WRITTEN = "A letter with the link waits in the outbox, and goes with the next reminders."
WHO, ACCEPT, DECLINE = "Who asks", "Add them and show their link", "Turn them down"
DECLINED = "That is deleted, with the name and the address. Nobody is written to."
MAKE_SURE = "Make sure who it is before you accept: telephone the council by a number you did not get from them."
