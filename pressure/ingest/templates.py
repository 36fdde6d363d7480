"""The weekly return, prefilled: code, week, every measure, and last week's figure beside it, never in it."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from pressure.domain.councils import Council
from pressure.domain.measures import Unit
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status

HEADER = ("council_code", "week_ending", "measure_id", "numerator", "denominator", "value", "status", "note")
Line = tuple[str, ...]


def template_rows(council: Council | None, measures: Mapping[str, Unit], week_ending: date | None,
                  last: Mapping[str, Reading]) -> list[Line]:
    """The header and a row for each measure. Last week's figure stands in the note, so that an untouched row is
    rejected as blank and never passes for a new figure. Without a council or week, those cells stay empty."""
    asked = [measure_id for measure_id, unit in measures.items() if unit is not Unit.STAGE]
    start = (council.code if council else "", week_ending.isoformat() if week_ending else "")
    return [HEADER, *((*start, measure_id, "", "", "", "ok", _last_week(last.get(measure_id)))
                      for measure_id in [*asked, REGISTER_CONFIRMED])]


def template_csv(rows: Sequence[Line]) -> bytes:
    """UTF-8 with line feeds; no byte-order mark."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def template_xlsx(rows: Sequence[Line]) -> bytes:
    """The smallest workbook a spreadsheet program opens: one sheet called "return", every cell text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": _sheet(rows)}.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _XML + part)
    return packed.getvalue()


def _last_week(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.measure_id == REGISTER_CONFIRMED:
        return "last week: yes" if reading.value == 1 else ""
    if reading.status is Status.NOT_SUBMITTED or reading.count is None:
        return f"last week: {reading.status.value.replace('_', ' ')}"
    count = reading.count
    shown = str(count.numerator) if count.denominator == 1 else f"{float(count):.4f}".rstrip("0")
    return f"last week: {shown}"


def _sheet(rows: Sequence[Line]) -> str:
    lines = "".join(
        f'<row r="{number}">' + "".join(_cell(chr(ord("A") + index), number, text) for index, text in enumerate(row))
        + "</row>" for number, row in enumerate(rows, 1))
    widths = "".join(f'<col min="{i}" max="{i}" width="{w}" customWidth="1"/>'
                     for i, w in enumerate((14, 14, 26, 12, 12, 10, 16, 30), 1))
    return f'<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>{lines}</sheetData></worksheet>'


def _cell(column: str, number: int, text: str) -> str:
    if not text:
        return ""
    return f'<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml":
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="return" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
