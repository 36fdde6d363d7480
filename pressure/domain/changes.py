"""The moments at which a public sentence changes by itself, in one list: what a release has to say on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pressure.domain.moments import start_of

SCHEDULED, EXPIRY, REVIEW, STATEMENT = "scheduled", "expiry", "review", "statement"
ASKED_FOR = "A view or a check from outside is overdue."
BODIES = "A council ended or began."
NOTES = {SCHEDULED: "", EXPIRY: "Figures went out of date.", REVIEW: "A review is overdue.", STATEMENT: ""}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One such moment, and the reason of its release."""

    at: datetime
    reason: str
    said: str = ""

    @property
    def note(self) -> str:
        return self.said or NOTES[self.reason]


def changes(
    *,
    after: datetime,
    slot: datetime,
    valid_until: Iterable[datetime | None],
    reviews: Iterable[date | None],
    asked_for: Iterable[date | None] = (),
    bodies: Iterable[date | None] = (),
    statements: Iterable[date] = (),
) -> tuple[Change, ...]:
    """Every moment later than the newest release, `after`, earliest first: a rating runs out, the day after a review
    of a measure or a raised level that stands, the day after a view or a check from outside was due (`asked_for`), the
    first day of a council or the day after its last (`bodies`), the first day after an election for a statement that it
    kept back (`statements`) and the scheduled time `slot` that no release has served."""
    own = [Change(at, EXPIRY) for at in valid_until if at is not None]
    own += [Change(start_of(day + timedelta(days=1)), REVIEW) for day in reviews if day is not None]
    own += [Change(start_of(day + timedelta(days=1)), REVIEW, ASKED_FOR) for day in asked_for if day is not None]
    own += [Change(start_of(day), EXPIRY, BODIES) for day in bodies if day is not None]
    own += [Change(start_of(day), STATEMENT) for day in statements]
    return tuple(sorted({change for change in own if change.at > after} | {Change(slot, SCHEDULED)}))


def due(known: Iterable[Change], now: datetime) -> Change | None:
    """What to publish now: the scheduled release before any other, because it shows the others too; else the earliest
    that has come."""
    come = [change for change in known if change.at <= now]
    return min(come, key=lambda change: (change.reason != SCHEDULED, change), default=None)
