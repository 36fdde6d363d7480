"""What another threshold would have done to real figures: councils in each band by date, as they are and as moved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pressure.content.app import back_test_words as words
from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.figures import Series
from pressure.content.explore.map_choices import wanted
from pressure.content.explore.sources import source
from pressure.domain.measures import Measure
from pressure.domain.rating.figures import band_at
from pressure.domain.rating.what_if import OutOfOrder, moved_edges
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import counted, listed
from pressure.words.periods import of_figure

Row = Mapping[str, str]
SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many figures change band, and the councils in each band by date."""

    sentence: str
    rows: tuple[Row, ...] = ()


def choices(explorer: Explorer) -> Mapping[str, str]:
    """Every real series whose figures have one set of thresholds."""
    table = figures.figures(explorer.key, demonstration=False)
    return {
        s.id: f"{measure.title} ({source(explorer.key, s.source_id).title})"
        for s in figures.series(table)
        if (measure := _measure(explorer, s)) and measure.edges
    }


def thresholds(explorer: Explorer, what: str) -> tuple[tuple[int, float], ...]:
    """The thresholds in force, by band."""
    measure = _measure(explorer, wanted(what))
    return tuple((band, float(edge.value)) for band, edge in sorted(measure.edges.items())) if measure else ()


def _measure(explorer: Explorer, series: Series) -> Measure | None:
    codes = set(figures.only(figures.figures(explorer.key, demonstration=False), series)["council_code"])
    nations = {c.row["nation_code"] for c in explorer.councils if c.code in codes}
    return figures.measure_of(explorer.book, series, nations)


def moved_threshold(explorer: Explorer, what: str, edges: tuple[tuple[int, float], ...]) -> Moved:
    """The same figures banded twice by the same rule."""
    series, book = wanted(what), explorer.book
    before = _measure(explorer, series)
    try:
        after = moved_edges(before, {band: Fraction(str(value)) for band, value in edges}) if before else None
    except OutOfOrder:
        after = None
    if before is None or after is None:
        return Moved(sentence=words.OUT_OF_ORDER)
    table = figures.only(figures.figures(explorer.key, demonstration=False), series)
    days: dict[str, tuple[Counter[int], Counter[int]]] = {}
    other = 0
    for day, value in zip(table["period_end"].astype(str), table["value"], strict=True):
        exact = Fraction(str(value))
        pair = band_at(before, exact), band_at(after, exact)
        other += pair[0] != pair[1]
        old, new = days.setdefault(day, (Counter(), Counter()))
        old[pair[0]] += 1
        new[pair[1]] += 1
    rows = tuple(
        dict(
            zip(
                words.MOVED_HEAD,
                (of_figure(figures.dated(table, day), book), *(_spread(c, book) for c in days[day])),
                strict=True,
            )
        )
        for day in sorted(days, reverse=True)[:SHOWN]
    )
    said = words.MOVED_SAID.format(changed=f"{other:,}", figures=counted(len(table), "figure"))
    return Moved(sentence=said, rows=rows)


def _spread(count: Counter[int], book: Rulebook) -> str:
    return listed([words.SPREAD.format(count=count[level.number], band=level.number) for level in book.levels])
