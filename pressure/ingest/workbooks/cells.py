"""Walks a workbook's XML piece by piece, keeping nothing; and which part holds a sheet."""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

_PIECE = 1 << 16
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
)
"""What the readers of an archive raise when its bytes are not as they were written."""


class UnsafeCells(Exception):
    """Three texts: what was found, what was expected, what to do next."""


class Walker(Protocol):
    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...


def walk(part: IO[bytes], walker: Walker) -> None:
    """Feeds start and end tags, without their namespace prefix, to the walker, and text where it has a method for that.
    A document type is refused."""
    for _ in walked(part, walker):
        pass


def walked(part: IO[bytes], walker: Walker) -> Iterator[None]:
    """The same, a piece at a time, so that what the walker has met can be taken from it between."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: walker.start(_plain(tag), attributes)
    parser.EndElementHandler = lambda tag: walker.end(_plain(tag))
    parser.StartDoctypeDeclHandler = refuse_document_type
    if said := getattr(walker, "text", None):
        parser.CharacterDataHandler = said
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except ExpatError as error:
        raise broken_xml(error) from error


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of an .xlsx that holds the named sheet."""
    targets, sheets = Relations(), SheetList()
    for name, walker in (("xl/_rels/workbook.xml.rels", targets), ("xl/workbook.xml", sheets)):
        with archive.open(name) as part:
            walk(part, walker)
    return sheet_parts(sheets, targets).get(sheet) or _part("")


def sheet_parts(sheets: "SheetList", targets: "Relations") -> dict[str, str]:
    """The part that holds each sheet, by its name, in the order of the workbook."""
    return {name: _part(targets.by_id.get(relation, "")) for name, relation in sheets.id_of.items()}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


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


def column_number(letters: str) -> int:
    """1 for A, 26 for Z, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def broken_xml(error: ExpatError) -> UnsafeCells:
    return UnsafeCells(
        f"broken XML inside the workbook ({error})",
        "a workbook saved by a spreadsheet program",
        "save it again and load that",
    )


def refuse_document_type(*_: object) -> None:
    """For a parser: a document type could define entities that never end."""
    raise UnsafeCells("a document type declaration", "plain workbook XML", "save it again in a spreadsheet program")
