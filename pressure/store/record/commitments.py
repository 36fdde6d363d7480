"""Commitments: the record fixes what it does not tell. HMAC-SHA256 under a secret nonce, so that nobody can find the
figures of a return by trying them all, and whoever is shown the nonce can check."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from pressure.store import tables

BYTES = 32
source = secrets.token_bytes
"""Where nonces come from. A test may seed it, to make the same record twice."""


def nonce() -> str:
    """A new secret of 32 bytes, in hex."""
    return source(BYTES).hex()


def commit(secret: str, data: bytes) -> str:
    """HMAC-SHA256 of the data under a nonce, in hex."""
    return hmac.new(bytes.fromhex(secret), data, hashlib.sha256).hexdigest()


def commit_pieces(secret: str, pieces: Iterable[bytes]) -> str:
    """The same of data that comes in pieces."""
    found = hmac.new(bytes.fromhex(secret), digestmod=hashlib.sha256)
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def plain(text: str) -> str:
    """The sha256 of a text, in hex: for a seal or a table. In public it would let anybody try short texts."""
    return hashlib.sha256(text.encode()).hexdigest()


ADDED_LATER = frozenset(
    {
        "coverage",
        "providers",
        "same_as_load",
        "looked",
        "moved_by",
        "level_by_rules_before",
        "rules_of",
        "read_through",
    }
)
"""Columns that rows of before do not have: an empty one is no part of a line, or old commitments would not hold."""


def of_load(connection: Connection, load_id: int, secret: str) -> str:
    """Over a load's account and every reading it brought, as stored."""
    own, readings = tables.loads, tables.readings
    return _whole(
        secret,
        (*_lines(connection, own, own.c.id == load_id), *_lines(connection, readings, readings.c.load_id == load_id)),
    )


def of_release(connection: Connection, track: str, release_id: str, secret: str) -> str:
    """Over every rating that a release made, and every one it restated, as stored."""
    return _whole(
        secret,
        tuple(
            line
            for table in (tables.ratings, tables.restatements)
            for line in _lines(connection, table, (table.c.track == track) & (table.c.release_id == release_id))
        ),
    )


def _whole(secret: str, lines: tuple[bytes, ...]) -> str:
    return commit(secret, b"".join(lines))


def _lines(connection: Connection, table: Table, wanted: Any) -> Iterator[bytes]:
    """Rows in the order stored, each as a line of canonical JSON. The nonce itself is no part of it, nor is the
    version of our reader, which says nothing of what was sent."""
    columns = [c for c in table.c if c.name not in {"nonce", "read_with"}]
    for row in connection.execute(select(*columns).where(wanted).order_by(table.c.id)):
        yield (
            json.dumps(
                {name: value for name, value in row._mapping.items() if value is not None or name not in ADDED_LATER},
                default=str,
                sort_keys=True,
                separators=(",", ":"),
                ensure_ascii=False,
            ).encode()
            + b"\n"
        )
