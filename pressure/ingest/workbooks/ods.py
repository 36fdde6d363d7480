"""Reads the cells of an OpenDocument workbook piece by piece: a sheet of any length needs the memory of a few rows.

A cell is what it means, not how it looks: a number's own value, a day's own date, the text of its paragraphs with their
line breaks. What is drawn over a cell, noted beside it or taken out of it is no part of it. A document type is refused,
so nothing can be defined that expands; every repeat is counted before room is made for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from pressure.ingest.workbooks.cells import UnsafeCells, broken_xml, refuse_document_type
from pressure.ingest.workbooks.extent import Reach
from pressure.ingest.workbooks.limits import Limits

_PIECE = 1 << 16
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_SPACE}{name}:1.0 " for name in ("office", "table", "text"))
SHEET, ROW = f"{_TABLE}table", f"{_TABLE}table-row"
CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_PARAGRAPH, _SPACES, _TAB, _BREAK = (f"{_TEXT}{n}" for n in ("p", "s", "tab", "line-break"))
_WITHIN_TEXT = frozenset({f"{_TEXT}span", f"{_TEXT}a"})
_KIND, _STRING, _NAME = f"{_OFFICE}value-type", f"{_OFFICE}string-value", f"{_TABLE}name"
_VALUES = {
    "float": f"{_OFFICE}value",
    "percentage": f"{_OFFICE}value",
    "currency": f"{_OFFICE}value",
    "date": f"{_OFFICE}date-value",
    "time": f"{_OFFICE}time-value",
    "boolean": f"{_OFFICE}boolean-value",
}
MOST_SPACES = 10_000
"""In one run of spaces: no cell may be longer."""


class Line(NamedTuple):
    """One row of a sheet, numbered as a spreadsheet numbers it, up to its last filled cell."""

    sheet: str
    number: int
    cells: list[str]


def lines(part: IO[bytes], limits: Limits, sheet: str = "") -> Iterator[Line]:
    """Every row that has a filled cell, in the order of the file; only of the sheets whose whole name fits the pattern,
    where one is given. Raises UnsafeCells."""
    every = _every(part, limits)
    return (line for line in every if not sheet or re.fullmatch(sheet, " ".join(line.sheet.split())))


def _every(part: IO[bytes], limits: Limits) -> Iterator[Line]:
    walker = _Walker(limits)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            yield from walker.taken()
        parser.Parse(b"", True)
        yield from walker.taken()
    except ExpatError as error:
        raise broken_xml(error) from error


@dataclass(slots=True)
class _Walker:
    """What was met so far. `skipping` is how deep we are in something that is no part of a cell."""

    limits: Limits
    sheet: str = ""
    number: int = 0
    done: list[tuple[Line, int]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    column: int = 0
    rows_repeated: int = 1
    cells_repeated: int = 1
    value: str | None = None
    words: list[str] = field(default_factory=list)
    in_row: bool = False
    in_cell: bool = False
    in_paragraph: bool = False
    paragraphs: int = 0
    skipping: int = 0
    reach: Reach = field(init=False)

    def __post_init__(self) -> None:
        self.reach = Reach(self.limits)

    def taken(self) -> Iterator[Line]:
        """The rows met since the last time, a repeated one as often as it stands there."""
        done, self.done = self.done, []
        for line, times in done:
            for further in range(times):
                yield line if not further else line._replace(number=line.number + further)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
        elif self.in_cell:
            self._in_cell(tag, attributes)
        elif tag in CELLS:
            self._cell(attributes)
        elif tag == ROW:
            self.in_row = bool(self.sheet)
            self.cells, self.column = [], 0
            self.rows_repeated = _repeated(attributes, "rows")
        elif tag == SHEET:
            self.sheet, self.number, self.reach = attributes.get(_NAME, ""), 0, Reach(self.limits)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.in_cell, self.value, self.paragraphs = True, None, 0
        self.cells_repeated = 1
        if not attributes:
            return
        self.cells_repeated = _repeated(attributes, "columns")
        kind = attributes.get(_KIND)
        if kind in _VALUES:
            self.value = _as_text(kind, attributes.get(_VALUES[kind], ""))
        elif kind is not None:
            self.value = attributes.get(_STRING)

    def _in_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == _PARAGRAPH:
            if self.paragraphs:
                self.words.append("\n")
            self.paragraphs += 1
            self.in_paragraph = True
        elif self.in_paragraph and tag in _WITHIN_TEXT:
            pass
        elif self.in_paragraph and tag == _SPACES:
            self.words.append(" " * _spaces(attributes))
        elif self.in_paragraph and tag in (_TAB, _BREAK):
            self.words.append("\t" if tag == _TAB else "\n")
        else:
            self.skipping = 1

    def text(self, words: str) -> None:
        if self.in_paragraph and not self.skipping:
            self.words.append(words)

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif tag == _PARAGRAPH:
            self.in_paragraph = False
        elif tag in CELLS:
            self._cell_ends()
        elif tag == ROW:
            self._row_ends()
        elif tag == SHEET:
            self.sheet = ""

    def _cell_ends(self) -> None:
        value = self.value if self.value is not None else "".join(self.words)
        self.words, self.in_cell = [], False
        before, self.column = self.column, self.column + self.cells_repeated
        if not value or not self.in_row:
            return
        self.reach.to(self.number + 1, self.column)
        if before > len(self.cells):
            self.cells += [""] * (before - len(self.cells))
        if self.cells_repeated == 1:
            self.cells.append(value)
        else:
            self.cells += [value] * self.cells_repeated

    def _row_ends(self) -> None:
        first, self.number, self.in_row = self.number + 1, self.number + self.rows_repeated, False
        if self.cells:
            self.reach.to(self.number, len(self.cells))
            self.done.append((Line(self.sheet, first, self.cells), self.rows_repeated))


def _repeated(attributes: Mapping[str, str], what: str) -> int:
    text = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise UnsafeCells(f"{what} repeated “{text[:20]}” times", "a number of times", "save it again and load that")
    return int(text)


def _spaces(attributes: Mapping[str, str]) -> int:
    text = attributes.get(f"{_TEXT}c", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) > MOST_SPACES:
        raise UnsafeCells(f"a run of “{text[:20]}” spaces", f"at most {MOST_SPACES:,}", "save it again and load that")
    return int(text)


def _as_text(kind: str, value: str) -> str:
    """12.0 is "12", a day without a time is the day, other numbers keep every digit."""
    if kind == "date":
        return value.removesuffix("T00:00:00")
    if kind == "boolean":
        return value.upper()
    if kind == "time":
        return value
    return as_number(value)


def as_number(value: str) -> str:
    """12.0 is "12", other numbers keep every digit; what is no number stays as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
