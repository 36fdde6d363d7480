"""Everything that is published about how firmly the rules stand, worked out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from pressure.domain.rating.figures import band_at
from pressure.domain.rating.points import family_points
from pressure.domain.rulebook import Rulebook
from pressure.robustness import trials
from pressure.robustness.england import Councils, England
from pressure.robustness.rows import PLACES, Row
from pressure.robustness.table import Table, table_of
from pressure.robustness.trials import Stage, percent, stage

ENGLAND = "E92000001"


def robustness(england: England, councils: Councils, book: Rulebook) -> list[Row]:
    """Every figure, worked out anew: seeded, so that it is the same each time."""
    table, rows = table_of(book, ENGLAND), []
    for scenario in england.scenarios:
        rows += [*_reported(stage(england, councils, scenario, table, england.seeds.reported))]
        tried = stage(england, councils, scenario, table, england.seeds.tried)
        rows += [*_moved(tried), *_chosen(tried, book), *_places(tried), *_surges(tried), *_plausible(tried)]
    return [_held(england, row) for row in (*rows, *_national(england, book))]


def _reported(on: Stage) -> Iterator[Row]:
    """Levels and their changes, over many seeds."""
    levels = on.honest
    size, name = len(on.councils), on.scenario
    seeds = [levels[:, n * size : (n + 1) * size] for n in range(on.seeds)]
    for level in range(1, 5):
        shares = [percent(one == level) for one in seeds]
        yield Row("share", name, f"level {level}", "percent", float(np.mean(shares)), *_range(shares))
    high = [percent(one >= 3) for one in seeds]
    yield Row("share", name, "level 3 or 4", "percent", float(np.mean(high)), *_range(high))
    nowhere = trials.without_discharge(on)
    yield Row("share", name, "level 3 or 4, discharge scored nowhere", "percent", percent(nowhere >= 3))
    yield Row("share", name, "level 4, discharge scored nowhere", "percent", percent(nowhere == 4))
    moved = [trials.changes(one) for one in seeds]
    per_year = [one for one, _ in moved]
    yield Row("changes", name, "level changes a council-year", "number", float(np.mean(per_year)), *_range(per_year))
    yield Row("undone", name, "of them undone within four weeks", "percent", trials.changes(levels)[1])
    yield Row("omission", name, "England", "percent", trials.best_omission(on))
    lower, sent = trials.kind_weeks(on)
    yield Row("kind_weeks", name, "lower level", "percent", lower)
    yield Row("kind_weeks_sent", name, "returns that are sent", "percent", sent)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From 5 to 95 % of the seeds."""
    return float(np.percentile(values, 5)), float(np.percentile(values, 95))


def _moved(on: Stage) -> Iterator[Row]:
    """The same level under other thresholds and weights, and without each measure."""
    name, honest = on.scenario, on.honest
    for by in (10, 20):
        found = trials.same_under(on, trials.moved_thresholds(on, by / 100), edges=True)
        yield Row(f"thresholds_{by}", name, f"every threshold moved by up to {by} %", "percent", *found)
    weights = trials.same_under(on, trials.moved_weights(on), edges=False)
    yield Row("weights", name, "every weight times 0.5 to 1.5", "percent", *weights)
    for measure in on.table.ids:
        yield Row("dropped", name, measure, "percent", percent(on.by(on.table.without(measure)) == honest))


def _chosen(on: Stage, book: Rulebook) -> Iterator[Row]:
    """What a council could gain by choosing what it sends, and when."""
    for code, nation in book.nations.items():
        if code != ENGLAND:
            elsewhere = _in_nation(on, table_of(book, code))
            yield Row("omission_elsewhere", on.scenario, nation.name, "percent", trials.best_omission(elsewhere))
    for weeks in on.england.silences:
        chosen, honest = trials.silence(on, weeks)
        yield Row("silence", on.scenario, f"{weeks} weeks, then the best omission", "percent", chosen)
        yield Row("silence", on.scenario, f"{weeks} weeks, then a whole return", "percent", honest)


def _in_nation(on: Stage, table: Table) -> Stage:
    """The same figures by the set of another nation."""
    return Stage(on.england, on.councils, on.scenario, on.seeds, table, on.seen, *on.seen.bands(table))


def _places(on: Stage) -> Iterator[Row]:
    """Size and luck."""
    quarters, name = trials.by_size(on), on.scenario
    for number, shares in enumerate(quarters, start=1):
        for least, share in zip(("2, 3 or 4", "3 or 4", "4"), shares, strict=True):
            yield Row("by_size", name, f"quarter {number} of size, level {least}", "percent", float(share))
    spread = float((quarters.max(0) - quarters.min(0)).max())
    yield Row("size", name, "widest gap between two quarters of size", "points", spread)
    yield Row("luck", name, "another level by counting luck alone", "percent", trials.other_luck(on))


def _surges(on: Stage) -> Iterator[Row]:
    """How late a surge shows by figures alone."""
    for rate in on.england.surge.rates:
        for told, found in zip(("a higher level", "level 4"), trials.surge(on, rate), strict=True):
            case = f"{rate:g} people per 100,000 a week: {told}"
            yield Row("surge", on.scenario, case, "weeks", *found.weeks)
            yield Row("surge_shows", on.scenario, case, "percent", found.shows)


def _plausible(on: Stage) -> Iterator[Row]:
    for case, high, highest in trials.plausible(on):
        yield Row("plausible_3", on.scenario, case, "percent", high)
        yield Row("plausible_4", on.scenario, case, "percent", highest)


def _national(england: England, book: Rulebook) -> Iterator[Row]:
    """What the families of England would have been on its real national figures; 0 is no level."""
    for date, figures in england.national.items():
        set_ = book.set_of(ENGLAND)
        bands = {m.id: band_at(m, _exact(figures[m.id])) for m in set_ if m.id in figures}
        for family, points in family_points(set_, bands, bands, (), book).items():
            case = f"{family}: {points.points} of {points.points_possible} points"
            if points.points_possible:
                yield Row("national", date, case, "level", float(points.level or 0) if points.enough else 0.0)


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _held(england: England, row: Row) -> Row:
    bar = england.bars.get(row.about)
    if bar is None:
        return row
    asked = f"at most {bar.most:g}" if bar.most is not None else f"at least {bar.least:g}"
    figure = float(f"{row.figure:.{PLACES}f}")  # as it is published
    return replace(row, bar=asked, met="yes" if bar.met(figure) else "no")
