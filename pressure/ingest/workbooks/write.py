"""Workbooks as people expect them, by XlsxWriter: a title, a table with a bold head that stays in view, and text that
stays text, so that no code or date is guessed at."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date
"""A moment is one of UTC, as Excel has no zones."""
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 the format has no zone
NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ")
SHOWN_AS_TEXT = 255  # Excel shows a longer text as ####, if its cell is formatted as text
NOT_ASKED = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text, numbers, days and moments. An empty cell is left out. `widths` are in characters; `header` is the
    place of the row that heads a table down to the last row, if there is one; `beside` says how many columns stay in
    view."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    header: int | None = None
    beside: int = 0


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells of each kind are shown."""

    head: Format
    text: Format
    day: Format
    moment: Format


def workbook(sheets: Sequence[Sheet], *, title: str = "", created: datetime = EPOCH) -> bytes:
    """The same bytes for the same sheets and the same version of the library: no clock. Sheets have at most some
    ten thousand rows here; a table needs the whole sheet in memory."""
    made = io.BytesIO()
    with Workbook(made, NOT_ASKED) as book:
        book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
        formats = _Formats(
            head=book.add_format({"bold": True, "num_format": "@"}),
            text=book.add_format({"num_format": "@"}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
            moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return made.getvalue()


def _write(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for place, row in enumerate(sheet.rows):
        style = _style(sheet.header, place, formats)
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                _put_date(page, place, column, cell, formats)
            else:
                _put(page, place, column, cell, style)
    if sheet.header is None:
        return
    page.freeze_panes(sheet.header + 1, sheet.beside)
    names = [str(name) for name in sheet.rows[sheet.header]]
    if (last := len(sheet.rows) - 1) > sheet.header:
        columns = [{"header": name, "header_format": formats.head} for name in names]
        page.add_table(
            sheet.header,
            0,
            last,
            len(names) - 1,
            {"name": sheet.name, "columns": columns, "style": "Table Style Light 1"},
        )


def _style(header: int | None, place: int, formats: _Formats) -> Format | None:
    if header is None or place < header:
        return None
    return formats.head if place == header else formats.text


def _put_date(page: Worksheet, row: int, column: int, cell: date, formats: _Formats) -> None:
    if isinstance(cell, datetime):
        at = cell.astimezone(UTC).replace(tzinfo=None)
        page.write_datetime(row, column, at, formats.moment)
    else:
        page.write_datetime(row, column, cell, formats.day)


def _put(page: Worksheet, row: int, column: int, cell: str | float, style: Format | None) -> None:
    """Never as a formula, a link or a date. Raises ValueError for what a cell cannot hold: it would be left out."""
    if cell == "":
        return
    if isinstance(cell, str):
        done = page.write_string(row, column, cell.translate(NOT_XML), style if len(cell) <= SHOWN_AS_TEXT else None)
    else:
        done = page.write_number(row, column, cell)
    if done:
        raise ValueError(f"cell {row + 1}, {column + 1} of the sheet {page.get_name()} is too long or too far out")
