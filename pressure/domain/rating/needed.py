"""Which readings of a long history a rating can need: the few give what all of them would."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pressure.domain.measures import Cadence, Missing
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

SENT = (Cadence.WEEKLY, Cadence.FOUR_WEEKLY)
"""How often a council can send a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The measures a rating shows, those whose last band it remembers, and for how many days it wants what a council
    returned, what it returned of those, and what was published."""

    measures: frozenset[str]
    remembered: frozenset[str]
    returned_days: int
    remembered_days: int
    published_days: int


def wanted(book: Rulebook, nation_code: str) -> Wanted:
    """What the rules make a rating in a nation ask for."""
    measures, fresh, weeks = book.set_of(nation_code), book.freshness, book.second
    returned = max(fresh.limit(cadence, m.family) for m in measures for cadence in SENT)
    published = max(fresh.limit(cadence, m.family) for m in measures for cadence in Cadence)
    memory = max(weeks.last_band_within_days, weeks.worst_known_for_days_after_own_use)
    remembers = {Missing.WORST_KNOWN, Missing.LEFT_OUT}  # the second while a council's own figure stands in
    return Wanted(
        measures=frozenset({*(m.id for m in measures), REGISTER_CONFIRMED, *items(book)}),
        remembered=frozenset(m.id for m in measures if m.when_missing in remembers)
        | {u.measure_id for u in book.floors.undeclared},
        returned_days=max(returned, fresh.register_confirmation_days, 7 * (fresh.weeks_looked_back + 1)),
        remembered_days=memory + returned,
        published_days=memory + returned + published + fresh.overdue_extra_days,
    )


def has_figure(reading: Reading) -> bool:
    """Whether there is anything to show of a reading."""
    return not reading.withdrawn and (
        reading.value is not None or (reading.numerator is not None and bool(reading.denominator))
    )


def recent(reading: Reading, want: Wanted, day: date) -> bool:
    """Whether a reading is of a time that a rating on a day looks at."""
    if not reading.from_council:
        days = want.published_days
    else:
        days = want.remembered_days if reading.measure_id in want.remembered else want.returned_days
    return reading.period_end >= day - timedelta(days=days)


def needed(readings: Iterable[Reading], want: Wanted, day: date) -> list[Reading]:
    """The recent readings; of a measure without a recent figure every version back to the last period that had one;
    and all of the last return."""
    every = list(readings)
    found = [r for r in every if recent(r, want, day)]
    shown = {r.measure_id for r in latest_versions(found) if r.period_end <= day and has_figure(r)}
    older: dict[str, dict[date, list[Reading]]] = {}
    for reading in every:
        if reading.period_end <= day and reading.measure_id in want.measures - shown:
            older.setdefault(reading.measure_id, {}).setdefault(reading.period_end, []).append(reading)
    for periods in older.values():
        for end in sorted(periods, reverse=True):
            found += periods[end]
            if any(map(has_figure, latest_versions(periods[end]))):
                break
    last = max((r.period_end for r in every if r.from_council and r.period_end <= day), default=None)
    return list(dict.fromkeys([*found, *(r for r in every if r.from_council and r.period_end == last)]))
