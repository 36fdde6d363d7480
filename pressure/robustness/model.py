"""The rating of many councils at once: bands, points, floors and settling as `method.rate` gives them, on arrays.

A band is 1 to 4; 0 is no figure. Arrays end in one column a measure; weeks come first where there are weeks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressure.robustness.table import Counts, Flags, Numbers, Table, Whole

Bands = NDArray[np.int8]


def rounded(counts: NDArray[Any], step: int) -> Whole:
    """The nearest multiple, halves upward."""
    return np.floor_divide(2 * counts.astype(np.int64) + step, 2 * step) * step


def bands_of(table: Table, column: int, count: Counts, below: Counts) -> Bands:
    """The band of counts over what they are of, both public. 0 where there are too few."""
    shape = np.broadcast_shapes(np.shape(count), np.shape(below))
    found = np.ones(shape, np.int8)
    for number in range(table.edges.shape[1]):
        reached = count * table.base[column] >= table.edges[column, number] * table.weeks[column] * below
        found[reached & (np.broadcast_to(count, shape) >= table.people[column, number])] = number + 2
    found[np.broadcast_to((np.asarray(below) < table.too_few[column]) | (np.asarray(below) == 0), shape)] = 0
    return found


def bands_of_values(table: Table, column: int, value: Numbers) -> Bands:
    """The band of published values, which are of no people at least."""
    return np.asarray(1 + (value[..., None] >= table.edges[column]).sum(-1), np.int8)


@dataclass(frozen=True, slots=True)
class Levels:
    """0 is no level."""

    points: Bands
    unsettled: Bands


def counted(table: Table, fresh: Bands, sent: Flags, last: Bands | None = None) -> Bands:
    """What goes into the points: a missing figure counts as high. `sent` marks figures that came and are too few."""
    missing = (fresh == 0) & ~sent
    high = (
        table.counts_as
        if last is None
        else np.where(table.remembers, np.maximum(table.counts_as, last), table.counts_as)
    )
    return np.where(missing, high, fresh).astype(np.int8)


def levels(table: Table, fresh: Bands, sent: Flags | None = None, last: Bands | None = None) -> Levels:
    """Rules 4 to 7 without the register: the level of the points, and of figures before settling."""
    came = np.zeros(fresh.shape, np.bool_) if sent is None else sent
    bands = counted(table, fresh, came, last)
    enough = _enough(table, fresh, came)
    own, most, level = [], [], []
    for family in range(table.families):
        columns = table.family == family
        there = bands[..., columns] > 0
        weight = table.weight[columns]
        own.append(((bands[..., columns] - 1) * there) @ weight)
        most.append((there * table.edges.shape[1]) @ weight)
        level.append(np.where(most[-1] > 0, _level(table, own[-1], most[-1]), 0))
    points = _level(table, sum(own), sum(most))
    ranked = np.sort(np.stack(level, -1), -1)[..., ::-1]
    second = ranked[..., table.family_rank - 1]
    floor = np.where(second > 0, np.maximum(second, ranked[..., 0] - table.below_highest), 0)
    found = np.maximum(points, floor)
    for column, band, least in table.floors:
        found = np.maximum(found, np.where(bands[..., column] == band, least, 0))
    return Levels((points * enough).astype(np.int8), (found * enough).astype(np.int8))


def _level(table: Table, points: Numbers, most: Numbers) -> Whole:
    return np.ones(np.shape(points), np.int64) + sum(points * below > above * most for above, below in table.cuts)


def _enough(table: Table, fresh: Bands, sent: Flags) -> Flags:
    """Every core measure sent, and enough of the set and of each family of it fresh."""
    out = sent | ((fresh == 0) & (table.counts_as == 0) & ~table.core)
    weight, known = ~out * table.weight, (fresh > 0) * table.weight
    enough = ((fresh > 0) | sent | ~table.core).all(-1)
    enough &= known.sum(-1) * table.whole[1] >= weight.sum(-1) * table.whole[0]
    for family in range(table.families):
        columns = table.family == family
        own, all_ = known[..., columns].sum(-1), weight[..., columns].sum(-1)
        enough &= (own * table.part[1] >= all_ * table.part[0]) & (all_ > 0)
    return np.asarray(enough)


class Settling:
    """The level by figures of many councils, week after week (rule 8)."""

    def __init__(self, table: Table, councils: int) -> None:
        self.table = table
        self.level = np.zeros(councils, np.int8)
        self.lower = np.zeros((table.fall_after - 1, councils), np.int8)  # the newest first; 0 is none
        self.without_since = np.full(councils, -1)

    def week(self, number: int, unsettled: Bands, counts: Flags) -> Bands:
        """The settled level of one week. `counts` says that a new return came and that the level may fall."""
        gone = unsettled == 0
        long_ago = (self.without_since >= 0) & (number - self.without_since > self.table.gap_weeks)
        base = np.where(long_ago & ~gone, 0, self.level)
        rises = ~gone & ((base == 0) | (unsettled >= base))
        falling = ~gone & ~rises & counts
        newest = np.concatenate([unsettled[None], self.lower])
        falls = falling & (newest > 0).all(0)
        to = np.where(falls, newest.max(0), base)
        kept = np.where(falls, np.cumprod(newest[:-1] < to, axis=0, dtype=np.int8), 1) * newest[:-1]
        self.lower = np.where(falling, kept, 0).astype(np.int8)
        self.level = np.where(gone, self.level, np.where(rises, unsettled, to)).astype(np.int8)
        start = gone & (self.without_since < 0) & (self.level > 0)
        self.without_since = np.where(start, number, np.where(gone, self.without_since, -1))
        return np.where(gone, 0, self.level).astype(np.int8)


def settled(table: Table, unsettled: Bands, counts: Flags | None = None) -> Bands:
    """Every week of `unsettled` (weeks, councils). Without `counts` a whole return comes every week."""
    settling = Settling(table, unsettled.shape[1])
    every = np.ones(unsettled.shape, np.bool_) if counts is None else counts
    return np.stack([settling.week(n, one, every[n]) for n, one in enumerate(unsettled)])
