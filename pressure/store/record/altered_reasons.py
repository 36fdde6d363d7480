"""Reasons beside entries of the record that are not what the entries commit to, nor what a removal left."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pressure.domain.moments import day_of
from pressure.domain.redactions import mark
from pressure.store import record, tables
from pressure.store.record import commitments
from pressure.store.record.reasons_given import committed


def altered_reasons(connection: Connection, entries: list[dict[str, Any]]) -> Iterator[str]:
    """A sentence per reason."""
    told = {entry["seq"]: commitment for entry in entries if (commitment := committed(entry))}
    rows = {row.seq: row for row in connection.execute(select(tables.reasons_given))}
    removed = _removed(entries, record.opened(connection))
    for seq in sorted(rows.keys() | told.keys()):
        row = rows.get(seq)
        if seq not in told:
            yield f"reason-{seq}: no entry tells of these words"
        elif seq in removed:
            if row is None or (row.words, row.nonce) != (removed[seq], ""):
                yield f"reason-{seq}: what is left of its words was changed"
        elif row is None or not row.nonce or commitments.commit(row.nonce, row.words.encode()) != told[seq]:
            yield f"reason-{seq}: its words are not those of its entry"


def _removed(entries: list[dict[str, Any]], sealed: dict[int, dict[str, Any]]) -> dict[int, str]:
    """What stands in place of the words that a removal took out, by the number of their entry."""
    return {
        int(text_id.removeprefix("reason-")): mark(day_of(datetime.fromisoformat(entry["at"])), entry["what"]["reason"])
        for entry in entries
        if entry["action"] == "redact"
        and (text_id := sealed.get(entry["seq"], {}).get("text", "")).startswith("reason-")
    }
