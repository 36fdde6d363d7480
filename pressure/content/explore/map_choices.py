"""What the map can show: areas, measures by source, and the dates there are figures for."""

from collections.abc import Mapping
from functools import lru_cache

from pressure.content.explore import figures
from pressure.content.explore import map_words as words
from pressure.content.explore.explorer import DEMONSTRATION, Explorer, of
from pressure.content.explore.explorer_words import DEMONSTRATION_REGION
from pressure.content.explore.figures import Series
from pressure.content.explore.finding import Listed
from pressure.content.explore.sources import source
from pressure.words.periods import of_figure

LEVEL, OFFICIAL = "level", "official"


@lru_cache(maxsize=2)
def areas(key: str) -> Mapping[str, str]:
    """Nations, the regions of nations that have them, and the fictional region, each by its code."""
    found: dict[str, str] = {}
    for council in of(key).councils:
        nation, region = _codes(council)
        found[nation] = DEMONSTRATION_REGION if council.demonstration else council.nation
        if region and region != nation:
            found[region] = words.REGION.format(nation=council.nation, region=council.row["region"])
    order = sorted(found.items(), key=lambda item: (item[1] == DEMONSTRATION_REGION, item[1]))
    return dict(order)


def members(explorer: Explorer, area: str) -> tuple[Listed, ...]:
    """The councils of an area, in alphabetical order."""
    return tuple(council for council in explorer.councils if area in _codes(council))


@lru_cache(maxsize=64)
def shown(key: str, area: str) -> Mapping[str, str]:
    """The level, the count of official figures where any has a band, then every measure of the rules that has bands and
    a figure for a council of the area."""
    explorer = of(key)
    own = members(explorer, area)
    invented = any(council.demonstration for council in own)
    table = figures.figures(key, demonstration=invented)
    here = table[table["council_code"].isin([council.code for council in own])]
    titles = {m.id: m.short_title for m in explorer.book.measures}
    options = {
        s.id: words.SERIES.format(measure=titles[s.measure_id], source=source(key, s.source_id).publisher)
        for s in figures.series(here)
        if s.measure_id in titles
    }
    counted = {OFFICIAL: words.OFFICIAL} if any(council.row.get("with_band") for council in own) else {}
    return {LEVEL: words.LEVEL} | counted | dict(sorted(options.items(), key=lambda item: item[1]))


def opening(key: str, area: str) -> str:
    """What the map opens on: the level where a council of the area has one; else the measure for which most real
    councils have a figure, so that neighbouring areas open on the same."""
    if any(council.row["level_published"] for council in members(of(key), area)):
        return LEVEL
    options = shown(key, area)
    return next((what for what in _widest(key) if what in options), LEVEL)


def here(key: str, area: str, asked: str) -> str:
    """What was asked for, or the same measure from the source that covers the area; "" where there is neither."""
    options, measure = shown(key, area), wanted(asked).measure_id
    return asked if asked in options else next((what for what in options if wanted(what).measure_id == measure), "")


@lru_cache(maxsize=2)
def _widest(key: str) -> tuple[str, ...]:
    """Every measure of a source, that of the most real councils first."""
    table = figures.figures(key, demonstration=False)
    counts = {s.id: figures.only(table, s)["council_code"].nunique() for s in figures.series(table)}
    return tuple(sorted(counts, key=lambda what: (-counts[what], what)))


@lru_cache(maxsize=256)
def dates(key: str, area: str, what: str) -> Mapping[str, str]:
    """The periods of a measure, newest first."""
    own = members(of(key), area)
    table = figures.figures(key, demonstration=any(c.demonstration for c in own))
    here = table[table["council_code"].isin([council.code for council in own])]
    own_figures = figures.only(here, wanted(what))
    return {
        day: told[:1].upper() + told[1:]
        for day in figures.periods(own_figures)
        if (told := of_figure(figures.dated(own_figures, day), of(key).book))
    }


def wanted(what: str) -> Series:
    """A series from its id."""
    measure_id, _, source_id = what.partition(".")
    return Series(measure_id, source_id)


def _codes(council: Listed) -> tuple[str, str]:
    """Invented councils are an area of their own, whatever nation they were given."""
    if council.demonstration:
        return DEMONSTRATION, ""
    return str(council.row["nation_code"]), str(council.row.get("region_code") or "")
