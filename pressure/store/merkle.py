"""The RFC 6962 tree over the record: one hash for everything, which any changed bit anywhere changes."""

import hashlib
from collections.abc import Iterable


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(entries: Iterable[bytes]) -> bytes:
    """The root over entries in order; the hash of nothing when there are none. Keeps one hash a level."""
    peaks: list[tuple[int, bytes]] = []
    for entry in entries:
        height, whole = 0, leaf(entry)
        while peaks and peaks[-1][0] == height:
            whole, height = node(peaks.pop()[1], whole), height + 1
        peaks.append((height, whole))
    if not peaks:
        return hashlib.sha256(b"").digest()
    whole = peaks.pop()[1]
    while peaks:
        whole = node(peaks.pop()[1], whole)
    return whole
