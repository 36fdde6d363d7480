"""Provider capacity from the Adult Social Care Outcomes Framework: table 6b (ratings) and 6a (turnover)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from pressure.domain.councils import Council
from pressure.domain.readings import Reading
from pressure.ingest.columns import decimal_number, whole_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.periods import financial_year
from pressure.ingest.report import Fault, Held, Refused, quoted
from pressure.ingest.sources import Source
from pressure.ingest.tables import Row

Lines = Sequence[tuple[int, list[str]]]
_YEAR = re.compile(r"(20\d\d to 20\d\d) - (.+)")
_TOTAL = re.compile(r"England|[A-Z]{1,2}")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its settings, and for each financial year where its figures stand."""

    settings: Mapping[str, Any]
    years: Mapping[tuple[date, date], Mapping[str, str]]


def wanted(source: Source) -> list[str]:
    return [table["sheet"] for table in source.settings["tables"]]


def read(sheets: Mapping[str, Lines], intake: Intake, name: str) -> None:
    """Every table named in the source's settings, one after the other."""
    for settings in intake.source.settings["tables"]:
        rows, years = _table(sheets[settings["sheet"]], settings, intake.source, name)
        table = Table(settings, years)
        intake.each(rows, lambda row, into, table=table: _read_row(row, into, table))  # type: ignore[misc]


def _table(
    lines: Lines, settings: Mapping[str, Any], source: Source, name: str
) -> tuple[Iterator[Row], dict[tuple[date, date], dict[str, str]]]:
    """The header is found by what it says: its row differs from table to table and from year to year."""
    first = source.columns["cassr_code"][0]
    sheet = settings["sheet"]
    at = next((i for i, (_, cells) in enumerate(lines) if cells and without_flags(cells[0])[0] == first), None)
    if at is None:
        raise Refused(
            file=name,
            found=f"no header in the sheet {sheet}",
            expected=f"a row that begins {quoted(first)}",
            next_step="check whether the publisher has changed the table",
        )
    header = [without_flags(cell)[0] for cell in lines[at][1]]
    years: dict[tuple[date, date], dict[str, str]] = {}
    for title in header:
        found = _YEAR.fullmatch(title)
        year = financial_year(found[1]) if found else None
        if found and year and found[2] in _figures_of(settings):
            years.setdefault(year, {})[found[2]] = title
    complete = {year: where for year, where in years.items() if set(where) == set(_figures_of(settings))}
    if not complete or any(names[0] not in header for names in source.columns.values()):
        raise Refused(
            file=name,
            row=lines[at][0],
            found=f"the columns {quoted(', '.join(header), 200)} in {sheet}",
            expected=f"{', '.join(names[0] for names in source.columns.values())}, and for a financial year "
            f"{' and '.join(_figures_of(settings))}",
            next_step="check whether the publisher has renamed a column",
        )
    return _rows(lines[at + 1 :], header, source), complete


def _figures_of(settings: Mapping[str, Any]) -> list[str]:
    if "counts" in settings:
        return [f"{settings['counts']} numerator", f"{settings['counts']} denominator"]
    return [settings["outcome"]]


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
        raise Held(
            "area",
            found=f"{quoted(row['name'])}, without a code",
            expected="one council",
            next_step="Held: a combined figure is never split between councils.",
        )
    councils: dict[tuple[date, date], Council] = {}
    refusals: list[Held] = []
    for year in sorted(table.years):
        try:
            councils[year] = _council(row, intake, year[1], warns=not councils)
        except Held as held:
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


def _reading(row: Row, intake: Intake, table: Table, year: tuple[date, date], council: Council) -> Reading:
    titles = [table.years[year][figure] for figure in _figures_of(table.settings)]
    texts = [without_flags(row[title]) for title in titles]
    place = f"{table.settings['sheet']}: {titles[0]}"
    if mark := next((found for text, _ in texts if (found := standing_alone(text))), None):
        return intake.reading(
            council=council, measure_id=table.settings["measure"], period=year, status=mark.status, marker=mark.marker
        )
    flag = next((flag for _, flag in texts if flag), None)
    figures: dict[str, Any] = {"status": flag.status, "marker": flag.marker} if flag else {}
    if len(texts) == 1:
        # the workbook stores 20.6 as 20.599999999999998; the publication has one decimal
        exact = decimal_number(texts[0][0], place).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        return intake.reading(
            council=council,
            measure_id=table.settings["measure"],
            period=year,
            value=exact,
            value_is_rounded=True,
            **figures,
        )
    numerator, denominator = whole_number(texts[0][0], place), whole_number(texts[1][0], place)
    if numerator > denominator:
        raise Fault(
            place,
            found=f"{numerator} out of {denominator}",
            expected="a part no larger than the whole",
            next_step="Ask the publisher.",
        )
    return intake.reading(
        council=council,
        measure_id=table.settings["measure"],
        period=year,
        numerator=numerator,
        denominator=denominator,
        **figures,
    )
