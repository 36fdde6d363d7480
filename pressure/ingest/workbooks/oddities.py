"""What a reader of workbooks passes over in silence: error cells, raised marks, lines within a cell, hidden rows."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from pressure.ingest.workbooks.cells import Walker, sheet_part, walk
from pressure.ingest.workbooks.extent import place, repeats

_RAISED = {"superscript", "subscript"}
_NUMBERS = re.compile(r"\d+(\s*[,;]\s*\d+)*")
_FLAG = re.compile(r"[preb]", re.IGNORECASE)


@dataclass(slots=True)
class Oddities:
    """`texts` says what stands in a cell, by row and column from 1, where the reader would say less or another thing;
    `hidden` are the rows with cells that nobody sees."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)


def oddities(data: bytes, kind: str, sheet: str) -> Oddities:
    """Of one sheet. Raises UnsafeCells for XML that cannot be read."""
    found = Oddities()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if kind == "xlsx":
            marked = MarkedStrings()
            strings = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), "")
            for name, walker in ((strings, marked), (sheet_part(archive, sheet), XlsxSheet(found, marked.texts))):
                _walk(archive, name, walker)
        else:
            styles = OdsStyles()
            _walk(archive, "styles.xml" if "styles.xml" in archive.namelist() else "", styles)
            _walk(archive, "content.xml", styles)
            _walk(archive, "content.xml", OdsSheet(found, sheet, styles.raised))
    return found


def _walk(archive: zipfile.ZipFile, name: str, walker: Walker) -> None:
    if name:
        with archive.open(name) as part:
            walk(part, walker)


def _with_mark(text: str) -> str:
    """A raised number is a footnote and a raised flag a flag, written as publishers write them beside a figure."""
    shown = text.strip()
    if _NUMBERS.fullmatch(shown):
        return "".join(f"[note {number}]" for number in re.findall(r"\d+", shown))
    return f"[{shown.lower()}]" if _FLAG.fullmatch(shown) else text


def _error(text: str, row: int, column: int) -> str:
    return f"{text.strip() or '#N/A'} in cell {xl_col_to_name(column - 1)}{row}"


class MarkedStrings:
    """The shared strings that hold a raised mark, by number; also used for a string within a cell."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.number = -1
        self.begin()

    def begin(self) -> None:
        self.said: list[str] = []
        self.piece: list[str] = []
        self.is_raised = self.any_raised = self.in_text = self.sounds = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self.number += 1
            self.begin()
        elif tag == "r":
            self.is_raised = False
        elif tag == "vertAlign":
            self.is_raised = attributes.get("val") in _RAISED
        elif tag == "rPh":
            self.sounds = True
        elif tag == "t":
            self.in_text, self.piece = not self.sounds, []

    def text(self, text: str) -> None:
        if self.in_text:
            self.piece.append(text)

    def end(self, tag: str) -> None:
        if tag == "t" and self.in_text:
            own = "".join(self.piece)
            self.said.append(_with_mark(own) if self.is_raised else own)
            self.any_raised, self.in_text = self.any_raised or self.is_raised, False
        elif tag == "r":
            self.is_raised = False
        elif tag == "rPh":
            self.sounds = False
        elif tag == "si" and self.any_raised:
            self.texts[str(self.number)] = "".join(self.said)


class XlsxSheet:
    """One sheet of an .xlsx. `strings` are the shared strings with a raised mark."""

    def __init__(self, found: Oddities, strings: Mapping[str, str]) -> None:
        self.found, self.strings, self.inline = found, strings, MarkedStrings()
        self.row = self.column = 0
        self.is_hidden = self.filled = self.in_value = False
        self.kind = ""
        self.value: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isdigit() else self.row + 1, 0
            self.is_hidden, self.filled = attributes.get("hidden", "0") in {"1", "true"}, False
        elif tag == "c":
            self.column += 1
            if address := attributes.get("r", ""):
                self.row, self.column = place(address)
            self.kind, self.value = attributes.get("t", ""), []
            self.inline.begin()
        elif tag == "v":
            self.in_value, self.filled = True, True
        else:
            self.filled = self.filled or tag == "is"
            self.inline.start(tag, attributes)

    def text(self, text: str) -> None:
        if self.in_value:
            self.value.append(text)
        else:
            self.inline.text(text)

    def end(self, tag: str) -> None:
        if tag == "v":
            self.in_value = False
        elif tag == "c":
            self._cell()
        elif tag == "row" and self.is_hidden and self.filled:
            self.found.hidden.append(self.row)
        elif tag != "row":
            self.inline.end(tag)

    def _cell(self) -> None:
        here, value = (self.row, self.column), "".join(self.value).strip()
        if self.kind == "e":
            self.found.texts[here] = _error(value, *here)
        elif self.kind == "s" and value in self.strings:
            self.found.texts[here] = self.strings[value]
        elif self.kind == "inlineStr" and self.inline.any_raised:
            self.found.texts[here] = "".join(self.inline.said)


class OdsStyles:
    """The names of the styles that raise or lower what is written in them."""

    def __init__(self) -> None:
        self.name = ""
        self.raised: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "style":
            self.name = attributes.get("style:name", "")
        elif tag == "text-properties":
            position = attributes.get("style:text-position", "").split()
            if position and position[0].rstrip("%") not in {"0", ""}:
                self.raised.add(self.name)

    def end(self, tag: str) -> None:
        pass


class OdsSheet:
    """One table of an .ods. A cell of a text is put together anew, so that its lines stay apart."""

    def __init__(self, found: Oddities, sheet: str, raised: set[str]) -> None:
        self.found, self.sheet, self.raised = found, sheet, raised
        self.row = self.rows = self.column = self.columns = self.depth = self.lines = 0
        self.here = self.in_cell = self.is_error = self.is_text = self.odd = self.is_hidden = self.filled = False
        self.said: list[str] = []
        self.spans: list[bool] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.here, self.row = attributes.get("table:name") == self.sheet, 0
        elif tag == "table-row":
            self.rows, self.column, self.filled = repeats(attributes, "rows"), 0, False
            self.is_hidden = attributes.get("table:visibility", "visible") != "visible"
        elif tag in ("table-cell", "covered-table-cell"):
            self._begin(attributes)
        elif self.in_cell and tag == "annotation":
            self.depth += 1
        elif self.in_cell and not self.depth:
            self._within(tag, attributes)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        self.in_cell, self.columns = True, repeats(attributes, "columns")
        kind = attributes.get("office:value-type", "")
        self.is_error = attributes.get("calcext:value-type") == "error"
        self.is_text, self.odd, self.lines, self.said, self.spans = kind == "string", False, 0, [], []
        self.filled = self.filled or bool(kind)

    def _within(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("p", "line-break"):
            if tag == "line-break" or self.lines:
                self.said.append("\n")
                self.odd = True
            self.lines += 1
        elif tag == "span":
            self.spans.append(attributes.get("text:style-name", "") in self.raised)
        elif tag == "s":
            self.said.append(" ")

    def text(self, text: str) -> None:
        if self.in_cell and not self.depth and self.lines:
            is_mark = any(self.spans)
            self.odd = self.odd or is_mark
            self.said.append(_with_mark(text) if is_mark else text)

    def end(self, tag: str) -> None:
        if tag == "annotation" and self.depth:
            self.depth -= 1
        elif tag == "span" and self.in_cell and not self.depth and self.spans:
            self.spans.pop()
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell()
        elif tag == "table-row":
            if self.here and self.is_hidden and self.filled:
                self.found.hidden += range(self.row + 1, self.row + self.rows + 1)
            self.row += self.rows

    def _cell(self) -> None:
        text = "".join(self.said)
        is_error = self.is_error or bool(self.is_text and _ODS_ERROR.fullmatch(text.strip()))
        if self.here and (is_error or (self.is_text and self.odd)):
            for row in range(self.row + 1, self.row + self.rows + 1):
                for column in range(self.column + 1, self.column + self.columns + 1):
                    self.found.texts[row, column] = _error(text, row, column) if is_error else text
        self.column += self.columns
        self.in_cell = False


_ODS_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d+")
