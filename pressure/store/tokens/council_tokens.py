"""Tokens as rows: only the digest of one is kept, so a copy of the database sends nothing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from pressure.store import tables

TOKENS = tables.tokens


def add(
    connection: Connection,
    *,
    token_id: str,
    council_code: str,
    token_sha256: str,
    made_by: str,
    made_at: datetime,
    expires_at: datetime,
) -> None:
    connection.execute(
        insert(TOKENS).values(
            id=token_id,
            council_code=council_code,
            token_sha256=token_sha256,
            made_by=made_by,
            made_at=made_at,
            expires_at=expires_at,
        )
    )


def get(connection: Connection, token_id: str) -> Row[Any] | None:
    return connection.execute(select(TOKENS).where(TOKENS.c.id == token_id)).first()


def by_digest(connection: Connection, token_sha256: str) -> Row[Any] | None:
    """The token itself, whether it still opens anything or not."""
    return connection.execute(select(TOKENS).where(TOKENS.c.token_sha256 == token_sha256)).first()


def of_council(connection: Connection, council_code: str | None = None) -> Sequence[Row[Any]]:
    """Every token there ever was of a council, or of all, the newest first."""
    query = select(TOKENS).order_by(TOKENS.c.made_at.desc(), TOKENS.c.id)
    if council_code is not None:
        query = query.where(TOKENS.c.council_code == council_code)
    return connection.execute(query).all()


def end(connection: Connection, token_id: str, at: datetime) -> bool:
    """Whether it was not ended before."""
    ended = connection.execute(
        update(TOKENS).where(TOKENS.c.id == token_id, TOKENS.c.ended_at.is_(None)).values(ended_at=at)
    )
    return ended.rowcount == 1


def used(connection: Connection, token_id: str, day: date) -> None:
    connection.execute(update(TOKENS).where(TOKENS.c.id == token_id).values(last_used_on=day))


def last_sent(connection: Connection, council_code: str, source_id: str, sha256: str) -> Row[Any] | None:
    """The newest load of these very bytes that a token of this council sent, when it stands and no later load of the
    source said anything new of the council; None otherwise."""
    loads, gone, readings = tables.loads, tables.load_withdrawals, tables.readings
    theirs = select(TOKENS.c.id).where(TOKENS.c.council_code == council_code)
    own = connection.execute(
        select(func.max(loads.c.id)).where(
            loads.c.source_id == source_id,
            loads.c.sha256 == sha256,
            loads.c.by_person.in_(theirs),
            loads.c.id.not_in(select(gone.c.load_id)),
        )
    ).scalar()
    later = select(readings.c.id).where(
        readings.c.council_code == council_code, readings.c.source_id == source_id, readings.c.load_id > (own or 0)
    )
    if own is None or connection.execute(later.limit(1)).first() is not None:
        return None
    return connection.execute(select(loads).where(loads.c.id == own)).first()
