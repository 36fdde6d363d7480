"""The rules of one day and nation as arrays: the same rule data that `method.rate` reads, ready to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressure.domain.measures import UNIT_BASE, Cadence, Missing
from pressure.domain.national import From
from pressure.domain.rulebook import Rulebook

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Counts = NDArray[Any]
"""Whole numbers, or hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One column a measure, in the order of the rules. `edges` are in the measure's unit, `people` the least people of
    a band, `counts_as` the least band of a figure that is missing (0: left out, or no level without it)."""

    ids: tuple[str, ...]
    edges: Numbers  # measure, band 2 to the highest
    people: Numbers  # the same
    base: Numbers
    weeks: Numbers  # how many weeks a count is divided by
    weight: Numbers
    family: Whole
    families: int
    core: Flags
    own: Flags  # comes from the return
    counts_as: Whole
    remembers: Flags  # a missing figure counts at least in the band it last had
    cuts: tuple[tuple[int, int], ...]
    floors: tuple[tuple[int, int, int], ...]  # measure, band, level
    family_rank: int
    below_highest: int
    whole: tuple[int, int]
    part: tuple[int, int]
    too_few: Numbers
    fall_after: int
    gap_weeks: int
    round_to: int
    adults_at_least: int
    fresh_days: int  # of a weekly figure

    def column(self, measure_id: str) -> int:
        return self.ids.index(measure_id)

    def with_edges(self, times: Numbers) -> "Table":
        """Every edge times its own factor; those of a measure keep their order."""
        return replace(self, edges=np.sort(self.edges * times, 1))

    def with_weights(self, times: Numbers) -> "Table":
        return replace(self, weight=self.weight * times)

    def without(self, measure_id: str) -> "Table":
        """The same rules with a measure that weighs nothing and is not asked for."""
        column = self.column(measure_id)
        weight, core = self.weight.copy(), self.core.copy()
        weight[column], core[column] = 0, False
        return replace(self, weight=weight, core=core, floors=tuple(f for f in self.floors if f[0] != column))


def table_of(book: Rulebook, nation_code: str) -> Table:
    """What the rules say of a nation. Raises Refusal for one without a rule file."""
    measures, nation, blocks = book.set_of(nation_code), book.nation(nation_code), book.calendar.blocks
    ids = tuple(m.id for m in measures)
    names = [f.id for f in book.families]
    bands = range(2, len(book.levels) + 1)
    missing = [m.when_missing for m in measures]
    highest: Mapping[Missing, int] = {
        Missing.WORST_KNOWN: book.second.worst_known_at_least,
        Missing.BAND_4: len(book.levels),
    }
    return Table(
        ids=ids,
        edges=np.array([[float(m.edges[b].value) for b in bands] for m in measures]),
        people=np.array([[float(m.edges[b].people_at_least or 0) for b in bands] for m in measures]),
        base=np.array([float(UNIT_BASE[m.unit]) for m in measures]),
        weeks=np.array([float(blocks.weeks) if blocks and m.mean_week else 1.0 for m in measures]),
        weight=np.array([float(m.weight) for m in measures]),
        family=np.array([names.index(m.family) for m in measures]),
        families=len(names),
        core=np.array([m.core for m in measures]),
        own=np.array([nation.source_of(m.id).comes_from is From.RETURN for m in measures]),
        counts_as=np.array([highest.get(kind, 0) for kind in missing]),
        remembers=np.array([kind is Missing.WORST_KNOWN for kind in missing]),
        cuts=tuple((c.numerator, c.denominator) for c in book.cuts),
        floors=tuple((ids.index(f.measure_id), f.band, f.level) for f in book.floors.measures if f.measure_id in ids),
        family_rank=book.floors.family_rank,
        below_highest=book.floors.below_highest_family,
        whole=book.evidence.whole_at_least.as_integer_ratio(),
        part=book.evidence.family_at_least.as_integer_ratio(),
        too_few=np.array(
            [float(book.evidence.too_few_below.get(m.counted, 0)) if UNIT_BASE[m.unit] == 100 else 0 for m in measures]
        ),
        fall_after=book.second.fall_after_weeks,
        gap_weeks=book.second.gap_weeks,
        round_to=book.disclosure.round_to,
        adults_at_least=book.evidence.adults_at_least,
        fresh_days=book.freshness.days[Cadence.WEEKLY],
    )
