"""Reads the cells of an Excel workbook piece by piece: a sheet of any length needs the memory of a few rows.

The texts that cells share are in memory: there are as many as there are different ones. A cell is what it means, as in
`ods`: a number, or a day where its format is that of a day. Rows and cells have to come in their order, each once.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from pressure.ingest.workbooks.cells import Relations, SheetList, UnsafeCells, sheet_parts, walk, walked
from pressure.ingest.workbooks.extent import ONCE, Reach
from pressure.ingest.workbooks.limits import Limits
from pressure.ingest.workbooks.oddities import MarkedStrings, Oddities, XlsxSheet
from pressure.ingest.workbooks.ods import Line, as_number

_DAYS = frozenset({14, 15, 16, 17, 22})
"""The numbers of the formats of days that every workbook has without naming them."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_LAST_DAY = 2_900_000


def lines(archive: zipfile.ZipFile, sheet: str, limits: Limits) -> Iterator[Line]:
    """Every row with a filled cell of the sheets whose whole name fits the pattern; of every sheet without one.
    Raises UnsafeCells."""
    book, relations = Book(), Relations()
    _walk(archive, "xl/workbook.xml", book)
    _walk(archive, "xl/_rels/workbook.xml.rels", relations)
    parts = sheet_parts(book, relations)
    wanted = [name for name in parts if not sheet or re.fullmatch(sheet, " ".join(name.split()))]
    if not wanted:
        raise UnsafeCells(
            f"no sheet with a name such as “{sheet[:100]}”",
            "the publisher's own sheet",
            "check that this is the publisher's whole workbook",
        )
    strings, styles = SharedStrings(), Styles()
    named = {name.lower(): name for name in archive.namelist()}
    _walk(archive, named.get("xl/sharedstrings.xml", ""), strings)
    _walk(archive, named.get("xl/styles.xml", ""), styles)
    for name in wanted:
        walker = LongSheet(name, strings.every, styles.days, limits, since_1904=book.since_1904)
        with archive.open(parts[name]) as part:
            for _ in walked(part, walker):
                yield from walker.taken()


def _walk(archive: zipfile.ZipFile, name: str, walker: "Book | Relations | SharedStrings | Styles") -> None:
    if name:
        with archive.open(name) as part:
            walk(part, walker)


class Book(SheetList):
    """The sheets by name, and from which day days are counted."""

    since_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in {"1", "true"}


class SharedStrings(MarkedStrings):
    """Every text that cells share, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.every: list[str] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.every.append("".join(self.said))


class Styles:
    """Which of a workbook's cell formats are those of days."""

    def __init__(self) -> None:
        self.days: set[int] = set()
        self._formats: set[int] = set(_DAYS)
        self._count, self._within = 0, False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        number = attributes.get("numFmtId", "")
        if tag == "numFmt" and number.isdecimal():
            shown = _NOT_SHOWN.sub("", attributes.get("formatCode", "")).casefold()
            if "y" in shown or "d" in shown:
                self._formats.add(int(number))
        elif tag == "cellXfs":
            self._within = True
        elif tag == "xf" and self._within:
            if number.isdecimal() and int(number) in self._formats:
                self.days.add(self._count)
            self._count += 1

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._within = False


@dataclass
class _Row:
    number: int = 0
    cells: list[str] = field(default_factory=list)


class LongSheet(XlsxSheet):
    """One sheet, of which no row is kept that was taken."""

    def __init__(
        self, name: str, shared: list[str], days: set[int], limits: Limits, *, since_1904: bool = False
    ) -> None:
        super().__init__(Oddities(), {})
        self.name, self.shared, self.days, self.first_day = name, shared, days, _FIRST_DAY[since_1904]
        self.reach, self.style = Reach(limits), ""
        self.now, self.done = _Row(), list[Line]()

    def taken(self) -> Iterator[Line]:
        """The rows met since the last time."""
        done, self.done = self.done, []
        yield from done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "row":
            if self.row <= self.now.number:
                raise UnsafeCells(f"row {self.row} after row {self.now.number}", *ONCE)
            self.now = _Row(self.row)
        elif tag == "c":
            self.style = attributes.get("s", "")
            if self.row != self.now.number or self.column <= len(self.now.cells):
                raise UnsafeCells(f"cell {attributes.get('r', 'without an address')} out of its place", *ONCE)
            self.reach.to(self.row, self.column)

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "row" and any(self.now.cells):
            self.done.append(Line(self.name, self.now.number, self.now.cells))

    def _cell(self) -> None:
        super()._cell()
        cells = self.now.cells
        cells += [""] * (self.column - len(cells) - 1)
        cells.append(self.found.texts.pop((self.row, self.column), "") or self._text("".join(self.value)))

    def _text(self, value: str) -> str:
        if self.kind == "s":
            place = value.strip()
            if not (place.isdecimal() and int(place) < len(self.shared)):
                raise UnsafeCells(
                    f"a cell with the text number “{place[:20]}”", "a text that the workbook has", ONCE[1]
                )
            return self.shared[int(place)]
        if self.kind == "inlineStr":
            return "".join(self.inline.said)
        if self.kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if self.kind in ("", "n") and value:
            is_day = self.style.isdecimal() and int(self.style) in self.days
            return self._day(value) if is_day else as_number(value)
        return value

    def _day(self, value: str) -> str:
        try:
            days = float(value)
        except ValueError:
            return value
        if not 0 <= days < _LAST_DAY:
            return value
        whole, seconds = divmod(round(days * 86_400), 86_400)
        day = (self.first_day + timedelta(days=whole)).isoformat()
        minutes, second = divmod(seconds, 60)
        return f"{day} {time(*divmod(minutes, 60), second).isoformat()}" if seconds else day
