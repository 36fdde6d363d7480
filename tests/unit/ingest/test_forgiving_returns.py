"""A return as offices in Britain write it: what can mean one thing is read so, and nothing else is guessed.

The kinds are those that an analyst of a county tried, one by one, with Excel set to Britain: 45 files. They used the
measures and days of their time; here each kind is made anew, with a block's measures on a block's Sunday.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressure.council_list import load_councils
from pressure.demo.places import councils
from pressure.domain.councils import Councils
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.returns.days import day_of
from pressure.ingest.returns.mapping import ColumnMapping
from pressure.ingest.returns.names import titles
from pressure.ingest.returns.numbers import plain
from pressure.ingest.workbooks.annotate import annotated
from tests.sheet_cases import raised
from tests.sheet_cases import xlsx as by_hand
from tests.shipped_sources import limits, source
from tests.unit.ingest.conftest import BOOK

SUNDAY, BLOCK, SATURDAY = "2026-11-22", "2026-11-01", "2026-11-21"
BRACKWATER = "X99000002"
HEADER = ["council_code", "week_ending", "measure_id", "numerator", "denominator", "value", "status", "note"]
FIGURES = (
    (SUNDAY, "wl_assess_rate", "2510", "", ""),
    (SUNDAY, "wl_over_6m_share", "700", "", ""),
    (SUNDAY, "wl_care_start_rate", "410", "", ""),
    (SUNDAY, "cap_homecare_unfilled", "2360", "116128", ""),
    (SUNDAY, "em_longer_periods_alone", "", "", "no"),
    (SUNDAY, "register_confirmed", "", "", "yes"),
    ("2026-11-15", "wl_reviews_overdue", "2870", "6723", ""),
)
OF_A_BLOCK = ("wl_reviews_overdue", "ll_critical_unsourced", "ll_safeguarding_wait")
Table = list[list[Any]]
EVERY = Councils([*load_councils().all, *councils()])
TODAY = date(2026, 11, 26)


def table() -> Table:
    """A whole return of Brackwater under its header: a week, and a block's figures on the block's Sunday."""
    rows = [[BRACKWATER, BLOCK if m in OF_A_BLOCK else day, m, n, d, v, "ok", ""] for day, m, n, d, v in FIGURES]
    return [HEADER[:], *rows]


def as_csv(rows: Table, separator: str = ",", end: str = "\r\n") -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator=end, delimiter=separator).writerows(rows)
    return made.getvalue()


def workbook(
    rows: Table,
    *,
    name: str = "return",
    more: Callable[[xlsxwriter.Workbook, Any], None] | None = None,
    before: Sequence[str] = (),
    after: Sequence[str] = (),
) -> bytes:
    """A workbook with numbers as numbers, as Excel saves it. `more` writes into it last."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_calc_mode("auto")
        for other in before:
            book.add_worksheet(other).write_row(0, 0, ["calc", 2510])
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                number = isinstance(cell, str) and cell.replace(".", "", 1).isdecimal()
                sheet.write(at, place, float(cell) if number else cell)
        for other in after:
            book.add_worksheet(other).write_row(0, 0, ["calc", 2510])
        if more:
            more(book, sheet)
    return worked_out(made.getvalue())


def worked_out(data: bytes) -> bytes:
    """As Excel leaves it once it has worked every formula out."""
    return with_parts(data, lambda name, part: part.replace(b' fullCalcOnLoad="1"', b""))


def with_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return made.getvalue()


def take(data: bytes | str, name: str = "return.csv", mappings: tuple[ColumnMapping, ...] = ()) -> FileAccount:
    described = replace(source("weekly-return"), mappings=mappings)
    return read_file(
        described,
        data.encode() if isinstance(data, str) else data,
        name=name,
        councils=EVERY,
        book=BOOK,
        today=TODAY,
        recorded_at=datetime(2026, 11, 26, tzinfo=UTC),
        limits=limits(described),
    )


def said(taken: FileAccount) -> list[tuple[Any, ...]]:
    """What the readings say, wherever in the file they stood."""
    return sorted(
        (
            r.council_code,
            r.measure_id,
            r.period_start,
            r.period_end,
            r.status,
            r.numerator,
            r.scale,
            r.denominator,
            r.value,
            r.looked,
        )
        for r in taken.readings
    )


@cache
def clean() -> tuple[tuple[Any, ...], ...]:
    taken = take(as_csv(table()))
    assert (taken.accepted, taken.held, taken.rejected, taken.notes) == (len(FIGURES), 0, 0, ())
    return tuple(said(taken))


def changed(rows: Table, **columns: Callable[[str], Any]) -> Table:
    """Every cell of a column under the header, changed."""
    header, *under = rows
    places = {header.index(name): change for name, change in columns.items()}
    return [header, *([places[p](c) if p in places else c for p, c in enumerate(row)] for row in under)]


def british(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{of_month}/{month}/{year}"


def grouped(number: str, mark: str = ",") -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}".replace(",", mark) + point + rest if whole.isdecimal() else number


def with_cell(rows: Table, measure: str, **cells: Any) -> Table:
    header, *under = rows
    at = {header.index(name): cell for name, cell in cells.items()}
    return [header, *([at.get(p, c) if measure in row else c for p, c in enumerate(row)] for row in under)]


def one_note(taken: FileAccount, kind: str = "warning") -> str:
    (note,) = [n for n in taken.notes if n.kind == kind]
    return note.message


# ---- what is read as the clean return, and the one sentence that says so ----
# 22/11/2026 is one Sunday alone; 01/11/2026 is two, so that a block's row keeps its other form
DRESSED: dict[str, tuple[Callable[[], tuple[bytes | str, str]], str]] = {
    "01 clean": (lambda: (as_csv(table()), "r.csv"), ""),
    "05 dates by Excel in Britain": (
        lambda: (as_csv(changed(table(), week_ending=lambda d: british(d) if d == SUNDAY else d)), "r.csv"),
        "Rows 2 to 7, column week_ending: found “22/11/2026”, expected year-month-day. Accepted: it can be one Sunday "
        "alone, with the day before the month.",
    ),
    "06 a mark in front": (lambda: ("\ufeff" + as_csv(table()), "r.csv"), ""),
    "04 thousands by commas": (
        lambda: (as_csv(changed(table(), numerator=grouped, denominator=grouped)), "r.csv"),
        "",
    ),
    "04 thousands by spaces": (
        lambda: (as_csv(changed(table(), numerator=lambda n: grouped(n, " "), denominator=grouped)), "r.csv"),
        "",
    ),
    "04 thousands by narrow spaces": (
        lambda: (as_csv(changed(table(), denominator=lambda n: grouped(n, "\u202f"))), "r.csv"),
        "",
    ),
    "08 a title above": (
        lambda: (as_csv([["Brackwater Council weekly return", *[""] * 7], *table()]), "r.csv"),
        "Row 2: found the header in row 2, expected the header in the first row. Accepted: what stands above it was "
        "not read.",
    ),
    "08 a title of one cell, a blank line and who it is from": (
        lambda: (as_csv([["Weekly return, Brackwater"], [], ["From", "Adult social care"], *table()]), "r.csv"),
        "the header in row 4",
    ),
    "a header in row 9": (lambda: (as_csv([["x"]] * 8 + table()), "r.csv"), "the header in row 9"),
    "a header in row 10": (lambda: (as_csv([[]] * 9 + table()), "r.csv"), "the header in row 10"),
    "09 blank rows at the end": (lambda: (as_csv(table() + [[""] * 8] * 200), "r.csv"), ""),
    "12 a name in place of a code": (
        lambda: (as_csv(changed(table(), council_code=lambda _: "Brackwater")), "r.csv"),
        "",
    ),
    "12 an official name": (
        lambda: (as_csv(changed(table(), council_code=lambda _: "brackwater council")), "r.csv"),
        "",
    ),
    "13 spaces that do not break": (
        lambda: (
            as_csv(changed(table(), council_code=lambda c: f"{c}\u00a0", numerator=lambda n: f"{n}\u00a0")),
            "r.csv",
        ),
        "",
    ),
    "15 semicolons": (lambda: (as_csv(table(), ";"), "r.csv"), ""),
    "tabs": (lambda: (as_csv(table(), "\t"), "r.txt"), ""),
    "bars": (lambda: (as_csv(table(), "|"), "r.csv"), ""),
    "Excel's line for semicolons": (lambda: ("sep=;\r\n" + as_csv(table(), ";"), "r.csv"), "the header in row 2"),
    "24 a header in capitals and spaces": (
        lambda: (as_csv([[n.replace("_", " ").title() for n in HEADER], *table()[1:]]), "r.csv"),
        "",
    ),
    "a header in capitals and hyphens": (
        lambda: (as_csv([[n.replace("_", "-").upper() for n in HEADER], *table()[1:]]), "r.csv"),
        "",
    ),
    "status in capitals": (lambda: (as_csv(changed(table(), status=lambda _: "OK")), "r.csv"), ""),
    "status with a space": (lambda: (as_csv(changed(table(), status=lambda _: " Ok ")), "r.csv"), ""),
    "columns in another order": (lambda: (as_csv([row[::-1] for row in table()]), "r.csv"), ""),
    "no note column": (lambda: (as_csv([row[:-1] for row in table()]), "r.csv"), ""),
    "43 another column": (
        lambda: (as_csv([[*row, "Checked by" if n == 0 else "SJ"] for n, row in enumerate(table())]), "r.csv"),
        "The file: found columns that are not asked for: “Checked by”, expected the columns of the template. Accepted: "
        "they were not read, and nothing in them is kept.",
    ),
    "a column with the name of a measure in it": (
        lambda: (as_csv([["Notes" if n == 0 else "wl_assess_rate", *row] for n, row in enumerate(table())]), "r.csv"),
        "“Notes”",
    ),
    "a column without a name": (
        lambda: (as_csv([[*row, "" if n == 0 else "x", "Team"] for n, row in enumerate(table())]), "r.csv"),
        "“Team”, 1 without a name",
    ),
    "a pound sign in a note, saved as Windows-1252": (
        lambda: (as_csv(changed(table(), note=lambda _: "£5 – “check”")).encode("cp1252"), "r.csv"),
        "",
    ),
    "31 a workbook": (lambda: (workbook(table()), "r.xlsx"), ""),
    "32 real days": (
        lambda: (
            workbook(
                table(),
                more=lambda book, sheet: (
                    [
                        sheet.write_datetime(
                            n, 1, datetime.fromisoformat(row[1]), book.add_format({"num_format": "dd/mm/yyyy"})
                        )
                        for n, row in enumerate(table())
                        if n
                    ]
                    and None
                ),
            ),
            "r.xlsx",
        ),
        "",
    ),
    "35 a second sheet": (lambda: (workbook(table(), after=["Working"]), "r.xlsx"), "a sheet called “Working”"),
    "36 the return on the second sheet": (
        lambda: (workbook(table(), name="Sheet2", before=["Working"]), "r.xlsx"),
        "a sheet called “Working”",
    ),
    "34 a renamed sheet": (lambda: (workbook(table(), name="ASC w/e 22 Nov".replace("/", "")), "r.xlsx"), ""),
    "a title in merged cells": (
        lambda: (
            workbook(
                [[], [], *table()],
                more=lambda book, sheet: sheet.merge_range(0, 0, 0, 7, "Weekly return", book.add_format()) and None,
            ),
            "r.xlsx",
        ),
        "the header in row 3",
    ),
    "42 numbers shown with commas": (
        lambda: (
            workbook(
                table(),
                more=lambda book, sheet: sheet.write(1, 3, 2510, book.add_format({"num_format": "#,##0"})) and None,
            ),
            "r.xlsx",
        ),
        "",
    ),
    "38 formulas that were worked out": (
        lambda: (
            workbook(table(), more=lambda _, sheet: sheet.write_formula(1, 3, "=2500+10", None, 2510) and None),
            "r.xlsx",
        ),
        "The file: found formulas in D2, expected numbers. Accepted: what the spreadsheet last worked out was read. "
        "Look whether it is right.",
    ),
    "a formula for the day": (
        lambda: (
            workbook(table(), more=lambda _, sheet: sheet.write_formula(1, 1, '="2026-11-22"', None, SUNDAY) and None),
            "r.xlsx",
        ),
        "formulas in B2",
    ),
    "a formula beside the table, never worked out": (
        lambda: (
            workbook(table(), more=lambda _, sheet: sheet.write_formula(3, 8, "=1+1", None, "") and None),
            "r.xlsx",
        ),
        "",
    ),
}


@pytest.mark.parametrize("kind", DRESSED)
def test_what_an_office_writes_reads_as_the_clean_return(kind: str) -> None:
    make, sentence = DRESSED[kind]
    data, name = make()

    taken = take(data, name)

    assert said(taken) == list(clean())
    assert (taken.accepted, taken.held, taken.rejected) == (len(FIGURES), 0, 0)
    assert (sentence in one_note(taken)) if sentence else taken.notes == ()


def test_measures_are_found_by_each_title_that_is_published_of_one_alone() -> None:
    named = {each: title for title, each in titles(BOOK)}
    rows = changed(table(), measure_id=lambda m: named.get(m, m).upper())

    assert said(take(as_csv(rows))) == list(clean())


def test_hours_of_home_care_have_decimals() -> None:
    taken = take(as_csv(with_cell(table(), "cap_homecare_unfilled", numerator="2,360.5")))

    (hours,) = [r for r in taken.readings if r.measure_id == "cap_homecare_unfilled"]
    assert (hours.numerator, hours.scale, hours.denominator, taken.notes) == (23605, 10, 116128, ())


# ---- what is rejected or refused, by its cause and with what to do, in one sentence for all its rows ----
ONE_CAUSE: dict[str, tuple[Table, int, str]] = {
    "02 a percentage in place of counts": (
        with_cell(table(), "wl_reviews_overdue", numerator="42.7%", denominator=""),
        1,
        "Row 8, column numerator: found “42.7%”, expected two numbers in two cells: how many in numerator, and out of "
        "how many in denominator. Write both counts. The percentage is worked out from them.",
    ),
    "a percentage in value": (
        with_cell(table(), "wl_reviews_overdue", numerator="", denominator="", value="42.7%"),
        1,
        "column value: found “42.7%”, expected two numbers in two cells",
    ),
    "10 a Saturday": (
        changed(table(), week_ending=lambda d: SATURDAY if d == SUNDAY else d),
        6,
        "Rows 2 to 7, column week_ending: found 2026-11-21, a Saturday, expected a Sunday. If the week to Sunday 22 "
        "November is meant, write 2026-11-22 instead.",
    ),
    "10 a Saturday by Excel in Britain": (
        changed(table(), week_ending=lambda d: "21/11/2026" if d == SUNDAY else d),
        6,
        "“21/11/2026”, 2026-11-21, a Saturday",
    ),
    "the figures of a block in the week to 22 November, which ends none": (
        changed(
            [*table(), ["X99000002", SUNDAY, "ll_safeguarding_wait", "20", "300", "", "ok", ""]],
            week_ending=lambda _: SUNDAY,
        ),
        2,
        "Rows 8 to 9, column week_ending: found 2026-11-22, which ends no block of 4 weeks, expected the last Sunday "
        "of a block, for a figure that is sent once a block. Use 2026-11-01, for the block that ended then.",
    ),
    "11 next week": (
        changed(table(), week_ending=lambda d: "2026-11-29" if d == SUNDAY else d),
        6,
        "Rows 2 to 7, column week_ending: found 2026-11-29, which has not come yet",
    ),
    "22 an untouched template": (
        changed(table(), numerator=lambda _: "", denominator=lambda _: "", value=lambda _: ""),
        7,
        "column numerator: found nothing",
    ),
    "no Sunday either way round": (
        changed(table(), week_ending=lambda d: "12/11/2026" if d == SUNDAY else d),
        6,
        "“12/11/2026”, 2026-11-12, a Thursday, expected a Sunday",
    ),
    "a Sunday either way round": (
        changed(table(), week_ending=lambda d: "01/11/2026" if d == BLOCK else d),
        1,
        "“01/11/2026”, which can be Sunday 1 November or Sunday 11 January 2026, expected a day that can be read in "
        "one way. Write 2026-11-01 or 2026-01-11.",
    ),
    "a Sunday with the month first": (
        changed(table(), week_ending=lambda d: "11/22/2026" if d == SUNDAY else d),
        6,
        "“11/22/2026”, with the month first, expected day/month/year or year-month-day. Write 2026-11-22 if 22 "
        "November 2026 is meant.",
    ),
    "a year of two digits": (
        changed(table(), week_ending=lambda d: "22/11/26" if d == SUNDAY else d),
        6,
        "a year of two digits",
    ),
    "a comma that is none of thousands": (
        with_cell(table(), "wl_care_start_rate", numerator="1,2345"),
        1,
        "“1,2345”, expected a point before the decimals",
    ),
    "groups of two": (with_cell(table(), "wl_care_start_rate", numerator="23,10,000"), 1, "“23,10,000”"),
    "a nought before the comma": (with_cell(table(), "wl_care_start_rate", numerator="0,410"), 1, "“0,410”"),
    "commas and spaces": (with_cell(table(), "wl_care_start_rate", numerator="1,410 000"), 1, "“1,410 000”"),
    "a point and three digits": (
        with_cell(table(), "cap_homecare_unfilled", numerator="2.360"),
        1,
        "“2.360”, which can be read in two ways, expected a number that can be read in one. Write 2360 if the point "
        "stands between thousands, or two decimals, such as 2.36.",
    ),
    "half a person": (with_cell(table(), "wl_care_start_rate", numerator="410.5"), 1, "a whole number, such as 12"),
    "a footnote mark": (
        with_cell(table(), "wl_care_start_rate", numerator="410¹"),
        1,
        "a figure without a footnote mark",
    ),
    "a length of time": (
        with_cell(table(), "cap_homecare_unfilled", numerator="36:30"),
        1,
        "“36:30”, expected a number, not a length of time. Write hours as a number: 36 and a half are 36.5.",
    ),
    "a length of days": (
        with_cell(table(), "cap_homecare_unfilled", numerator="1 day, 12:30:00"),
        1,
        "a number, not a length of time",
    ),
    "a day for a number": (
        with_cell(table(), "wl_care_start_rate", numerator="2026-10-04"),
        1,
        "expected a number, not a day",
    ),
    "21 a mark in place of a figure": (with_cell(table(), "wl_care_start_rate", numerator="*"), 1, "the mark “*”"),
    "21 fewer than five": (with_cell(table(), "wl_care_start_rate", numerator="<5"), 1, "“<5”"),
    "a name that is nearly a council's": (
        changed(table(), council_code=lambda _: "Brackwatter"),
        7,
        "Rows 2 to 8, column council_code: found no council is named 'Brackwatter'",
    ),
    "a title that is nearly a measure's": (
        with_cell(table(), "wl_care_start_rate", measure_id="Waiting for care to begin"),
        1,
        "the nearest are wl_care_start_rate",
    ),
    "a word for a status": (changed(table(), status=lambda _: "fine"), 7, "Rows 2 to 8, column status"),
}


@pytest.mark.parametrize("kind", ONE_CAUSE)
def test_one_cause_is_one_sentence_with_its_rows_and_what_to_do(kind: str) -> None:
    rows, rejected, sentence = ONE_CAUSE[kind]
    taken = take(as_csv(rows))

    notes = [n for n in taken.notes if n.kind == "rejected" and sentence in n.message]
    assert len(notes) == 1
    assert (taken.rejected, taken.accepted + taken.rejected) == (rejected, len(FIGURES)) or "22" in kind
    assert all(len(n.message) < 330 for n in taken.notes)


def test_commas_of_thousands_are_not_guessed_where_semicolons_stand_between_cells() -> None:
    """There a comma may stand before decimals."""
    taken = take(as_csv(with_cell(table(), "cap_homecare_unfilled", numerator="2,360"), ";"))

    assert (taken.rejected, taken.accepted) == (1, len(FIGURES) - 1)
    assert "“2,360”" in one_note(taken, "rejected")


REFUSED: dict[str, tuple[Callable[[], tuple[bytes | str, str]], str]] = {
    "a header in row 11": (lambda: (as_csv([["x"]] * 10 + table()), "r.csv"), "the header in row 11"),
    "two headers": (
        lambda: (as_csv([*table()[:3], *table()]), "r.csv"),
        "two rows that could be the header, rows 1 and 4, expected one table with one header",
    ),
    "44 an old workbook": (
        lambda: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 400, "r.xls"),
        "an old Excel file (.xls) or one locked with a password",
    ),
    "45 a workbook with macros": (
        lambda: (
            with_parts(
                workbook(table()), lambda name, part: part.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            ),
            "r.xlsm",
        ),
        "a workbook with macros, expected a workbook without macros; save it as .xlsx or CSV UTF-8",
    ),
    "a letter that is no UTF-8 in a number": (
        lambda: (as_csv(with_cell(table(), "wl_care_start_rate", numerator="£410")).encode("cp1252"), "r.csv"),
        "row 4, column numerator: found “£410”, with a letter that is not UTF-8",
    ),
    "no denominator column": (
        lambda: (as_csv([row[:4] + row[5:] for row in table()]), "r.csv"),
        "no column “denominator”",
    ),
    "a column twice": (
        lambda: (as_csv([[*row, "Status" if n == 0 else "ok"] for n, row in enumerate(table())]), "r.csv"),
        "the column “Status” more than once",
    ),
    "two sheets that could be the return": (
        lambda: (by_hand({"Week 1": table(), "Week 2": table()}), "r.xlsx"),
        "the same columns in the sheets “Week 1” and “Week 2”",
    ),
    "19 a measure a column": (
        lambda: (
            "Council,Week ending,Waiting for assessment,Over 6 months,Waiting for care,Overdue reviews %\r\n"
            "Brackwater,22/11/2026,2510,700,410,42.7%\r\n",
            "r.csv",
        ),
        "a table with columns of your own: “Council”, “Week ending”, “Waiting for assessment”, “Over 6 months”, "
        "“Waiting for care”, “Overdue reviews %”, expected the columns of the template, or a layout that your council "
        "has confirmed; say once on the page “Load the return” (/app/officer-load) what each column "
        "is, then send the file again; or use the template",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(kind: str) -> None:
    make, sentence = REFUSED[kind]
    data, name = make()

    with pytest.raises(FileRefused) as refusal:
        take(data, name)

    assert sentence in str(refusal.value)


# ---- workbooks ----
def in_workbook(measure: str, write: Callable[[Any, Any, int], object]) -> FileAccount:
    row = next(n for n, r in enumerate(table()) if r[2] == measure)
    return take(workbook(table(), more=lambda book, sheet: write(book, sheet, row) and None), "r.xlsx")


def test_39_a_cell_shown_as_a_percentage_is_a_percentage_and_not_its_share() -> None:
    taken = in_workbook(
        "cap_homecare_unfilled",
        lambda book, sheet, row: sheet.write(row, 3, 0.0203, book.add_format({"num_format": 10})),
    )

    assert (taken.rejected, taken.accepted) == (1, len(FIGURES) - 1)
    assert "found “2.03%”, expected two numbers in two cells" in one_note(taken, "rejected")


def test_a_length_of_time_is_no_number_of_hours() -> None:
    """Excel stores thirty-six hours as 1.5."""
    taken = in_workbook(
        "cap_homecare_unfilled",
        lambda book, sheet, row: sheet.write_number(row, 3, 1.5, book.add_format({"num_format": "[h]:mm"})),
    )

    assert (taken.rejected, "a length of time" in one_note(taken, "rejected")) == (1, True)


@pytest.mark.parametrize("value", [b"", b"<v></v>", b"<v/>"])
def test_37_a_formula_that_was_never_worked_out_is_no_figure(value: bytes) -> None:
    data = workbook(table(), more=lambda _, sheet: sheet.write_formula(1, 3, "=2500+10", None, 99) and None)
    taken = take(with_parts(data, lambda _, part: part.replace(b"<v>99</v>", value)), "r.xlsx")

    assert {m for _, m, *_ in clean()} - {m for _, m, *_ in said(taken)} == {"wl_assess_rate", "wl_over_6m_share"}
    assert any("a formula in cell D2 that was never worked out" in note.found for note in taken.notes)


def test_a_nought_beside_a_formula_is_no_figure_where_no_spreadsheet_has_worked_it_out() -> None:
    """A program that writes formulas writes 0 beside each, and asks that they be worked out on opening."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("return")
        for at, row in enumerate(table()):
            sheet.write_row(at, 0, row)
        sheet.write_formula(3, 3, "=400+10")
    taken = take(made.getvalue(), "r.xlsx")

    assert "wl_care_start_rate" not in {m for _, m, *_ in said(taken)}
    assert taken.rejected == 1


def test_a_footnote_mark_in_a_cell_never_becomes_a_digit() -> None:
    rows = with_cell(table(), "wl_care_start_rate", numerator=raised("41", "0"))
    taken = take(by_hand({"return": rows}), "r.xlsx")

    assert (taken.rejected, "41[note 0]" in one_note(taken, "rejected")) == (1, True)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("above", [[], [["Weekly return"], []]])
def test_the_copy_with_notes_is_read_as_the_file_itself(separator: str, above: Table) -> None:
    data = as_csv([*above, *with_cell(table(), "wl_care_start_rate", numerator="many")], separator).encode()
    taken = take(data)
    copy = annotated(data, "r.csv", taken.notes)

    assert copy is not None
    assert f"{separator}what_to_look_at" in copy.decode("utf-8-sig").splitlines()[len(above)]
    assert (said(take(copy)), take(copy).rejected) == (said(taken), 1)


# ---- laws ----
Dress = Callable[[Table], Table]
DAYS: dict[str, Callable[[str], str]] = {
    "ours": lambda day: day,
    "british": lambda day: british(day) if day == SUNDAY else day,
    "words": lambda day: f"{date.fromisoformat(day):%-d %B %Y}",
    "weekday": lambda day: f"{date.fromisoformat(day):%A %-d %b %Y}",
    "midnight": lambda day: f"{day} 00:00",
}
FORMS: dict[str, Dress] = {
    "points": lambda rows: changed(rows, numerator=lambda n: f"{n}.0" if n else n),
    "commas": lambda rows: changed(rows, numerator=grouped, denominator=grouped),
    "spaces": lambda rows: changed(
        rows, numerator=lambda n: grouped(n, "\u00a0"), denominator=lambda n: grouped(n, " ")
    ),
    "name": lambda rows: changed(rows, council_code=lambda _: " BRACKWATER "),
    "titles": lambda rows: changed(rows, measure_id=lambda m: {e: t for t, e in titles(BOOK)}.get(m, m)),
    "status": lambda rows: changed(rows, status=str.upper),
    "header": lambda rows: [[cell.replace("_", " ").upper() for cell in rows[0]], *rows[1:]],
    "extra": lambda rows: [[f"x{n}" if n else "Team", *row] for n, row in enumerate(rows)],
    "order": lambda rows: [[*row[4:], *row[:4]] for row in rows],
    "blank": lambda rows: [rows[0], [""] * len(rows[0]), *rows[1:], [""] * len(rows[0])],
    "title": lambda rows: [["Return"], [], *rows],
}
"""Each changes what the one before it left; the last are about whole rows."""


@given(
    forms=st.sets(st.sampled_from(list(FORMS))),
    days=st.sampled_from(list(DAYS)),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_clean_return_dressed_in_any_ways_reads_to_the_same_readings(
    forms: set[str], days: str, separator: str, end: str, encoding: str
) -> None:
    rows = changed(table(), week_ending=DAYS[days])
    for form, dress in FORMS.items():
        if form in forms and (form, separator) != ("commas", ";"):
            rows = dress(rows)
    taken = take(as_csv(rows, separator, end).encode(encoding))

    assert said(taken) == list(clean())
    assert taken.read == taken.accepted == len(FIGURES)


NUMBER = st.integers(min_value=0, max_value=9_999_999)


@given(
    number=NUMBER,
    mark=st.sampled_from([",", " ", "\u00a0", "\u202f"]),
    decimals=st.sampled_from(["", ".0", ".5", ".25"]),
)
def test_no_way_of_grouping_changes_a_number(number: int, mark: str, decimals: str) -> None:
    text = f"{number:,}".replace(",", mark) + decimals
    assert float(plain(text)) == float(f"{number}{decimals}")


@given(text=st.text(alphabet="0123456789,. \u00a0'", min_size=1, max_size=14))
def test_what_is_made_plain_has_the_same_digits_and_comes_from_a_whole_group(text: str) -> None:
    made = plain(text)
    if made != text and made != text.strip():
        digits = "".join(c for c in text if c.isdigit())
        assert digits.startswith(made.replace(".", "")) or made.replace(".", "") == digits
        groups = text.strip().partition(".")[0].replace("\u00a0", ",").replace(" ", ",").split(",")
        assert all(len(group) == 3 for group in groups[1:])


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)), mark=st.sampled_from(["/", ".", "-"]))
def test_a_british_day_is_taken_for_the_one_sunday_it_can_be_and_for_nothing_else(day: date, mark: str) -> None:
    text = f"{day:%d}{mark}{day:%m}{mark}{day:%Y}"
    try:
        swapped = day.replace(day=day.month, month=day.day)
    except ValueError:
        swapped = None
    try:
        read = day_of(text, "week_ending").day
    except Exception:
        read = None
    if day.weekday() == 6 and (swapped in (None, day) or swapped.weekday() != 6):
        assert read == day
    elif read is not None:
        assert read == day
        assert read.weekday() != 6


@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from([BRACKWATER, "Brackwater", "Nowhere", ""]),
            st.sampled_from([SUNDAY, "22/11/2026", "01/11/2026", SATURDAY, "soon"]),
            st.sampled_from(["wl_assess_rate", "Waiting for an assessment", "wl_over_6m_share", "nothing"]),
            st.sampled_from(["2,510", "1,2345", "", "42%", "12", "1.234"]),
            st.sampled_from(["", "12"]),
            st.sampled_from(["", "yes"]),
            st.sampled_from(["OK", "not submitted", "", "x"]),
            st.just(""),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_account_always_adds_up_and_nothing_accepted_is_never_success(cells: Iterable[Sequence[str]]) -> None:
    rows = [list(row) for row in cells]
    try:
        taken = take(as_csv([HEADER, *rows]))
    except FileRefused:
        return
    assert taken.read == taken.accepted + taken.held + taken.rejected == len([r for r in rows if any(r)])
    assert sum(n.rows == "" for n in taken.notes) <= len(taken.notes)
    if not taken.accepted:
        assert [n.kind for n in taken.notes if n.row == 0 and n.kind == "rejected"] == ["rejected"]
        assert taken.readings == ()
