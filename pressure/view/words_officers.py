"""The words of the officer pages."""

from pressure.domain.declarations import Kind

SIGN_IN = "These pages are for officers of councils. Everything public needs no sign-in."
SIGN_IN_LINK = "Sign in"
AGAIN = "Confirm that it is you, then press the button again. Nothing you have written is lost."
AGAIN_LINK = "Confirm that it is you"
SIGNED_IN = "Signed in as {name}. [Sign out](/sign-out)"
EARLY = "Figures on these pages may not be public yet. Do not pass them on before they are."
NOT_YOURS = "Your role does not let you do this. Ask your administrator who may."
BUSY = "A release is being made. Wait a few seconds and press the button again. Nothing was changed."
COUNCIL = "Council"
ROLES = "{role} at {where}"

DESK_INTRO = "What your councils owe, and what waits for a decision."
NO_COUNCILS = "You hold no role here that reads figures."
RETURNS, RETURNS_CAPTION = "Weekly returns", "The newest week of each council"
RETURNS_HEAD = ("Council", "Week ending", "Return", "Director", "Go to")
STATES = {"sent": "All sent.", "part": "Partly sent.", "due": "Due by {when}.", "late": "Late: it was due by {when}."}
MISSING = " Missing: {what}."
CONFIRMED, UNCONFIRMED = "Confirmed", "Not confirmed"
OPEN_LOAD, OPEN_MOVES, OPEN_DECLARE, OPEN_SIGN = "Load", "What moved us", "Renew or end", "Read and sign"
TO_SIGN, OTHERS_SIGN = "Waiting for your signature", "Waiting for someone else's signature"
NOTHING_TO_SIGN = "Nothing waits for your signature."
KINDS = {Kind.DECLARE: "declare", Kind.RENEW: "renew", Kind.END: "end"}
WAITS = "**{council}**: {kind} “{title}”. It lapses at {until}."
STANDING, STANDING_CAPTION = "In force, and reviews due", "In force, by review date"
STANDING_HEAD = ("Council", "Measure", "Review by", "Principal social worker", "Go to")
NONE_STANDING = "Your councils have nothing in force."
OVERDUE = ". This review is overdue"
RAISED = "Level raised above the calculated one"
VIEWS = {"supports": "Supports", "supports_with_conditions": "Supports with conditions",
         "does_not_support": "Does not support"}

LOAD_INTRO = "Choose your file. It is checked first; nothing is stored until you say so."
TEMPLATE = "Template for {council}, week ending {week}"
FILE = "Your weekly return (CSV or XLSX, up to 20 MB)"
FILE_REFUSED = "The whole file is refused and nothing was stored. {why}"
RECONCILED = "Read {read:,} rows = {accepted:,} accepted + {held:,} held + {rejected:,} not accepted."
FIGURES = "{added:,} new figures, {revised:,} changed, {unchanged:,} as we had them."
ALREADY = "This very file is already loaded (load {load_id})."
NOTES, NOTES_CAPTION = "Rows to look at", "Rows to look at, in the order of the file"
NOTES_HEAD = ("Row", "What happened", "Column", "Found", "Expected", "What to do")
NOTE_KINDS = {"held": "Held for a second look", "rejected": "Not accepted", "warning": "Accepted; please check"}
NO_NOTES = "Every row was accepted."
NOTES_PAGE = "Page"
ANNOTATED = "Your file with a note beside each of these rows (CSV)"
WOULD_MOVE = "What this file would change"
NO_MOVE = "No level and no band would change."
REGISTER = "Register of exceptional measures"
REGISTER_SAID = "{council}: this file confirms that the register is right. In force now: {what}."
REGISTER_SILENT = "{council}: this file does not confirm the register. In force now: {what}."
NONE_IN_FORCE = "none"
LOAD_BUTTON, HELD_BUTTON = "Load this file", "I have looked at the held figures and they are right: load them"
STORED = ("Stored as load {load_id}: {accepted:,} rows accepted, {held:,} held, {rejected:,} not accepted. It is "
          "public from the next release, {when}.")
NOTHING_ACCEPTED = "No row can be accepted, so there is nothing to load."
LOADS, LOADS_CAPTION = "Loads so far", "Loads, newest first"
LOADS_HEAD = ("Load", "Received", "By", "Rows", "State")
LOAD_ROWS = "{accepted} accepted, {held} held, {rejected} not accepted"
LOAD_WITHDRAWN, LOAD_COUNTS = "Withdrawn on {when}: {reason}", "Counts"
WITHDRAW = "Withdraw a load"
WITHDRAW_WHICH, WITHDRAW_WHY = "Which load", "Why (this is public)"
WITHDRAW_BUTTON = "Withdraw and publish a correction"
WITHDRAWN = "Load {load_id} is withdrawn. Release {release} says so."
CONFIRM = "Director: confirm the return"
CONFIRM_HELP = "If you say nothing, the release still comes out, and says that you have not confirmed it."
CONFIRM_COMMENT, CONFIRM_BUTTON = "Comment (kept inside your council; may be empty)", "Confirm the week ending {week}"
CONFIRM_DONE = "Confirmed. The next release says so."

MOVES_INTRO = "Exact figures, for officers only. Public pages round them or leave them out."
POINTS = "Points: {before} of {before_of} a week ago, {now} of {now_of} now."
LEVELS = "Level: {before} a week ago, {now} now."
NO_LEVEL = "none"
WATERFALL = "Points by measure"
WATERFALL_ALT = "Points a week ago, the change in each measure, and points now. The table below says the same."
WATERFALL_HEAD = ("Measure", "A week ago", "Now", "Change")
A_WEEK_AGO, NOW = "A week ago", "Now"
NOTHING_MOVED = "No measure's points changed since last week."
DISTANCES, DISTANCES_CAPTION = "How far to each edge", "Exact values and distances"
DISTANCES_HEAD = ("Measure", "Value", "Band", "To a worse band", "To leave this band", "Counts until")
GAPS, GAPS_CAPTION = "Gaps", "Measures that do not count now, or soon will not"
GAPS_HEAD = ("Measure", "State", "Last figure", "Counts until")
NO_GAPS = "Every measure counts, and none runs out within two weeks."
SOON = "counts, but soon too old"

VIEW_INTRO = "Your own view, in your own words. Nobody else can write or change it. It becomes public with the measure."
VIEW_PICK, VIEW_WORDS, VIEW_BUTTON = "My view", "My reasons (public)", "Give my view"
VIEW_DONE = "Your view is kept."
VIEW_WHICH, VIEW_NOT_YET = "About which", "You have not given a view on this."
VIEW_NONE = "There is nothing to give a view on."
REPLY = "Our statement beside the level"
REPLY_INTRO = ("A statement stands beside your council's level, marked as the council's words. It is taken down at the "
               "next change of level.")
REPLY_WORDS, REPLY_BUTTON = "Statement (public)", "Publish the statement"
REPLY_DONE = "Published in release {release}."
REQUEST, REQUEST_WORDS, REQUEST_BUTTON = "Ask for a correction", "What is wrong, and what is right", "Send the request"
REQUEST_DONE = "Your request is kept. The people who run this service see it."
SENT_SO_FAR, SENT_HEAD = "Sent so far", ("When", "Council", "Kind", "Words", "By")
SENT_KINDS = {"statement": "Statement", "correction": "Correction request"}
