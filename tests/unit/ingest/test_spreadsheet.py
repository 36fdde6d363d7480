"""Workbooks we write: every reader finds every text and every number, also readers that know half of the standard."""

import io
import zipfile

import openpyxl
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
