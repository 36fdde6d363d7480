"""Officers' words that are not those of their entry: comments, statements, requests, answers, views and why a proposal
was sent back. What was written before entries sealed words is not covered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from pressure.domain.moments import day_of
from pressure.domain.redactions import mark
from pressure.store import record
from pressure.store.record import written_texts
from pressure.store.record.commitments import plain


def altered_texts(connection: Connection, entries: list[dict[str, Any]]) -> Iterator[str]:
    """A sentence per text."""
    told = _told(entries, record.opened(connection))
    for text_id, digest in told.items():
        text = written_texts.get(connection, text_id)
        if text is None or plain(text.stored) != digest:
            yield f"{text_id}: its words are not those of its entry"
    first: dict[str, int] = {}
    for kind, number in map(_numbered, told):
        first[kind] = min(first.get(kind, number), number)
    for text in written_texts.every(connection):
        kind, _, id_ = text.id.partition("-")
        if text.id not in told and kind in first and int(id_) >= first[kind]:
            yield f"{text.id}: no entry tells of these words"


def _told(entries: list[dict[str, Any]], sealed: dict[int, dict[str, Any]]) -> dict[str, str]:
    """The sha256 that each text has to have, by its id: of what was written, or of the mark once it was removed."""
    told: dict[str, str] = {}
    for entry in entries:
        seal = sealed.get(entry["seq"], {})
        if "written" in seal:
            told[seal["written"]["id"]] = seal["written"]["sha256"]
        elif entry["action"] == "redact" and seal.get("text") in told:
            told[seal["text"]] = plain(mark(day_of(datetime.fromisoformat(entry["at"])), entry["what"]["reason"]))
    return told


def _numbered(text_id: str) -> tuple[str, int]:
    kind, _, number = text_id.partition("-")
    return kind, int(number)
