"""Adult Social Care Outcomes Framework: table 6b (ratings of providers) and table 6a (turnover of staff)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from pressure.domain.councils import Council
from pressure.domain.lawful import BrokenLawError
from pressure.domain.readings import Reading
from pressure.ingest.columns import decimal_number, whole_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.periods import financial_year
from pressure.ingest.report import FileRefused, RowHeld, RowRejected, quoted
from pressure.ingest.source import MeasureId, Reader, Source
from pressure.ingest.table_file import Lines, TableFile
from pressure.ingest.tables import Row

_YEAR = re.compile(r"(20\d\d to 20\d\d) - (.+)")
_TOTAL = re.compile(r"England|[A-Z]{1,2}")
_ONE_DECIMAL = Decimal("0.1")

Year = tuple[date, date]
Columns = Mapping[str, str]
"""The title of each figure of one financial year."""


class Figures(BaseModel):
    """A table of the workbook. Its columns end in the name of `counts` or of `outcome`: one of the two is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str
    measure: MeasureId
    counts: str = ""
    outcome: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> "Figures":
        if bool(self.counts) == bool(self.outcome):
            raise BrokenLawError("", "both" if self.counts else "neither", "either counts or outcome")
        return self

    @property
    def columns(self) -> list[str]:
        """What follows the year in the columns to be read."""
        return [f"{self.counts} numerator", f"{self.counts} denominator"] if self.counts else [self.outcome]


@dataclass(frozen=True, slots=True)
class Table:
    """One table, and for each financial year where its figures stand."""

    figures: Figures
    years: Mapping[Year, Columns]


class Ascof(Reader):
    tables: tuple[Figures, ...]

    def read(self, file: TableFile, intake: Intake) -> None:
        """Every table named in the source's settings, one after the other."""
        sheets = file.sheets(*(figures.sheet for figures in self.tables))
        for figures in self.tables:
            rows, years = _table(sheets[figures.sheet], figures, intake.source, file.name)
            intake.each(rows, partial(_read_row, table=Table(figures, years)))


def _table(lines: Lines, figures: Figures, source: Source, name: str) -> tuple[Iterator[Row], Mapping[Year, Columns]]:
    """The header is found by what it says: its row differs from table to table and from year to year."""
    first = source.columns["cassr_code"][0]
    at = next((i for i, (_, cells) in enumerate(lines) if cells and without_flags(cells[0])[0] == first), None)
    if at is None:
        raise FileRefused(
            file=name,
            found=f"no header in the sheet {figures.sheet}",
            expected=f"a row that begins {quoted(first)}",
            next_step="check whether the publisher has changed the table",
        )
    header = [without_flags(cell)[0] for cell in lines[at][1]]
    years: dict[Year, dict[str, str]] = {}
    for title in header:
        found = _YEAR.fullmatch(title)
        year = financial_year(found[1]) if found else None
        if found and year and found[2] in figures.columns:
            years.setdefault(year, {})[found[2]] = title
    complete = {year: where for year, where in years.items() if set(where) == set(figures.columns)}
    if not complete or any(names[0] not in header for names in source.columns.values()):
        raise FileRefused(
            file=name,
            row=lines[at][0],
            found=f"the columns {quoted(', '.join(header), 200)} in {figures.sheet}",
            expected=f"{', '.join(names[0] for names in source.columns.values())}, and for a financial year "
            f"{' and '.join(figures.columns)}",
            next_step="check whether the publisher has renamed a column",
        )
    return _rows(lines[at + 1 :], header, source), complete


def _rows(lines: Lines, header: list[str], source: Source) -> Iterator[Row]:
    names = {names[0]: role for role, names in source.columns.items()}
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            found = zip(header, cells, strict=False)
            yield Row(number, {names.get(title, title): cell.strip() for title, cell in found})


def _read_row(row: Row, intake: Intake, table: Table) -> tuple[Reading, ...]:
    """One council, every year the table has. England, regions and types of council are totals."""
    if _TOTAL.fullmatch(row["cassr_code"]):
        return ()
    if standing_alone(row["cassr_code"]) and standing_alone(row["area"]):
        raise RowHeld(
            "area",
            found=f"{quoted(row['name'])}, without a code",
            expected="one council",
            next_step="Held: a combined figure is never split between councils.",
        )
    councils: dict[Year, Council] = {}
    refusals: list[RowHeld] = []
    for year in sorted(table.years):
        try:
            councils[year] = _council(row, intake, year[1], warns=not councils)
        except RowHeld as held:
            refusals.append(held)
    if not councils:
        raise refusals[-1]
    if refusals:
        intake.warn(
            row.number,
            "area",
            found=refusals[0].found,
            expected="a council that existed in every year",
            next_step="Only the years in which it existed were taken.",
        )
    return tuple(_reading(row, intake, table, year, council) for year, council in councils.items())


def _council(row: Row, intake: Intake, on: date, *, warns: bool) -> Council:
    """By ONS code; where the publisher keeps a dead code, by CASSR code if that names one of its successors."""
    match = intake.councils.by_code(row["area"], on)
    if match.council is None:
        dead = intake.councils.get(row["area"])
        other = intake.councils.by_code(row["cassr_code"], on).council
        if dead and other and other.code in dead.successors:
            if warns:
                intake.warn(
                    row.number,
                    "area",
                    expected=f"{other.code}, {other.name}",
                    found=f"{row['area']}, the code of a council that ended on {dead.valid_to}",
                    next_step=f"Accepted by its CASSR code {row['cassr_code']}.",
                )
            return other
    return intake.council(row, "area", match) if warns or match.council is None else match.council


def _reading(row: Row, intake: Intake, table: Table, year: Year, council: Council) -> Reading:
    titles = [table.years[year][column] for column in table.figures.columns]
    said = partial(_counts if table.figures.counts else _outcome, f"{table.figures.sheet}: {titles[0]}")
    texts = [row[title] for title in titles]
    return intake.mark_or(said, *texts, council=council, measure_id=table.figures.measure, period=year)


def _outcome(place: str, text: str) -> dict[str, Any]:
    """The workbook stores 20.6 as 20.599999999999998; the publication has one decimal."""
    return {"value": decimal_number(text, place).quantize(_ONE_DECIMAL, ROUND_HALF_EVEN), "value_is_rounded": True}


def _counts(place: str, part: str, whole: str) -> dict[str, Any]:
    numerator, denominator = whole_number(part, place), whole_number(whole, place)
    if numerator > denominator:
        raise RowRejected(
            place,
            found=f"{numerator} out of {denominator}",
            expected="a part no larger than the whole",
            next_step="Ask the publisher.",
        )
    return {"numerator": numerator, "denominator": denominator}
