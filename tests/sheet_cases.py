"""Small sheets written cell by cell, for what the programs that save them do and our own writer never does."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def raised(text: str, mark: str) -> tuple[str, str]:
    """A text with a mark in superscript after it."""
    return text, mark


Cell = str | int | tuple[str, str]
"""A text, a number, an error such as #N/A, or a text with a raised mark."""


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    hidden_rows: Sequence[int] = (),
    charts: Sequence[str] = (),
    shared: bool = False,
    changed: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A workbook. `charts` are tabs before the sheets that hold a chart and no cells; `shared` puts texts into the
    table of texts; `changed` replaces pieces of a sheet's XML."""
    strings: list[str] = []
    parts = {"_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")])}
    tabs = [(name, "chartsheet", f"chartsheets/sheet{n}.xml") for n, name in enumerate(charts, 1)]
    tabs += [(name, "worksheet", f"worksheets/sheet{n}.xml") for n, name in enumerate(sheets, 1)]
    for name, kind, path in tabs:
        if kind == "chartsheet":
            parts[f"xl/{path}"] = f'<chartsheet xmlns="{_MAIN}"/>'
            continue
        rows = "".join(
            _row(number, row, hidden_rows, strings if shared else None) for number, row in _from_1(sheets[name])
        )
        parts[f"xl/{path}"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        for old, new in changed:
            parts[f"xl/{path}"] = parts[f"xl/{path}"].replace(old, new)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _, _) in enumerate(tabs, 1)
    )
    parts["xl/workbook.xml"] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>'
    targets = [(f"rId{n}", kind, path) for n, (_, kind, path) in enumerate(tabs, 1)]
    if shared:
        targets.append(("rId99", "sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = _relations(targets)
    kinds = "".join(
        f'<Override PartName="/xl/{path}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for kind, path in [("sheet.main", "workbook.xml"), *((kind, path) for _, kind, path in targets)]
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>'
    )
    return _zipped(parts)


def ods(sheets: Mapping[str, Sequence[Sequence[Cell]]], *, hidden_rows: Sequence[int] = ()) -> bytes:
    """The same as LibreOffice saves it."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            f"<table:table-row{' table:visibility=' + quoteattr('filter') if number in hidden_rows else ''}>"
            + "".join(_open_cell(cell) for cell in row)
            + "</table:table-row>"
            for number, row in _from_1(rows)
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces} "
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            '<office:automatic-styles><style:style style:name="T1" style:family="text">'
            '<style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def _from_1(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, Sequence[Cell]]]:
    return list(enumerate(rows, 1))


def _row(number: int, cells: Sequence[Cell], hidden: Sequence[int], strings: list[str] | None) -> str:
    inner = "".join(
        _cell(f"{chr(ord('A') + at)}{number}", cell, strings) for at, cell in enumerate(cells) if cell != ""
    )
    return f'<row r="{number}"{" hidden=" + quoteattr("1") if number in hidden else ""}>{inner}</row>'


def _cell(address: str, cell: Cell, strings: list[str] | None) -> str:
    if isinstance(cell, int):
        return f'<c r="{address}"><v>{cell}</v></c>'
    if isinstance(cell, str) and cell.startswith("#"):
        return f'<c r="{address}" t="e"><v>{cell}</v></c>'
    if isinstance(cell, tuple):
        rich = (
            f'<r><t>{escape(cell[0])}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>{escape(cell[1])}</t></r>'
        )
    else:
        rich = f'<t xml:space="preserve">{escape(cell)}</t>'
    if strings is None:
        return f'<c r="{address}" t="inlineStr"><is>{rich}</is></c>'
    strings.append(rich)
    return f'<c r="{address}" t="s"><v>{len(strings) - 1}</v></c>'


def _open_cell(cell: Cell) -> str:
    if isinstance(cell, int):
        number = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {number}><text:p>{cell}</text:p></table:table-cell>"
    if isinstance(cell, str) and cell.startswith("#"):
        return (
            '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if isinstance(cell, tuple):
        inner = f'{escape(cell[0])}<text:span text:style-name="T1">{escape(cell[1])}</text:span>'
        return f'<table:table-cell office:value-type="string"><text:p>{inner}</text:p></table:table-cell>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>' if cell else "<table:table-cell/>"


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    own = "".join(f'<Relationship Id="{i}" Type="{_DOCUMENT}/{kind}" Target="{path}"/>' for i, kind, path in targets)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{own}</Relationships>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()
