"""Walks a workbook's XML piece by piece, keeping nothing: how far its cells reach, and where a formula stands."""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from typing import IO, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

MOST_ROWS = 200_000
MOST_COLUMNS = 200
_PIECE = 1 << 16
_REFERENCE = re.compile(r"\$?([A-Z]{1,4})\$?([0-9]{1,9})")


class UnsafeCells(Exception):
    """Three texts: what was found, what was expected, what to do next."""


class Walker(Protocol):
    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...


def walk(part: IO[bytes], walker: Walker) -> None:
    """Feeds start and end tags, without their namespace prefix, to the walker. A document type is refused."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: walker.start(_plain(tag), attributes)
    parser.EndElementHandler = lambda tag: walker.end(_plain(tag))
    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise UnsafeCells(f"broken XML inside the workbook ({error})", "a workbook saved by a spreadsheet program",
                          "save it again and load that") from error


def check_extent(data: bytes, kind: str) -> None:
    """Raises UnsafeCells when any sheet reaches beyond the limits, before a parser makes room for it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if kind == "xlsx" and name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as part:
                    walk(part, XlsxExtent())
            elif kind == "ods" and name == "content.xml":
                with archive.open(name) as part:
                    walk(part, OdsExtent())


def check_no_formula(data: bytes, sheet: str) -> None:
    """Raises UnsafeCells with the first address that holds a formula in the named sheet of an .xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets, sheets = Relations(), SheetList()
        for name, walker in (("xl/_rels/workbook.xml.rels", targets), ("xl/workbook.xml", sheets)):
            with archive.open(name) as part:
                walk(part, walker)
        target = targets.by_id.get(sheets.id_of.get(sheet, ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        with archive.open(path) as part:
            walk(part, NoFormula())


class XlsxExtent:
    """The rows and columns of an .xlsx sheet, from the addresses of its cells."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isdigit() else self.row + 1, 0
            within_limits(self.row, 0)
        elif tag == "c":
            self.column += 1
            if found := _REFERENCE.fullmatch(attributes.get("r", "")):
                self.row, self.column = int(found[2]), column_number(found[1])
            within_limits(self.row, self.column)

    def end(self, tag: str) -> None:
        pass


class OdsExtent:
    """The rows and columns of each ODS table, repeats counted; trailing blanks are not."""

    def __init__(self) -> None:
        self.row = self.rows_repeated = self.column = self.cells_repeated = self.reach = 0
        self.in_cell = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.row = 0
        elif tag == "table-row":
            self.rows_repeated, self.column, self.reach = _repeats(attributes, "rows"), 0, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self.cells_repeated, self.in_cell = _repeats(attributes, "columns"), True
            self.column += self.cells_repeated
            if any(name.endswith("value-type") for name in attributes):
                self.reach = self.column
        elif self.in_cell:
            self.reach = self.column

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self.in_cell = False
        elif tag == "table-row":
            self.row += self.rows_repeated
            if self.reach:
                within_limits(self.row, self.reach)


class NoFormula:
    """Refuses the first formula of a sheet by its address."""

    def __init__(self) -> None:
        self.address = "a cell"

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self.address = f"cell {attributes['r']}" if "r" in attributes else "a cell"
        elif tag == "f":
            raise UnsafeCells(f"a formula in {self.address}", "values only",
                              "copy the sheet and paste the values in place of the formulas")

    def end(self, tag: str) -> None:
        pass


class SheetList:
    """Which relation each sheet name points to."""

    def __init__(self) -> None:
        self.id_of: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            self.id_of[attributes.get("name", "")] = relation

    def end(self, tag: str) -> None:
        pass


class Relations:
    """Which part each relation points to."""

    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            self.by_id[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, tag: str) -> None:
        pass


def within_limits(row: int, column: int) -> None:
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise UnsafeCells(f"cells as far as row {row:,}, column {column:,}",
                          f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns",
                          "delete what lies outside the table, or save the sheet as CSV UTF-8")


def column_number(letters: str) -> int:
    """1 for A, 26 for Z, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _repeats(attributes: Mapping[str, str], what: str) -> int:
    text = next((v for k, v in attributes.items() if k.endswith(f"number-{what}-repeated")), "1")
    return int(text) if text.isdigit() and len(text) < 10 else 1


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def refuse_document_type(*_: object) -> None:
    """For a parser: a document type could define entities that never end."""
    raise UnsafeCells("a document type declaration", "plain workbook XML", "save it again in a spreadsheet program")
