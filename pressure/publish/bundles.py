"""Everything in one file, made from a release when somebody asks and never part of it."""

import gzip
import os
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pressure.publish.files import sqlite_copy
from pressure.release.site import MANIFEST, SQLITE, ZIP, Release, blob_path, kept_as

BLOCK = 1 << 20
LAST_KEPT = 3
_one_at_a_time = threading.Lock()


def bundle(release: Release, name: str) -> Path:
    """The file, made now unless it was made for this release before. Whole or an error: OSError when the disk is
    full, and nothing is left behind. Of other releases only the newest and the last few asked for are kept."""
    ready = release.root / "bundles" / release.id / name
    with _one_at_a_time:
        if ready.is_file():
            os.utime(ready.parent)
        else:
            _make(ready, lambda path: _MAKERS[name](release, path))
            _forget_others(ready.parent)
    return ready


def write_zip(release: Release, path: Path) -> None:
    """Every file the manifest names and the manifest, as they lie in the release, so that `pressure verify` accepts
    what comes out."""
    when = datetime.fromisoformat(release.published_at).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(release.manifest["files"]):
            with archive.open(_entry(name, when), "w", force_zip64=True) as out:
                for chunk in chunks(release, name):
                    out.write(chunk)
        archive.writestr(_entry(MANIFEST, when), release.read(MANIFEST))


def chunks(release: Release, name: str) -> Iterator[bytes]:
    """The plain bytes of a file, a block at a time."""
    entry = release.entry(name)
    for digest in kept_as(entry):
        with gzip.open(blob_path(release.root, digest)) as member:
            while chunk := member.read(BLOCK):
                yield chunk


def _entry(name: str, when: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = when
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _make(ready: Path, write: Callable[[Path], None]) -> None:
    """Write under a name nobody reads, flush, then rename."""
    ready.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=ready.parent, prefix=".writing-")
    os.close(handle)
    try:
        write(Path(unfinished))
        with open(unfinished, "rb") as file:
            os.fsync(file.fileno())
        Path(unfinished).chmod(0o644)
        os.replace(unfinished, ready)
    finally:
        for left in (unfinished, f"{unfinished}-journal"):
            Path(left).unlink(missing_ok=True)


def _forget_others(folder: Path) -> None:
    """Ids sort by time: the newest is the one most asked for."""
    made = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for other in set(made[:-LAST_KEPT]) - {folder, max(made)}:
        shutil.rmtree(other, ignore_errors=True)


_MAKERS: dict[str, Callable[[Release, Path], None]] = {
    ZIP: write_zip,
    SQLITE: lambda release, path: sqlite_copy.write(release, path, chunks),
}
