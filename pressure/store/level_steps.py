"""Levels as published, without their reasons: one line a step, so that a long history is read in little time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, select, type_coerce

from pressure.store import tables

COLUMNS = tables.ratings.c
MOMENTS = ("rated_at", "valid_until")
STARTS, ENDS, NUMBER = 1, 5, 6


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
    """The steps of every council of a track up to a moment, oldest first. Read from an index alone, and times as the
    text they are stored as, whose order is theirs."""
    names = ("council_code", "rated_at", "level_published", "status", "deciding_rule", "valid_until", "id",
             "release_id")
    query = (select(*(type_coerce(COLUMNS[n], Text) if n in MOMENTS else COLUMNS[n] for n in names))
             .where(COLUMNS.track == track, COLUMNS.rated_at <= until)
             .order_by(COLUMNS.council_code, COLUMNS.rated_at))
    found: dict[str, list[Step]] = {}
    first = last = None
    for row in connection.execute(query).tuples():
        if first is None or last is None or _says(row) != _says(last) or (last[ENDS] and last[ENDS] < row[STARTS]):
            _add(found, first, last)
            first = row
        last = row
    _add(found, first, last)
    return found


def _says(row: Any) -> tuple[Any, ...]:
    code, _, level, status, rule, *_ = row
    return code, level, status, rule


def _add(found: dict[str, list[Step]], first: Any, last: Any) -> None:
    if first is not None:
        code, at, level, status, rule, _, number, release_id = first
        found.setdefault(code, []).append(Step(
            id=number, last_id=last[NUMBER], rated_at=datetime.fromisoformat(at), release_id=release_id,
            level_published=level, status=status, deciding_rule=rule,
            valid_until=datetime.fromisoformat(last[ENDS]) if last[ENDS] else None))
