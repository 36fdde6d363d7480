"""The public reasons of acts: those beside entries of the record, and those that stand within earlier ones."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from pressure.document.rows import CommittedReasonRow
from pressure.store.engine import Connection
from pressure.store.record import reasons_given

SPEAK = ('"overruled":', *(f'"action":"{action}"' for action in reasons_given.WITHIN))
Shown = tuple[int, str, str, str]
"""An entry's number, its time and act, and the words."""


def shown(connection: Connection, entries: Sequence[tuple[int, str, str]]) -> list[Shown]:
    """Every reason of some entries, the newest first: those that stand beside them and those that stand within."""
    kept = {row["entry"]: row["reason"] for row in rows(connection, len(entries))}
    holds = [
        json.loads(body) for seq, body, _ in reversed(entries) if seq in kept or any(needle in body for needle in SPEAK)
    ]
    return [
        (entry["seq"], entry["at"], entry["action"], words)
        for entry in holds
        if (words := reasons_given.within(entry) or (reasons_given.committed(entry) and kept.get(entry["seq"])))
    ]


def rows(connection: Connection, until: int) -> Iterator[CommittedReasonRow]:
    """Those beside the first so many entries, as the file has them."""
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
