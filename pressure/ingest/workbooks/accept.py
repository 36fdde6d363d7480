"""Is the file safe to open, and what is it? Judged by its bytes; everything odd is refused before it is parsed."""

from dataclasses import dataclass
from pathlib import PurePath

from pressure.ingest.given import Given, beginning, length, whole
from pressure.ingest.report import FileRefused
from pressure.ingest.source import TableLayout
from pressure.ingest.workbooks.directory import kind_of_workbook
from pressure.ingest.workbooks.limits import Limits

_FORMAT_WORDS = {"csv": "a CSV file", "xlsx": "an Excel workbook", "ods": "an OpenDocument workbook"}
_EXTENSIONS = {".csv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".ods": "ods"}
IN_WORDS = "Windows-1252, in words alone"
_EMPTY, _BLANK = b"\xef\xbb\xbf \t\r\n", 65_536
_NEVER = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Excel file (.xls) or one locked with a password",
        "save it as .xlsx without a password, or as CSV UTF-8",
    ),
    (b"%PDF", "a PDF", "ask for the figures as CSV or .xlsx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", "send the figures as CSV or .xlsx"),
    (b"{", "JSON", "send the figures as CSV or .xlsx"),
    (b"<", "a web page or XML, not a table", "download the file again: a page with an error was probably saved"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """A file that may be read, within its limits. `text` is set for CSV; `encoding` says in words how the bytes were
    understood. Where that is `guessed` its reader takes it for words alone."""

    format: str
    encoding: str
    limits: Limits
    text: str = ""
    guessed: bool = False


def safe(source: TableLayout, given: Given, *, name: str, limits: Limits) -> Safe:
    """The file's format and, for CSV, its text; at most as long as a file may be. Raises FileRefused."""
    _size(given, name, limits.bytes)
    if beginning(given, 2) == b"PK":
        return _of_kind(source, b"", kind_of_workbook(given, name, limits), name, limits)
    data = whole(given)
    return _of_kind(source, data, _text_format(data, name), name, limits)


def _of_kind(source: TableLayout, data: bytes, found: str, name: str, limits: Limits) -> Safe:
    called = _EXTENSIONS.get(PurePath(name).suffix.lower())
    if called and called != found:
        raise FileRefused(
            file=name,
            found=f"{_FORMAT_WORDS[found]} with a name that ends in {PurePath(name).suffix}",
            expected=_FORMAT_WORDS[called],
            next_step=f"rename it to end in .{found}, or save it again as {_FORMAT_WORDS[called]}",
        )
    if found not in source.formats:
        wanted = " or ".join(_FORMAT_WORDS[f] for f in source.formats)
        raise FileRefused(
            file=name,
            found=_FORMAT_WORDS[found],
            expected=f"{wanted} for the source {source.id}",
            next_step="choose the right file or the right source, or save it as one of these",
        )
    if found != "csv":
        return Safe(format=found, encoding=_FORMAT_WORDS[found].removeprefix("an "), limits=limits)
    text, encoding = _decoded(data, name, source)
    return Safe(format="csv", encoding=encoding, limits=limits, text=text, guessed=encoding == IN_WORDS)


def _size(given: Given, name: str, most_bytes: int) -> None:
    size = length(given)
    if size <= most_bytes and not beginning(given, _BLANK).strip(_EMPTY) and not whole(given).strip(_EMPTY):
        raise FileRefused(
            file=name,
            found="an empty file",
            expected="a header and at least one row",
            next_step="check that it was saved and uploaded whole",
        )
    check_size(size, most_bytes, name)


def check_size(size: int, most_bytes: int, name: str) -> None:
    """Before a file is read, where its size can be told. Raises FileRefused."""
    if size > most_bytes:
        raise FileRefused(
            file=name,
            found=f"{size:,} bytes",
            expected=f"at most {most_bytes:,}",
            next_step="split the file, or ask the operator to raise the limit",
        )


def _text_format(data: bytes, name: str) -> str:
    for first, what, next_step in _NEVER:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(first):
            raise FileRefused(file=name, found=what, expected="a CSV file or a workbook", next_step=next_step)
    return "csv"


def _decoded(data: bytes, name: str, source: TableLayout) -> tuple[str, str]:
    """The text and how it was encoded; never a guess beyond what the source declares."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\0\0\0")) or data[1:4] == b"\0\0\0":
        raise FileRefused(
            file=name, found="UTF-32", expected="text in UTF-8", next_step="save it again as “CSV UTF-8” and load that"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _without_nul(_utf16(data, name), name), "UTF-16 with a byte-order mark"
    try:
        bom = data.startswith(b"\xef\xbb\xbf")
        return _without_nul(data.decode("utf-8-sig"), name), "UTF-8 with a byte-order mark" if bom else "UTF-8"
    except UnicodeDecodeError as error:
        if source.encoding == "cp1252":
            return _without_nul(_cp1252(data, name), name), "Windows-1252, as declared for this source"
        if source.encoding == "utf-8 or words":
            return _without_nul(_cp1252(data, name), name), IN_WORDS
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            file=name,
            row=line,
            found=f"a byte that is not UTF-8 at position {error.start:,}",
            expected="text in UTF-8",
            next_step="save it again as “CSV UTF-8” and load that",
        ) from error


def _utf16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise FileRefused(
            file=name,
            found=f"broken UTF-16 at position {error.start:,}",
            expected="text in UTF-8",
            next_step="save it again as “CSV UTF-8”",
        ) from error


def _cp1252(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise FileRefused(
            file=name,
            found=f"a byte at position {error.start:,} that is neither UTF-8 nor Windows-1252",
            expected="text in UTF-8 or Windows-1252",
            next_step="save it again as “CSV UTF-8”",
        ) from error


def _without_nul(text: str, name: str) -> str:
    place = text.find("\0")
    if place >= 0:
        raise FileRefused(
            file=name,
            row=text.count("\n", 0, place) + 1,
            found="a NUL character",
            expected="plain text",
            next_step="export the file again; this one is damaged or not a CSV",
        )
    return text
