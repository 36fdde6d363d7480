"""Letters that an act asked for: a row within the act's transaction, gone once the letter is written."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from pressure.store import tables

LETTERS = tables.officer_letters


def ask(connection: Connection, people: Iterable[str], *, declaration_id: str, text_sha256: str, at: datetime) -> None:
    """Have each of some people be told that this text waits."""
    rows = [
        {"person_id": one, "declaration_id": declaration_id, "text_sha256": text_sha256, "asked_at": at}
        for one in people
    ]
    if rows:
        connection.execute(insert(LETTERS), rows)


def waiting(connection: Connection) -> list[Row[Any]]:
    """Every letter that is not written yet, oldest first."""
    return list(connection.execute(select(LETTERS).order_by(LETTERS.c.id)))


def written(connection: Connection, letter_id: int) -> bool:
    """Take a letter off the list. False where somebody else has."""
    return connection.execute(delete(LETTERS).where(LETTERS.c.id == letter_id)).rowcount == 1
