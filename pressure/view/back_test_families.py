"""Family levels from real publications, date by date; or only bands, where what is published carries too little."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Any

import pandas as pd

from pressure.domain import levels
from pressure.domain.levels import FamilyScore
from pressure.domain.ranges import scores
from pressure.domain.rulebook import Rulebook
from pressure.view import charts, figures
from pressure.view import words_back_test as words
from pressure.view.explorer import Explorer
from pressure.view.words_numbers import counted, listed
from pressure.view.words_periods import of_figure

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
    """Levels where any council has one on any date, else the bands of what is published."""
    days = figures.periods(here)
    by_day = {day: _scores(here[here["period_end"] == day], family_id, book) for day in days}
    with_levels = [day for day, own in by_day.items() if any(score.level for score in own)]
    counts = {day: (_levels(own, book) if with_levels else _bands(here[here["period_end"] == day], book))
              for day, own in by_day.items()}
    name = words.LEVEL_NAME if with_levels else words.BAND_NAME
    rows = tuple(_row(of_figure(figures.dated(here, day), narrow=True), by_day[day], counts[day], name)
                 for day in days)
    title = words.FAMILY_TITLE.format(nation=nation, family=book.family(family_id).title, pace=_pace(days))
    chart = pd.DataFrame.from_dict(counts, orient="index").sort_index() if len(days) >= ENOUGH_FOR_A_CHART else None
    return Family(title=title, rows=rows, said=_said(here, family_id, by_day, with_levels, book),
                  figure=None if chart is None else charts.shares_figure(chart, book, name))


def _scores(rows: pd.DataFrame, family_id: str, book: Rulebook) -> list[FamilyScore]:
    bands = {str(code): dict(zip(own["measure_id"].astype(str), own["band"].astype(int), strict=True))
             for code, own in rows.groupby("council_code", observed=True)}
    return [levels.family_scores(scores(own, book), book)[family_id] for own in bands.values()]


def _levels(own: list[FamilyScore], book: Rulebook) -> dict[int, int]:
    """Councils at each family level, those without one under 0."""
    return {number: sum((score.level or 0) == number for score in own)
            for number in (*(level.number for level in book.levels), 0)}


def _bands(rows: pd.DataFrame, book: Rulebook) -> dict[int, int]:
    return {level.number: int((rows["band"] == level.number).sum()) for level in book.levels} | {0: 0}


def _row(day: str, own: list[FamilyScore], count: Mapping[int, int], name: str) -> Row:
    most = max(score.weight_scored for score in own)
    first = dict(zip(words.FAMILY_HEAD, (
        day, words.WEIGHT.format(scored=most, weight=own[0].weight), str(len(own))), strict=True))
    cells = {name.format(number=number): str(times) for number, times in count.items() if number}
    return first | cells | ({words.NONE: str(count[0])} if name == words.LEVEL_NAME else {})


def _pace(days: list[str]) -> str:
    gaps = [(date.fromisoformat(later) - date.fromisoformat(earlier)).days for later, earlier in pairwise(days)]
    usual = median(gaps) if gaps else MONTH
    return words.BY_WEEK if usual < WEEK else words.BY_MONTH if usual < MONTH else words.BY_YEAR


def _said(here: pd.DataFrame, family_id: str, by_day: Mapping[str, list[FamilyScore]], with_levels: list[str],
          book: Rulebook) -> str:
    """Which measures are published council by council, how much of the family they make, and whether that is enough."""
    published = [m.title for m in book.measures if m.id in set(here["measure_id"].astype(str))]
    most = max(score.weight_scored for own in by_day.values() for score in own)
    whole = book.weight_of(family_id)
    said = words.FAMILY_SAID.format(measures=listed([f"“{title}”" for title in published]), most=most, weight=whole,
                                    need=ceil(whole * book.evidence.family_at_least))
    days = counted(len(by_day), "date")
    return said + " " + (words.SOME_LEVELS.format(some=len(with_levels), days=days) if with_levels
                         else words.NO_LEVELS.format(days=days))
