"""The copy an officer gets back: their own file, a note beside each row to look at, nothing that runs."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from pressure.ingest.report import FileAccount, RowNote
from pressure.ingest.templates import HEADER
from pressure.ingest.workbooks.annotate import COLUMN, annotated

FAULTS = Path(__file__).parents[2] / "faults" / "fixtures"
GOOD = ("E10000015", "2026-11-15", "wl_assess_rate", 1200, None, None, "ok", "as last week")
WRONG = ("E10000015", "2026-11-01", "cap_vacancy_rate", -5, 100, None, "ok", '=HYPERLINK("http://x","pay")')
Take = Callable[..., FileAccount]


def note(row: int, found: str = "“-5”", kind: str = "rejected") -> RowNote:
    return RowNote(row=row, kind=kind, column="numerator", found=found, expected="a number", next_step="Correct it.")  # type: ignore[arg-type]


def own_workbook(*, title: str = "return", blank_first: int = 0) -> bytes:
    """A workbook as an office makes one: fonts, widths, a second sheet with a formula, a frozen header."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in [*[()] * blank_first, HEADER, GOOD, WRONG]:
        sheet.append(row)
        if not row:
            sheet.insert_rows(1)
    sheet["A2"].font, sheet["A2"].fill = Font(bold=True), PatternFill("solid", fgColor="FFDD00")
    sheet.column_dimensions["C"].width = 31
    sheet.freeze_panes = "A2"
    sheet["H3"].data_type = "s"  # text that looks like a formula, as a careless export writes it
    other = book.create_sheet("workings")
    other["A1"] = "=1+1"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def opened(data: bytes | None) -> openpyxl.Workbook:
    assert data is not None
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_workbook_comes_back_whole_with_a_note_beside_its_row() -> None:
    data = own_workbook()
    book = opened(annotated(data, "Return.XLSX", [note(3), note(3, "twice", "warning")]))
    sheet = book["return"]
    assert [c.value for c in sheet["I"]] == [
        COLUMN,
        None,
        (
            "rejected: Row 3, column numerator: found “-5”, expected a number. Correct it. "
            "warning: Row 3, column numerator: found twice, expected a number. Correct it."
        ),
    ]
    assert [tuple(c.value for c in row[:8]) for row in sheet.iter_rows()] == [HEADER, GOOD, WRONG]
    assert sheet["A2"].font.b
    assert sheet["A2"].fill.fgColor.rgb == "00FFDD00"
    assert (sheet.column_dimensions["C"].width, sheet.freeze_panes) == (31, "A2")


def test_every_other_part_of_the_workbook_stays_byte_for_byte_as_it_was_sent() -> None:
    data = own_workbook()
    copy = annotated(data, "r.xlsx", [note(3)])
    assert copy is not None
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(copy)) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+1", "@SUM(A1)", "</t></is></c><c><f>1+1</f></c>", "a\x00b", "a\x0bc", "]]><!DOCTYPE x>", "\ud800"],
)
def test_a_note_is_text_whatever_the_file_said(evil: str) -> None:
    """Notes quote what was found, and what was found may be an attack on whoever opens the copy."""
    for row in (2, 3):
        sheet = opened(annotated(own_workbook(), "r.xlsx", [note(row, evil)]))["return"]
        assert (sheet[f"I{row}"].data_type, sheet[f"I{row}"].value[:8]) == ("s", "rejected")
    cells = list(csv.reader(io.StringIO((annotated(b"a,b\n=1+1,2\n", "r.csv", [note(2, evil)]) or b"").decode())))[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_corrected_copy_can_be_loaded_and_annotated_again(take: Take, tmp_path: Path) -> None:
    """Otherwise the officer copies corrections back by hand, and makes new mistakes."""
    first = annotated(own_workbook(), "r.xlsx", [note(3)])
    book = opened(first)
    book["return"]["D3"], book["return"]["H3"] = 5, ""
    saved = io.BytesIO()
    book.save(saved)  # as a spreadsheet program does: the heading is in the table of strings now
    taken = take(saved.getvalue(), name="corrected.xlsx")
    assert (taken.accepted, taken.rejected) == (2, 0)
    again = opened(annotated(saved.getvalue(), "r.xlsx", [note(2)]))["return"]
    assert [c.value for c in again[1]] == [*HEADER, COLUMN]
    assert [again["I2"].value[:15], again["I3"].value] == ["rejected: Row 2", None]


def test_a_corrected_csv_can_be_loaded_and_annotated_again(take: Take) -> None:
    rows = [HEADER, *([str("" if c is None else c) for c in row] for row in (GOOD, WRONG))]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    copy = annotated(text.getvalue().encode("utf-8-sig"), "r.csv", [note(3)])
    assert copy is not None
    assert copy.startswith(b"\xef\xbb\xbf")
    taken = take(copy.replace(b"-5", b"5"), name="r.csv")
    assert (taken.accepted, taken.rejected) == (2, 0)
    again = list(csv.reader(io.StringIO((annotated(copy, "r.csv", [note(2)]) or b"").decode("utf-8-sig"))))
    assert again[0] == [*HEADER, COLUMN]
    assert [again[1][8][:15], again[2][8]] == ["rejected: Row 2", ""]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"")])
def test_a_csv_is_understood_however_excel_saved_it(encoding: str, mark: bytes) -> None:
    data = mark + "council_code,note\nE1,Ynys Môn\n".encode(encoding)
    assert 'E1,Ynys Môn,"rejected' in (annotated(data, "r.csv", [note(2)]) or b"").decode("utf-8-sig")


def test_without_a_note_there_is_no_copy() -> None:
    assert annotated(own_workbook(), "r.xlsx", []) is None


@pytest.mark.parametrize("name", sorted(p.name for p in FAULTS.glob("*.xlsx")))
def test_no_faulty_workbook_breaks_the_copying(name: str) -> None:
    """The intake refuses most of these first; this code must not lean on that."""
    copy = annotated((FAULTS / name).read_bytes(), name, [note(2)])
    assert copy is None or zipfile.ZipFile(io.BytesIO(copy)).testzip() is None


def test_the_copy_is_of_the_sheet_that_was_read() -> None:
    """One called "return", wherever it stands; a hidden one is never read."""
    book = opened(own_workbook(title="Return "))
    book.move_sheet("workings", -1)
    book.create_sheet("return", 0).sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    copy = opened(annotated(saved.getvalue(), "r.xlsx", [note(3)]))
    assert copy["Return "]["I3"].value.startswith("rejected")
    assert copy["workings"].max_column == 1


def test_a_row_that_says_how_wide_it_is_says_so_no_longer() -> None:
    """Excel writes spans="1:8" into each row."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_workbook())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'<row r="3"', b'<row r="3" spans="1:8"'))
    copy = annotated(made.getvalue(), "r.xlsx", [note(3)])
    assert copy is not None
    assert opened(copy)["return"]["I3"].value.startswith("rejected")
    assert b'r="3" spans' not in zipfile.ZipFile(io.BytesIO(copy)).read("xl/worksheets/sheet1.xml")


def test_other_spreadsheet_programs_name_their_tags_with_a_prefix() -> None:
    data = own_workbook()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            xml = before.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                xml = xml.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
                xml = xml.replace("<x:?", "<?")
            after.writestr(name, xml)
    assert opened(annotated(made.getvalue(), "r.xlsx", [note(3)]))["return"]["I3"].value.startswith("rejected")


def test_the_reader_of_the_intake_reads_every_cell_of_the_copy(tmp_path: Path) -> None:
    """Two readers agree: openpyxl above, Calamine here."""
    copy = annotated(own_workbook(), "r.xlsx", [note(2), note(3)])
    (tmp_path / "copy.xlsx").write_bytes(copy or b"")
    code = (
        "import sys; from python_calamine import CalamineWorkbook as W; "
        "print(W.from_path(sys.argv[1]).get_sheet_by_name('return').to_python()[2][8][:8])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "copy.xlsx")], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "rejected", done.stderr
