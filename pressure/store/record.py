"""The record: a hash chain over every action that changes public state. Order is the sequence, never the clock."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import rfc8785
from sqlalchemy import Connection, func, insert, select

from pressure.store import tables

FIRST = "0" * 64
WITHHELD = "withheld"


class BrokenRecord(Exception):
    """The chain does not hold, with the first entry that shows it."""


def append(connection: Connection, *, action: str, at: datetime, by_person: str, by_role: str,
           what: dict[str, Any], idempotency_key: str | None = None) -> str:
    """Add an entry in the caller's transaction and return its hash. The body holds a role and a stable
    identifier, never a name or an address."""
    if at.tzinfo is None:
        raise ValueError("a time without an offset cannot be recorded")
    last = connection.execute(select(tables.record.c.seq, tables.record.c.hash)
                              .order_by(tables.record.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    body = rfc8785.dumps({
        "seq": seq, "prev": previous, "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "action": action,
        "by": {"person": by_person, "role": by_role}, "what": what}).decode()
    digest = hashlib.sha256(body.encode()).hexdigest()
    connection.execute(insert(tables.record).values(seq=seq, body=body, hash=digest,
                                                    idempotency_key=idempotency_key))
    return digest


def append_sealed(connection: Connection, *, action: str, at: datetime, by_role: str, sha256: str) -> str:
    """Add the entry of an act that is private, perhaps for ever: a role and a digest, which give away no council and
    no person. Whoever is shown the text can check that it was there."""
    return append(connection, action=action, at=at, by_person=WITHHELD, by_role=by_role, what={"text_sha256": sha256})


def entries(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """(sequence, body, hash) in order."""
    for row in connection.execute(select(tables.record).order_by(tables.record.c.seq)):
        yield row.seq, row.body, row.hash


def size(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(tables.record)).scalar_one()


def verify(chain: Iterable[tuple[int, str, str]]) -> tuple[int, str]:
    """The number of entries and the last hash. Raises BrokenRecord at the first entry that does not follow."""
    count, previous = 0, FIRST
    for seq, body, digest in chain:
        count += 1
        if seq != count:
            raise BrokenRecord(f"entry {count} is missing: the next one is numbered {seq}")
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            raise BrokenRecord(f"entry {seq} does not match its hash")
        if _place(body) != (seq, previous):
            raise BrokenRecord(f"entry {seq} does not follow the entry before it")
        previous = digest
    return count, previous


def _place(body: str) -> tuple[Any, Any]:
    """The sequence and the earlier hash that a body names; neither when it is no entry of ours."""
    try:
        parsed = json.loads(body)
        return parsed["seq"], parsed["prev"]
    except (ValueError, KeyError, TypeError):
        return None, None
