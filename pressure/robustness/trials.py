"""What is tried on the synthetic England: other thresholds and weights, figures left out, kind weeks, silence, size and
counting luck. Each gives shares in percent of council-weeks, over the weeks that are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pressure.robustness.england import Councils, England, Scenario
from pressure.robustness.model import Bands, Settling, levels, settled
from pressure.robustness.seen import Drawing, Seen, see, surge_begins
from pressure.robustness.table import Flags, Table, Whole

RELEASED_AFTER_DAYS, WEEK = 10, 7
UNDONE_WITHIN = 4
YEAR, HIGHEST = 52, 4


@dataclass(frozen=True, slots=True)
class Stage:
    """Some seeds of one scenario side by side, as the method sees them under the rules as they are."""

    england: England
    councils: Councils
    scenario: Scenario
    seeds: int
    table: Table
    seen: Seen
    bands: Bands
    sent: Flags

    @property
    def run_in(self) -> int:
        return self.england.weeks.shown_from - self.england.weeks.rated_from

    def shown(self, levels_: Bands) -> Bands:
        """The weeks that are reported."""
        return levels_[self.run_in :]

    def by(self, table: Table, bands: Bands | None = None, sent: Flags | None = None) -> Bands:
        """The settled levels by some rules."""
        own, came = (self.bands, self.sent) if bands is None or sent is None else (bands, sent)
        return self.shown(settled(table, levels(table, own, came).unsettled))

    def under(self, table: Table) -> Bands:
        """The settled levels by rules with other thresholds."""
        return self.by(table, *self.seen.bands(table))

    @property
    def honest(self) -> Bands:
        """The settled levels by the rules as they are, with everything sent."""
        return self.by(self.table)


def stage(england: England, councils: Councils, scenario: Scenario, table: Table, seeds: int) -> Stage:
    """The first seeds of a scenario."""
    drawn = [see(england, councils, scenario, Drawing(seed=s), table) for s in _seeds(england, seeds)]
    seen = drawn[0].joined(drawn[1:])
    return Stage(england, councils, scenario, seeds, table, seen, *seen.bands(table))


def _seeds(england: England, count: int) -> range:
    return range(england.seeds.first, england.seeds.first + count)


def percent(flags: NDArray[Any]) -> float:
    return 100 * float(flags.mean())


def changes(found: Bands) -> tuple[float, float]:
    """How often a council's level changes in a year, and the percent of changes that are undone within four weeks. From
    no level (0) or to none is no change."""
    both = (found[1:] > 0) & (found[:-1] > 0)
    moved = both & (found[1:] != found[:-1])
    undone = np.zeros_like(moved)
    for later in range(1, UNDONE_WITHIN + 1):
        undone[: len(moved) - later] |= found[1 + later :] == found[: len(moved) - later]
    return YEAR * float(moved.sum()) / float(both.sum()), percent(undone[moved])


def same_under(on: Stage, tables: Iterator[Table], *, edges: bool) -> tuple[float, float, float]:
    """How many council-weeks keep their level under other rules: the mean of the trials, the lowest, the highest."""
    honest = on.honest
    found = [percent((on.under(t) if edges else on.by(t)) == honest) for t in tables]
    return float(np.mean(found)), min(found), max(found)


def moved_thresholds(on: Stage, by: float) -> Iterator[Table]:
    """Every threshold times its own factor, up to `by` more or less; those of a measure keep their order."""
    draws = np.random.default_rng(on.england.seeds.first)
    for _ in range(on.england.seeds.trials):
        yield on.table.with_edges(draws.uniform(1 - by, 1 + by, on.table.edges.shape))


def moved_weights(on: Stage) -> Iterator[Table]:
    """Every weight times its own factor, between a half and one and a half."""
    draws = np.random.default_rng(on.england.seeds.first)
    for _ in range(on.england.seeds.trials):
        yield on.table.with_weights(draws.uniform(0.5, 1.5, len(on.table.ids)))


def best_omission(on: Stage) -> float:
    """How often the best-chosen set of figures that were never sent gives a lower level than the whole return."""
    least = on.honest
    honest = least
    for chosen in _omissions(on.table):
        bands = on.bands.copy()
        bands[..., chosen] = 0
        sent = on.sent.copy()
        sent[..., chosen] = False
        found = on.by(on.table, bands, sent)
        least = np.where((found > 0) & (found < least), found, least)
    return percent(least < honest)


def _omissions(table: Table) -> Iterator[list[int]]:
    """Sets of figures a council may leave out and keep a level, without those whose absence can never help."""
    highest = table.edges.shape[1] + 1
    own = [int(c) for c in np.flatnonzero(table.own & ~table.core & (table.counts_as < highest))]
    for count in range(1, len(own) + 1):
        yield from (list(chosen) for chosen in combinations(own, count))


def kind_weeks(on: Stage) -> tuple[float, float]:
    """A council that holds a return back while last week's figures are fresh and give a lower level: how often its
    level is lower than with every return sent, and the percent of returns that it sends."""
    may_wait = (on.table.fresh_days - RELEASED_AFTER_DAYS) // WEEK
    settling = Settling(on.table, on.seen.councils)
    held, held_sent = on.bands[0].copy(), on.sent[0].copy()
    waited = np.zeros(on.seen.councils, np.int64)
    found, sends = [], []
    for week, (bands, sent) in enumerate(zip(on.bands, on.sent, strict=True)):
        old, old_sent = np.where(on.table.own, held, bands), np.where(on.table.own, held_sent, sent)
        new_level, old_level = levels(on.table, bands, sent).unsettled, levels(on.table, old, old_sent).unsettled
        holds = (week > 0) & (waited < may_wait) & (old_level > 0) & (old_level < new_level)
        found.append(settling.week(week, np.where(holds, old_level, new_level), ~holds))
        sends.append(~holds)
        waited = np.where(holds, waited + 1, 0)
        held, held_sent = np.where(holds[:, None], held, bands), np.where(holds[:, None], held_sent, sent)
    return percent(on.shown(np.stack(found)) < on.honest), percent(on.shown(np.stack(sends)))


def silence(on: Stage, weeks: int) -> tuple[float, float]:
    """Silence for some weeks, then a return without the figures whose absence helps most: how often the level of the
    week of return and the three after it is lower than with every return sent, and how often it is after an honest
    return."""
    start, after = on.run_in, 4
    may_wait = (on.table.fresh_days - RELEASED_AFTER_DAYS) // WEEK
    ends = start + weeks
    counts = np.ones(on.bands.shape[:2], np.bool_)
    counts[start:ends] = False
    gone = np.zeros_like(counts)
    gone[start + may_wait : ends] = True
    last = np.broadcast_to(on.bands[start - 1], on.bands.shape)
    truth = settled(on.table, levels(on.table, on.bands, on.sent).unsettled)[ends : ends + after]
    found = []
    for chosen in ([], *_omissions(on.table)):
        bands, sent = on.bands.copy(), on.sent.copy()
        bands[ends:, :, chosen], sent[ends:, :, chosen] = 0, False
        bands[start:ends] = np.where(on.table.own, bands[start - 1], bands[start:ends])
        unsettled = np.where(gone, 0, levels(on.table, bands, sent, last).unsettled).astype(np.int8)
        found.append(settled(on.table, unsettled, counts)[ends : ends + after])
    best = np.min(np.stack(found), 0)
    return percent(best < truth), percent(found[0] < truth)


def other_luck(on: Stage) -> float:
    """How many council-weeks have another level when the same rates are counted with other luck."""
    other = [
        see(on.england, on.councils, on.scenario, Drawing(seed=s, counting=s + on.seeds), on.table)
        for s in _seeds(on.england, on.seeds)
    ]
    return percent(on.by(on.table, *other[0].joined(other[1:]).bands(on.table)) != on.honest)


def by_size(on: Stage) -> NDArray[Any]:
    """The percent of council-weeks at level 2 or more, 3 or more and 4 by quarter of size, when the same rates come in
    each quarter."""
    order = np.argsort(on.councils.adults, kind="stable")
    quarter = len(order) // 4
    order, places = order[: 4 * quarter], np.tile(np.arange(quarter), 4)
    found = []
    for seed in _seeds(on.england, on.seeds):
        mixed = np.random.default_rng(seed).permutation(len(on.councils))[:quarter]
        here = Councils(
            on.councils.adults[order], {name: values[mixed][places] for name, values in on.councils.real.items()}
        )
        seen = see(on.england, here, on.scenario, Drawing(seed=seed, places=places), on.table)
        level = on.by(on.table, *seen.bands(on.table)).reshape(-1, 4, quarter)
        found.append([[percent(level[:, q] >= least) for least in (2, 3, 4)] for q in range(4)])
    return np.asarray(np.mean(found, 0))


@dataclass(frozen=True, slots=True)
class Surged:
    """In which week of a surge it shows, where it does (mean, and 5 to 95 % of councils; the week in which it begins is
    the first), and in how many councils it does."""

    weeks: tuple[float, float, float]
    shows: float


def surge(on: Stage, rate: float) -> tuple[Surged, Surged]:
    """Many people are suddenly without life-sustaining care: when the level by figures is higher than it would have
    been, and when it is the highest. Councils at the highest level without it are not counted."""
    rule, column = on.england.surge, on.table.column("ll_critical_unsourced")
    drawn = [
        see(on.england, on.councils, on.scenario, Drawing(seed=s, surge=rate), on.table)
        for s in _seeds(on.england, on.seeds)
    ]
    bands = on.bands.copy()
    bands[..., column] = drawn[0].joined(drawn[1:]).bands(on.table)[0][..., column]
    surged, honest = on.by(on.table, bands, on.sent), on.honest
    since = (on.england.weeks.shown_from + np.arange(len(honest)))[:, None] - np.tile(
        surge_begins(on.england, len(on.councils)), on.seeds
    )
    looked = (since >= 0) & (since < rule.seen_within_weeks)
    could = ~(looked & (honest == HIGHEST)).any(0)
    return (
        _shown_after((surged > honest)[:, could], since[:, could], looked[:, could]),
        _shown_after((surged == HIGHEST)[:, could], since[:, could], looked[:, could]),
    )


def _shown_after(shows: Flags, since: Whole, looked: Flags) -> Surged:
    there = shows & looked
    found = 1 + np.take_along_axis(since, there.argmax(0)[None], 0)[0][there.any(0)]
    low, high = np.percentile(found, [5, 95]) if len(found) else (0, 0)
    mean = float(found.mean()) if len(found) else 0.0
    return Surged((mean, float(low), float(high)), 100 * float(np.mean(there.any(0))))


def without_discharge(on: Stage) -> Bands:
    """The settled levels where discharge is scored nowhere."""
    column = on.table.column("wl_discharge_rate")
    bands, sent = on.bands.copy(), on.sent.copy()
    bands[..., column], sent[..., column] = 0, True
    return on.by(on.table, bands, sent)


def plausible(on: Stage) -> Iterator[tuple[str, float, float]]:
    """What else was plausible, and the percent at level 3 or more and at 4 under it."""
    rates, zero = on.england.plausible.critical.get(on.scenario, ()), Drawing(seed=0)
    ways = [
        (f"spreads x {s.spread:g}, {s.shared:g} of them shared", replace(zero, shared=s.shared, spread=s.spread))
        for s in on.england.plausible.spreads
    ]
    ways += [(f"critical care {rate:g} per 100,000 a week", replace(zero, critical=rate)) for rate in rates]
    for name, way in ways:
        drawn = [
            see(on.england, on.councils, on.scenario, replace(way, seed=s), on.table)
            for s in _seeds(on.england, on.seeds)
        ]
        level = on.by(on.table, *drawn[0].joined(drawn[1:]).bands(on.table))
        yield name, percent(level >= 3), percent(level == 4)
