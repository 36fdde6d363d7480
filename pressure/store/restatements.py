"""What past ratings would have been with what came later: never instead of what was published, always beside it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from pressure.domain.rating.results import Rating
from pressure.store import tables


def add(
    connection: Connection,
    rating: Rating,
    *,
    rating_id: int,
    track: str,
    release_id: str,
    published_at: datetime,
    correction_id: str,
    explained: str,
    shown: str,
) -> None:
    """Store a restated rating with the correction that gave rise to it."""
    connection.execute(
        insert(tables.restatements).values(
            rating_id=rating_id,
            track=track,
            release_id=release_id,
            published_at=published_at,
            correction_id=correction_id,
            level_published=rating.level_published,
            explained=explained,
            shown=shown,
        )
    )


def newest(connection: Connection, track: str, until: datetime) -> dict[int, Row[Any]]:
    """The newest restatement of each rating row up to a moment, by the row's id; with `rated_at`, when that row was
    rated, and the council."""
    table, rated = tables.restatements, tables.ratings
    last = select(func.max(table.c.id)).where(table.c.track == track, table.c.published_at <= until)
    rows = connection.execute(
        select(table, rated.c.rated_at, rated.c.council_code)
        .join(rated, rated.c.id == table.c.rating_id)
        .where(table.c.id.in_(last.group_by(table.c.rating_id)))
        .order_by(table.c.id)
    )
    return {r.rating_id: r for r in rows}


def of_rating(connection: Connection, rating_id: int, until: datetime) -> Row[Any] | None:
    """The newest restatement of one rating row up to a moment."""
    table = tables.restatements
    query = select(table).where(table.c.rating_id == rating_id, table.c.published_at <= until)
    return connection.execute(query.order_by(table.c.id.desc()).limit(1)).first()


def of_release(connection: Connection, track: str, release_id: str) -> set[str]:
    """The councils of which a release put a past row right."""
    table, rated = tables.restatements, tables.ratings
    query = select(rated.c.council_code).join(table, rated.c.id == table.c.rating_id)
    return set(connection.scalars(query.where(table.c.track == track, table.c.release_id == release_id)))


def late_figures(
    connection: Connection, after: datetime, until: datetime, codes: Iterable[str]
) -> dict[str, tuple[date, str]]:
    """By council: the first period end among figures received in a span, with the load that brought it."""
    table, wanted = tables.readings, set(codes)
    result: dict[str, tuple[date, str]] = {}
    query = (
        select(table.c.council_code, table.c.period_end, table.c.load_id)
        .where(table.c.recorded_at > after, table.c.recorded_at <= until, table.c.same_as_load.is_(None))
        .order_by(table.c.period_end, table.c.id)
    )
    for code, ended, load_id in connection.execute(query):
        if code in wanted and code not in result:
            result[code] = (ended, f"L{load_id}-{code}")
    return result
