"""What another threshold would have done to real figures: councils in each band by date, as they are and as moved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pressure.content.app import back_test_words as words
from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.map_choices import wanted
from pressure.content.explore.sources import source
from pressure.domain.rating.figures import band_at
from pressure.domain.rating.what_if import OutOfOrder, with_edges
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
    """Every real series whose figures are public."""
    table = figures.figures(explorer.key, demonstration=False)
    return {
        s.id: f"{measure.title} ({source(explorer.key, s.source_id).title})"
        for s in figures.series(table)
        if (measure := explorer.book.measure(s.measure_id)) and measure.edges
    }


def thresholds(book: Rulebook, what: str) -> tuple[tuple[int, float], ...]:
    """The thresholds in force, by band."""
    measure = book.measure(wanted(what).measure_id)
    return tuple((band, float(edge.value)) for band, edge in sorted(measure.edges.items())) if measure else ()


def moved_threshold(explorer: Explorer, what: str, edges: tuple[tuple[int, float], ...]) -> Moved:
    """The same figures banded twice by the same rule."""
    series, book = wanted(what), explorer.book
    try:
        changed = with_edges(book, {series.measure_id: {band: Fraction(str(value)) for band, value in edges}})
    except OutOfOrder:
        return Moved(sentence=words.OUT_OF_ORDER)
    before, after = book.measure(series.measure_id), changed.measure(series.measure_id)
    table = figures.only(figures.figures(explorer.key, demonstration=False), series)
    if before is None or after is None:
        return Moved(sentence=words.OUT_OF_ORDER)
    days: dict[str, tuple[Counter[int], Counter[int]]] = {}
    other = 0
    values = table[table["value"].notna()]
    for day, value in zip(values["period_end"].astype(str), values["value"], strict=True):
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
                (of_figure(figures.dated(table, day)), *(_spread(c, book) for c in days[day])),
                strict=True,
            )
        )
        for day in sorted(days, reverse=True)[:SHOWN]
    )
    said = words.MOVED_SAID.format(changed=f"{other:,}", figures=counted(len(values), "figure"))
    return Moved(sentence=said, rows=rows)


def _spread(count: Counter[int], book: Rulebook) -> str:
    return listed([words.SPREAD.format(count=count[level.number], band=level.number) for level in book.levels])
