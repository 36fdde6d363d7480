"""The bytes of a published file, plain or packed, without holding a large one in memory."""

import contextlib
import gzip
import os
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pressure.release.joined import joined_path
from pressure.release.site import MANIFEST, Release, blob_path, kept_as
from pressure.web.release_files.negotiation import Span

SIZE_AT_END = 4
"""A gzip member ends with its plain size, modulo 2**32 (RFC 1952 §2.3.1)."""
CHUNK = 1 << 18
SMALL = 1 << 18
KEPT = 24


class CutShortError(OSError):
    """A stored file has lost bytes. Restore the site directory, or make the release again."""


def check(release: Release, path: str) -> None:
    """Raise CutShortError, before anything is sent, if the stored size is wrong."""
    size, whole = int(release.entry(path)["bytes"]), _whole(release, path)
    stored = whole.stat().st_size if whole.is_file() else sum(_plain_size(b) for b in blobs(release, path))
    if stored % (1 << 32) != size % (1 << 32):
        raise CutShortError(f"{path} of {release.id} has {stored} bytes, published were {size}")


def _whole(release: Release, path: str) -> Path:
    """Where a file lies in one piece and unpacked, if it does: the manifest always, a large one while it is current."""
    return release.manifest_path if path == MANIFEST else joined_path(release.root, release.entry(path)["sha256"])


def _plain_size(blob: Path) -> int:
    with blob.open("rb") as file:
        file.seek(-min(SIZE_AT_END, blob.stat().st_size), os.SEEK_END)
        return int.from_bytes(file.read(), "little")


def blobs(release: Release, path: str) -> list[Path]:
    """The gzip members a file is stored as, in order; the manifest is stored unpacked."""
    if path == MANIFEST:
        return []
    entry = release.entry(path)
    return [blob_path(release.root, digest) for digest in kept_as(entry)]


def plain(release: Release, path: str, span: Span | None = None) -> Iterator[bytes]:
    """The plain bytes, all of them or one span; from the joined file where one is kept."""
    whole = _whole(release, path)
    if whole.is_file():
        yield from _raw(whole, span)
        return
    skip, left = (span.first, span.length) if span else (0, int(release.entry(path)["bytes"]))
    for blob in blobs(release, path):
        with gzip.open(blob) as member:
            while left and (chunk := member.read(CHUNK)):
                taken = chunk[skip : skip + left]
                skip = max(0, skip - len(chunk))
                left -= len(taken)
                if taken:
                    yield taken


def packed(release: Release, path: str) -> tuple[int, Iterator[bytes]]:
    """The length and bytes of one gzip member holding the whole file.

    A stored file may be several members joined. Chromium, httpx and curl stop after the first one, two of them
    without a word, so such a file is packed again: a small one each time, a large one once, kept beside the blobs.
    """
    stored, entry = blobs(release, path), release.entry(path)
    if len(stored) == 1:
        return stored[0].stat().st_size, _raw(stored[0])
    if entry["bytes"] <= SMALL:
        body = gzip.compress(release.read(path), 6, mtime=0)
        return len(body), iter((body,))
    ready = release.root / "packed" / f"{entry['sha256']}.gz"
    if not ready.is_file():
        _pack(release, path, ready)
        forget(ready.parent)
    return ready.stat().st_size, _raw(ready)


def forget(folder: Path) -> None:
    """Keep the newest packed files; any other is made again when somebody asks."""
    known = sorted(folder.glob("*.gz"), key=lambda file: file.stat().st_mtime_ns)
    for file in known[:-KEPT]:
        file.unlink(missing_ok=True)


def _pack(release: Release, path: str, ready: Path) -> None:
    """Write to a name nobody reads, then rename: a reader sees the whole file or none."""
    ready.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=ready.parent, suffix=".unfinished")
    try:
        with os.fdopen(handle, "wb") as out:
            packer = zlib.compressobj(6, zlib.DEFLATED, 31)
            done = 0
            for chunk in plain(release, path):
                out.write(packer.compress(chunk))
                done += len(chunk)
            if done != release.entry(path)["bytes"]:
                raise CutShortError(f"{path} of {release.id} ended after {done} bytes")
            out.write(packer.flush())
        Path(unfinished).replace(ready)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(unfinished).unlink()


def _raw(path: Path, span: Span | None = None) -> Iterator[bytes]:
    """A file as it lies on disk, all of it or one span."""
    left = span.length if span else path.stat().st_size
    with path.open("rb") as source:
        source.seek(span.first if span else 0)
        while left and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
