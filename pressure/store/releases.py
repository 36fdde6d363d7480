"""Releases: when each was published, on which facts and rules, and why."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from pressure.store import tables

REAL = "real"
DEMONSTRATION = "demonstration"
SCHEDULED = "scheduled"
"""The reason of a release that shows everything known. Every other one shows its own act alone."""
REASONS = (SCHEDULED, "declaration", "statement", "correction", "revision", "expiry", "review")
"""A fixed list: it stands in the record's entry, which no removal of words reaches."""


def next_id(connection: Connection, track: str, at: datetime) -> str:
    """UTC time and a counter, so that two releases in one second stay apart and in order."""
    count = connection.execute(
        select(func.count()).select_from(tables.releases).where(tables.releases.c.track == track)
    ).scalar_one()
    return f"{at.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}-{count + 1:04}"


def add(connection: Connection, **values: Any) -> None:
    connection.execute(insert(tables.releases).values(values))


def last(connection: Connection, track: str) -> Row[Any] | None:
    query = select(tables.releases).where(tables.releases.c.track == track)
    return connection.execute(query.order_by(tables.releases.c.published_at.desc()).limit(1)).first()


def of_track(connection: Connection, track: str) -> list[Row[Any]]:
    """Every release of a track, oldest first."""
    query = select(tables.releases).where(tables.releases.c.track == track)
    return list(connection.execute(query.order_by(tables.releases.c.published_at)))


def last_moment(connection: Connection, tracks: tuple[str, ...]) -> datetime | None:
    """When the newest release of any of the tracks was published: it knew every act up to then."""
    table = tables.releases
    query = select(table.c.published_at).where(table.c.track.in_(tracks))
    return connection.execute(query.order_by(table.c.published_at.desc()).limit(1)).scalar()
