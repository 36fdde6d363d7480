"""Why an act was done, in words beside its entry. The entry holds a commitment to them, so that they can leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from pressure.document.entries import Commitment
from pressure.store import record, tables
from pressure.store.record import commitments

COMMITMENT = "reason_commitment"
WITHIN = {"begin_again": "reason", "change_key": "reason", "withdraw": "reason", "new_origin": "why"}
"""Where entries of an earlier form hold the words themselves; those of a load in `overruled`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A public reason as one line, as its file has it, and the nonce of the commitment to it."""

    words: str
    nonce: str

    @property
    def told(self) -> Commitment:
        """What its entry holds of it."""
        return {"reason_commitment": commitments.commit(self.nonce, self.words.encode())}


def reason_of(words: str) -> Reason:
    """Committed to under a new nonce."""
    return Reason(" ".join(words.split()), commitments.nonce())


def keep(connection: Connection, reason: Reason, *, council: str = "") -> None:
    """Beside the newest entry, which holds the commitment; the council whose words they are, if they are one's."""
    connection.execute(
        insert(tables.reasons_given).values(
            seq=record.size(connection), council_code=council, nonce=reason.nonce, words=reason.words
        )
    )


def beside(connection: Connection, until: int) -> Iterator[Row[Any]]:
    """Every one kept beside the first so many entries, with the body of its entry, in order."""
    kept, entries = tables.reasons_given, tables.record
    query = select(kept, entries.c.body).join(entries, entries.c.seq == kept.c.seq)
    yield from connection.execute(query.where(kept.c.seq <= until).order_by(kept.c.seq))


def committed(entry: Mapping[str, Any]) -> str:
    """The commitment that an entry holds to a reason, or empty."""
    return str(_holds(entry).get(COMMITMENT, ""))


def within(entry: Mapping[str, Any]) -> str:
    """The words that an entry of an earlier form holds itself, or empty."""
    return str(_holds(entry).get(WITHIN.get(entry["action"], "reason"), "")) if _may_hold(entry) else ""


def _holds(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    held: Mapping[str, Any] = entry["what"].get("overruled", entry["what"])
    return held


def _may_hold(entry: Mapping[str, Any]) -> bool:
    """A release and a removal give a reason of a fixed list, which is nobody's words."""
    return entry["action"] in WITHIN or "overruled" in entry["what"]
