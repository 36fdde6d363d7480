"""Sentences of the register page."""

from collections.abc import Iterable

from pressure.document.shapes import RatingPart
from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date
from pressure.words.numbers import listed, spaced

PAGE_TITLE = "Register of exceptional measures"
TITLE = "Exceptional measures"
START = (
    "An exceptional measure changes how care is given when a council cannot do everything it should. Two senior "
    "officers must sign it, and it is published here."
)
AREA, STAGE, STATE = "Nation or region", "Stage", "State"
FIND = "Words about why it ended and what helped"
EVERYWHERE, EVERY_STAGE, EVERY_STATE = "All", "All stages", "Now and past"
STAGE_NAME = "Stage {stage}"
STATES = {"review_overdue": "Review overdue", "in_force": "In force", "renewed": "Renewed, in force", "ended": "Ended"}
INVENTED = "Demonstration. These councils are invented, and so is every measure here."
NOW, PAST = "In force now", "Ended"
NONE_IN_FORCE = "None in force."
NONE_KNOWN = (
    "No exceptional measure is in the register. A council that has not confirmed its register may still be using one."
)
NONE_ENDED, NONE_FOUND = "None has ended yet.", "None that has ended is as you ask here."
RAISED_TITLE = "Level raised by the council"
ENTRY_TITLE = "{council}: {title} ({stage})"
SINCE, START_OF_IT = "In force since", "Start"
SO_FAR = "That is {days} so far."
LATE = "It was declared {days} after it began."
REVIEW = "Review by"
OVERDUE = "This is overdue. The measure is still in force."
WITHOUT_VIEW = "Signed before a view could be had"
VIEW_TO_COME = "{why} The view is due by {day}."
VIEW_LATE = "{why} The view was due by {day} and has not been given."
VIEW_GIVEN = "{why} The view was given on {day}."
CHECK_OUTSIDE = "Check by somebody outside the council"
CHECK_TO_COME = "To be done by {day}."
CHECK_LATE = "Not done. It was due by {day}."
CHECK_DONE = "Done on {day}. {said}"
CHECK_OF_ENDED = "{council}, {title}: check from outside. {said}"
SIGNED = "Signed"
DEPUTY_ROLES = {"deputy_director": "deputy director, for the director,"}
SIGNED_SAID = "Proposed by the {proposer} and signed by the {signer} on {day}."
ENDED_CAPTION = "Ended, newest first"
ENDED_HEAD = ("Council", "Measure", "Stage", "Began", "Ended", "Lasted", "Why it ended", "What helped")
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


CONFIRMED_FOR = "None. The council confirmed this for the week to {day}."
CONFIRMED_LONG_AGO = "The council last confirmed its register for the week to {day}. That is too long ago to count."
NOT_CONFIRMED = "The council has not confirmed whether an exceptional measure is in force."
USED_NOT_DECLARED = (
    "Used, not declared: the council's newest return says that it uses {measures}, and nobody has signed that."
)

NONE_SIGNED = "None is signed."
SAYS_USED = "The council's newest return says that it uses {measures}, and nobody has signed that yet."
LAST_CONFIRMED = "The council last confirmed its register for the week to {day}."


def none_in_force(rating: RatingPart, book: Rulebook) -> str:
    """What is known where nothing is signed: silence is never read as calm, and a yes in a return is never left out."""
    day = rating["register_confirmed_for"]
    if said := rating.get("return_says_used"):
        told = "" if rating.get("used_not_declared") else SAYS_USED.format(measures=_titles(said, book))
        confirmed = LAST_CONFIRMED.format(day=short_date(day)) if day else ""
        return " ".join(filter(None, (NONE_SIGNED, told, confirmed)))
    if day is None:
        return NOT_CONFIRMED
    return (CONFIRMED_FOR if rating["register_confirmed"] else CONFIRMED_LONG_AGO).format(day=short_date(day))


def used_not_declared(rating: RatingPart, book: Rulebook) -> str:
    """What a return says is used while the register holds none of it; empty when nothing is."""
    used = rating.get("used_not_declared", [])
    return USED_NOT_DECLARED.format(measures=_titles(used, book)) if used else ""


def _titles(measures: Iterable[str], book: Rulebook) -> str:
    return listed([measure_title(measure, book).lower() for measure in measures])


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
