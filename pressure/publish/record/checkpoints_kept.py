"""Checkpoints this installation has signed: in every published manifest, and the newest one beside the database."""

import re
from functools import lru_cache
from pathlib import Path

from pressure.access.kept_key import beside
from pressure.release import site
from pressure.release.blobs import write_whole
from pressure.store.engine import Connection
from pressure.store.record.checkpoint import Checkpoint, read

NAMED = re.compile(rb'"record/checkpoint":\{"sha256":"([0-9a-f]{64})"')


def remember(connection: Connection, note: str) -> None:
    """Keep the newest note beside the database file. A database on a server has no such place."""
    if path := _beside(connection):
        write_whole(path, note.encode())


def kept(connection: Connection, *roots: Path) -> list[Checkpoint]:
    """Every checkpoint of these sites and the one beside the database, shortest record first."""
    found = [
        _signed(root, digest)
        for root in roots
        for path in (root / "releases").glob("*.json")
        if (digest := _digest(path, path.stat().st_mtime_ns))
    ]
    path = _beside(connection)
    if path and path.is_file():
        found.append(read(path.read_text("utf-8")))
    return sorted(found, key=lambda checkpoint: checkpoint.size)


@lru_cache(maxsize=4096)
def _signed(root: Path, digest: str) -> Checkpoint:
    """What is named by its sha256 never changes."""
    return read(site.read_blob(root, digest).decode())


@lru_cache(maxsize=4096)
def _digest(path: Path, stamp: int) -> str:
    """Which checkpoint a manifest names; manifests are large and only this is wanted of them."""
    del stamp
    named = NAMED.search(path.read_bytes())
    return named.group(1).decode() if named else ""


def _beside(connection: Connection) -> Path | None:
    database = connection.engine.url.database
    if connection.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return beside(database, connection.dialect.name, "newest-checkpoint", "")
