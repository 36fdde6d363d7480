"""Levels as published, without their reasons: one line a step, so that a long history is read in little time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, Subquery, func, or_, select

from pressure.store import tables

COLUMNS = tables.ratings.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Ratings in a row that say the same of the level, each published before the one before it ran out.
    `valid_until` and `last_id` are those of the last of them."""

    id: int
    last_id: int
    rated_at: datetime
    release_id: str
    level_published: int | None
    status: str
    deciding_rule: str | None
    valid_until: datetime | None


def level_steps(connection: Connection, track: str, until: datetime) -> dict[str, list[Step]]:
    """The steps of every council of a track up to a moment, oldest first. Read from an index alone."""
    lines = _with_the_one_before(track, until)
    before = lines.c
    changed = or_(before.number_before.is_(None), before.level_published.is_distinct_from(before.level_before),
                  before.status != before.status_before, before.deciding_rule.is_distinct_from(before.rule_before),
                  before.ended_before < before.rated_at)
    found: dict[str, list[Any]] = {}
    query = select(lines).where(or_(changed, before.number_after.is_(None)))
    for row in connection.execute(query.order_by(before.council_code, before.rated_at)):
        found.setdefault(row.council_code, []).append(row)
    return {code: _steps(rows) for code, rows in sorted(found.items())}


def _with_the_one_before(track: str, until: datetime) -> Subquery:
    over: dict[str, Any] = {"partition_by": COLUMNS.council_code, "order_by": (COLUMNS.rated_at,)}
    names = ("id", "council_code", "rated_at", "level_published", "status", "deciding_rule", "valid_until",
             "release_id")
    return (select(*(COLUMNS[n] for n in names), func.lag(COLUMNS.id).over(**over).label("number_before"),
                   func.lead(COLUMNS.id).over(**over).label("number_after"),
                   func.lag(COLUMNS.level_published).over(**over).label("level_before"),
                   func.lag(COLUMNS.status).over(**over).label("status_before"),
                   func.lag(COLUMNS.deciding_rule).over(**over).label("rule_before"),
                   func.lag(COLUMNS.valid_until).over(**over).label("ended_before"))
            .where(COLUMNS.track == track, COLUMNS.rated_at <= until).subquery())


def _steps(rows: Sequence[Row[Any]]) -> list[Step]:
    """Rows that begin a step, and the newest one, which may only go on with one."""
    newest = rows[-1]
    starts = [r for r in rows if r is not newest or _begins(r)]
    steps = []
    for row, after in pairwise([*starts, None]):
        if row is not None:
            last_id, ended = (after.number_before, after.ended_before) if after else (newest.id, newest.valid_until)
            steps.append(Step(id=row.id, last_id=last_id, rated_at=row.rated_at, release_id=row.release_id,
                              level_published=row.level_published, status=row.status,
                              deciding_rule=row.deciding_rule, valid_until=ended))
    return steps


def _begins(row: Row[Any]) -> bool:
    return (row.number_before is None or row.ended_before is not None and row.ended_before < row.rated_at
            or (row.level_published, row.status, row.deciding_rule) != (
                row.level_before, row.status_before, row.rule_before))
