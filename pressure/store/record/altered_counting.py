"""Answers about how councils count that are not those of their entries; their words are looked at as texts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pressure.document.entries import SAY_HOW_COUNTED
from pressure.store import record, tables


def altered_counting(connection: Connection, entries: list[dict[str, Any]]) -> Iterator[str]:
    """In words, one an answer. Of answers that were given before this record began there is no entry."""
    sealed = record.opened(connection)
    told = {
        seal["number"]: _told(entry, seal)
        for entry in entries
        if entry["action"] == SAY_HOW_COUNTED.action and (seal := sealed.get(entry["seq"]))
    }
    rows = {row.id: row for row in connection.execute(select(tables.counting_answers))}
    first = min(told, default=None)
    for number in sorted(rows.keys() | told.keys()):
        row = rows.get(number)
        if row is None:
            yield f"answer {number} about counting: its entry stands alone"
        elif number not in told:
            if first is not None and number > first:
                yield f"answer {number} about counting: no entry tells of it"
        elif _stored(row) != told[number]:
            yield f"answer {number} about counting: it is not that of its entry"


def _told(entry: dict[str, Any], seal: dict[str, Any]) -> tuple[Any, ...]:
    what = entry["what"]
    return (
        *(what[name] for name in ("council_code", "measure_id", "question")),
        *(seal[name] for name in ("choice", "told", "since", "person")),
        entry["by"]["role"],
        datetime.fromisoformat(entry["at"]),
    )


def _stored(row: Row[Any]) -> tuple[Any, ...]:
    return (
        row.council_code,
        row.measure_id,
        row.question,
        row.choice,
        row.told,
        row.since.isoformat() if row.since else None,
        row.by_person,
        row.by_role,
        row.answered_at,
    )
