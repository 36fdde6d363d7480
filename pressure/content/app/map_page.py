"""What the map shows: a picture, its key and a list, all made from the same marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressure.content.explore import figures
from pressure.content.explore import map_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.explorer_words import limits
from pressure.content.explore.finding import Listed
from pressure.content.explore.map_choices import LEVEL, OFFICIAL, areas, members, wanted
from pressure.content.explore.sources import source
from pressure.drawing.block_markup import Sign, level_mark, markup, signs
from pressure.drawing.blocks import Link, Picture
from pressure.drawing.map_svg import BANDS, Scale, Shaded, levels, picture, swatch
from pressure.drawing.outlines import outlines
from pressure.words.dates import short_date
from pressure.words.level import by_figures, short_level
from pressure.words.numbers import counted, figure, listed
from pressure.words.official import of_figures
from pressure.words.periods import of_figure

MOST = 3
"""The highest count with a shade of its own: so many and more."""
Mark = tuple[int | None, str, bool]
"""The band or level, what is said of it, and whether anything is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """Built once per release, area, measure and date."""

    sentence: str
    caution: str
    picture: str
    not_drawn: str
    key: str
    entries: str


def map_page(explorer: Explorer, area: str, what: str, period: str, boundaries: Path) -> MapPage:
    """One source a map: the level of the release, or one measure of one source at one date."""
    own = members(explorer, area)
    scale = levels(explorer.book) if what == LEVEL else BANDS
    mark, sentence, key = _shown(explorer, own, what, period)
    marks = [(council, mark(council)) for council in own]
    shapes = outlines(boundaries, [council.code for council in own])
    shaded = [
        Shaded(council.code, _address(council), words.ENTRY.format(name=council.name, said=said), band)
        for council, (band, said, _) in marks
    ]
    left_out = [council.name for council in own if council.code not in shapes.paths]
    known = sum(found for _, (_, _, found) in marks)
    covered = words.COVERED.format(
        what=words.LEVELS if what == LEVEL else words.FIGURES,
        known=known,
        councils=counted(len(own), "council"),
        area=areas(explorer.key)[area],
    )
    none = what == LEVEL and not known
    caution = words.COUNT_CAUTION if what == OFFICIAL else words.NO_LEVELS if none else words.NOT_ONE_DEFINITION
    return MapPage(
        sentence=f"{sentence} {covered}",
        caution=caution,
        picture=markup([Picture(drawn)], explorer.book) if (drawn := picture(shapes, shaded, scale)) else "",
        not_drawn=words.NOTHING
        if not shapes.paths
        else words.NOT_DRAWN.format(names=listed(left_out))
        if left_out
        else "",
        key=key,
        entries=signs(_entry(c, m, explorer, what) for c, m in marks),
    )


def _shown(
    explorer: Explorer, own: Sequence[Listed], what: str, period: str
) -> tuple[Callable[[Listed], Mark], str, str]:
    if what == LEVEL:
        return _levels(explorer, own)
    return _counts() if what == OFFICIAL else _measure(explorer, own, what, period)


def _counts() -> tuple[Callable[[Listed], Mark], str, str]:
    """How many official figures of each are in the two highest bands: what lists say beside a name."""

    def mark(council: Listed) -> Mark:
        high, banded = council.row.get("in_two_highest", 0), council.row.get("with_band", 0)
        return (min(high, MOST) + 1, of_figures(high, banded), True) if banded else (None, words.NO_FIGURE, False)

    keys = [*((n + 1, words.COUNT_KEY[n]) for n in range(MOST + 1)), (None, words.NO_COUNT_KEY)]
    return mark, words.COUNT_SAID, signs((Sign(_counted(band), text) for band, text in keys), "key")


def _counted(band: int | None) -> str:
    return swatch(band, BANDS, str(band - 1) if band else "")


def _levels(explorer: Explorer, own: Sequence[Listed]) -> tuple[Callable[[Listed], Mark], str, str]:
    book = explorer.book
    release = explorer.release_of(own[0])

    def mark(council: Listed) -> Mark:
        level = council.row["level_published"]
        if level is None:
            return None, short_level(None, book), False
        return level, f"{short_level(level, book)}; {by_figures(council.row['level_figures'])}", True

    names = [(level.number, level.name) for level in book.levels]
    return (
        mark,
        words.LEVEL_SAID.format(day=short_date(release.published_at)),
        _key(levels(book), [*names, (None, book.no_level.name)]),
    )


def _measure(
    explorer: Explorer, own: Sequence[Listed], what: str, period: str
) -> tuple[Callable[[Listed], Mark], str, str]:
    series, book = wanted(what), explorer.book
    table = figures.only(figures.figures(explorer.key, demonstration=own[0].demonstration), series)
    found, general = figures.by_council(table, period), book.measure(series.measure_id)
    if general is None:
        raise LookupError(f"no measure {series.measure_id} in the rules")
    alike = figures.measure_of(book, series, {c.row["nation_code"] for c in own if c.code in found})
    measure = alike or general
    edges = [float(edge.value) for edge in measure.edges.values()]

    def mark(council: Listed) -> Mark:
        own_figure = found.get(council.code)
        if own_figure is None or own_figure.band is None:
            return None, words.NO_FIGURE, False
        said = figure(own_figure.value, measure.unit.value, edges)
        return own_figure.band, f"{said}, {words.BAND.format(band=own_figure.band, bands=len(book.levels))}", True

    about = source(explorer.key, series.source_id)
    sentence = words.SERIES_SAID.format(
        measure=measure.title,
        day=of_figure(figures.dated(table, period)),
        source=about.title,
        publisher=about.publisher,
        licence=about.licence,
    )
    keys = [
        (
            level.number,
            words.BAND_KEY.format(band=level.number, limits=limits(alike, level.number))
            if alike
            else words.BAND_ALONE.format(band=level.number),
        )
        for level in book.levels
    ]
    sentence += "" if alike else f" {words.OWN_EDGES}"
    return mark, sentence, _key(BANDS, [*keys, (None, words.NO_FIGURE_KEY)])


def _key(scale: Scale, lines: Sequence[tuple[int | None, str]]) -> str:
    return signs((Sign(swatch(band, scale), text) for band, text in lines), "key")


def _address(council: Listed) -> str:
    return f"/app/council?code={council.code}"


def _entry(council: Listed, mark: Mark, explorer: Explorer, what: str) -> Sign:
    band, said, known = mark
    name = Link(council.name, _address(council))
    if what == LEVEL:
        return Sign(level_mark(band, explorer.book), to=name)
    if what == OFFICIAL:
        return Sign(_counted(band) if known else "", said, name)
    return Sign(swatch(band, BANDS) if known else "", said, name)
