"""Files received: one row each, with every note; a load can be withdrawn, never deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from pressure.store import tables

NOTE_COLUMNS = ("row", "kind", "column", "found", "expected", "next_step")


def latest(connection: Connection, source_id: str) -> Any | None:
    """The source's newest load that has not been withdrawn, as a row."""
    loads, gone = tables.loads, tables.load_withdrawals
    query = (select(loads).outerjoin(gone, gone.c.load_id == loads.c.id)
             .where(loads.c.source_id == source_id, gone.c.load_id.is_(None)))
    return connection.execute(query.order_by(loads.c.id.desc()).limit(1)).first()


def get(connection: Connection, load_id: int) -> Any | None:
    return connection.execute(select(tables.loads).where(tables.loads.c.id == load_id)).first()


def add(connection: Connection, *, notes: Iterable[dict[str, Any]], **values: Any) -> int:
    """Store a load with its reconciliation and every note; returns its id."""
    load_id = connection.execute(insert(tables.loads).values(values).returning(tables.loads.c.id)).scalar_one()
    rows = [{**note, "load_id": load_id} for note in notes]
    if rows:
        connection.execute(insert(tables.load_notes), rows)
    return int(load_id)


def notes(connection: Connection, load_id: int) -> list[dict[str, Any]]:
    query = select(*(tables.load_notes.c[name] for name in NOTE_COLUMNS)).where(tables.load_notes.c.load_id == load_id)
    return [dict(r._mapping) for r in connection.execute(query.order_by(tables.load_notes.c.id))]


def withdraw(connection: Connection, *, load_id: int, at: datetime, reason: str, by_person: str, by_role: str) -> None:
    connection.execute(insert(tables.load_withdrawals).values(
        load_id=load_id, withdrawn_at=at, reason=reason, by_person=by_person, by_role=by_role))


def withdrawn(connection: Connection) -> dict[int, Any]:
    return {r.load_id: r for r in connection.execute(select(tables.load_withdrawals))}
