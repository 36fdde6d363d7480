"""Levels as published, without their reasons: one line a step, so that a long history is read in little time."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, select, type_coerce

from pressure.store import tables
from pressure.store.ratings import newest_ids
from pressure.store.tables.types import Moment

COLUMNS = tables.ratings.c
MOMENTS = ("rated_at", "valid_until")
NAMES = (
    "council_code",
    "rated_at",
    "level_published",
    "status",
    "deciding_rule",
    "valid_until",
    "id",
    "release_id",
    "moved_by",
    "level_by_rules_before",
    "rules_of",
)
CODE, STARTS, ENDS, NUMBER = 0, 1, 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Consecutive ratings with one level, status and rule, without a gap. `valid_until` and `last_id` are those of
    the last one."""

    id: int
    last_id: int
    rated_at: datetime
    release_id: str
    level_published: int | None
    status: str
    deciding_rule: str | None
    valid_until: datetime | None
    moved_by: str | None = None
    level_by_rules_before: int | None = None
    rules_of: date | None = None


def level_steps(
    connection: Connection,
    track: str,
    until: datetime,
    *,
    since: datetime | None = None,
    council_code: str | None = None,
) -> dict[str, list[Step]]:
    """The steps of every council of a track up to a moment, or of one council, oldest first. With `since` the first
    step of a council is the one it was in then, cut down to its last rating. Read from an index alone, and times as
    the text they are stored as, whose order is theirs."""
    given = {"track": track, "until": until, "code": council_code, "since": since}
    rows = _rows(connection, _query(of_council=bool(council_code), since=bool(since)), given)
    if since:
        query = _query(of_council=bool(council_code), since=False)
        rows += _rows(connection, query.where(COLUMNS.id.in_(newest_ids(track, before=since))), given)
    found: dict[str, list[Step]] = {}
    first = last = None
    for row in sorted(rows, key=itemgetter(CODE, STARTS)):
        if first is None or last is None or _says(row) != _says(last) or (last[ENDS] and last[ENDS] < row[STARTS]):
            _add(found, first, last)
            first = row
        last = row
    _add(found, first, last)
    return found


@cache
def _query(*, of_council: bool, since: bool) -> Select[Any]:
    """Built once: what a release asks for again and again."""
    query = select(*(type_coerce(COLUMNS[n], Text) if n in MOMENTS else COLUMNS[n] for n in NAMES)).where(
        COLUMNS.track == bindparam("track"), COLUMNS.rated_at <= bindparam("until", type_=Moment)
    )
    query = query.where(COLUMNS.council_code == bindparam("code")) if of_council else query
    return query.where(COLUMNS.rated_at >= bindparam("since", type_=Moment)) if since else query


def _rows(connection: Connection, query: Select[Any], given: dict[str, Any]) -> list[Any]:
    return list(connection.execute(query, given).tuples().all())


def _says(row: Any) -> tuple[Any, ...]:
    code, _, level, status, rule, *_ = row
    return code, level, status, rule


def _add(found: dict[str, list[Step]], first: Any, last: Any) -> None:
    if first is not None:
        code, at, level, status, rule, _, number, release_id, moved_by, by_rules_before, rules_of = first
        found.setdefault(code, []).append(
            Step(
                id=number,
                last_id=last[NUMBER],
                rated_at=datetime.fromisoformat(at),
                release_id=release_id,
                level_published=level,
                status=status,
                deciding_rule=rule,
                valid_until=datetime.fromisoformat(last[ENDS]) if last[ENDS] else None,
                moved_by=moved_by,
                level_by_rules_before=by_rules_before,
                rules_of=rules_of,
            )
        )
