"""How long the record was when each release was made: the unsigned text of a checkpoint, for feeds and the read-me.

The files of a release are named by its own entry, so what they hold is over the entries before that one."""

import json
from collections.abc import Iterator

from pressure.document.manifest import RecordLength
from pressure.store import record
from pressure.store.engine import Connection
from pressure.store.record.merkle import Tree


def lengths(connection: Connection, track: str, newest: str) -> dict[str, RecordLength]:
    """`entries` and `root` (RFC 6962, in hex) by release of a track, up to the newest, which may have no entry yet."""
    found = dict(_told(record.entries_before(connection), track)[0])
    told, now = _told(record.entries(connection), track)
    found |= dict(told)
    found.setdefault(newest, now)
    return found


def _told(chain: Iterator[tuple[int, str, str]], track: str) -> tuple[list[tuple[str, RecordLength]], RecordLength]:
    """Each release with the length before its entry, and the length of the whole chain."""
    tree, size, found = Tree(), 0, []
    for _, body, _ in chain:
        if '"action":"publish"' in body and (what := json.loads(body)["what"])["track"] == track:
            found.append((what["release_id"], _length(size, tree)))
        tree.add(body.encode())
        size += 1
    return found, _length(size, tree)


def _length(size: int, tree: Tree) -> RecordLength:
    return {"entries": size, "root": tree.root().hex()}
