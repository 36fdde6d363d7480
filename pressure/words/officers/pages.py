"""The words of the officer pages."""

from pressure.domain.declarations import Kind

SIGN_IN = "These pages are for officers of councils and trusts. Everything public needs no sign-in."
SIGN_IN_LINK = "Sign in"
ENDED = (
    "You are no longer signed in, so nothing was done. Sign in again to go on: what you typed here is kept for "
    "half an hour."
)
AGAIN = "Confirm that it is you, then press the button again. Nothing you have written is lost."
AGAIN_LINK = "Confirm that it is you"
SIGNED_IN, SIGN_OUT = "Signed in as {name}. ", "Sign out"
EARLY = "Figures on these pages may not be public yet. Do not pass them on before they are."
NOT_YOURS = "Your role does not let you do this. Ask your administrator who may."
BUSY = "A release is being made. Wait a few seconds and press the button again. Nothing was changed."
KEPT = (
    "This is kept and counts from now on, but the public pages do not show it yet: making the release failed. It "
    "is tried again by itself every few minutes. You can try it yourself on the officer desk. "
    "If it goes on, tell the people who run this service."
)
DESK_LINK = "Officer desk"
OWED = "Decided, but not public yet"
OWED_WHY = "Making the release failed. Nothing is lost, and it is tried again by itself every few minutes."
RELEASE_MISSED = (
    "The release of {moment} was not made when it was due. Nothing is lost. Tell the people who run this service."
)
OWED_ONE = "{council}: {action} at {at}."
ACTIONS = {
    "sign": "signed",
    "withdraw": "load withdrawn",
    "publish_statement": "statement",
    "write_view": "view of the principal social worker",
    "record_outside_check": "check from outside",
}
AGAIN_BUTTON, AGAIN_DONE = "Publish again now", "Published. The public pages show everything that was decided."
PUBLISHING = "Keeping it, and publishing it"
COUNCIL = "Council or trust"
ROLES = "{role} at {where}"

DESK_INTRO = "What you owe, and what waits for a decision."
NO_COUNCILS = "None of your roles lets you see figures."
RETURN_OF = "{council}, week ending {week}"
STATES = {"sent": "All sent.", "part": "Partly sent.", "due": "Due by {when}.", "late": "Late: it was due by {when}."}
MISSING = " Missing: {what}."
CONFIRMED, UNCONFIRMED = "Confirmed by the director.", "Not confirmed by the director."
CHANGED = "Changed after the director had confirmed it."
TYPE_RETURN, SEND_FILE = "Type the return", "Send a file"
OPEN_MOVES, OPEN_DECLARE, OPEN_SIGN = "Why our level changed", "Renew or end", "Read and sign"
OPEN_COUNTING, OPEN_TOKENS = "How we count", "Tokens"
OPEN_BRIEF = "Brief"
NOTHING_TO_SIGN = "Nothing waits for your signature."
KINDS = {Kind.DECLARE: "declare", Kind.RENEW: "renew", Kind.END: "end"}
REVIEW_BY = "Review by {day}"
VIEW_SAID, NO_VIEW_SAID = "The principal social worker {view}.", "The principal social worker has given no view."
RETURNED = "Sent back at {when}: “{reason}”"
LAPSED = "Nobody signed it by {when}, so it lapsed."
RETURNED_STATE, LAPSED_STATE = "sent back", "lapsed"
PROPOSE_AGAIN = "Propose again"
NONE_STANDING = "You have nothing in force."
OVERDUE = ". This review is overdue"
RAISED = "Level raised above the calculated one"
VIEWS = {
    "supports": "Supports",
    "supports_with_conditions": "Supports with conditions",
    "does_not_support": "Does not support",
}

LOAD_INTRO = "Drag your file into the box, or choose it. It is checked first; nothing is stored until you say so."
TEMPLATE = "Template for {council}, week ending {week}"
FILE = "Your weekly return (CSV or XLSX, up to 20 MB)"
FILE_REFUSED = "The whole file is refused and nothing was stored. {why}"
RECONCILED = "Read {read:,} rows = {accepted:,} accepted + {held:,} held + {rejected:,} not accepted."
FIGURES = "{added:,} new figures, {revised:,} changed, {unchanged:,} as we had them."
ALREADY = "This very file is already loaded (load {load_id})."
NOTES = "Rows to look at"
NOTES_CAPTION = "What was found in the file, by row"
NOTES_HEAD = ("Row", "Column", "In the file", "Expected", "What became of it", "What to do")
NOTE_FILE = "The whole file"
CHECKING, LOADING = "Checking the file", "Loading the file"
NOTE_KINDS = {"held": "Held for a second look", "rejected": "Not accepted", "warning": "Accepted; please check"}
NO_NOTES = "Every row was accepted."
NOTES_PAGE = "Page"
ANNOTATED = "Your file with a note beside each of these rows: correct it and choose it here again"
WOULD_MOVE, WOULD_MOVE_HELD = "What this file would change", "What the held figures would change"
NO_MOVE = "No level and no band would change."
REGISTER = "Register of exceptional measures"
REGISTER_SAID = "{council}: this file confirms that the register is right. In force now: {what}."
REGISTER_SILENT = "{council}: this file does not confirm the register. In force now: {what}."
NONE_IN_FORCE = "none"
LOAD_BUTTON, HELD_BUTTON = "Load this file", "I have looked at the held figures and they are right: load them"
STORED = (
    "Stored as load {load_id}: {accepted:,} rows accepted, {held:,} held, {rejected:,} not accepted. It is "
    "public from the next release, {when}."
)
STORED_HELD = (
    "Stored as load {load_id}, and nothing of it counts yet: {held:,} figures wait for a second look. Look at them "
    "below, and say that they are right or send others."
)
HELD_REASON = "Why the held figures are right (this is public)"
HELD_WHY = "More about it, in words and without numbers (this is public)"
NOTHING_ACCEPTED = "No row can be accepted, so there is nothing to load. Nothing was stored."
LOADS, LOADS_CAPTION = "Loads so far", "Loads, newest first"
LOADS_HEAD = ("Load", "Week ending", "Received", "Rows", "State")
LOAD_RECEIVED = "{when}, from the {role}"
LOAD_CHOICE = "Load {id}: week ending {week}, received at {when}, by the {role}"
LOAD_ROWS = "{accepted} accepted, {held} held, {rejected} not accepted"
LOAD_WITHDRAWN, LOAD_COUNTS = "Withdrawn on {when}: {reason}", "Counts"
WITHDRAW = "Withdraw a load"
WITHDRAW_WHICH, WITHDRAW_REASON = "Which load", "Why (this is public)"
WITHDRAW_WHY = HELD_WHY
WITHDRAW_BUTTON = "Withdraw and publish a correction"
WITHDRAWN = "Load {load_id} is withdrawn. Release {release} says so."
CONFIRM = "Director: confirm the return of {council}"
NOTHING_TO_CONFIRM = "The return for the week ending {week} has not come yet, so there is nothing to confirm."
CONFIRM_AGAIN = "You have confirmed this week. If you confirm again, the new comment stands beside the earlier one."
NO_FIGURE, PART_OF = "no figure", "{part} of {whole}"
ANSWERS = {1: "yes", 0: "no"}
CONFIRM_FIGURES = "Figures of the week ending {week}, {council}"
CONFIRM_HEAD, IN_USE = ("Figure", "The week before", "This week"), "In use: {title}"
CONFIRM_DIGEST = "You confirm exactly these figures. Their fingerprint is {sha256}."
COMMENTS, COMMENT = "What directors wrote about this week, for colleagues only", "{when}: {comment}"
CONFIRM_HELP = "If you say nothing, the release still comes out, and says that you have not confirmed it."
CONFIRM_COMMENT, CONFIRM_BUTTON = "Comment (for colleagues only; may be empty)", "Confirm the week ending {week}"
CONFIRM_DONE = "Confirmed. The next release says so."

MOVES_INTRO = "Exact figures, for officers only. Public pages round them or leave them out."
AS_RELEASED = "You see the figures of the latest release. Newer ones appear when they are published."
POINTS = "Points: {before} of {before_of} a week ago, {now} of {now_of} now."
LEVELS = "Level: {before} a week ago, {now} now."
NO_LEVEL = "none"
DECIDING, BEFORE = "What decides the level", "A week ago: {said}"
WHY_NONE = {
    "too_small": "So few adults live here that there is no level.",
    "core_not_sent": "There is no level: figures without which there is none have not come.",
    "register_not_confirmed": "There is no level: the register has not been confirmed lately.",
    "too_little_evidence": "There is no level: too little of what is asked for has come.",
}
FAMILIES, FAMILIES_HEAD = "Levels of the families", ("Family", "A week ago", "Now", "Points now")
OF = "{points} of {possible}"
TO_CHANGE = "What would have to change"
WHILE_IN_FORCE = "While “{title}” is in force the level does not fall below what its stage sets."
WHILE_RAISED = "While the level is raised it stands. Look at it again by {day}."
SETTLES = "It will be level {level} if next week's figures say so again."
WATERFALL = "Points by measure"
WATERFALL_ALT = "Points a week ago, the change in each measure, and points now. The table below says the same."
WATERFALL_HEAD = ("Measure", "A week ago", "Now", "Change")
A_WEEK_AGO, NOW = "A week ago", "Now"
NOTHING_MOVED = "No measure's points changed since last week."
DISTANCES, DISTANCES_CAPTION = "How far to each edge", "Exact values and distances"
DISTANCES_HEAD = ("Measure", "Now", "Band", "To a worse band", "To leave this band")
UNITS = {"per_100k": " (per 100,000 adults)", "percent": " (%)"}
COUNT = "{value} ({numerator} of {denominator})"
APART = "{distance} ({count} more)"
APART_LESS = "{distance} ({count} fewer)"
NEXT_LEVEL = "From points alone: {what}."
TO_WORSE, TO_BETTER = "{points} more would be level {level}", "{points} fewer would be level {level}"
GAPS, GAPS_CAPTION = "Gaps", "Measures that do not count now, or soon will not"
GAPS_HEAD = ("Measure", "State", "Last figure", "Counts until")
PUT_RIGHT, PUT_RIGHT_HEAD = "Figures that were put right", ("Week ending", "Figure", "From", "To", "Received")
NOTHING_PUT_RIGHT = "No figure of a week was changed after it had been sent."
NO_GAPS = "Every measure counts, and none runs out within two weeks."
SOON = "counts, but soon too old"

COUNTING_INTRO = (
    "Not everybody counts alike. Say here how you count each figure of your return. Your answers stand beside "
    "the figure in public, from the next weekly release. They never change a level."
)
COUNTING_NONE = (
    "{council} has answered nothing about this figure yet. In public it says: has not said how it counts this. "
    "Choose the answer that is true now, for one question after the other."
)
COUNTING_FIGURE, COUNTING_HEAD = "Figure", ("Question", "Our answer now", "Since", "Said on")
COUNTING_CAPTION, COUNTING_EARLIER = "How {council} counts: {title}", "What {council} said before"
COUNTING_EARLIER_HEAD = ("Question", "Answer", "Stood from", "To")
NOT_ANSWERED, SINCE_NOT_SAID, COUNTING_OWN = "not answered", "not said", "{says} In our own words: “{words}”"
COUNTING_RULE = "The counting rule: {rule}"
COUNTING_ANSWER, COUNTING_QUESTION = "Answer or change an answer", "Question"
COUNTING_WORDS = "In our own words (public; may be empty)"
COUNTING_SINCE = "We have counted so since (may be empty)"
COUNTING_CHANGED_SINCE = "From which day"
COUNTING_WHY = "Why the answer changes"
COUNTING_TOLD = {
    "changed": "We count differently now: figures before that day are not like those after it",
    "put_right": "We count as before: only the answer is put right",
}
COUNTING_BUTTON, COUNTING_DONE = "Keep this answer", "Kept. It is public from the next weekly release."
PERSONAL = (
    "Some of these words may be about one person. Take them out, or read them once more and tick the box: what is "
    "public cannot be taken back."
)
PERSONAL_ONE = "{kind}: “{words}”"
NAMES_NOBODY = "I have read this once more: it names no person and gives nobody's address or health away."
VIEW_INTRO = "Your own view, in your own words. Nobody else can write or change it. It becomes public with the measure."
VIEW_PICK, VIEW_WORDS, VIEW_BUTTON = "My view", "My reasons (public)", "Give my view"
VIEW_DONE = "Your view is kept. It is public once the measure is."
VIEW_PUBLIC = "Your view is kept and public."
VIEW_LAST = "The newest view: {view}"
VIEW_ON, KEEPING = "What it is about", "Keeping it, and publishing it if it is public already"
VIEW_WHICH, VIEW_NOT_YET = "About which", "Nobody has given a view on this yet."
DEPUTY = " (view of the named deputy)"
CHECK = "A check by somebody outside the council or trust"
CHECK_INTRO = "Every stage 3 measure asks for one within 5 working days. Done or not done is public."
CHECK_DAY, CHECK_WORDS = "Day of the check", "Which body checked, and what it found (public; never a name)"
CHECK_BUTTON, CHECK_DONE = "Record the check", "The check is recorded and public."
VIEW_NONE = "There is nothing to give a view on."
REPLY = "Our statement beside the level"
REPLY_INTRO = (
    "A statement stands beside your level, marked as your own words. It is taken down at the next change of level."
)
NO_STATEMENT = (
    "Before an election no statement is published: for {place} up to and including {last}. Releases and levels come "
    "out as always. You may still declare and end measures, confirm returns, send and correct figures, and ask for a "
    "correction. Statements can be published again from {again}."
)
NO_LEVEL_LEFT = (
    "{place} ended on {last}, so it has no level that a statement could be about. You can still ask for a correction "
    "of what was published about it, send a corrected return for a week up to that day, or take a load back."
)
NO_STATEMENT_FROM = (
    "An election is coming: from {first} no statement is published for {place}, until the election is over."
)
STATEMENT_WAITS = (
    "It is kept and not public: the weeks before an election had begun when it was to come out. It comes out by itself "
    "on {again}, unless your level changes before that."
)
REPLY_WORDS, REPLY_BUTTON = "Statement (public)", "Publish the statement"
REPLY_DONE = "Published in release {release}."
REQUEST, REQUEST_WORDS, REQUEST_BUTTON = "Ask for a correction", "What is wrong, and what is right", "Send the request"
REQUEST_DONE = "Your request is kept. The people who run this service see it."
REQUESTS, STATEMENTS = "Requests so far", "Statements so far"
SAID_BY, REQUEST_SAID = "{day}, {council}, from the {role}", "“{words}” {state}."
ANSWER_SAID = " They said: “{answer}”"
REQUEST_STATES = {
    "new": "New: nobody has answered yet",
    "answered": "Answered, still open",
    "accepted": "Accepted",
    "refused": "Refused",
}
CORRECTED_IN = "Corrected in release {release}"
