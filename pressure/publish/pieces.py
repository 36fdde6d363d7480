"""A segment that is still open, put together from pieces. A piece whose inputs did not change is not made again by the
process that made it; a new process makes each once."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

REMEMBERED = 4_000
Made = tuple[bytes, int]
Piece = tuple[str, Any, Callable[[], Made]]
"""A name that no other piece of the site has, inputs, and what makes the bytes and counts the rows."""
_made: OrderedDict[tuple[Path, str], tuple[str, Made]] = OrderedDict()
_generations: dict[Path, bytes] = {}


def generation_path(root: Path) -> Path:
    """What it says is another after words were removed: pieces made before may hold them."""
    return root / "releases" / ".generation"


def generation(root: Path) -> bytes:
    """Compared, and nothing else."""
    path = generation_path(root)
    return path.read_bytes() if path.is_file() else b""


def together(root: Path, pieces: Iterable[Piece]) -> Made:
    """The pieces one after another, and how many rows they have."""
    now = generation(root)
    if _generations.setdefault(root, now) != now:
        forget_pieces()
        _generations[root] = now
    return added(*(_piece(root, *one) for one in pieces))


def added(*made: Made) -> Made:
    """Several one after another."""
    return b"".join(content for content, _ in made), sum(rows for _, rows in made)


def forget_pieces() -> None:
    """Begin as a new process does: after a release that came to nothing, whose rows nobody will see."""
    _made.clear()


def _piece(root: Path, name: str, inputs: Any, make: Callable[[], Made]) -> Made:
    key, place = repr(inputs), (root, name)
    known = _made.get(place)
    if known is None or known[0] != key:
        _made[place] = known = (key, make())
    _made.move_to_end(place)
    if len(_made) > REMEMBERED:
        _made.popitem(last=False)
    return known[1]
