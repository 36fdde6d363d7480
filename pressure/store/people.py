"""Officers: who they are, what role they hold where, and who manages whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from pressure.store import tables


def add(connection: Connection, *, person_id: str, name: str, roles: Iterable[tuple[str, str]], created_at: datetime,
        managed_by: str | None = None, **more: Any) -> None:
    """Add a person with a role at one or more councils."""
    connection.execute(insert(tables.people).values(id=person_id, name=name, managed_by=managed_by,
                                                    created_at=created_at, **more))
    connection.execute(insert(tables.person_roles),
                       [{"person_id": person_id, "council_code": code, "role": role} for code, role in roles])


def get(connection: Connection, person_id: str) -> Row[Any] | None:
    return connection.execute(select(tables.people).where(tables.people.c.id == person_id)).first()


def roles(connection: Connection, person_id: str) -> frozenset[tuple[str, str]]:
    """(council code, role) pairs."""
    table = tables.person_roles
    rows = connection.execute(select(table.c.council_code, table.c.role).where(table.c.person_id == person_id))
    return frozenset((r.council_code, r.role) for r in rows)


def manages(connection: Connection, manager: str, person_id: str) -> bool:
    """Whether one person manages another, directly or through others."""
    seen: set[str] = set()
    current = get(connection, person_id)
    while current is not None and current.managed_by and current.managed_by not in seen:
        if current.managed_by == manager:
            return True
        seen.add(current.managed_by)
        current = get(connection, current.managed_by)
    return False


def disable(connection: Connection, person_id: str, at: datetime) -> None:
    connection.execute(update(tables.people).where(tables.people.c.id == person_id).values(disabled_at=at))
