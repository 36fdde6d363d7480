"""The smallest workbook a spreadsheet program opens: text stays text, so that no code or date is guessed at."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Cell = str | int | float
EPOCH = (1980, 1, 1, 0, 0, 0)
NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32)], " ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text and numbers. An empty cell is left out. `widths` are in characters."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The same bytes for the same sheets: no clock, and stored without packing, which could differ by machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in _parts(sheets).items():
            archive.writestr(zipfile.ZipInfo(name, date_time=EPOCH), _XML + part)
    return packed.getvalue()


def _parts(sheets: Sequence[Sheet]) -> dict[str, str]:
    numbered = list(enumerate(sheets, 1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n, _ in numbered
    )
    strings = Strings()
    made = {f"xl/worksheets/sheet{n}.xml": _sheet(sheet, strings) for n, sheet in numbered}
    names = "".join(f'<sheet name="{escape(s.name)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in numbered)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    targets += f'<Relationship Id="strings" Type="{_DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEET_TYPE}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>',
        "xl/sharedStrings.xml": strings.part(),
        **made,
    }


class Strings:
    """The table of texts, each once: some readers look nowhere else, and give nothing for a text in its cell."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.used = 0

    def number(self, text: str) -> int:
        self.used += 1
        return self.numbers.setdefault(text, len(self.numbers))

    def part(self) -> str:
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.numbers)
        return f'<sst xmlns="{_MAIN}" count="{self.used}" uniqueCount="{len(self.numbers)}">{texts}</sst>'


def _sheet(sheet: Sheet, strings: Strings) -> str:
    lines = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{column_name(i)}{number}", cell, strings) for i, cell in enumerate(row))
        + "</row>"
        for number, row in enumerate(sheet.rows, 1)
    )
    widths = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>' for i, w in enumerate(sheet.widths, 1))
    columns = f"<cols>{widths}</cols>" if widths else ""
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{lines}</sheetData></worksheet>'


def column_name(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    return (column_name(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _cell(place: str, cell: Cell, strings: Strings) -> str:
    if cell == "":
        return ""
    if isinstance(cell, str):
        return f'<c r="{place}" t="s"><v>{strings.number(cell.translate(NOT_XML))}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
