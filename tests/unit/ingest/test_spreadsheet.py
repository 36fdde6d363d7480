"""Workbooks we write: every reader finds every text and every number, also readers that know half of the standard."""

import io
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import openpyxl
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pressure.ingest.workbooks.write import Sheet, workbook

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "S")), min_size=1, max_size=20)
CELLS = st.lists(st.lists(TEXT | st.integers(0, 10**9) | st.just(""), min_size=3, max_size=3), min_size=1, max_size=5)


@settings(max_examples=60)
@given(first=CELLS, second=CELLS)
def test_two_readers_find_what_was_written(first: list[list[str | int]], second: list[list[str | int]]) -> None:
    """On each of its sheets: they have one table of texts between them."""
    first[0], second[0] = ["code", 1, "last"], ["code", 2, "last"]  # as wide as the widest row
    data = workbook([Sheet("one", first), Sheet("two", second)])
    ours = openpyxl.load_workbook(io.BytesIO(data))
    other = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name, rows in (("one", first), ("two", second)):
        read = [["" if cell is None else cell for cell in row] for row in ours[name].iter_rows(values_only=True)]
        told = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        while rows and not any(cell != "" for cell in rows[-1]):
            rows = rows[:-1]
        assert read[: len(rows)] == rows
        assert told[: len(rows)] == rows


def test_texts_stand_in_the_table_of_texts_each_once() -> None:
    """A text kept in its cell is "" to some readers: figures without their councils."""
    data = workbook([Sheet("a", [["E10000016", "yes", 3], ["E10000014", "yes", 2]]), Sheet("b", [["yes"]])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = archive.read("xl/worksheets/sheet1.xml") + archive.read("xl/worksheets/sheet2.xml")
        table = archive.read("xl/sharedStrings.xml").decode()
    assert b"inlineStr" not in sheets
    assert sheets.count(b't="s"') == 5
    assert table.count("<si>") == 3
    assert 'count="5" uniqueCount="3"' in table


TEXTS = ("=1+1", "+44 1752", "-5", "@A1", "0012", "00123456789012345678", "1e5", "2026-11-15", "TRUE", "_x0041_")
HEADED = Sheet("ratings", [("code", "level"), *((text, 3) for text in TEXTS)], (20, 10), header=0)
MADE = """
import sys
from pressure.ingest.workbooks.write import Sheet, workbook
sys.stdout.buffer.write(workbook([Sheet("ratings", [("code", "level"), ("0012", 3)], header=0)], title="Ratings"))
"""


@pytest.mark.parametrize("text", [*TEXTS, "https://example.org/", "{=1}", "#N/A", " 7", "a\nb"])
def test_text_is_text_whatever_it_looks_like(text: str) -> None:
    """No formula, no link, no number that has lost its zeros, no day."""
    for header in (None, 0):
        data = workbook([Sheet("a", [("head",), (text,)], header=header)])
        cell = openpyxl.load_workbook(io.BytesIO(data))["a"]["A2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
        (_, (other,)) = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("a").to_python()
        assert other == text
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_sheet_has_a_table_with_a_bold_head_that_stays_in_view_and_the_document_a_title() -> None:
    """What guidance on spreadsheets for the public asks for."""
    made = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    book = openpyxl.load_workbook(io.BytesIO(workbook([HEADED], title="Ratings", created=made)))
    page = book["ratings"]
    assert (book.properties.title, book.properties.created) == ("Ratings", made.replace(tzinfo=None))
    assert page.freeze_panes == "A2"
    assert [c.font.bold for c in page[1]] == [True, True]
    assert not page["A2"].font.bold
    (table,) = page.tables.values()
    assert (table.name, table.ref, [c.name for c in table.tableColumns]) == (
        "ratings",
        f"A1:B{len(TEXTS) + 1}",
        ["code", "level"],
    )
    assert page["A6"].number_format == "@"


def test_a_code_that_is_typed_over_stays_text_and_a_figure_is_a_number() -> None:
    """A cell that holds text is formatted as text; an empty one beside it is not."""
    page = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("a", [("x", "y"), ("007", "")], header=0)])))["a"]
    assert (page["A2"].number_format, page["B2"].number_format) == ("@", "General")


def test_a_table_without_rows_is_only_its_head() -> None:
    """On the first day no council has a rating yet."""
    page = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("a", [("x", "y")], header=0)])))["a"]
    assert ([c.value for c in page[1]], page.freeze_panes, dict(page.tables)) == (["x", "y"], "A2", {})


def test_what_a_cell_cannot_hold_is_an_error_and_never_left_out() -> None:
    with pytest.raises(ValueError, match="cell 2, 1 of the sheet a"):
        workbook([Sheet("a", [("x",), ("n" * 32_768,)], header=0)])


def test_a_workbook_is_the_same_bytes_at_any_time() -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, 30, tzinfo=UTC)):
        first = workbook([HEADED], title="Ratings")
    with time_machine.travel(datetime(2031, 1, 1, 12, 0, 2, tzinfo=UTC)):
        assert workbook([HEADED], title="Ratings") == first


def test_a_workbook_is_the_same_bytes_in_two_processes() -> None:
    made = {sha256(subprocess.run([sys.executable, "-c", MADE], capture_output=True, check=True).stdout).hexdigest()}
    made.add(
        sha256(workbook([Sheet("ratings", [("code", "level"), ("0012", 3)], header=0)], title="Ratings")).hexdigest()
    )
    assert len(made) == 1


def test_days_and_moments_are_what_they_are_for_two_readers_and_a_moment_is_in_utc() -> None:
    """Excel has no zones. Nothing is a bare number."""
    zone = timezone(timedelta(hours=1))
    rows = [("day", "moment"), (date(2026, 11, 18), datetime(2026, 7, 1, 9, 30, 5, tzinfo=zone))]
    data = workbook([Sheet("a", rows, header=0, beside=1)])
    page = openpyxl.load_workbook(io.BytesIO(data))["a"]
    assert page.freeze_panes == "B2"
    assert [cell.value for cell in page[2]] == [*map(datetime.fromisoformat, ("2026-11-18", "2026-07-01T08:30:05"))]
    assert [cell.number_format for cell in page[2]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"]
    told = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("a").to_python()
    assert told[1] == [date(2026, 11, 18), datetime.fromisoformat("2026-07-01T08:30:05")]
