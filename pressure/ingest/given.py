"""A file as it was given: its bytes, or where it lies. One that lies on a disk is never read into memory whole unless
its reader needs that."""

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

Given = bytes | Path
_PIECE = 1 << 20


def opened(given: Given) -> IO[bytes]:
    """To be closed by whoever asks."""
    return given.open("rb") if isinstance(given, Path) else io.BytesIO(given)


def length(given: Given) -> int:
    return given.stat().st_size if isinstance(given, Path) else len(given)


def beginning(given: Given, most: int) -> bytes:
    with opened(given) as file:
        return file.read(most)


def whole(given: Given) -> bytes:
    return given.read_bytes() if isinstance(given, Path) else given


def pieces(given: Given) -> Iterator[bytes]:
    with opened(given) as file:
        while piece := file.read(_PIECE):
            yield piece


def digest(given: Given) -> str:
    """The sha256 in hex."""
    found = sha256()
    for piece in pieces(given):
        found.update(piece)
    return found.hexdigest()
