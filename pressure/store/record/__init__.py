"""The record: a hash chain over every action that changes public state. Order is the sequence, never the clock."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import rfc8785
from sqlalchemy import Connection, Table, func, insert, select

from pressure.document.entries import Entry, Written
from pressure.domain.refusals import Refusal
from pressure.store import tables
from pressure.store.record import commitments

FIRST = "0" * 64
WITHHELD = "withheld"
NOBODY = "operator"  # who works on the machine is no person here


class BrokenRecord(Refusal):
    """The chain does not hold, with the first entry that shows it."""


def append(
    connection: Connection,
    entry: Entry,
    *,
    at: datetime,
    by_person: str,
    by_role: str,
    council: str = "",
    idempotency_key: str | None = None,
) -> str:
    """Add an entry in the caller's transaction and return its hash. The body holds a role and a pseudonym that changes
    with the year and the council; who it was, and what else it seals, is sealed. An entry of a private kind gives
    away no council, no person and no text, perhaps for ever; whoever is shown its seal and nonce can check that it was
    there."""
    by = {"person": by_person} if entry.private or by_person != NOBODY else {}
    hidden = {**by, **entry.sealed}
    named = WITHHELD if entry.private else pseudonym(connection, by_person, council, at)
    if at.tzinfo is None:
        raise ValueError("a time without an offset cannot be recorded")
    last = connection.execute(
        select(tables.record.c.seq, tables.record.c.hash).order_by(tables.record.c.seq.desc()).limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    body = rfc8785.dumps(
        {
            "seq": seq,
            "prev": previous,
            "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "action": entry.action,
            "by": {"person": named, "role": by_role},
            "what": entry.what,
            **({"sealed": _seal(connection, seq, hidden)} if hidden else {}),
        }
    ).decode()
    digest = hashlib.sha256(body.encode()).hexdigest()
    connection.execute(insert(tables.record).values(seq=seq, body=body, hash=digest, idempotency_key=idempotency_key))
    return digest


def of_words(text_id: str, words: str) -> Written:
    """What an entry seals of words that officers wrote, by the id of `written_texts`; nothing for none. Sealed: the
    digest of a short text, be it public itself, would let anybody try what it said once it is removed."""
    return {"written": {"id": text_id, "sha256": commitments.plain(words)}} if words else {}


def pseudonym(connection: Connection, person_id: str, council: str, at: datetime) -> str:
    """What a person is called in public in one year at one council, or in acts for several. It leads to no other year
    and no other council."""
    if person_id == NOBODY:
        return person_id
    year, keys = at.astimezone(UTC).year, tables.pseudonym_keys
    secret = connection.execute(select(keys.c.secret).where(keys.c.year == year)).scalar()
    if secret is None:
        secret = commitments.nonce()
        connection.execute(insert(keys).values(year=year, secret=secret))
    return f"y{year}-{commitments.commit(secret, f'{council}:{person_id}'.encode())[:10]}"


def opened(connection: Connection) -> dict[int, dict[str, Any]]:
    """What every sealed entry seals, by its number. Not for the public."""
    return {row.seq: json.loads(row.content) for row in connection.execute(select(tables.seals))}


def entries(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """(sequence, body, hash) in order."""
    return _chain(connection, tables.record)


def entries_before(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """The same of the record that this one replaced; none when there was none."""
    return _chain(connection, tables.record_before)


def is_second(connection: Connection) -> bool:
    """Whether this record replaced another."""
    return connection.execute(select(tables.record_before.c.seq).limit(1)).first() is not None


def last_of(connection: Connection, action: str) -> str | None:
    """The body of the last entry of an action; None when there is none."""
    table = tables.record
    found: str | None = connection.execute(
        select(table.c.body)
        .where(table.c.body.contains(f'"action":"{action}"', autoescape=True))
        .order_by(table.c.seq.desc())
        .limit(1)
    ).scalar()
    return found


def _chain(connection: Connection, table: Table) -> Iterator[tuple[int, str, str]]:
    for row in connection.execute(select(table).order_by(table.c.seq)):
        yield row.seq, row.body, row.hash


def _seal(connection: Connection, seq: int, hidden: dict[str, Any]) -> str:
    nonce, content = commitments.nonce(), rfc8785.dumps(hidden)
    connection.execute(insert(tables.seals).values(seq=seq, nonce=nonce, content=content.decode()))
    return commitments.commit(nonce, content)


def newest(connection: Connection) -> datetime | None:
    """When the newest act was, by its own entry; None for an empty record."""
    body = connection.execute(select(tables.record.c.body).order_by(tables.record.c.seq.desc()).limit(1)).scalar()
    return datetime.fromisoformat(json.loads(body)["at"]) if body else None


def head(connection: Connection) -> str:
    """The hash of the newest entry: while it is the same nobody has done anything."""
    table = tables.record
    return connection.execute(select(table.c.hash).order_by(table.c.seq.desc()).limit(1)).scalar() or FIRST


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
