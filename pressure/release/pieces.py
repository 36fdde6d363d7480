"""A segment put together from pieces. A piece whose inputs did not change is not made again by the process that made
it, as long as there is room for it; a new process makes each once."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pressure.release.blobs import write_whole

ROOM = 64_000_000
"""Bytes of pieces a process keeps; those asked for longest ago go first."""
Made = tuple[bytes, int]
Piece = tuple[str, Any, Callable[[], Made]]
"""A name that no other piece of the site has, inputs, and what makes the bytes and counts the rows."""


class _Kept(OrderedDict[tuple[Path, str], tuple[str, Made]]):
    """Pieces by site and name, with the key of what each was made from, in the order they were asked for."""

    room = ROOM

    def asked(self, place: tuple[Path, str], key: str, make: Callable[[], Made]) -> Made:
        known = self.get(place)
        if known is None or known[0] != key:
            self.room += len(known[1][0]) if known else 0
            self[place] = known = (key, make())
            self.room -= len(known[1][0])
        self.move_to_end(place)
        while self.room < 0 and len(self) > 1:
            _, (_, (content, _)) = self.popitem(last=False)
            self.room += len(content)
        return known[1]

    def clear(self) -> None:
        super().clear()
        self.room = ROOM


_kept = _Kept()
_generations: dict[Path, bytes] = {}


def generation_path(root: Path) -> Path:
    """The file that changes when words are removed, because pieces made before may hold them."""
    return root / "releases" / ".generation"


def generation(root: Path) -> bytes:
    """The content of that file, empty where there is none. It is only compared."""
    path = generation_path(root)
    return path.read_bytes() if path.is_file() else b""


def make_anew(root: Path) -> None:
    """Have every process make its pieces anew. The rows behind them are gone, and their numbers are given again."""
    cache_path(root).unlink(missing_ok=True)
    write_whole(generation_path(root), str(time.time_ns()).encode())


def heed(root: Path) -> None:
    """Forget the pieces if `make_anew` was called since this process last looked. Called once a release."""
    now = generation(root)
    if _generations.setdefault(root, now) != now:
        forget_pieces()
        _generations[root] = now


def cache_path(root: Path) -> Path:
    """What files were made from, for the next process; losing it only costs time."""
    return root / "made_from.json"


def together(root: Path, pieces: Iterable[Piece]) -> Made:
    """The pieces one after another, and how many rows they have."""
    return added(*(_kept.asked((root, name), repr(inputs), make) for name, inputs, make in pieces))


def added(*made: Made) -> Made:
    """Contents joined in order, and the sum of their rows."""
    return b"".join(content for content, _ in made), sum(rows for _, rows in made)


def forget_pieces() -> None:
    """Forget every piece of this process. Called after a release that failed, whose rows nobody will see."""
    _kept.clear()
