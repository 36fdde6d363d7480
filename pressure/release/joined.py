"""Large files joined from their segments. What leads the file before, too, is copied inside the kernel; its sha256 is
taken up from where this process last left it, and worked out again only by a new process."""

import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

BLOCK = 1 << 20
REMEMBERED = 20_000
Parts = Sequence[tuple[str, int]]
"""The sha256 and the number of bytes of each segment."""
_states: OrderedDict[tuple[str, ...], Any] = OrderedDict()


def joined_path(root: Path, digest: str) -> Path:
    """Where the plain joined file with this sha256 is kept while it is current."""
    return root / "joined" / digest


def join(
    root: Path, parts: Parts, before: Sequence[str], before_digest: str | None, read: Callable[[str], bytes]
) -> str:
    """Write the segments one after another and return the sha256 of the whole. `before` are the segments of the file
    that had the sha256 before; `read` gives the bytes of a segment."""
    names = tuple(name for name, _ in parts)
    old = joined_path(root, before_digest) if before_digest else None
    same = _alike(names, before) if old and old.is_file() else 0
    temporary = root / "joined" / f".writing-{os.getpid()}"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("wb") as file:
        whole = _lead(old, file, parts[:same]) if old and same else hashlib.sha256()
        for count, name in enumerate(names[same:], start=same + 1):
            content = read(name)
            file.write(content)
            whole.update(content)
            _remember(names[:count], whole)
    os.replace(temporary, joined_path(root, whole.hexdigest()))
    return str(whole.hexdigest())


def whole_of(names: Sequence[str], read: Callable[[str], bytes]) -> str:
    """The sha256 of the segments joined, without writing them; taken up from where this process last left it."""
    known = next((n for n in range(len(names), 0, -1) if tuple(names[:n]) in _states), 0)
    whole = _states[tuple(names[:known])].copy() if known else hashlib.sha256()
    for count, name in enumerate(names[known:], start=known + 1):
        whole.update(read(name))
        _remember(tuple(names[:count]), whole)
    return str(whole.hexdigest())


def forget_states() -> None:
    """Begin as a new process does."""
    _states.clear()


def forget(root: Path, wanted: set[str]) -> None:
    """Remove joined files that no current file needs; their segments stay."""
    folder = root / "joined"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first are the same."""
    return sum(1 for _ in takewhile(bool, (a == b for a, b in zip(one, other, strict=False))))


def _lead(old: Path, file: IO[bytes], parts: Parts) -> Any:
    """Copy the leading segments and return the state of the sha256 after them."""
    names = tuple(name for name, _ in parts)
    known = next((n for n in range(len(names), 0, -1) if names[:n] in _states), 0)
    whole = _states[names[:known]].copy() if known else hashlib.sha256()
    with old.open("rb") as source:
        _copy(source, file, sum(size for _, size in parts))
        source.seek(sum(size for _, size in parts[:known]))
        for count, (_, size) in enumerate(parts[known:], start=known + 1):
            for block in _blocks(source, size):
                whole.update(block)
            _remember(names[:count], whole)
    return whole


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    """The first bytes of a file to the start of an empty one, without bringing them here where the system can."""
    done = 0
    try:
        while done < size and (more := os.copy_file_range(source.fileno(), target.fileno(), size - done)):
            done += more
    except (AttributeError, OSError):  # another system, or one disk to another
        done = 0
    if done < size:
        source.seek(0)
        target.truncate(0)
        for block in _blocks(source, size):
            target.write(block)
    target.seek(size)


def _blocks(source: IO[bytes], size: int) -> Any:
    while size > 0 and (block := source.read(min(BLOCK, size))):
        size -= len(block)
        yield block


def _remember(names: tuple[str, ...], whole: Any) -> None:
    """Segments are named by what is in them, so that a state is never wrong."""
    _states[names] = whole.copy()
    _states.move_to_end(names)
    if len(_states) > REMEMBERED:
        _states.popitem(last=False)
