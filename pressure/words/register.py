"""Sentences of the register page."""

from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.words.spaced import spaced

PAGE_TITLE = "Register of exceptional measures"
TITLE = "Exceptional measures"
START = (
    "An exceptional measure changes how care is given when a council cannot do everything it should. Two senior "
    "officers must sign it, and it is published here."
)
AREA, STAGE, STATE = "Nation or region", "Stage", "State"
EVERYWHERE, EVERY_STAGE, EVERY_STATE = "All", "All stages", "Now and past"
STAGE_NAME = "Stage {stage}"
STATES = {"review_overdue": "Review overdue", "in_force": "In force", "renewed": "Renewed, in force", "ended": "Ended"}
INVENTED = "Demonstration. These councils are invented, and so is every measure here."
NOW, PAST = "In force now", "Ended"
NONE_IN_FORCE = "None in force."
NONE_KNOWN = (
    "No exceptional measure is in the register. A council that has not confirmed its register may still be using one."
)
NONE_ENDED = "None has ended yet."
RAISED_TITLE = "Level raised by the council"
ENTRY_TITLE = "{council}: {title} ({stage})"
SINCE, START_OF_IT = "In force since", "Start"
SO_FAR = "That is {days} so far."
LATE = "It was declared {days} after it began."
REVIEW = "Review by"
OVERDUE = "This is overdue. The measure is still in force."
SIGNED = "Signed"
SIGNED_SAID = "Proposed by the {proposer} and signed by the {signer} on {day}."
ENDED_CAPTION = "Ended, newest first"
ENDED_HEAD = ("Council", "Measure", "Stage", "Began", "Ended", "Lasted", "Why it ended")
CONFIRMED = "Councils that have confirmed that none is in force"
CONFIRMED_NOTE = "These councils have confirmed that no stage 2 or stage 3 measure is in force."
UNCONFIRMED = "Councils that have not confirmed their register"
UNCONFIRMED_NOTE = "We do not know whether these councils have a measure in force. Silence is not read as calm."
ALL_CONFIRMED = "Every council has confirmed its register."
NOBODY_CONFIRMED = (
    "No council has confirmed its register. We do not know whether one has a measure in force. "
    "Silence is not read as calm."
)
FILE = "Every one, as a file"
PLAIN = "The register as a plain page"
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
