"""What the map shows: a picture, its key and a list, all made from the same marks."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from pressure.content.explore import figures
from pressure.content.explore import map_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.explorer_words import limits
from pressure.content.explore.finding import Listed
from pressure.content.explore.map_choices import LEVEL, OFFICIAL, areas, members, wanted
from pressure.content.explore.sources import source
from pressure.content.maps.marks import foot_of
from pressure.drawing.block_markup import Sign, level_mark, markup, signs
from pressure.drawing.blocks import Link, Picture
from pressure.drawing.maps.outlines import outline_map, rings
from pressure.drawing.maps.shades import Legend, Shaded, Shades, band_shades, level_shades
from pressure.drawing.maps.sheet import Drawing, as_file, footed, inline
from pressure.drawing.maps.swatch import swatch
from pressure.drawing.maps.tiles import tiles
from pressure.drawing.png import FAMILY, small_png
from pressure.words.dates import short_date
from pressure.words.level import by_figures, short_level
from pressure.words.numbers import counted, figure, listed
from pressure.words.official import of_figures
from pressure.words.periods import of_figure

PNG_SCALE, LINE, LEFT = 1, 100, 8.0
TRUE = "true"
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
    svg: str
    to_png: str

    def png(self) -> bytes:
        """The same picture as a PNG."""
        return small_png(self.to_png)


def map_page(explorer: Explorer, area: str, what: str, period: str, boundaries: Path, *, view: str = TRUE) -> MapPage:
    """One source a map: the level of the release, or one measure of one source at one date; in true outlines or as
    tiles. Bodies of which none has an outline are tiles either way."""
    own = members(explorer, area)
    mark, sentence, key = _shown(explorer, own, what, period)
    marks = [(council, mark(council)) for council in own]
    known = sum(found for _, (_, _, found) in marks)
    covered = words.COVERED.format(
        what=words.LEVELS if what == LEVEL else words.FIGURES,
        known=known,
        councils=counted(len(own), "council"),
        area=areas(explorer.key)[area],
    )
    none = what == LEVEL and not known
    caution = words.COUNT_CAUTION if what == OFFICIAL else words.NO_LEVELS if none else words.NOT_ONE_DEFINITION
    outlined = any(council.code in rings(boundaries) for council in own)
    left_out = [council.name for council in own if council.code not in rings(boundaries)]
    drawn, shades = _picture(explorer, marks, what, boundaries, view)
    said = f"{sentence} {covered}"
    copied = footed(drawn, _foot(explorer, own[0], said), LEFT)
    return MapPage(
        sentence=said,
        caution=caution,
        picture=markup([Picture(inline(drawn))], explorer.book),
        not_drawn=words.NOT_DRAWN.format(names=listed(left_out)) if view == TRUE and outlined and left_out else "",
        key=key,
        entries=signs(_entry(c, m, explorer, what) for c, m in marks),
        svg=as_file(copied, shades, said),
        to_png=as_file(copied, shades, said, family=FAMILY, scale=PNG_SCALE),
    )


def _picture(
    explorer: Explorer, marks: Sequence[tuple[Listed, Mark]], what: str, boundaries: Path, view: str
) -> tuple[Drawing, Shades]:
    """The same marks and colours as the maps of the plain pages."""
    shades = level_shades(explorer.book) if what == LEVEL else band_shades()
    bodies = [Shaded(c.code, c.name, said, band, _address(c)) for c, (band, said, _) in marks]
    counts = Counter(band for _, (band, _, _) in marks)
    lines = [*((band, words.IN_PICTURE.format(n=_number(band, what), count=counts[band])) for band in shades)]
    legend = Legend(_title(what), (*lines, (None, words.NONE_IN_PICTURE.format(count=counts[None]))))
    drawn = outline_map(boundaries, bodies, shades, legend) if view == TRUE else None
    return drawn or tiles(bodies, shades, legend), shades


def _foot(explorer: Explorer, first: Listed, said: str) -> list[str]:
    """Below a copy: what it shows, from whom, of when, and when it was published."""
    release = explorer.release_of(first)
    more = foot_of(release.published_at, "", demonstration=first.demonstration)
    return [*wrap(said, LINE), *more]


def _title(what: str) -> str:
    return words.LEVEL_TITLE if what == LEVEL else words.COUNT_TITLE if what == OFFICIAL else words.BAND_TITLE


def _number(band: int, what: str) -> str:
    """What a shade stands for: a level, a band, or so many figures; the highest of these is so many or more."""
    if what != OFFICIAL:
        return str(band)
    return str(band - 1) if band <= MOST else words.OR_MORE.format(n=band - 1)


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
    return swatch(band, band_shades(), str(band - 1) if band else "")


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
        _key(level_shades(book), [*names, (None, book.no_level.name)]),
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
        day=of_figure(figures.dated(table, period), book),
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
    return mark, sentence, _key(band_shades(), [*keys, (None, words.NO_FIGURE_KEY)])


def _key(shades: Shades, lines: Sequence[tuple[int | None, str]]) -> str:
    return signs((Sign(swatch(band, shades), text) for band, text in lines), "key")


def _address(council: Listed) -> str:
    return f"/app/council?code={council.code}"


def _entry(council: Listed, mark: Mark, explorer: Explorer, what: str) -> Sign:
    band, said, _ = mark
    name = Link(council.name, _address(council))
    if what == LEVEL:
        return Sign(level_mark(band, explorer.book), to=name)
    if what == OFFICIAL:
        return Sign(_counted(band), said, name)
    return Sign(swatch(band, band_shades()), said, name)
