"""Looks at a workbook's directory without unpacking it: sizes, names, macros and document types."""

import zipfile

from pressure.ingest.given import Given, length, opened
from pressure.ingest.report import FileRefused
from pressure.ingest.workbooks.cells import DAMAGED
from pressure.ingest.workbooks.limits import Limits

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/", "xl/activex/")
_HEAD = 4096


def kind_of_workbook(given: Given, name: str, limits: Limits) -> str:
    """ "xlsx" or "ods" when the archive is a plain workbook within the limits. Raises FileRefused."""
    try:
        with opened(given) as file, zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _within(limits, entries, length(given), name)
            _names(entries, name)
            for entry in entries:
                _no_document_type(archive, entry, name)
            return _kind(archive, name)
    except DAMAGED as error:
        raise _refused(name, "a damaged archive", "a workbook that opens", "save it again and load that") from error


def _within(limits: Limits, entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.parts:
        raise _refused(
            name,
            f"{len(entries):,} parts inside the workbook",
            f"at most {limits.parts:,}",
            "save only the return sheet as a new workbook, or as CSV UTF-8",
        )
    if unpacked > limits.unpacked_bytes or unpacked > limits.unpacked_times * size:
        raise _refused(
            name,
            f"a workbook that unpacks from {size:,} to {unpacked:,} bytes",
            f"at most {limits.unpacked_bytes:,} bytes and {limits.unpacked_times:,} times its size",
            "save only the return sheet as a new workbook, or as CSV UTF-8",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, "a workbook locked with a password", "an open workbook", "save it without a password")


def _names(entries: list[zipfile.ZipInfo], name: str) -> None:
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if len(set(names)) < len(names) or any(n.startswith("/") or ":" in n or ".." in n.split("/") for n in names):
        raise _refused(
            name,
            "unsafe names inside the archive",
            "a workbook saved by a spreadsheet program",
            "save it again as .xlsx, or as CSV UTF-8",
        )
    if any(mark in n.lower() for n in names for mark in _MACROS):
        raise _refused(name, "a workbook with macros", "a workbook without macros", "save it as .xlsx or CSV UTF-8")


def _no_document_type(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    with archive.open(entry) as part:
        head = part.read(_HEAD).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _refused(
            name,
            f"a document type declaration in {entry.filename}",
            "plain workbook XML",
            "save it again in a spreadsheet program",
        )
    if b"MACROENABLED" in head:
        raise _refused(name, "a workbook with macros", "a workbook without macros", "save it as .xlsx or CSV UTF-8")


def _kind(archive: zipfile.ZipFile, name: str) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and archive.read("mimetype").strip() == _ODS:
        return "ods"
    raise _refused(
        name, "a zip archive that is not a workbook", "a CSV file or a workbook", "unpack it and load the file inside"
    )


def _refused(name: str, found: str, expected: str, next_step: str) -> FileRefused:
    return FileRefused(file=name, found=found, expected=expected, next_step=next_step)
