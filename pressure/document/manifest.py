"""data/manifest.json: every file of a release."""

from typing import NotRequired

from typing_extensions import TypedDict


class FileEntry(TypedDict):
    """A file as a manifest names it: the sha256 and length of the plain bytes, the rows of a table, and the sha256 of
    each part of a file that is kept in parts."""

    sha256: str
    bytes: int
    rows: int | None
    segments: NotRequired[list[str]]


Files = dict[str, FileEntry]


class Manifest(TypedDict):
    """The list of everything in a release."""

    release_id: str
    published_at: str
    format_version: str
    rules_digest: str
    files: Files


class ListedFile(FileEntry):
    """A file as the page of all data lists it."""

    path: str
    title: str


class RecordLength(TypedDict):
    """How long the record was, and its root (RFC 6962, in hex)."""

    entries: int
    root: str
