"""A council beside its own past first, then beside others, with coverage and definitions in the same view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.figures import Figure, Series
from pressure.content.explore.finding import Listed
from pressure.content.explore.sources import source
from pressure.document.shapes import RatingPart
from pressure.domain.councils import alphabetical
from pressure.domain.level_history import by_week, runs
from pressure.drawing.block_markup import markup, table
from pressure.drawing.blocks import Block, Link, Picture, says
from pressure.drawing.marks.dots import dots
from pressure.drawing.marks.strip import strip
from pressure.words.dates import short_date
from pressure.words.history import strip_said, told
from pressure.words.level import short_level
from pressure.words.numbers import change, counted, figure, listed
from pressure.words.periods import of_figure

OWN = "Beside its own past"
OWN_HEAD = ("Figure", "Newest", "A year before", "What changed")
NO_OWN = "There is no figure here that can be set beside one of a year before."
SAME, HIGHER, LOWER = "About the same", "Higher: {by}", "Lower: {by}"
OTHERS = "Beside other councils"
PICK = "Choose up to three councils"
PICK_HELP = "Councils of the same type, in the same part of the country and of a similar size come first."
SIMILAR = "{name} (similar type and size)"
CHOOSE = "Choose a council above to see it beside this one. Names are in alphabetical order."
MISUSE = (
    "Take care. Councils count in different ways and report on different dates, and people in different places "
    "need different care. A difference here is a question to ask, not an answer. Nobody may conclude from it "
    "that one council is worse than another."
)
ABOUT = "What the levels rest on"
ABOUT_HEAD = "What"
LINES = (
    "Level now",
    "By figures alone",
    "Since",
    "Figures that count",
    "Where they come from",
    "Figures to",
    "Weight that is known",
    "Adults",
    "Type",
    "Nation",
)
WEEKS = "The last 52 weeks"
OWN_WEEKS = "{name}: {said}"
WEEKS_KEY = "A higher bar is more pressure. Hatched: no level in that week."
SPREAD = "Where each stands among all councils with the figure"
SPREAD_NOTE = (
    "Each thin stroke is a council, without a name. The depth of the ground is the band. The highest few may be drawn "
    "at the end."
)
SPREAD_SAID = "{figure} {named}; among {councils} with this figure."
SPREAD_ONE = "{name}: {value}"
FIGURES_TITLE = "The same figure from the same source on the same date"
NO_SHARED = "These councils have no figure in common from one source and date."
FIGURE = "{measure}. {source}, {period}."
CELL = "{value} (band {band})"
NONE = "–"
ADULTS = "{adults:,} ({year})"
COUNTED = "{scored} of {measures}"
PERCENT = "{percent}%"
UNKNOWN = "Not known"
DIFFERENT = "These councils differ in: {what}. Read the figures with that in mind."
NATIONS, YEARS, TYPES = "nation, so law, sources and dates", "the year of the population figures", "type of council"
Row = Mapping[str, str]
MOST, SUGGESTED, TALL = 3, 6, 28
SPREAD_FROM = 3
"""The fewest councils among which one is said to stand somewhere."""
YEAR, NEAR = timedelta(days=365), timedelta(days=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Built once per release and choice."""

    past: str
    own_weeks: str
    weeks: str
    spread: str
    own: tuple[Row, ...]
    about: str
    figures: str
    differences: str


def neighbours(explorer: Explorer, council: Listed) -> Mapping[str, str]:
    """Every other council, those most alike in type, place and size first, then by name."""
    others = [c for c in explorer.councils if c.demonstration == council.demonstration and c.code != council.code]
    alike = sorted(
        (
            c
            for c in others
            if c.row.get("kind") == council.row.get("kind")
            and c.nation == council.nation
            and c.row.get("adults_18plus")
        ),
        key=lambda c: (c.row["region_code"] != council.row["region_code"], _gap(c, council), alphabetical(c.name)),
    )
    first = sorted(alike[:SUGGESTED], key=lambda c: alphabetical(c.name))
    return {c.code: SIMILAR.format(name=c.name) for c in first} | {c.code: c.name for c in others if c not in first}


def compare_page(explorer: Explorer, council: Listed, others: Sequence[Listed]) -> ComparePage:
    """The council, and up to three others in alphabetical order."""
    side = [council, *sorted(others, key=lambda c: alphabetical(c.name))]
    readings = figures.figures(explorer.key, demonstration=council.demonstration)
    unbroken = runs(explorer.steps(council))
    return ComparePage(
        past=told(unbroken),
        own_weeks=_weeks(explorer, [council]),
        weeks=_weeks(explorer, side),
        spread=_spread(explorer, side, readings),
        own=_own_past(explorer, council, readings),
        about=_about(explorer, side),
        figures=_shared(explorer, side, readings),
        differences=_differences(side),
    )


def _weeks(explorer: Explorer, side: Sequence[Listed]) -> str:
    """The same weeks of each, one below the other on one axis."""
    blocks: list[Block] = []
    for council in side:
        at = datetime.fromisoformat(explorer.release_of(council).published_at)
        weeks = by_week(explorer.steps(council), at)
        said = strip_said([level for _, level in weeks], explorer.book)
        name = OWN_WEEKS.format(name=council.name, said=said)
        blocks += [says(council.name, tone="strong"), Picture(strip(weeks, explorer.book, name, tall=TALL)), says(said)]
    return markup([*blocks, says(WEEKS_KEY, tone="quiet")], explorer.book)


def _spread(explorer: Explorer, side: Sequence[Listed], readings: pd.DataFrame) -> str:
    """Each figure they share as one line of strokes, with them as dots upon it; on bands where they have the same."""
    codes = [council.code for council in side]
    here, blocks = readings[readings["council_code"].isin(codes)], list[Block]()
    for series in figures.series(here):
        found = _newest_shared(here, series, least=min(2, len(side)))
        measure = explorer.book.measure(series.measure_id)
        if measure is None or found is None:
            continue
        period, by_code = found
        every = figures.by_council(figures.only(readings, series), period)
        if len(every) < SPREAD_FROM and len(side) == 1:
            continue
        what = _what(explorer, here, series, period, measure.title)
        named = [(c.name, by_code[c.code].value) for c in side if c.code in by_code]
        values = [one.value for one in every.values()]
        own = figures.measure_of(explorer.book, series, {c.row["nation_code"] for c in side})
        edges = {band: float(edge.value) for band, edge in own.edges.items()} if own else {}
        unit = measure.unit.value
        told = listed([SPREAD_ONE.format(name=name, value=figure(value, unit)) for name, value in named])
        said = SPREAD_SAID.format(figure=what, named=told, councils=counted(len(values), "council"))
        blocks += [says(what, tone="strong"), Picture(dots(values, edges, named, said))]
    return markup([*blocks, says(SPREAD_NOTE, tone="quiet")], explorer.book) if blocks else ""


def _what(explorer: Explorer, here: pd.DataFrame, series: Series, period: str, title: str) -> str:
    """A figure by its measure, its source and the time it is of."""
    return FIGURE.format(
        measure=title,
        source=source(explorer.key, series.source_id).title,
        period=of_figure(figures.dated(figures.only(here, series), period), explorer.book),
    )


def _gap(one: Listed, other: Listed) -> int:
    return abs(int(one.row.get("adults_18plus") or 0) - int(other.row.get("adults_18plus") or 0))


def _own_past(explorer: Explorer, council: Listed, readings: pd.DataFrame) -> tuple[Row, ...]:
    own = readings[readings["council_code"] == council.code]
    rows = []
    for series in figures.series(own):
        mine = figures.only(own, series)
        days = figures.periods(mine)
        newest = date.fromisoformat(days[0])
        before = next((d for d in days if abs(newest - date.fromisoformat(d) - YEAR) <= NEAR), None)
        measure = explorer.book.measure(series.measure_id)
        if before and measure:
            now, then = (figures.by_council(mine, day)[council.code] for day in (days[0], before))
            unit = measure.unit.value
            cells = (
                FIGURE.format(
                    measure=measure.title,
                    source=source(explorer.key, series.source_id).publisher,
                    period=of_figure(figures.dated(mine, days[0]), explorer.book),
                ),
                _said(now, unit),
                _said(then, unit),
                _change(now, then, unit),
            )
            rows.append(dict(zip(OWN_HEAD, cells, strict=True)))
    return tuple(rows)


def _change(now: Figure, then: Figure, unit: str) -> str:
    way, by = change(now.value, then.value, unit)
    return (LOWER, SAME, HIGHER)[way + 1].format(by=by)


def _said(own: Figure | None, unit: str) -> str:
    if own is None:
        return NONE
    said = figure(own.value, unit)
    return said if own.band is None else CELL.format(value=said, band=own.band)


def _about(explorer: Explorer, side: Sequence[Listed]) -> str:
    columns = [_facts(explorer, council) for council in side]
    rows: list[tuple[tuple[str | Link, ...], ...]] = [
        ((line,), *((column[place],) for column in columns)) for place, line in enumerate(LINES)
    ]
    return table(ABOUT, (ABOUT_HEAD, *(c.name for c in side)), rows)


def _facts(explorer: Explorer, council: Listed) -> tuple[str, ...]:
    rating: RatingPart = explorer.document(council)["rating"]
    row, measures = council.row, rating["measures"]
    counting, adults = [m for m in measures if m["state"] == "scored"], row.get("adults_18plus")
    sources = sorted({source(explorer.key, str(m["source_id"])).title for m in counting if m["source_id"]})
    return (
        short_level(rating["level_published"], explorer.book).capitalize(),
        short_level(rating.get("level_figures"), explorer.book).capitalize(),
        short_date(rating["since"]),
        COUNTED.format(scored=len(counting), measures=len(measures)),
        "; ".join(sources) or NONE,
        short_date(rating["data_to"]),
        PERCENT.format(percent=rating["evidence_percent"]),
        ADULTS.format(adults=adults, year=row.get("adults_year") or "") if adults else UNKNOWN,
        str(row.get("kind") or UNKNOWN),
        council.nation,
    )


def _shared(explorer: Explorer, side: Sequence[Listed], readings: pd.DataFrame) -> str:
    """One line a measure and source: the newest period for which two or more of them have a figure."""
    codes = [council.code for council in side]
    here = readings[readings["council_code"].isin(codes)]
    rows: list[tuple[tuple[str, ...], ...]] = []
    for series in figures.series(here):
        measure, found = explorer.book.measure(series.measure_id), _newest_shared(here, series)
        if measure and found:
            period, by_code = found
            what = _what(explorer, here, series, period, measure.title)
            rows.append(((what,), *((_said(by_code.get(code), measure.unit.value),) for code in codes)))
    return table(FIGURES_TITLE, (ABOUT_HEAD, *(c.name for c in side)), rows) if rows else ""


def _newest_shared(here: pd.DataFrame, series: Series, least: int = 2) -> tuple[str, Mapping[str, Figure]] | None:
    own = figures.only(here, series)
    found = ((period, figures.by_council(own, period)) for period in figures.periods(own))
    return next(((period, by_code) for period, by_code in found if len(by_code) >= least), None)


def _differences(side: Sequence[Listed]) -> str:
    what = [
        name
        for name, key in ((NATIONS, "nation"), (TYPES, "kind"), (YEARS, "adults_year"))
        if len({str(council.row.get(key)) for council in side}) > 1
    ]
    return DIFFERENT.format(what=listed(what)) if what else ""
