"""Drafts: private, changeable, one person's own; no fact and no part of the record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from pressure.store import tables

DRAFTS = tables.drafts


def save(connection: Connection, *, draft_id: str, person_id: str, fields: str, at: datetime, **fixed: Any) -> None:
    """Keep a draft, or bring one's own up to date; nobody else's is ever touched."""
    own = (DRAFTS.c.id == draft_id, DRAFTS.c.person_id == person_id)
    changed = connection.execute(update(DRAFTS).where(*own).values(fields=fields, updated_at=at, **fixed))
    if changed.rowcount == 0:
        connection.execute(
            insert(DRAFTS).values(id=draft_id, person_id=person_id, fields=fields, updated_at=at, **fixed)
        )


def get(connection: Connection, draft_id: str, person_id: str) -> Row[Any] | None:
    return connection.execute(select(DRAFTS).where(DRAFTS.c.id == draft_id, DRAFTS.c.person_id == person_id)).first()


def of_person(connection: Connection, person_id: str) -> list[Row[Any]]:
    """A person's drafts, newest first."""
    query = select(DRAFTS).where(DRAFTS.c.person_id == person_id).order_by(DRAFTS.c.updated_at.desc(), DRAFTS.c.id)
    return list(connection.execute(query))


def remove(connection: Connection, draft_id: str, person_id: str) -> None:
    connection.execute(delete(DRAFTS).where(DRAFTS.c.id == draft_id, DRAFTS.c.person_id == person_id))
