"""What is said where the clock is set, and on the page from which a rehearsal goes on."""

WATERMARK = "Rehearsal, not published"
"""The name of a council in a rehearsal: whatever file names it says so."""
REGION = "Rehearsal"
CLOCK = "The clock here is set. It says {moment}."
NOT_PUBLISHED = "This is a rehearsal. Nothing here is published, and its council does not exist. {clock}"
NO_REHEARSAL = "This is no rehearsal: here the clock is the real one, and nobody sets it."

INTRO = (
    "Here a week can pass at once: what happens by itself happens on the way, each at its own time. Only this copy "
    "knows of it. Nothing here is sent or published."
)
NOW = "It is {moment} here."
MOVE, WHERE, GO = "Move on", "To when", "Move the clock"
NO_RELEASES = "Leave the releases on the way out, as when nobody makes them"
MOVED = "It is {moment} now. On the way: {made}."
NOTHING_MADE = "nothing was released"
MADE = "{number} of its own"
TOMORROW, RELEASE, REVIEW, LAPSE, EXPIRY = "tomorrow", "release", "review", "lapse", "expiry"
NAMES = {
    TOMORROW: "Tomorrow, at this time",
    RELEASE: "The next release: {moment}",
    REVIEW: "The day after the next review date: {moment}",
    LAPSE: "When the next proposal lapses: {moment}",
    EXPIRY: "When the first level is out of date: {moment}",
}
WINTER = "A bad winter"
WINTER_HELP = (
    "This sends the next weekly return of a winter that is made up from the last figures here: week {week} of {weeks}. "
    "The figures are invented. They are loaded like any others; confirm, declare and sign as you would."
)
WINTER_OVER = "All weeks of the made-up winter have been sent."
WINTER_NOTHING = "There is no figure yet to make a winter from. Load a return first."
WINTER_EARLIER = "The return of the week ending {week} has come. Move the clock on to the next week first."
WINTER_GO, WINTER_SENT = (
    "Send the next week",
    "Sent: week {week} of {weeks}, for the week ending {ending}. Figures: {figures}.",
)
MAIL = "What would have been sent"
MAIL_NONE = "No letter would have been sent yet."
MAIL_HEAD, MAIL_CAPTION = ("To", "About"), "Letters of this rehearsal: none is sent"
VERIFIED = "This release is of a rehearsal: nobody published it."
OPENS = "The rehearsal is at {address}/app/officer-rehearsal now; Ctrl-C ends it. Its folder: {folder}."
KEPT, GONE = "kept", "gone when it ends"
TOLD = "Ready: {weeks}. Sign in as one of these, each with the password {password}:"
EMPTY = "no return was found for this council, so it begins empty"
WEEKS = "{number} weeks of its own returns"
