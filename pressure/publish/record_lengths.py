"""How long the record was when each release was made: the unsigned text of a checkpoint, for feeds and the read-me.

The files of a release are named by its own entry, so what they hold is over the entries before that one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pressure.store import record
from pressure.store.engine import Connection
from pressure.store.merkle import Tree


@dataclass(frozen=True, slots=True)
class _SoFar:
    """A record as far as it was read, and what was found in it."""

    bodies: list[str] = field(default_factory=list)
    tree: Tree = field(default_factory=Tree)
    found: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


_held: dict[str, _SoFar] = {}


def lengths(connection: Connection, track: str, newest: str) -> dict[str, dict[str, Any]]:
    """`entries` and `root` (RFC 6962, in hex) by release of a track, up to the newest, which may have no entry yet."""
    found = dict(_told(record.entries_before(connection), track, "before ")[0])
    told, now = _told(record.entries(connection), track)
    found |= dict(told)
    found.setdefault(newest, now)
    return found


def _told(
    chain: Iterator[tuple[int, str, str]], track: str, name: str = ""
) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, Any]]:
    """Each release with the length before its entry, and the length of the whole chain. Goes on from where this
    process was when it last asked, if the record still begins so."""
    bodies = [body for _, body, _ in chain]
    held = _held.get(name + track)
    so_far = held if held and bodies[: len(held.bodies)] == held.bodies else _SoFar()
    tree, found = so_far.tree.copy(), [*so_far.found]
    for size, body in enumerate(bodies[len(so_far.bodies) :], start=len(so_far.bodies)):
        if '"action":"publish"' in body and (what := json.loads(body)["what"])["track"] == track:
            found.append((what["release_id"], _length(size, tree)))
        tree.add(body.encode())
    _held[name + track] = _SoFar(bodies, tree, found)
    return found, _length(len(bodies), tree)


def _length(size: int, tree: Tree) -> dict[str, Any]:
    return {"entries": size, "root": tree.root().hex()}
