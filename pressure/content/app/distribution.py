"""How real councils stand on a measure: percentiles across a publication, with how many councils and the source."""

from functools import lru_cache

import pandas as pd

from pressure.content.app import distribution_words as words
from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer, of
from pressure.content.explore.sources import Source, source
from pressure.content.spreads import Spread, section, spreads
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import markup
from pressure.words.numbers import counted, listed, plain
from pressure.words.periods import of_figure

PERCENTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
FEWEST = 10


def distributions(key: str) -> dict[str, tuple[str, ...]]:
    """By measure: one sentence a source, of its newest period with enough councils. Real councils only."""
    table, book = figures.figures(key, demonstration=False), of(key).book
    found: dict[str, list[str]] = {}
    for series in figures.series(table):
        newest = _newest(figures.only(table, series))
        if newest is not None and book.measure(series.measure_id):
            found.setdefault(series.measure_id, []).append(_line(source(key, series.source_id), newest, book))
    return {measure_id: tuple(rows) for measure_id, rows in found.items()}


@lru_cache(maxsize=2)
def real_councils(key: str) -> tuple[Spread, ...]:
    """How real councils stand on the bands of each measure of their nation, read once per release."""
    explorer = of(key)
    return spreads(found for council in explorer.councils if (found := explorer.official(council)))


def strips(explorer: Explorer) -> tuple[str, str]:
    """The title and the pictures of all real councils on the thresholds, with their table; no picture without a
    figure."""
    own = section(real_councils(explorer.key), explorer.book)
    return own.title, markup(own.blocks, explorer.book) if own.blocks else ""


def _newest(table: pd.DataFrame) -> pd.DataFrame | None:
    for period in figures.periods(table):
        rows = table[(table["period_end"] == period) & table["value"].notna()]
        if len(rows) >= FEWEST:
            return rows
    return None


def _line(about: Source, rows: pd.DataFrame, book: Rulebook) -> str:
    values = [plain(float(v), (), 1) for v in rows["value"].quantile(list(PERCENTILES))]
    bands = rows["band"].value_counts()
    spread = listed(
        [words.IN_BAND.format(band=level.number, councils=int(bands.get(level.number, 0))) for level in book.levels]
    )
    period = of_figure(figures.dated(rows, str(rows["period_end"].iloc[0])), book)
    return words.SENTENCE.format(
        *values,
        title=about.title,
        publisher=about.publisher,
        period=period,
        bands=spread,
        councils=counted(len(rows), "council"),
    )
