"""The public register as the rating sees it: exceptional measures in force, and raised levels."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One signed declaration. In force from the later of its start and its signature, until two people end it."""

    declaration_id: str
    council_code: str
    measure_id: str
    stage: int
    area: str
    starts_at: datetime
    signed_at: datetime
    review_by: date
    ended_at: datetime | None = None

    @property
    def in_force_from(self) -> datetime:
        return max(self.starts_at, self.signed_at)

    def in_force(self, at: datetime) -> bool:
        """A missed review does not end it; only `ended_at` does (METHOD, rule 6)."""
        return self.in_force_from <= at and (self.ended_at is None or at < self.ended_at)

    def review_overdue(self, day: date) -> bool:
        return self.ended_at is None and day > self.review_by


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedLevel:
    """A level two people set above the calculated one, with a public reason (METHOD, rule 8)."""

    council_code: str
    level: int
    reason: str
    from_at: datetime
    review_by: date
    ended_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        return self.from_at <= at and (self.ended_at is None or at < self.ended_at)


@dataclass(frozen=True, slots=True)
class Register:
    """What one council has signed."""

    entries: tuple[Entry, ...] = ()
    raised: tuple[RaisedLevel, ...] = ()

    def in_force(self, at: datetime) -> tuple[Entry, ...]:
        """Entries in force at a moment, highest stage first."""
        return tuple(
            sorted(
                (e for e in self.entries if e.in_force(at)), key=lambda e: (-e.stage, e.in_force_from, e.declaration_id)
            )
        )

    def stage(self, at: datetime) -> int | None:
        """The highest stage in force, or None when nothing is."""
        return max((e.stage for e in self.in_force(at)), default=None)

    def changes_after(self, at: datetime) -> list[datetime]:
        """Later moments at which something already signed starts or ends."""
        moments = {m for e in self.entries for m in (e.in_force_from, e.ended_at) if m}
        moments |= {m for r in self.raised for m in (r.from_at, r.ended_at) if m}
        return sorted(m for m in moments if m > at)


NO_REGISTER = Register()
