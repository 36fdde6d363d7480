"""Fetched files as they came, each under its sha256."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from pressure.ingest.fetch.found import NotFetched


def keep(folder: Path, data: bytes) -> str:
    """Keeps a file, whole or not at all; returns its sha256. Raises NotFetched when there is no room."""
    name = sha256(data).hexdigest()
    if (folder / name).is_file() and (folder / name).stat().st_size == len(data):
        return name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, name, data)
    except OSError as error:
        raise NotFetched(
            f"The file cannot be kept in {folder.name}: {error.strerror}. Make room there, or let this account write."
        ) from error
    return name


def _write(folder: Path, name: str, data: bytes) -> None:
    handle, path = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(path).replace(folder / name)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise


def is_kept(folder: Path, name: str) -> bool:
    return bool(name) and (folder / name).is_file()


def kept(folder: Path, name: str) -> bytes:
    """A file that was kept. Raises NotFetched when it is gone or not as it came."""
    path = folder / name
    data = path.read_bytes() if path.is_file() else b""
    if sha256(data).hexdigest() != name:
        raise NotFetched(
            f"The file {name[:12]}… is no longer in {folder.name} as it came. Run pressure fetch again: it is asked "
            "for anew."
        )
    return data
