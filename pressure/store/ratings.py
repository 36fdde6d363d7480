"""Ratings as published: one row per council per release in which any public field changed."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from pressure.domain.ratings import Previous, Rating
from pressure.store import tables

IDS_AT_ONCE = 500
VOLATILE = ("at", "age_days", "release_id", "worked_out_afterwards")


def last_before(connection: Connection, council_code: str, at: datetime | None) -> Row[Any] | None:
    """The newest published row of a council, before a moment if one is given."""
    query = select(tables.ratings).where(tables.ratings.c.council_code == council_code)
    if at is not None:
        query = query.where(tables.ratings.c.rated_at < at)
    return connection.execute(query.order_by(tables.ratings.c.rated_at.desc()).limit(1)).first()


def current_of_track(connection: Connection, track: str, at: datetime | None = None) -> dict[str, Row[Any]]:
    """The newest row of every council of a track, by code."""
    table = tables.ratings
    newest = select(func.max(table.c.id)).where(table.c.track == track)
    if at is not None:
        newest = newest.where(table.c.rated_at <= at)
    rows = connection.execute(select(table).where(table.c.id.in_(newest.group_by(table.c.council_code))))
    return {r.council_code: r for r in rows}


def previous(row: Row[Any] | None) -> Previous | None:
    """What the next rating needs to know of a published or restated row."""
    if row is None:
        return None
    document = json.loads(row.explained)
    return Previous(level_published=document["level_published"], level_calculated=document["level_calculated"],
                    status=document["status"], since=datetime.fromisoformat(document["since"]),
                    holds=document["holds"], level_before=document["level_before"],
                    scored=frozenset(m["measure_id"] for m in document["measures"] if m["state"] == "scored"))


def unchanged(row: Row[Any] | None, shown: dict[str, Any]) -> bool:
    """Whether the public fields are what was published last; ages alone are not news."""
    return row is not None and comparable(json.loads(row.shown)) == comparable(shown)


def add(connection: Connection, rating: Rating, *, track: str, release_id: str,
        explained: dict[str, Any], shown: dict[str, Any]) -> None:
    """Store a rating as published; `explained` is exact and stays inside, `shown` is what the public sees."""
    connection.execute(insert(tables.ratings).values(
        council_code=rating.council_code, track=track, release_id=release_id, rated_at=rating.rated_at,
        points=rating.points, points_possible=rating.points_possible, level_points=rating.level_points,
        level_calculated=rating.level_calculated, level_published=rating.level_published, status=rating.status,
        deciding_rule=rating.deciding_rule, since=rating.since, data_to=rating.data_to, next_due=rating.next_due,
        valid_until=rating.valid_until, method_version=rating.method_version, explained=_text(explained),
        shown=_text(shown)))


def of_council(connection: Connection, council_code: str) -> list[Row[Any]]:
    query = select(tables.ratings).where(tables.ratings.c.council_code == council_code)
    return list(connection.execute(query.order_by(tables.ratings.c.rated_at)))


def of_track(connection: Connection, track: str) -> Iterator[Row[Any]]:
    """Every row of a track in the order published."""
    query = select(tables.ratings).where(tables.ratings.c.track == track).order_by(tables.ratings.c.id)
    yield from connection.execute(query)


def comparable(document: Any) -> Any:
    """The document without what changes by the passing of a day alone."""
    if isinstance(document, dict):
        return {k: comparable(v) for k, v in document.items() if k not in VOLATILE}
    if isinstance(document, list):
        return [comparable(v) for v in document]
    return document


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def timeline(connection: Connection, track: str, until: datetime) -> list[tuple[int, str, datetime]]:
    """(row id, council code, when rated) of every row of a track up to a moment, in the order published."""
    table = tables.ratings
    query = select(table.c.id, table.c.council_code, table.c.rated_at).where(
        table.c.track == track, table.c.rated_at <= until)
    return [(r.id, r.council_code, r.rated_at) for r in connection.execute(query.order_by(table.c.id))]


def by_ids(connection: Connection, ids: list[int]) -> dict[int, Row[Any]]:
    """Rows by id."""
    table, found = tables.ratings, {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        query = select(table).where(table.c.id.in_(ids[start:start + IDS_AT_ONCE]))
        found.update({r.id: r for r in connection.execute(query)})
    return found


def levels_of(connection: Connection, council_code: str, until: datetime) -> list[Row[Any]]:
    """A council's rows up to a moment without their reasons: what a history is drawn from."""
    table = tables.ratings
    names = ("id", "rated_at", "level_published", "level_calculated", "level_points", "status", "since",
             "valid_until", "points", "points_possible", "release_id")
    query = select(*(table.c[n] for n in names)).where(table.c.council_code == council_code,
                                                       table.c.rated_at <= until)
    return list(connection.execute(query.order_by(table.c.rated_at)))

