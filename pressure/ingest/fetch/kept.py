"""Fetched files as they came, each under its sha256."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressure.ingest.fetch.found import NotFetched
from pressure.ingest.given import digest


@contextmanager
def coming(folder: Path, *, elsewhere: bool) -> Iterator[Path]:
    """Where a file is put down while it comes: beside those that are kept, or `elsewhere` for one that is only looked
    at. Nothing is left of it afterwards. Raises NotFetched when there is no room."""
    try:
        if not elsewhere:
            folder.mkdir(parents=True, exist_ok=True)
        place = tempfile.TemporaryDirectory(dir=None if elsewhere else folder, prefix=".")
    except OSError as error:
        raise _no_room(folder, error) from error
    with place as named:
        yield Path(named) / "file"


def keep(folder: Path, came: Path) -> Path:
    """Keeps a file that lies where it came, whole or not at all; returns where it is kept, under its sha256. Raises
    NotFetched when there is no room."""
    kept_as = folder / digest(came)
    if kept_as.is_file() and kept_as.stat().st_size == came.stat().st_size:
        return kept_as
    try:
        with came.open("rb") as file:
            os.fsync(file.fileno())
        came.replace(kept_as)
    except OSError as error:
        raise _no_room(folder, error) from error
    return kept_as


def _no_room(folder: Path, error: OSError) -> NotFetched:
    return NotFetched(
        f"The file cannot be kept in {folder.name}: {error.strerror}. Make room there, or let this account write."
    )


def is_kept(folder: Path, name: str) -> bool:
    return bool(name) and (folder / name).is_file()


def kept(folder: Path, name: str) -> Path:
    """A file that was kept. Raises NotFetched when it is gone or not as it came."""
    path = folder / name
    if not path.is_file() or digest(path) != name:
        raise NotFetched(
            f"The file {name[:12]}… is no longer in {folder.name} as it came. Run pressure fetch again: it is asked "
            "for anew."
        )
    return path
