"""Sentences of the register page."""

from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.words.spaced import spaced

TITLE = "Exceptional measures"
START = (
    "An exceptional measure changes how care is given when a council cannot do everything it should. Two senior "
    "officers must sign it, and it is published here."
)
AREA, STAGE, STATE = "Nation or region", "Stage", "State"
EVERYWHERE, EVERY_STAGE, EVERY_STATE = "All", "All stages", "Now and past"
STAGE_NAME = "Stage {stage}"
STATES = {"review_overdue": "Review overdue", "in_force": "In force", "renewed": "Renewed, in force", "ended": "Ended"}
NOW, PAST = "In force now", "Ended"
NONE_IN_FORCE = "None in force."
NONE_ENDED = "None has ended yet."
RAISED_TITLE = "Level raised by the council"
ENTRY_TITLE = "{council}: {title}"
HEAD_OVERDUE = "Review overdue. It is still in force."
FACTS = (
    ("What it means", "meaning"),
    ("Where", "area"),
    ("Who for", "people"),
    ("Reason given", "reason"),
    ("Principal social worker's view", "psw_view"),
)
SINCE = "In force since"
SO_FAR = "That is {days} so far."
LATE = "It was declared {days} after it began."
REVIEW = "Review by"
SIGNED = "Signed"
SIGNED_SAID = "Proposed by the {proposer} and signed by the {signer} on {day}."
ENDED_HEAD = ("Council", "Measure", "Stage", "Began", "Ended", "Lasted", "Why it ended")
CONFIRMATION = "None in force, or not confirmed"
CONFIRMED = "None in force, confirmed by the council ({count})"
CONFIRMED_NOTE = "These councils have confirmed that no stage 2 or stage 3 measure is in force."
UNCONFIRMED = "Not confirmed ({count})"
UNCONFIRMED_NOTE = (
    "We do not know whether these councils have a measure in force. They have not told us, or not for "
    "too long. Silence is not read as calm."
)
FILE = "The whole register as a file (CSV)"
PLAIN = "The register as a plain page"
INVENTED = "{name} (invented)"
COUNTS = "{now} in force now, of which {overdue} with an overdue review; {past} ended."


def measure_title(measure_id: str, book: Rulebook) -> str:
    """What an exceptional measure, or a raised level, is called: the title in the catalogue."""
    found = book.exceptional(measure_id)
    if found:
        return found.title
    return RAISED_TITLE if measure_id == RAISED else spaced(measure_id).capitalize()


def measure_meaning(measure_id: str, book: Rulebook) -> str:
    """What the catalogue says it means; nothing of a raised level."""
    found = book.exceptional(measure_id)
    return found.meaning.strip() if found else ""
