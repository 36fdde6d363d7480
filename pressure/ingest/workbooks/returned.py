"""What a council's own workbook holds beside its values: formulas, and shares shown as percentages."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from pressure.ingest.workbooks.cells import sheet_part, walk
from pressure.ingest.workbooks.extent import place

_PERCENT = frozenset({9, 10})
"""The numbers of the formats of percentages that every workbook has without naming them."""
MOST_ADDRESSES = 1_000


@dataclass(slots=True)
class Returned:
    """`formulas` are the addresses of cells whose formula was worked out, as many as are kept. `texts` says by row and
    column from 1 what stands where the value alone would say another thing: a percentage in place of its share, and
    that a formula was never worked out."""

    formulas: list[str] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)


def returned(data: bytes, sheet: str) -> Returned:
    """Of one sheet of an .xlsx. Raises UnsafeCells for XML that cannot be read."""
    found, styles, book = Returned(), _Percentages(), _Calculated()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = {name.lower(): name for name in archive.namelist()}
        for name, walker in (("xl/styles.xml", styles), ("xl/workbook.xml", book)):
            if name in named:
                with archive.open(named[name]) as part:
                    walk(part, walker)
        with archive.open(sheet_part(archive, sheet)) as part:
            walk(part, _Cells(found, styles.percent, worked_out=not book.on_load))
    return found


class _Percentages:
    """Which of a workbook's cell formats show a percentage."""

    def __init__(self) -> None:
        self.percent: set[int] = set()
        self._formats, self._count, self._within = set(_PERCENT), 0, False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        number = attributes.get("numFmtId", "")
        if tag == "numFmt" and number.isdecimal() and "%" in attributes.get("formatCode", ""):
            self._formats.add(int(number))
        elif tag == "cellXfs":
            self._within = True
        elif tag == "xf" and self._within:
            if number.isdecimal() and int(number) in self._formats:
                self.percent.add(self._count)
            self._count += 1

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._within = False


class _Calculated:
    """Whether a workbook waits to be worked out when it is opened: a program that cannot work out wrote its formulas,
    and 0 beside each."""

    on_load = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "calcPr":
            self.on_load = attributes.get("fullCalcOnLoad", "0") in {"1", "true"}

    def end(self, tag: str) -> None:
        pass


class _Cells:
    def __init__(self, found: Returned, percent: set[int], *, worked_out: bool) -> None:
        self.found, self.percent, self.worked_out = found, percent, worked_out
        self.row = self.column = 0
        self.style = self.kind = ""
        self.is_formula = self.in_value = self.has_value = False
        self.value: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.row, self.column = int(number) if number.isdigit() else self.row + 1, 0
        elif tag == "c":
            self.column += 1
            if address := attributes.get("r", ""):
                self.row, self.column = place(address)
            self.style, self.kind = attributes.get("s", ""), attributes.get("t", "")
            self.is_formula = self.has_value = False
            self.value = []
        elif tag == "f":
            self.is_formula = True
        elif tag == "v":
            self.in_value = self.has_value = True

    def text(self, text: str) -> None:
        if self.in_value:
            self.value.append(text)

    def end(self, tag: str) -> None:
        if tag == "v":
            self.in_value = False
        elif tag == "c":
            self._cell("".join(self.value).strip())

    def _cell(self, value: str) -> None:
        here, address = (self.row, self.column), f"{xl_col_to_name(self.column - 1)}{self.row}"
        if self.is_formula:
            is_text = self.kind == "str" and self.has_value
            if not self.worked_out or not (value or is_text):
                self.found.texts[here] = f"=, a formula in cell {address} that was never worked out"
                return
            if len(self.found.formulas) < MOST_ADDRESSES:
                self.found.formulas.append(address)
        if self.kind in ("", "n") and value and self.style.isdecimal() and int(self.style) in self.percent:
            try:
                self.found.texts[here] = f"{float(value) * 100:.10g}%"
            except ValueError:
                return
