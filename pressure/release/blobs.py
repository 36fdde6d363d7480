"""Content-addressed files: each kept once, compressed, under the sha256 of its plain bytes."""

import hashlib
import os
import zlib
from itertools import count
from pathlib import Path

from pressure.release.site import blob_path

COMPRESSION = 6
AS_GZIP, SMALLEST = 16, 9  # in zlib's own way to ask: the format, and the base-2 logarithm of the window
_numbers = count()


def keep(root: Path, content: bytes) -> str:
    """Store content unless it is there already and return its sha256. Whole or not at all: written beside, then
    renamed. The caller flushes to disk once for all (`flush`)."""
    digest = digest_of(content)
    path = blob_path(root, digest)
    if not path.exists():
        write_whole(path, _squeezed(content))
    return digest


def _squeezed(content: bytes) -> bytes:
    """As gzip, with a window no larger than the content: most files are small, and to make room for a large window
    takes longer than to compress them."""
    window = min(max(len(content).bit_length(), SMALLEST), zlib.MAX_WBITS)
    made = zlib.compressobj(COMPRESSION, zlib.DEFLATED, AS_GZIP + window, window - 7)
    return made.compress(content) + made.flush()


def digest_of(content: bytes) -> str:
    """The name content is kept under."""
    return hashlib.sha256(content).hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one, never a part."""
    temporary = path.with_name(f".writing-{os.getpid()}-{next(_numbers)}")
    try:
        handle = _new(temporary)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _new(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(handle, 0o644)
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _new(path: Path) -> int:
    """A file that was not there; no other process writes under this one's number."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)


def flush(root: Path) -> None:
    """Everything written so far survives a power cut; then the directory that names it."""
    os.sync()
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
