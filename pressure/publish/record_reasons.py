"""The public reasons of acts beside the record: as a file that can be checked against the entries, and for its page."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pressure.publish.csv_text import csv_bytes
from pressure.publish.draft import Draft
from pressure.publish.facts import Facts
from pressure.store import reasons_given
from pressure.store.engine import Connection

NAME = "reasons.csv"
COLUMNS = ("entry", "recorded_at", "action", "reason_commitment", "nonce", "reason")
SPEAK = ('"overruled":', *(f'"action":"{action}"' for action in reasons_given.WITHIN))
Shown = tuple[int, str, str, str]
"""An entry's number, its time and act, and the words."""


def path(facts: Facts) -> str:
    return f"record/{facts.csv_name(NAME)}"


def add(draft: Draft, facts: Facts) -> None:
    """reasons.csv: one row an entry before the release's own that commits to words, with the nonce to check them by."""
    made = list(_rows(facts.connection, facts.record_before[facts.release.id]["entries"]))
    draft.put(path(facts), str(made), lambda: csv_bytes(COLUMNS, made))


def shown(connection: Connection, entries: Sequence[tuple[int, str, str]]) -> list[Shown]:
    """Every reason of some entries, the newest first: those that stand beside them and those that stand within."""
    kept = {row["entry"]: row["reason"] for row in _rows(connection, len(entries))}
    holds = [
        json.loads(body) for seq, body, _ in reversed(entries) if seq in kept or any(needle in body for needle in SPEAK)
    ]
    return [
        (entry["seq"], entry["at"], entry["action"], words)
        for entry in holds
        if (words := reasons_given.within(entry) or (reasons_given.committed(entry) and kept.get(entry["seq"])))
    ]


def _rows(connection: Connection, until: int) -> Iterator[dict[str, Any]]:
    for row in reasons_given.beside(connection, until):
        entry = json.loads(row.body)
        yield {
            "entry": row.seq,
            "recorded_at": datetime.fromisoformat(entry["at"]),
            "action": entry["action"],
            "reason_commitment": reasons_given.committed(entry),
            "nonce": row.nonce or None,
            "reason": row.words,
        }
