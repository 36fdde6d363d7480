"""Readings: one measure, one council, one period, as received once. Ratios are exact; nothing here is a float."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from pressure.domain.measures import UNIT_BASE, Cadence, Unit

REGISTER_CONFIRMED = "register_confirmed"
RETURN = "weekly-return"
"""The source of every figure that a council sends itself."""


class Status(StrEnum):
    """What the sender says of a figure."""

    OK = "ok"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SUPPRESSED = "suppressed"
    NOT_SUBMITTED = "not_submitted"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"


USABLE = frozenset({Status.OK, Status.PROVISIONAL, Status.ESTIMATED})
NO_POPULATION = "no_population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """As received once. The count is numerator / scale (scale 10 for one decimal place, the days of the
    month for bed days turned into beds a day). `value` stands alone only when no counts were published.
    `recorded_at` is when we received it; `from_council` tells a council's return from a publication. `same_as_load` is
    for a revision that changes no public figure: the load whose public figure it has. `withdrawn` says that it was
    taken back and not replaced, `coverage` (0 to 1) which part of all that happened a publication holds, `overdue` that
    its publisher is late with the next, `providers` of how many providers its beds or posts are, and
    `looked` how a council looked for what it counted."""

    council_code: str
    measure_id: str
    period_start: date
    period_end: date
    status: Status
    cadence: Cadence
    source_id: str
    recorded_at: datetime
    numerator: int | None = None
    scale: int = 1
    denominator: int | None = None
    value: Decimal | None = None
    value_is_rounded: bool = False
    from_council: bool = False
    marker: str = ""
    load_id: int = 0
    row: int = 0
    same_as_load: int | None = None
    withdrawn: bool = False
    coverage: Fraction | None = None
    overdue: bool = False
    providers: int | None = None
    looked: str = ""

    @property
    def count(self) -> Fraction | None:
        """How many were counted (people, hours, beds…), or None when only a value was published."""
        return None if self.numerator is None else _counted(self.numerator, self.scale)

    def exact(self, unit: Unit) -> Fraction | None:
        """The value in the measure's unit, exactly; None when there is nothing to work it out from."""
        if self.numerator is not None and self.denominator:
            return Fraction(self.numerator * UNIT_BASE[unit], self.scale * self.denominator)
        return None if self.value is None else Fraction(self.value)

    def in_unit(self, unit: str) -> Fraction | None:
        """The figure in any unit, also those that are never scored: a rate from its counts, else as published, else
        the count. None for one that is suppressed, refused or was never given."""
        if self.status not in USABLE:
            return None
        if unit in UNIT_BASE:
            return self.exact(Unit(unit))
        return self.count if self.value is None else Fraction(self.value)

    def age_on(self, day: date) -> int:
        """Days from the end of the period to the day."""
        return (day - self.period_end).days

    @property
    def key(self) -> tuple[str, str, date, str]:
        """What a later reading of the same key revises."""
        return self.council_code, self.measure_id, self.period_end, self.source_id

    @property
    def received(self) -> tuple[datetime, int, int]:
        return self.recorded_at, self.load_id, self.row


@lru_cache(maxsize=4096)
def _counted(numerator: int, scale: int) -> Fraction:
    """The same few counts are asked for many times."""
    return Fraction(numerator, scale)


def latest_versions(readings: Iterable[Reading]) -> list[Reading]:
    """The newest version of each (council, measure, period, source); earlier versions are history."""
    newest: dict[tuple[str, str, date, str], Reading] = {}
    for reading in readings:
        key = reading.key
        held = newest.get(key)
        if held is None or reading.received > held.received:
            newest[key] = reading
    return list(newest.values())
