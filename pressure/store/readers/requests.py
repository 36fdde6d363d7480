"""Requests to be told when a level changes: asked, written to once, confirmed. What is over is deleted, not marked.

`due_at` is the moment from which a letter may go. Whoever sends first moves it on (`claim`), so that of two processes
one sends; a process that dies gives the letter back by itself when that moment comes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, delete, func, insert, select, update
from sqlalchemy.engine import Result

from pressure.store import tables

ASKED, WRITTEN, CONFIRMED = "asked", "written", "confirmed"
_TABLE, _C = tables.reader_requests, tables.reader_requests.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address for one council. `told` names the level it was last told of; empty for one that was told of none."""

    id: str
    council_code: str
    address_digest: str
    address_sealed: str
    state: str
    asked_at: datetime
    told: str = ""
    due_at: datetime
    failures: int = 0


def add(connection: Connection, request: Request) -> None:
    connection.execute(insert(_TABLE).values({c.name: getattr(request, c.name) for c in _C}))


def by_id(connection: Connection, request_id: str) -> Request | None:
    return _first(connection.execute(select(_TABLE).where(_C.id == request_id)))


def of_address(connection: Connection, digest: str) -> list[Request]:
    """Everything one address asked for."""
    rows = connection.execute(select(_TABLE).where(_C.address_digest == digest).order_by(_C.id))
    return [Request(**row._mapping) for row in rows]


def asked(connection: Connection, at: datetime, since: datetime, most: int) -> list[Request]:
    """Those who asked since a moment and whose letter may go now, oldest first."""
    query = select(_TABLE).where(_C.state == ASKED, _C.due_at <= at, _C.asked_at >= since)
    rows = connection.execute(query.order_by(_C.asked_at, _C.id).limit(most))
    return [Request(**row._mapping) for row in rows]


def councils(connection: Connection) -> list[str]:
    """The councils somebody is told of."""
    query = select(_C.council_code).where(_C.state == CONFIRMED).distinct().order_by(_C.council_code)
    return list(connection.execute(query).scalars())


def not_told(connection: Connection, council_code: str, told: str, at: datetime, most: int) -> list[Request]:
    """Those who confirmed and were last told something else, and whose letter may go now, longest waiting first."""
    query = select(_TABLE).where(
        _C.state == CONFIRMED, _C.council_code == council_code, _C.told != told, _C.due_at <= at
    )
    rows = connection.execute(query.order_by(_C.due_at, _C.id).limit(most))
    return [Request(**row._mapping) for row in rows]


def claim(connection: Connection, request: Request, until: datetime) -> bool:
    """Take the right to write to somebody until a moment. False when it is gone or another process has it."""
    wanted = update(_TABLE).where(
        _C.id == request.id, _C.state == request.state, _C.told == request.told, _C.due_at == request.due_at
    )
    return _hit(connection.execute(wanted.values(due_at=until)))


def change(connection: Connection, request_id: str, still: str, **values: Any) -> bool:
    """Change one that is still in this state; False when it is not."""
    return _hit(connection.execute(update(_TABLE).where(_C.id == request_id, _C.state == still).values(values)))


def remove(connection: Connection, request_id: str) -> bool:
    return _hit(connection.execute(delete(_TABLE).where(_C.id == request_id)))


def any_unconfirmed(connection: Connection, asked_before: datetime) -> bool:
    """Whether anybody did not answer in time."""
    query = select(_C.id).where(_C.state != CONFIRMED, _C.asked_at < asked_before).limit(1)
    return connection.execute(query).first() is not None


def remove_unconfirmed(connection: Connection, asked_before: datetime) -> int:
    """Forget who did not answer in time."""
    return _count(connection.execute(delete(_TABLE).where(_C.state != CONFIRMED, _C.asked_at < asked_before)))


def remove_address(connection: Connection, digest: str) -> int:
    return _count(connection.execute(delete(_TABLE).where(_C.address_digest == digest)))


def remove_all(connection: Connection) -> int:
    return _count(connection.execute(delete(_TABLE)))


def number(connection: Connection, *states: str) -> int:
    """How many are in one of these states."""
    return int(connection.execute(select(func.count()).select_from(_TABLE).where(_C.state.in_(states))).scalar_one())


def failing(connection: Connection) -> int:
    """How many letters were tried and did not go."""
    return int(connection.execute(select(func.count()).select_from(_TABLE).where(_C.failures > 0)).scalar_one())


def everything(connection: Connection) -> list[Request]:
    return [Request(**row._mapping) for row in connection.execute(select(_TABLE).order_by(_C.id))]


def _first(found: Result[Any]) -> Request | None:
    row = found.first()
    return None if row is None else Request(**row._mapping)


def _hit(done: Result[Any]) -> bool:
    return _count(done) == 1


def _count(done: Result[Any]) -> int:
    assert isinstance(done, CursorResult)
    return int(done.rowcount)
