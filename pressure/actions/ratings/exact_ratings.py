"""Exact figures for officers: what moved a council's points since last week, and what could move them next."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation, track_of
from pressure.actions.ratings.rating import rate_council
from pressure.document.shapes import RatingPart
from pressure.domain.as_known import AsKnown, as_known
from pressure.domain.calendar import WEEK
from pressure.domain.declaration_text import about_people, check_given_away
from pressure.store import councils, releases
from pressure.store.engine import Connection, reading

PEOPLE = "people"
NOTHING_KNOWN = datetime.min.replace(tzinfo=UTC) + WEEK


@dataclass(frozen=True, slots=True)
class Looked:
    """One council's exact rating now and a week ago, as plain data."""

    now: RatingPart
    before: RatingPart


def look(installation: Installation, *, by: Actor, council_code: str) -> Looked:
    """The exact rating now and a week ago. People without early access see what the last release knew. Raises
    Refusal for people of other councils. Stores nothing."""
    require(by, Act.READ_EXACT, [council_code])
    at = installation.now()
    with reading(installation.engine) as connection:
        known = knows(installation, connection, by, council_code)
        rated = [
            rate_council(installation, connection, council_code, at=when, known_at=_no_later(known, when))
            for when in (at, at - WEEK)
        ]
    now, before = (worked.exact for worked in rated)
    return Looked(now, before)


def knows(installation: Installation, connection: Connection, by: Actor, council_code: str) -> AsKnown:
    """What a person may know of a council's figures: everything, or what the newest release knew."""
    if by.role_for(Act.READ_EARLY, council_code):
        return as_known(installation.now())
    return _released(connection, council_code)


def check_exact_counts(installation: Installation, connection: Connection, council_code: str, words: str) -> None:
    """Refuse public words of a council that hold a number of people as its return has it, where the public figure is
    another: what rounding hides is not told beside it. Raises Refusal."""
    now, book = installation.now(), installation.book()
    worked = rate_council(installation, connection, council_code, at=now, known_at=now)
    people = {m.id for m in book.measures if m.counted == PEOPLE}
    for line in worked.exact["measures"]:
        exact = line["numerator"]
        if line["measure_id"] in people and isinstance(exact, int) and 0 < exact != line.get("public_numerator"):
            check_given_away(exact, about_people(exact, book.declarations, book.disclosure), {"words": words})


def _released(connection: Connection, council_code: str) -> AsKnown:
    """What the newest release of the council's track knew."""
    council = councils.load_all(connection).get(council_code)
    last = releases.last(connection, track_of(council)) if council else None
    return AsKnown(last.facts_as_of, last.published_at) if last else as_known(NOTHING_KNOWN)


def _no_later(known: AsKnown, moment: datetime) -> AsKnown:
    return AsKnown(min(known.figures, moment), min(known.acts, moment))
