"""Sessions as rows: only the digest of a session's token is kept, so a copy of the database opens nothing."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from pressure.store import tables

SESSIONS = tables.sessions


def add(connection: Connection, *, id_sha256: str, person_id: str, at: datetime, authenticated_at: datetime) -> None:
    connection.execute(
        insert(SESSIONS).values(
            id_sha256=id_sha256, person_id=person_id, created_at=at, last_seen_at=at, authenticated_at=authenticated_at
        )
    )


def get(connection: Connection, id_sha256: str) -> Row[Any] | None:
    """A session that was not ended, of a person who was not disabled. Limits of time are for the caller."""
    people = tables.people
    query = select(SESSIONS, people.c.name, people.c.managed_by).join(people, people.c.id == SESSIONS.c.person_id)
    return connection.execute(
        query.where(SESSIONS.c.id_sha256 == id_sha256, SESSIONS.c.ended_at.is_(None), people.c.disabled_at.is_(None))
    ).first()


def owner(connection: Connection, id_sha256: str) -> Row[Any] | None:
    """Whose session it is or was, also after it ended, and since when they may no longer sign in."""
    people = tables.people
    query = select(SESSIONS, people.c.disabled_at).join(people, people.c.id == SESSIONS.c.person_id)
    return connection.execute(query.where(SESSIONS.c.id_sha256 == id_sha256)).first()


def touch(connection: Connection, id_sha256: str, at: datetime) -> None:
    connection.execute(update(SESSIONS).where(SESSIONS.c.id_sha256 == id_sha256).values(last_seen_at=at))


def end(connection: Connection, id_sha256: str, at: datetime) -> bool:
    """End one session. Returns whether it was open."""
    ended = connection.execute(
        update(SESSIONS).where(SESSIONS.c.id_sha256 == id_sha256, SESSIONS.c.ended_at.is_(None)).values(ended_at=at)
    )
    return ended.rowcount == 1


def end_all(connection: Connection, person_id: str, at: datetime) -> int:
    """End the open sessions of a person. Returns how many there were."""
    return connection.execute(
        update(SESSIONS).where(SESSIONS.c.person_id == person_id, SESSIONS.c.ended_at.is_(None)).values(ended_at=at)
    ).rowcount


def move(connection: Connection, by: timedelta) -> None:
    """Open sessions move along when the clock of a rehearsal does."""
    for row in connection.execute(select(SESSIONS).where(SESSIONS.c.ended_at.is_(None))).all():
        moved = {name: getattr(row, name) + by for name in ("created_at", "last_seen_at", "authenticated_at")}
        connection.execute(update(SESSIONS).where(SESSIONS.c.id_sha256 == row.id_sha256).values(moved))


def forget(connection: Connection, before: datetime) -> None:
    """Remove rows of sessions opened before a moment by which each has run out."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.created_at < before))
