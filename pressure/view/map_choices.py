"""What the map can show: areas, measures by source, and the dates there are figures for."""

from collections.abc import Mapping
from functools import lru_cache

from pressure.view import figures
from pressure.view import words_map as words
from pressure.view.explorer import DEMONSTRATION, Explorer, of
from pressure.view.explorer_words import DEMONSTRATION_REGION
from pressure.view.figures import Series
from pressure.view.finding import Listed
from pressure.view.sources import source
from pressure.view.words_periods import of_figure

LEVEL = "level"


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
    """The level, then every measure of the rules that has bands and a figure for a council of the area; where no
    council has a level, the level last, so that the map opens on something to see."""
    explorer = of(key)
    own = members(explorer, area)
    invented = any(council.demonstration for council in own)
    table = figures.figures(key, demonstration=invented)
    here = table[table["council_code"].isin([council.code for council in own])]
    titles = {m.id: m.short_title for m in explorer.book.measures}
    options = {s.id: words.SERIES.format(measure=titles[s.measure_id], source=source(s.source_id).publisher)
               for s in figures.series(here) if s.measure_id in titles}
    measures = dict(sorted(options.items(), key=lambda item: item[1]))
    level = {LEVEL: words.LEVEL}
    known = any(council.row["level_published"] is not None for council in own)
    return level | measures if known else measures | level


@lru_cache(maxsize=256)
def dates(key: str, area: str, what: str) -> Mapping[str, str]:
    """The periods of a measure, newest first."""
    own = members(of(key), area)
    table = figures.figures(key, demonstration=any(c.demonstration for c in own))
    here = table[table["council_code"].isin([council.code for council in own])]
    own_figures = figures.only(here, wanted(what))
    return {day: told[:1].upper() + told[1:] for day in figures.periods(own_figures)
            if (told := of_figure(figures.dated(own_figures, day)))}


def wanted(what: str) -> Series:
    """A series from its id."""
    measure_id, _, source_id = what.partition(".")
    return Series(measure_id, source_id)


def _codes(council: Listed) -> tuple[str, str]:
    """Invented councils are an area of their own, whatever nation they were given."""
    if council.demonstration:
        return DEMONSTRATION, ""
    return str(council.row["nation_code"]), str(council.row.get("region_code") or "")
