"""A council beside its own past first, then beside others, with coverage and definitions in the same view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.figures import Figure, Series
from pressure.content.explore.finding import Listed
from pressure.content.explore.sources import source
from pressure.document.shapes import RatingPart
from pressure.domain.councils import alphabetical
from pressure.domain.level_history import runs
from pressure.drawing.block_markup import table
from pressure.drawing.blocks import Link
from pressure.words.dates import short_date
from pressure.words.history import changes_sentence, history_sentence
from pressure.words.level import short_level
from pressure.words.numbers import change, figure, listed
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
MOST, SUGGESTED = 3, 6
YEAR, NEAR = timedelta(days=365), timedelta(days=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Built once per release and choice."""

    past: str
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
        past=f"{history_sentence(unbroken)} {changes_sentence(unbroken)}",
        own=_own_past(explorer, council, readings),
        about=_about(explorer, side),
        figures=_shared(explorer, side, readings),
        differences=_differences(side),
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
                    period=of_figure(figures.dated(mine, days[0])),
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
            what = FIGURE.format(
                measure=measure.title,
                source=source(explorer.key, series.source_id).title,
                period=of_figure(figures.dated(figures.only(here, series), period)),
            )
            rows.append(((what,), *((_said(by_code.get(code), measure.unit.value),) for code in codes)))
    return table(FIGURES_TITLE, (ABOUT_HEAD, *(c.name for c in side)), rows) if rows else ""


def _newest_shared(here: pd.DataFrame, series: Series) -> tuple[str, Mapping[str, Figure]] | None:
    own = figures.only(here, series)
    found = ((period, figures.by_council(own, period)) for period in figures.periods(own))
    return next(((period, by_code) for period, by_code in found if len(by_code) > 1), None)


def _differences(side: Sequence[Listed]) -> str:
    what = [
        name
        for name, key in ((NATIONS, "nation"), (TYPES, "kind"), (YEARS, "adults_year"))
        if len({str(council.row.get(key)) for council in side}) > 1
    ]
    return DIFFERENT.format(what=listed(what)) if what else ""
