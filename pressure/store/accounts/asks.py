"""Asks for an account: kept until somebody answers or time is up, then deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, delete, func, insert, select
from sqlalchemy.engine import Result

from pressure.store import tables

_TABLE, _C = tables.account_asks, tables.account_asks.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One person who asks to be let in at one council, in one role. Name and address are sealed."""

    id: str
    council_code: str
    role: str
    address_digest: str
    person_sealed: str
    asked_at: datetime


def add(connection: Connection, ask: Ask) -> None:
    connection.execute(insert(_TABLE).values({c.name: getattr(ask, c.name) for c in _C}))


def by_id(connection: Connection, ask_id: str) -> Ask | None:
    row = connection.execute(select(_TABLE).where(_C.id == ask_id)).first()
    return None if row is None else Ask(**row._mapping)


def of_address(connection: Connection, council_code: str, digest: str) -> Ask | None:
    """What one address asked of one council."""
    row = connection.execute(select(_TABLE).where(_C.council_code == council_code, _C.address_digest == digest)).first()
    return None if row is None else Ask(**row._mapping)


def everything(connection: Connection) -> list[Ask]:
    """Every ask, the oldest first."""
    return [Ask(**row._mapping) for row in connection.execute(select(_TABLE).order_by(_C.asked_at, _C.id))]


def number(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(_TABLE)).scalar_one())


def remove(connection: Connection, ask_id: str) -> bool:
    """Whether it was there until now."""
    return _count(connection.execute(delete(_TABLE).where(_C.id == ask_id))) == 1


def remove_old(connection: Connection, asked_before: datetime) -> int:
    """Forget what nobody answered in time."""
    return _count(connection.execute(delete(_TABLE).where(_C.asked_at < asked_before)))


def _count(done: Result[Any]) -> int:
    assert isinstance(done, CursorResult)
    return int(done.rowcount)
