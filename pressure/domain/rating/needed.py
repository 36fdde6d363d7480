"""Which readings of a long history a rating can need: the few give what all of them would."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from pressure.domain.measures import Cadence, Missing
from pressure.domain.national import From
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

_ended = attrgetter("period_end")
SENT = (Cadence.WEEKLY, Cadence.FOUR_WEEKLY)
"""How often a council can send a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a rating shows of a council's own and of publications, the measures whose last band it remembers, and for
    how many days it wants what a council returned, what it returned of those, and what was published."""

    returned: frozenset[str]
    published: frozenset[str]
    remembered: frozenset[str]
    returned_days: int
    remembered_days: int
    published_days: int


def wanted(book: Rulebook, nation_code: str) -> Wanted:
    """What the rules make a rating in a nation ask for."""
    measures, fresh, weeks = book.set_of(nation_code), book.freshness, book.second
    nation = book.nation(nation_code)
    official = [m.id for m in measures if nation.source_of(m.id).comes_from is From.PUBLICATION]
    returned = max(fresh.limit(cadence, m.family) for m in measures for cadence in SENT)
    published = max(fresh.limit(cadence, m.family) for m in measures for cadence in Cadence)
    memory = max(weeks.last_band_within_days, weeks.worst_known_for_days_after_own_use)
    remembers = {Missing.WORST_KNOWN, Missing.LEFT_OUT}  # the second while a council's own figure stands in
    return Wanted(
        returned=frozenset({*(m.id for m in measures if m.id not in official), REGISTER_CONFIRMED, *items(book)}),
        published=frozenset(official),
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


class History:
    """Everything known of one council so far, in a way that the few are found fast. Readings are added in any order."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, bool], list[Reading]] = {}
        self._returned: dict[date, list[Reading]] = {}

    def add(self, reading: Reading) -> None:
        """One more reading."""
        insort(self._rows.setdefault((reading.measure_id, reading.from_council), []), reading, key=_ended)
        if reading.from_council:
            self._returned.setdefault(reading.period_end, []).append(reading)

    def take_back(self, reading: Reading) -> None:
        """A reading was withdrawn: the same one stays, marked."""
        gone = replace(reading, withdrawn=True)
        for rows in (
            self._rows[reading.measure_id, reading.from_council],
            self._returned.get(reading.period_end, []),
        ):
            rows[:] = [gone if one == reading else one for one in rows]

    def needed(self, want: Wanted, day: date) -> list[Reading]:
        """What is recent; of a measure without a recent figure every version back to the last period that had one; and
        all of the last return."""
        found: list[Reading] = []
        for (measure_id, from_council), rows in self._rows.items():
            first = day - timedelta(days=_days(measure_id, want, from_council=from_council))
            found += rows[bisect_left(rows, first, key=_ended) :]
        for measure_id, from_council in not_shown(found, want, day):
            found += self._down_to_a_figure(measure_id, day, from_council=from_council)
        last = max((end for end in self._returned if end <= day), default=None)
        found += self._returned[last] if last else ()
        return list({id(reading): reading for reading in found}.values())

    def _down_to_a_figure(self, measure_id: str, day: date, *, from_council: bool) -> list[Reading]:
        rows = (r for r in reversed(self._rows.get((measure_id, from_council), [])) if r.period_end <= day)
        taken: list[Reading] = []
        for _, period in groupby(rows, key=_ended):
            versions = list(period)
            taken += versions
            if any(map(has_figure, latest_versions(versions))):
                break
        return taken


def not_shown(found: Iterable[Reading], want: Wanted, day: date) -> list[tuple[str, bool]]:
    """The measures of which nothing found has a figure, each with whether it is the council's own that is wanted."""
    latest = latest_versions(found)
    shown = {(r.measure_id, r.from_council) for r in latest if r.period_end <= day and has_figure(r)}
    every = {*((m, True) for m in want.returned), *((m, False) for m in want.published)}
    return sorted(every - shown)


def needed(readings: Iterable[Reading], want: Wanted, day: date) -> list[Reading]:
    """The few of all readings of a council."""
    history = History()
    for reading in readings:
        history.add(reading)
    return history.needed(want, day)


def _days(measure_id: str, want: Wanted, *, from_council: bool) -> int:
    """For how many days a rating looks back."""
    if not from_council:
        return want.published_days
    return want.remembered_days if measure_id in want.remembered else want.returned_days
