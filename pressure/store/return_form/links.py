"""Which links of reminders were used: each works once."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from pressure.store import tables

USED = tables.return_links_used


def used(connection: Connection, digest: str) -> bool:
    """Whether the link of this digest was used."""
    return connection.execute(select(USED.c.digest).where(USED.c.digest == digest)).first() is not None


def use(connection: Connection, digest: str, at: datetime) -> None:
    """Note that it was. Once more is an error of the database."""
    connection.execute(insert(USED).values(digest=digest, used_at=at))


def forget(connection: Connection, before: datetime) -> None:
    """Delete those used before a moment, when they work no more in any case."""
    connection.execute(delete(USED).where(USED.c.used_at < before))
