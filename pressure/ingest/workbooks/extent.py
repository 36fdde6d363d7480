"""How far the cells of a workbook reach, told before a reader makes room for them."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from pressure.ingest.workbooks.cells import UnsafeCells, column_number, walk
from pressure.ingest.workbooks.limits import Limits

_REFERENCE = re.compile(r"\$?([A-Z]{1,4})\$?([0-9]{1,9})")

ONCE = "every row and every cell once, in its place", "save it again in a spreadsheet program"


def check_extent(data: bytes, kind: str, limits: Limits) -> None:
    """Raises UnsafeCells when any sheet, in whatever part it stands, reaches beyond the limits."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if kind == "xlsx" and name.lower().endswith(".xml"):
                with archive.open(name) as part:
                    walk(part, XlsxExtent(limits))
            elif kind == "ods" and name == "content.xml":
                with archive.open(name) as part:
                    walk(part, OdsExtent(limits))


class XlsxExtent:
    """The rows and columns of an .xlsx sheet, from the addresses of its cells."""

    def __init__(self, limits: Limits) -> None:
        self.row = self.column = 0
        self.named = False
        self.reach = Reach(limits)
        self.rows, self.cells = set[int](), set[tuple[int, int]]()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.named = number.isdigit()
            self.row, self.column = int(number) if self.named else self.row + 1, 0
            self.reach.to(self.row, 0)
            _check_once(self.row, self.rows, f"row {self.row}")
            self.cells.clear()
        elif tag == "c":
            self._cell(attributes.get("r", ""))

    def _cell(self, address: str) -> None:
        row, self.column = place(address) if address else (self.row, self.column + 1)
        if self.named and row != self.row:
            raise UnsafeCells(f"cell {address} in row {self.row}", *ONCE)
        self.row = row
        self.reach.to(self.row, self.column)
        _check_once((self.row, self.column), self.cells, f"cell {address or 'without an address'}")

    def end(self, tag: str) -> None:
        pass


class OdsExtent:
    """The rows and columns of each ODS table, repeats counted; trailing blanks are not."""

    def __init__(self, limits: Limits) -> None:
        self.row = self.rows_repeated = self.column = self.cells_repeated = self.filled = 0
        self.in_cell = False
        self.limits, self.reach = limits, Reach(limits)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.row, self.reach = 0, Reach(self.limits)
        elif tag == "table-row":
            self.rows_repeated, self.column, self.filled = repeats(attributes, "rows"), 0, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self.cells_repeated, self.in_cell = repeats(attributes, "columns"), True
            self.column += self.cells_repeated
            if any(name.endswith("value-type") for name in attributes):
                self.filled = self.column
        elif self.in_cell:
            self.filled = self.column

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self.in_cell = False
        elif tag == "table-row":
            self.row += self.rows_repeated
            if self.filled:
                self.reach.to(self.row, self.filled)


class Reach:
    """The furthest row and column of one sheet so far. A reader makes room for every cell between."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.row = self.column = 0

    def to(self, row: int, column: int) -> None:
        self.row, self.column, most = max(self.row, row), max(self.column, column), self.limits
        if self.row > most.rows or self.column > most.columns or self.row * self.column > most.cells:
            raise UnsafeCells(
                f"cells as far as row {self.row:,}, column {self.column:,}",
                f"at most {most.rows:,} rows and {most.columns:,} columns, and {most.cells:,} cells",
                "delete what lies outside the table, or save the sheet as CSV UTF-8",
            )


def _check_once(place: object, seen: set[Any], name: str) -> None:
    """A reader keeps one of two and says nothing. Cells are compared within their row, rows within their sheet."""
    if place in seen:
        raise UnsafeCells(f"{name} twice", *ONCE)
    seen.add(place)


def place(address: str) -> tuple[int, int]:
    """Row and column of an address such as B3. Raises UnsafeCells when it is none: a reader might see another."""
    found = _REFERENCE.fullmatch(address.upper())
    if not found:
        raise UnsafeCells(
            f"a cell with the address “{address[:20]}”",
            "addresses such as B3",
            "save it again in a spreadsheet program",
        )
    return int(found[2]), column_number(found[1])


def repeats(attributes: Mapping[str, str], what: str) -> int:
    """How many "rows" or "columns" of an ODS table one tag stands for."""
    text = next((v for k, v in attributes.items() if k.endswith(f"number-{what}-repeated")), "1")
    return int(text) if text.isdigit() else 1
