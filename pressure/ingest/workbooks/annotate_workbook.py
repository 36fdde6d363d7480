"""Notes beside the rows of a workbook, written into its own XML: every other part stays byte for byte as it was sent.

Nothing is calculated and nothing can run: what is added are cells of plain text, and the intake refuses a return with
macros, document types or formulas before a copy is made. The parser keeps nothing but positions.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from pressure.ingest.causes import RETURN_HEADER
from pressure.ingest.workbooks.cells import DAMAGED, UnsafeCells, column_number, refuse_document_type
from pressure.ingest.workbooks.write import NOT_XML

MOST_SHEET, MOST_WHOLE = 20_000_000, 60_000_000
SPANS = re.compile(rb'\sspans="[^"]*"')
_TEXT = re.compile(rb"<((?:\w+:)?t)(?:\s[^>]*)?>([^<]*)</")
_NUMBER = re.compile(rb"<(?:\w+:)?v>(\d+)</")
RELATIONS, SHEETS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/sharedStrings.xml"


@dataclass(slots=True)
class RowPlace:
    """Where a row begins and ends in the XML, in bytes; `cells` by column number, each with its span and its text."""

    number: int
    prefix: str
    start: int
    end: int = 0
    cells: dict[int, tuple[int, int, str]] = field(default_factory=dict)


def annotated_workbook(data: bytes, notes: Mapping[int, str], column: str) -> bytes | None:
    """The same workbook with a column of notes after the last one of the sheet that was read. None when it is too
    large, or not XML in UTF-8."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            path = _path_of_return(archive)
            whole = sum(entry.file_size for entry in archive.infolist())
            if whole > MOST_WHOLE or archive.getinfo(path).file_size > MOST_SHEET:
                return None
            known = _strings(archive.read(STRINGS), column) if STRINGS in archive.namelist() else set()
            sheet = _with_notes(archive.read(path), notes, column, known)
            return _copied(archive, path, sheet)
    except (*DAMAGED, ExpatError, UnsafeCells):
        return None


def _copied(archive: zipfile.ZipFile, path: str, sheet: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(
                zipfile.ZipInfo(entry.filename, entry.date_time),
                sheet if entry.filename == path else archive.read(entry),
                zipfile.ZIP_DEFLATED,
            )
    return made.getvalue()


def _with_notes(xml: bytes, notes: Mapping[int, str], column: str, known: set[str]) -> bytes:
    """Notes of an earlier copy are taken out; the new ones go into the first column after all others."""
    rows = _rows(xml)
    header = next(r for r in rows if r.cells)
    earlier = {n for n, (_, _, text) in header.cells.items() if text == column or text in known}
    last = max(n for r in rows for n in r.cells if n not in earlier)
    said = {header.number: column} | {n: t for n, t in notes.items() if n > header.number}
    cuts = [(start, end, b"") for r in rows for n, (start, end, _) in r.cells.items() if n in earlier]
    cuts += [
        (r.end, r.end, _cell(f"{xl_col_to_name(last)}{r.number}", said[r.number], r.prefix))
        for r in rows
        if r.number in said and r.end
    ]
    cuts += [(*span, b"") for r in rows if r.number in said and (span := _width_said(xml, r))]
    parts, at = list[bytes](), 0
    for start, end, new in sorted(cuts):
        parts += [xml[at:start], new]
        at = end
    return b"".join([*parts, xml[at:]])


def _width_said(xml: bytes, row: RowPlace) -> tuple[int, int] | None:
    """Where a row says how many columns it spans, which would no longer be true."""
    found = SPANS.search(xml, row.start, xml.index(b">", row.start))
    return found.span() if found else None


def _cell(place: str, text: str, prefix: str) -> bytes:
    plain = escape(text.translate(NOT_XML))
    return (
        f'<{prefix}c r="{place}" t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{plain}</{prefix}t>'
        f"</{prefix}is></{prefix}c>"
    ).encode("utf-8", "replace")


def _rows(xml: bytes) -> list[RowPlace]:
    """Every row of a sheet, in order; one without room for a cell has no end."""
    reader = RowReader(xml, parser := _parser())
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.Parse(xml, True)
    return reader.rows


class RowReader:
    """Notes where rows and cells stand while the parser goes by."""

    def __init__(self, xml: bytes, parser: XMLParserType) -> None:
        self.xml, self.parser = xml, parser
        self.rows: list[RowPlace] = []
        self.text: list[str] = []
        self.column = self.began = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        if name == "row":
            number = attributes.get("r", "")
            before = self.rows[-1].number if self.rows else 0
            self.rows.append(
                RowPlace(
                    int(number) if number.isdigit() else before + 1,
                    f"{prefix}:" if prefix else "",
                    self.parser.CurrentByteIndex,
                )
            )
            self.column = 0
        elif name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self.column = column_number(letters) if letters else self.column + 1
            self.began = self.parser.CurrentByteIndex
            self.text.clear()

    def end(self, tag: str) -> None:
        name, here = tag.rpartition(":")[2], self.parser.CurrentByteIndex
        if name == "c" and self.rows:
            self.rows[-1].cells[self.column] = (self.began, self.xml.index(b">", here) + 1, "".join(self.text))
        elif name == "row" and self.xml.startswith(b"</", here):
            self.rows[-1].end = here


def _strings(xml: bytes, wanted: str) -> set[str]:
    """The numbers, as text, under which the workbook's table of strings has one."""
    parser, found, texts = _parser(), set[str](), list[str]()
    count = {"n": 0}

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "si":
            if "".join(texts) == wanted:
                found.add(str(count["n"]))
            texts.clear()
            count["n"] += 1

    parser.EndElementHandler, parser.CharacterDataHandler = end, texts.append
    parser.Parse(xml, True)
    return found


def _path_of_return(archive: zipfile.ZipFile) -> str:
    """The part that holds the sheet the intake reads: "return", else the first one that is not hidden and has the
    header, else the first one that is not hidden. A chart has no rows."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and not attributes.get("Type", "").endswith("/chartsheet"):
            targets[attributes["Id"]] = _path(attributes["Target"])

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet" and attributes.get("state", "visible") == "visible":
            own = next(v for k, v in attributes.items() if k.rpartition(":")[2] == "id")
            if own in targets:
                sheets.append((attributes["name"].strip().casefold(), targets[own]))

    for name, handler in ((RELATIONS, relation), (SHEETS, sheet)):
        parser = _parser()
        parser.StartElementHandler = handler
        parser.Parse(archive.read(name), True)
    named = [path for name, path in sheets if name == "return"]
    if named or len(sheets) == 1:
        return (named or [sheets[0][1]])[0]
    strings = archive.read(STRINGS) if STRINGS in archive.namelist() else b""
    numbers = [_strings(strings, name) if strings else set() for name in RETURN_HEADER]
    return next((path for _, path in sheets if _has_header(archive.read(path), numbers)), sheets[0][1])


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _has_header(sheet: bytes, numbers: list[set[str]]) -> bool:
    """Whether each name of a return's header stands in the sheet, as a text or by its number in the table of texts."""
    said = {text for _, text in _TEXT.findall(sheet)}
    by_number = {number.decode() for number in _NUMBER.findall(sheet)}
    return all(name.encode() in said or own & by_number for name, own in zip(RETURN_HEADER, numbers, strict=True))


def _parser() -> XMLParserType:
    """Positions are in bytes of UTF-8; any other encoding is left alone."""
    parser = ParserCreate()

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in {"utf-8", "utf8", "us-ascii"}:
            raise ValueError("not UTF-8")

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse_document_type
    return parser
