"""Real publications family by family, date by date: how many figures were in each band. No level is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from pressure.content.app import back_test_words as words
from pressure.content.explore import charts, figures
from pressure.content.explore.explorer import Explorer
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import listed
from pressure.words.periods import of_figure

Row = Mapping[str, str]
WEEK, MONTH = 10, 45  # days between dates below which they are called so
ENOUGH_FOR_A_CHART = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family of one nation. The figure, where there are many dates, shows what the rows say."""

    title: str
    said: str
    figure: Any
    rows: tuple[Row, ...]


def by_family(explorer: Explorer) -> tuple[Family, ...]:
    """Every family and nation with a publication that speaks of most of the nation's councils."""
    nations = {c.code: c.nation for c in explorer.councils if not c.demonstration}
    table = figures.figures(explorer.key, demonstration=False)
    table = table[table["band"].notna() & ~table["source_id"].isin(_of_few(table, nations))]
    found = []
    for family in explorer.book.families:
        own = table[table["family"] == family.id]
        for nation in sorted({nations[code] for code in own["council_code"].unique() if code in nations}):
            here = own[own["council_code"].map(nations) == nation]
            found.append(_family(here, nation, family.id, explorer.book))
    return tuple(found)


def _of_few(table: pd.DataFrame, nations: Mapping[str, str]) -> set[str]:
    """Sources of only some councils of a nation: they say nothing of the nation's councils together."""
    councils = pd.Series(nations).value_counts()
    few = set()
    for source_id, own in table.groupby("source_id", observed=True):
        codes = [code for code in own["council_code"].unique() if code in nations]
        if codes and len(codes) < councils[nations[codes[0]]] // 2:
            few.add(str(source_id))
    return few


def _family(here: pd.DataFrame, nation: str, family_id: str, book: Rulebook) -> Family:
    """The bands of what is published, on every date."""
    days = figures.periods(here)
    by_day = {day: here[here["period_end"] == day] for day in days}
    counts = {day: _bands(own, book) for day, own in by_day.items()}
    rows = tuple(
        _row(of_figure(figures.dated(here, day), book, narrow=True), by_day[day], counts[day], family_id, book)
        for day in days
    )
    title = words.FAMILY_TITLE.format(nation=nation, family=book.family(family_id).title, pace=_pace(days))
    chart = pd.DataFrame.from_dict(counts, orient="index").sort_index() if len(days) >= ENOUGH_FOR_A_CHART else None
    most = max(_parts(own, book) for own in by_day.values())
    return Family(
        title=title,
        rows=rows,
        said=_said(here, family_id, most, book),
        figure=None if chart is None else charts.shares_figure(chart, book, words.BAND_NAME, bands=True),
    )


def _parts(rows: pd.DataFrame, book: Rulebook) -> int:
    """The most of a family's weight that is known of one council."""
    weights = {m.id: m.weight for m in book.measures}
    known = rows[["council_code", "measure_id"]].astype(str).drop_duplicates()
    return int(known["measure_id"].map(weights).groupby(known["council_code"]).sum().max())


def _bands(rows: pd.DataFrame, book: Rulebook) -> dict[int, int]:
    return {level.number: int((rows["band"] == level.number).sum()) for level in book.levels} | {0: 0}


def _row(day: str, rows: pd.DataFrame, count: Mapping[int, int], family_id: str, book: Rulebook) -> Row:
    parts = words.WEIGHT.format(scored=_parts(rows, book), weight=book.weight_of(family_id))
    first = dict(zip(words.FAMILY_HEAD, (day, parts, str(rows["council_code"].nunique())), strict=True))
    return first | {words.BAND_NAME.format(number=number): str(times) for number, times in count.items() if number}


def _pace(days: list[str]) -> str:
    gaps = [(date.fromisoformat(later) - date.fromisoformat(earlier)).days for later, earlier in pairwise(days)]
    usual = median(gaps) if gaps else MONTH
    return words.BY_WEEK if usual < WEEK else words.BY_MONTH if usual < MONTH else words.BY_YEAR


def _said(here: pd.DataFrame, family_id: str, most: int, book: Rulebook) -> str:
    """Which measures are published council by council, and how much of the family they make."""
    published = [m.title for m in book.measures if m.id in set(here["measure_id"].astype(str))]
    return words.FAMILY_SAID.format(
        measures=listed([f"“{title}”" for title in published]), most=most, weight=book.weight_of(family_id)
    )
