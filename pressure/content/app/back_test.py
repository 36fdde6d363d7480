"""The method over past figures: the Demonstration Region by week, and national figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd

from pressure.content.app import back_test_words as words
from pressure.content.explore import charts, national_figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.sources import source
from pressure.content.national_years import Dated, picture, table, years_of
from pressure.document.names import csv_name
from pressure.domain.rating.points import FamilyPoints
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import Words
from pressure.robustness.england import read_england
from pressure.robustness.shipped import shipped_rows
from pressure.words.dates import short_date
from pressure.words.nations import ENGLAND
from pressure.words.numbers import counted, figure, listed, plain

Row = Mapping[str, str]
BY_WEEK = f"data/{csv_name('levels_by_week.csv', demonstration=True)}"
MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The Demonstration Region: what its chart shows, in words and as a table."""

    sentence: str
    figure: Any
    rows: tuple[Row, ...]


def region(explorer: Explorer) -> Region | None:
    """The share of councils at each level by week; None without a Demonstration Region."""
    invented = explorer.invented
    if invented is None or not invented.has(BY_WEEK):
        return None
    table = pd.read_csv(BytesIO(invented.read(BY_WEEK)), usecols=["week_ending", "level_published"])
    if table.empty:
        return None
    numbers = [level.number for level in explorer.book.levels]
    weeks = pd.crosstab(table["week_ending"], table["level_published"].fillna(0).astype(int)).reindex(
        columns=[*numbers, 0], fill_value=0
    )
    last, worst = weeks.index[-1], weeks[numbers[-1]].idxmax()
    now = listed([words.AT_LEVEL.format(councils=int(weeks.loc[last, n]), level=f"level {n}") for n in numbers])
    months = weeks.groupby([str(day)[:7] for day in weeks.index]).tail(1)
    rows = tuple(
        {words.REGION_HEAD_DAY: short_date(str(day)), **_level_cells(months.loc[day])}
        for day in reversed(months.index[-MONTHS_SHOWN:])
    )
    sentence = words.REGION_SAID.format(
        weeks=counted(len(weeks), "Sunday"),
        first=short_date(weeks.index[0]),
        last=short_date(last),
        now=now,
        most=int(weeks[numbers[-1]].max()),
        when=short_date(worst),
    )
    return Region(sentence=sentence, figure=charts.shares_figure(weeks, explorer.book, words.LEVEL_NAME), rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPart:
    """What the families would have said at each date, every figure behind it, and where they come from; or in `note`
    why there is none."""

    note: str
    said: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sources: tuple[Words, ...] = ()


def national(explorer: Explorer) -> NationalPart:
    """Of the national figures that the release holds."""
    every, book = national_figures.national_figures(explorer.key), explorer.book
    if every is None:
        return NationalPart(note=words.NATIONAL_NOT_PUBLISHED)
    scored = [(f, measure) for f in every if (measure := book.measure_in(f.nation_code, f.measure_id))]
    if not scored:
        return NationalPart(note=words.NATIONAL_NONE)
    about = {f.source_id: source(explorer.key, f.source_id) for f, _ in scored}
    rows = (
        (
            short_date(f.day),
            f"{f.nation}: {measure.title}",
            figure(float(f.value), measure.unit.value),
            str(national_figures.band(f, book)),
            words.NATIONAL_ROW.format(source=about[f.source_id].title, row=f.row),
        )
        for f, measure in scored
    )
    return NationalPart(
        note=words.NATIONAL_NOTE,
        said=tuple(
            _national_said(nation, day, national_figures.families_at(every, nation, day, book), book)
            for nation, day in sorted({(f.nation, f.day) for f, _ in scored})
        ),
        rows=tuple(dict(zip(words.NATIONAL_HEAD, row, strict=True)) for row in rows),
        sources=tuple(
            (
                words.NATIONAL_SOURCE.format(source=own.title, publisher=own.publisher, licence=own.licence),
                words.NATIONAL_FILE,
                ".",
            )
            for own in about.values()
        ),
    )


def opening(explorer: Explorer) -> tuple[str, str]:
    """How the bands of England's figures went, beside the shares of the trials; and the table of it."""
    england, book = read_england(), explorer.book
    published = [
        Dated(f.measure_id, f.day, f.value)
        for f in national_figures.national_figures(explorer.key) or ()
        if f.nation_code == ENGLAND
    ]
    known = years_of(published, england, book)
    return markup(picture(known, shipped_rows(book), england, book), book), markup([table(known)], book)


def _national_said(nation: str, day: date, families: Mapping[str, FamilyPoints], book: Rulebook) -> str:
    own = [_national_family(name, score, book) for name, score in families.items() if score.weight_fresh]
    return words.NATIONAL_FAMILY.format(nation=nation, day=short_date(day), said="; ".join(own))


def _level_cells(row: Any) -> Row:
    cells = {words.LEVEL_NAME.format(number=n): str(int(row[n])) for n in row.index if n}
    return cells | {words.NONE: str(int(row[0]))}


def _national_family(name: str, score: FamilyPoints, book: Rulebook) -> str:
    title = book.family(name).title.lower()
    if score.level:
        return words.NATIONAL_LEVEL.format(
            family=title, points=score.points, possible=score.points_possible, level=score.level
        )
    return words.NATIONAL_NO_LEVEL.format(family=title, scored=plain(score.weight_fresh), weight=score.weight)
