"""A long sheet of an Excel workbook is read piece by piece, and says what the reader of whole sheets says."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.workbooks import xlsx
from pressure.ingest.workbooks.cage import answer
from pressure.ingest.workbooks.cells import UnsafeCells
from tests import sheet_cases
from tests.load.vacancies_xlsx import rate, write
from tests.shipped_sources import limits

SOURCE = "adult-social-care-vacancies"
CODES = ("E10000015", "E10000016", "E09000001")
Take = Callable[..., FileAccount]


def long(data: bytes, sheet: str = "", **lowered: int) -> list[tuple[str, int, list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(line.sheet, line.number, line.cells) for line in xlsx.lines(archive, sheet, limits(**lowered))]


def whole(data: bytes, *sheets: str) -> list[tuple[str, int, list[str]]]:
    """As workbooks are read that are not long, without what is blank at a row's end."""
    asked: dict[str, Any] = {"format": "xlsx", "wanted": sheets, "is_return": False, "limits": asdict(limits())}
    _, *lines = answer(asked, data, limits())
    said = [(line["sheet"], line["row"], line["cells"]) for line in lines]
    return [(sheet, row, trimmed(cells)) for sheet, row, cells in said if any(cells)]


def trimmed(cells: list[str]) -> list[str]:
    return cells[: max(n for n, cell in enumerate(cells, 1) if cell)]


def by_a_library(*, in_strings: bool = True, since_1904: bool = False) -> bytes:
    made = io.BytesIO()
    given = {"in_memory": True, "constant_memory": not in_strings, "date_1904": since_1904}
    with xlsxwriter.Workbook(made, given) as book:
        day, at = (book.add_format({"num_format": f}) for f in ("dd mmm yyyy", "yyyy-mm-dd hh:mm"))
        red, bold = book.add_format({"num_format": "[Red]0.0"}), book.add_format({"bold": True})
        for name in ("First", "Second 2024-25"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Area", "Figure", "a  b ", "Ynys Môn & <co>"])
            sheet.write_row(3, 1, [1, 0.062, 1e20, -3.5, 12.0, 45])
            sheet.write_datetime(4, 0, date(2026, 3, 31), day)
            sheet.write_datetime(4, 1, datetime(2026, 3, 31, 12, 30), at)  # noqa: DTZ001 a cell has no zone
            sheet.write_number(4, 2, 44_000.5, red)
            sheet.write_boolean(5, 0, True)
            sheet.write_formula(5, 1, "=1+1", None, 2)
            sheet.write_formula(5, 2, '="a"&"b"', None, "ab")
            sheet.write_rich_string(5, 3, "all ", bold, "of it")
            sheet.write_blank(6, 5, None, day)
    return made.getvalue()


@pytest.mark.parametrize("in_strings", [True, False])
@pytest.mark.parametrize("since_1904", [True, False])
def test_both_readers_say_the_same_of_every_cell(in_strings: bool, since_1904: bool) -> None:
    data = by_a_library(in_strings=in_strings, since_1904=since_1904)
    every = long(data)
    assert every == whole(data, "First", "Second 2024-25")
    assert len(every) == 8
    assert "2026-03-31" in every[2][2]
    assert long(data, r"Second 20\d\d-\d\d") == every[4:]


@pytest.mark.parametrize("shared", [True, False])
def test_errors_and_raised_marks_are_said_as_they_are_elsewhere(shared: bool) -> None:
    data = sheet_cases.xlsx({"A": [["Area", "#DIV/0!"], [sheet_cases.raised("45", "1"), 7]]}, shared=shared)
    assert long(data) == whole(data, "A")
    assert long(data)[0][2][1] == "#DIV/0! in cell B1"
    assert long(data)[1][2][0] == "45[note 1]"


REFUSED = {
    "a row twice": ('r="2"', 'r="1"', "row 1 after row 1"),
    "a cell twice": ('r="B2"', 'r="A2"', "cell A2 out of its place"),
    "a cell in another row": ('r="B2"', 'r="B1"', "cell B1 out of its place"),
    "a cell far away": ('r="B2"', 'r="ZZ2"', "column 702"),
    "a document type": ("<worksheet", "<!DOCTYPE a><worksheet", "document type"),
    "broken XML": ("</sheetData>", "", "broken XML"),
    "a text that is not there": ('t="s"><v>0', 't="s"><v>9', "text number “9”"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_in_its_place_is_refused(case: str) -> None:
    old, new, said = REFUSED[case]
    with pytest.raises(UnsafeCells) as refused:
        long(sheet_cases.xlsx({"A": [["Area", 1], ["b", 2]]}, shared=True, changed=[(old, new)]))
    assert said in refused.value.args[0]


def test_more_rows_than_the_limit_are_refused() -> None:
    with pytest.raises(UnsafeCells, match="row 3"):
        long(sheet_cases.xlsx({"A": [["a"], ["b"], ["c"]]}), rows=2)


def test_each_councils_rate_is_taken_and_the_year_is_the_sheets(take: Take, tmp_path: Path) -> None:
    """From a disk and from memory, of all jobs alone; a fraction is its percentage."""
    path = write(tmp_path / "given.xlsx", 200, CODES)
    for given in (path, path.read_bytes()):
        taken = take(given, SOURCE, name="given.xlsx")
        assert (taken.read, taken.accepted, len(taken.readings)) == (200, 200, 3)
        assert {r.council_code: float(r.value or 0) for r in taken.readings} == {
            code: pytest.approx(100 * rate(place)) for place, code in enumerate(CODES)
        }
        assert {(r.measure_id, r.period_start, r.period_end) for r in taken.readings} == {
            ("cap_vacancy_rate", date(2025, 4, 1), date(2026, 3, 31))
        }


@pytest.mark.parametrize(
    ("sheet", "said"),
    [("Local authority area", "no sheet with a name"), ("Regions 2025-26", "no sheet with a name")],
)
def test_a_sheet_that_says_no_year_or_is_another_is_refused(take: Take, tmp_path: Path, sheet: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        take(write(tmp_path / "given.xlsx", 8, CODES, sheet), SOURCE, name="given.xlsx")


def test_a_renamed_title_is_refused_by_its_name(take: Take, tmp_path: Path) -> None:
    path = write(tmp_path / "given.xlsx", 8, CODES)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b">Vacancy rate<", b">Rate of vacancies<"))
    with pytest.raises(FileRefused, match="“Vacancy rate”; the sheet “Local authority area 2025-26” comes nearest"):
        take(path, SOURCE, name="given.xlsx")
