"""Large files joined from their segments, hashed on the way; what did not change is copied, not made again."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from pressure.view.site import read_blob

BLOCK = 1 << 20


def joined_path(root: Path, digest: str) -> Path:
    """Where the plain joined file with this sha256 is kept while it is current."""
    return root / "joined" / digest


def join(root: Path, parts: Sequence[str], before: Sequence[str], before_digest: str | None) -> str:
    """Write the segments one after another and return the sha256 of the whole. Segments that lead the file
    before, too, are copied from it."""
    same = next((i for i, (a, b) in enumerate(zip(parts, before, strict=False)) if a != b),
                min(len(parts), len(before)))
    old = joined_path(root, before_digest) if before_digest else None
    lead = sum(len(read_blob(root, p)) for p in before[same:]) if old and old.is_file() else 0
    whole = hashlib.sha256()
    temporary = root / "joined" / f".writing-{os.getpid()}"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("wb") as file:
        if old is not None and old.is_file():
            blocks = _first(old, old.stat().st_size - lead)
        else:
            same, blocks = 0, iter(())
        for block in blocks:
            whole.update(block)
            file.write(block)
        for part in parts[same:]:
            content = read_blob(root, part)
            whole.update(content)
            file.write(content)
    os.replace(temporary, joined_path(root, whole.hexdigest()))
    return whole.hexdigest()


def forget(root: Path, wanted: set[str]) -> None:
    """Remove joined files that no current file needs; their segments stay."""
    folder = root / "joined"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink() if path.is_file() else shutil.rmtree(path)


def _first(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(BLOCK, size))):
            size -= len(block)
            yield block
