"""The table that comes with the rules: one file for each version of what was tried, named after a digest of it."""

from collections.abc import Sequence
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

from pressure.domain.rulebook import Rulebook
from pressure.robustness.england import FOLDER
from pressure.robustness.rows import Row, read_rows
from pressure.robustness.table import table_of

TRIED_ON = ("england.yaml", "councils.csv")


def digest(book: Rulebook, folder: Path = FOLDER) -> str:
    """Of every number of the rules that the trials read, by nation, and of the synthetic England: no words."""
    found = sha256()
    for nation in sorted(book.nations):
        for part in astuple(table_of(book, nation)):
            found.update(repr(part.tolist() if hasattr(part, "tolist") else part).encode())
    for name in TRIED_ON:
        found.update((folder / name).read_bytes())
    return found.hexdigest()


def file_of(book: Rulebook, folder: Path = FOLDER) -> Path:
    """Where the table of these rules is, or would be."""
    return folder / f"{digest(book)[:16]}.csv"


def shipped_rows(book: Rulebook, folder: Path = FOLDER) -> Sequence[Row] | None:
    """The table of these rules; None when none was made since they changed. Raises ValueError for another file."""
    path = file_of(book, folder)
    return read_rows(path.read_text("utf-8")) if path.is_file() else None
