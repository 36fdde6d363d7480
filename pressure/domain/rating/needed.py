"""Which readings of a long history a rating can need: the few give what all of them would."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pressure.domain.measures import Cadence, Missing
from pressure.domain.national import From
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

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


def not_shown(found: Iterable[Reading], want: Wanted, day: date) -> list[tuple[str, bool]]:
    """The measures of which nothing found has a figure, each with whether it is the council's own that is wanted."""
    latest = latest_versions(found)
    shown = {(r.measure_id, r.from_council) for r in latest if r.period_end <= day and has_figure(r)}
    every = {*((m, True) for m in want.returned), *((m, False) for m in want.published)}
    return sorted(every - shown)
