"""Ratings as published: one row per council per release in which any public field changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select

from pressure.document.shapes import RatingPart, SettlingPart
from pressure.domain.rating.causes import Cause
from pressure.domain.rating.results import Previous, Rating
from pressure.domain.rating.settling import NEVER, Settled
from pressure.store import tables
from pressure.store.releases import DEMONSTRATION
from pressure.store.tables.types import Moment

IDS_AT_ONCE = 500
ALWAYS = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
OF_RATING = (
    "council_code",
    "rated_at",
    "points",
    "points_possible",
    "level_points",
    "level_calculated",
    "since",
    "level_published",
    "status",
    "deciding_rule",
    "data_to",
    "next_due",
    "valid_until",
    "method_version",
    "rules_of",
)
LEFT = ("slot", "settling", "settling_from", "raised_spent")
LEFT_AS_CORRECTED = "left_as_corrected"
"""Of a restated row: what it leaves to the next, where corrections alone make that another thing than was published."""
VOLATILE = (
    "at",
    "age_days",
    "release_id",
    "worked_out_afterwards",
    "value_is_rounded",
    "slot",
    "settling_from",
    "cause",
)


class Published(Protocol):
    """A rating as it is stored: what a release reads of its row."""

    @property
    def id(self) -> int: ...
    @property
    def council_code(self) -> str: ...
    @property
    def rated_at(self) -> datetime: ...
    @property
    def level_published(self) -> int | None: ...
    @property
    def level_calculated(self) -> int | None: ...
    @property
    def status(self) -> str: ...
    @property
    def points(self) -> int: ...
    @property
    def points_possible(self) -> int: ...
    @property
    def since(self) -> datetime: ...
    @property
    def valid_until(self) -> datetime | None: ...
    @property
    def method_version(self) -> str: ...
    @property
    def shown(self) -> str: ...
    @property
    def release_id(self) -> str: ...


def last_before(connection: Connection, council_code: str, at: datetime | None) -> Row[Any] | None:
    """The newest published row of a council, before a moment if one is given."""
    query = select(tables.ratings).where(tables.ratings.c.council_code == council_code)
    if at is not None:
        query = query.where(tables.ratings.c.rated_at < at)
    return connection.execute(query.order_by(tables.ratings.c.rated_at.desc()).limit(1)).first()


def between(connection: Connection, council_code: str, first: datetime, last: datetime) -> list[Row[Any]]:
    """The id and the public document of each row of a council from one moment to another, oldest first."""
    own = tables.ratings.c
    query = select(own.id, own.shown).where(own.council_code == council_code, own.rated_at.between(first, last))
    return list(connection.execute(query.order_by(own.rated_at)))


def current_of_track(connection: Connection, track: str, at: datetime | None = None) -> dict[str, Row[Any]]:
    """The newest row of every council of a track, by code."""
    rows = connection.execute(select(tables.ratings).where(tables.ratings.c.id.in_(newest_ids(track, at=at))))
    return {r.council_code: r for r in rows}


def newest_ids(track: str, *, at: datetime | None = None, before: datetime | None = None) -> Select[Any]:
    """Asks for the id of the newest row of every council: of all, of those up to a moment, or of those before it.
    A council is of one track for good; naming it once, of the council, lets its own index find its newest row."""
    own, councils = tables.ratings.alias(), tables.councils
    newest = select(own.c.id).where(own.c.council_code == councils.c.code)
    if at is not None:
        newest = newest.where(own.c.rated_at <= at)
    if before is not None:
        newest = newest.where(own.c.rated_at < before)
    return select(newest.order_by(own.c.rated_at.desc()).limit(1).scalar_subquery()).where(
        councils.c.demonstration == int(track == DEMONSTRATION)
    )


def previous(row: Row[Any] | None) -> Previous | None:
    """What the next rating needs to know of a published or restated row. One by version 1 of the method left nothing to
    settle from."""
    return None if row is None else replace(previous_of(json.loads(row.explained)), rated_at=row.rated_at)


def as_corrected(row: Row[Any], again: Row[Any] | None) -> Previous:
    """The same of a published row, with what it would have left to the next had every figure that it knew been as it is
    now: its newest restatement says so where that is something else."""
    left = left_as_corrected(again) or {}
    return replace(previous_of(json.loads(row.explained) | left), rated_at=row.rated_at)


def left_as_corrected(again: Row[Any] | None) -> dict[str, object] | None:
    """What a restatement leaves to the next rating; None where it leaves what was published."""
    return json.loads(again.explained).get(LEFT_AS_CORRECTED) if again else None


def left_of(document: RatingPart) -> dict[str, object]:
    """The part of a document that says what a rating leaves to the next: see Previous.left."""
    return {name: value for name, value in document.items() if name in LEFT}


def previous_of(document: RatingPart) -> Previous:
    """What the next rating needs to know, from a public document."""
    ends, at = document["valid_until"], datetime.fromisoformat(document["at"])
    by_version_2 = "settling" in document
    return Previous(
        level_published=document["level_published"],
        level_before=document["level_before"],
        since=datetime.fromisoformat(document["since"]),
        valid_until=datetime.fromisoformat(ends) if ends else None,
        slot=datetime.fromisoformat(document["slot"]) if by_version_2 else at,
        settled=_settled(document["settling"]) if by_version_2 else NEVER,
        settled_from=_settled(document["settling_from"]) if by_version_2 else NEVER,
        raised_spent=frozenset(map(datetime.fromisoformat, document["raised_spent"])) if by_version_2 else frozenset(),
        rated_at=at,
        level_unsettled=document["level_unsettled"] if by_version_2 else None,
        rules_of=date.fromisoformat(document["method_published_on"]),
    )


def _settled(part: SettlingPart) -> Settled:
    to, since = part["return_to"], part["without_since"]
    return Settled(
        level=part["level"],
        lower=tuple(part["lower"]),
        return_to=date.fromisoformat(to) if to else None,
        without_since=datetime.fromisoformat(since) if since else None,
    )


def unchanged(row: Row[Any] | None, shown: str) -> bool:
    """Whether the public fields are what was published last; ages alone are not news."""
    return row is not None and _same(json.loads(row.shown), json.loads(shown))


def add(
    connection: Connection,
    rating: Rating,
    *,
    track: str,
    release_id: str,
    explained: str,
    shown: str,
    cause: Cause | None = None,
) -> None:
    """Store a rating as published; `explained` is exact and stays inside, `shown` is what the public sees, both as
    `text`. `cause` is what moved its level since the one before."""
    connection.execute(
        insert(tables.ratings),
        {
            "track": track,
            "release_id": release_id,
            "explained": explained,
            "shown": shown,
            "moved_by": cause.moved.value if cause else None,
            "level_by_rules_before": cause.level_by_rules_before if cause else None,
            **{name: getattr(rating, name) for name in OF_RATING},
        },
    )


def of_council(
    connection: Connection, council_code: str, *, start: datetime | None = None, before: datetime | None = None
) -> list[Row[Any]]:
    """A council's rows, oldest first; those of a part of time if moments are given."""
    query = select(tables.ratings).where(tables.ratings.c.council_code == council_code)
    query = query.where(tables.ratings.c.rated_at >= start) if start else query
    query = query.where(tables.ratings.c.rated_at < before) if before else query
    return list(connection.execute(query.order_by(tables.ratings.c.rated_at)).all())


def of_track(connection: Connection, track: str) -> Iterator[Row[Any]]:
    """Every row of a track in the order published."""
    query = select(tables.ratings).where(tables.ratings.c.track == track).order_by(tables.ratings.c.id)
    yield from connection.execute(query)


def _same(one: Any, other: Any) -> bool:
    """Whether two documents say the same, apart from what changes by the passing of a day alone."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k]) for k in one if k not in VOLATILE)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def text(document: Mapping[str, object]) -> str:
    """A document as it is stored: the same text for the same document."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def first_moment(connection: Connection, track: str, council_code: str | None = None) -> datetime | None:
    """When a track, or a council of it, was first rated."""
    table = tables.ratings
    own = table.c.council_code == council_code if council_code else table.c.track == track
    query = select(table.c.rated_at).where(own).order_by(table.c.rated_at).limit(1)
    found: datetime | None = connection.execute(query).scalar()
    return found


def published(
    connection: Connection,
    track: str,
    *,
    until: datetime,
    start: datetime = ALWAYS[0],
    end: datetime = ALWAYS[1],
    council_code: str | None = None,
) -> list[tuple[Row[Any], datetime | None]]:
    """Every row up to a moment, of a period and of a council if given, in the order published; without the exact
    figures inside; each with the moment the next one replaced it."""
    rows = connection.execute(
        _published(of_council=council_code is not None),
        {"own": council_code or track, "until": until, "start": start, "end": end},
    ).all()
    return [(row, row.replaced_at) for row in rows]


@cache
def _published(*, of_council: bool) -> Select[Any]:
    """Built once: what a release asks for again and again."""
    table, after, until = tables.ratings, tables.ratings.alias(), bindparam("until", type_=Moment)
    replaced_at = select(func.min(after.c.rated_at)).where(
        after.c.council_code == table.c.council_code, after.c.rated_at > table.c.rated_at, after.c.rated_at <= until
    )
    own = table.c.council_code if of_council else table.c.track
    shown = (column for column in table.c if column.name != "explained")
    return (
        select(*shown, replaced_at.scalar_subquery().label("replaced_at"))
        .where(
            own == bindparam("own"),
            table.c.rated_at <= until,
            table.c.rated_at >= bindparam("start"),
            table.c.rated_at < bindparam("end"),
        )
        .order_by(table.c.id)
    )


def by_ids(connection: Connection, ids: list[int]) -> dict[int, Row[Any]]:
    """Rows by id."""
    table, found = tables.ratings, {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        query = select(table).where(table.c.id.in_(ids[start : start + IDS_AT_ONCE]))
        found.update({r.id: r for r in connection.execute(query)})
    return found
