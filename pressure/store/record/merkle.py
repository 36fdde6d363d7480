"""The RFC 6962 tree over the record: one hash for everything, which any changed bit anywhere changes."""

import hashlib
from collections.abc import Iterable


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Grows by an entry at a time. Keeps one hash a level."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, entry: bytes) -> None:
        height, whole = 0, leaf(entry)
        while self._peaks and self._peaks[-1][0] == height:
            whole, height = node(self._peaks.pop()[1], whole), height + 1
        self._peaks.append((height, whole))

    def root(self) -> bytes:
        """The root over all entries so far; the hash of nothing when there are none."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        *others, (_, whole) = self._peaks
        for _, left in reversed(others):
            whole = node(left, whole)
        return whole


def root(entries: Iterable[bytes]) -> bytes:
    """The root over entries in order."""
    tree = Tree()
    for entry in entries:
        tree.add(entry)
    return tree.root()
