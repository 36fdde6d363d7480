"""Files received: one row each, with every note; a load can be withdrawn, never deleted."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from pressure.store import tables

NOTE_COLUMNS = ("row", "kind", "column", "found", "expected", "next_step", "rows")


def latest(connection: Connection, source_id: str) -> Any | None:
    """The source's newest load, as a row; None where that one was withdrawn, so that the file before it says something
    again."""
    loads, gone = tables.loads, tables.load_withdrawals
    newest = select(func.max(loads.c.id)).where(loads.c.source_id == source_id).scalar_subquery()
    query = (
        select(loads)
        .outerjoin(gone, gone.c.load_id == loads.c.id)
        .where(loads.c.id == newest, gone.c.load_id.is_(None))
    )
    return connection.execute(query).first()


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
    connection.execute(
        insert(tables.load_withdrawals).values(
            load_id=load_id, withdrawn_at=at, reason=reason, by_person=by_person, by_role=by_role
        )
    )


def withdrawn(connection: Connection) -> dict[int, Any]:
    return {r.load_id: r for r in connection.execute(select(tables.load_withdrawals))}


def per_period(connection: Connection, until: datetime) -> list[tuple[datetime, int, int]]:
    """(received, load id, new readings) of every load up to a moment."""
    table = tables.loads
    query = select(table.c.recorded_at, table.c.id, table.c.readings_added + table.c.readings_revised)
    rows = connection.execute(query.where(table.c.recorded_at <= until).order_by(table.c.id))
    return [(r[0], r[1], r[2]) for r in rows]


def weeks_received(
    connection: Connection, source_id: str, first: date, last: date, until: datetime
) -> dict[str, dict[date, dict[str, datetime]]]:
    """By council and week ending between two days, when each measure first came."""
    table = tables.readings
    query = (
        select(table.c.council_code, table.c.period_end, table.c.measure_id, func.min(table.c.recorded_at))
        .where(table.c.source_id == source_id, table.c.period_end.between(first, last), table.c.recorded_at <= until)
        .group_by(table.c.council_code, table.c.period_end, table.c.measure_id)
    )
    result: dict[str, dict[date, dict[str, datetime]]] = {}
    for code, week, measure, at in connection.execute(query):
        result.setdefault(code, {}).setdefault(week, {})[measure] = at
    return result


def first_weeks(connection: Connection, council_codes: Iterable[str], until: datetime) -> dict[str, date]:
    """The end of the first week each of these councils sent a return for, by council."""
    table = tables.readings
    first = (
        select(table.c.period_end)
        .where(
            table.c.council_code == tables.councils.c.code, table.c.cadence == "weekly", table.c.recorded_at <= until
        )
        .order_by(table.c.period_end)
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(tables.councils.c.code, first).where(
            tables.councils.c.code.in_(sorted(council_codes)), first.is_not(None)
        )
    )
    return {row.code: row[1] for row in rows}


def any_since(connection: Connection, source_id: str, since: datetime) -> bool:
    """Whether a source brought or took back anything after a moment."""
    table, gone = tables.loads, tables.load_withdrawals
    came = select(table.c.id).where(table.c.source_id == source_id, table.c.recorded_at > since).limit(1)
    went = (
        select(gone.c.load_id)
        .join(table, table.c.id == gone.c.load_id)
        .where(table.c.source_id == source_id, gone.c.withdrawn_at > since)
        .limit(1)
    )
    return connection.execute(came).first() is not None or connection.execute(went).first() is not None


def ever(connection: Connection, source_id: str, sha256: str) -> bool:
    """Whether these very bytes were loaded from a source at any time, and that stands."""
    return _last_of(connection, source_id, sha256) is not None


def replaced(connection: Connection, source_id: str, sha256: str) -> bool:
    """Whether these very bytes were loaded from a source, and another file of it after them."""
    own, last = _last_of(connection, source_id, sha256), latest(connection, source_id)
    return own is not None and last is not None and last.id > own


def _last_of(connection: Connection, source_id: str, sha256: str) -> int | None:
    table, gone = tables.loads, tables.load_withdrawals.c.load_id
    own = table.c.source_id == source_id, table.c.sha256 == sha256, table.c.id.not_in(select(gone))
    found: int | None = connection.execute(select(func.max(table.c.id)).where(*own)).scalar()
    return found
