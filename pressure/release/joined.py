"""Large files joined from their segments. A beginning that did not change is copied inside the kernel."""

import hashlib
import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

BLOCK = 1 << 20
REMEMBERED = 1_000
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
    names = [name for name, _ in parts]
    old = joined_path(root, before_digest) if before_digest else None
    same = _alike(names, before) if old and old.is_file() else 0
    temporary = root / "joined" / f".writing-{os.getpid()}"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("w+b") as file:
        if old and same:
            with old.open("rb") as source:
                _copy(source, file, sum(size for _, size in parts[:same]))
        for name in names[same:]:
            file.write(read(name))
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    os.replace(temporary, joined_path(root, digest))
    return digest


def whole_of(names: Sequence[str], read: Callable[[str], bytes]) -> str:
    """The sha256 of the segments joined, without writing them: of history that is told and never read whole. It is
    taken up from where this process last left it; segments are named by what is in them, so that is never wrong."""
    known = next((n for n in range(len(names), 0, -1) if tuple(names[:n]) in _states), 0)
    whole = _states[tuple(names[:known])].copy() if known else hashlib.sha256()
    for count, name in enumerate(names[known:], start=known + 1):
        whole.update(read(name))
        _states[tuple(names[:count])] = whole.copy()
    while len(_states) > REMEMBERED:
        _states.popitem(last=False)
    return str(whole.hexdigest())


def forget(root: Path, wanted: set[str]) -> None:
    """Remove joined files that no current file needs; their segments stay."""
    folder = root / "joined"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many segments at the beginning are the same."""
    return sum(1 for _ in takewhile(bool, (a == b for a, b in zip(one, other, strict=False))))


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    """The first bytes of a file to the start of an empty one, without bringing them here where the system can."""
    done = 0
    try:
        while done < size and (more := os.copy_file_range(source.fileno(), target.fileno(), size - done)):
            done += more
    except (AttributeError, OSError):  # another system, or one disk to another
        done = 0
    if done < size:
        done = 0
        source.seek(0)
        target.seek(0)
        while done < size and (block := source.read(min(BLOCK, size - done))):
            done += target.write(block)
    target.seek(size)
