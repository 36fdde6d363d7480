"""Loads as the people of some councils see them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from pressure.store import tables


def of_councils(
    connection: Connection, source_id: str, codes: Iterable[str], person_id: str, most: int
) -> list[Row[Any]]:
    """The newest loads of a source that said anything of these councils or were sent by this person, each with the
    newest week it brought figures for, if any."""
    loads, gone = tables.loads, tables.load_withdrawals
    about = select(tables.readings.c.load_id).where(
        tables.readings.c.council_code.in_(sorted(codes)), tables.readings.c.source_id == source_id
    )
    newest = (
        select(func.max(tables.readings.c.period_end))
        .where(tables.readings.c.load_id == loads.c.id)
        .scalar_subquery()
        .label("newest_week")
    )
    query = (
        select(loads, gone.c.withdrawn_at, gone.c.reason.label("withdrawn_because"), newest)
        .outerjoin(gone, gone.c.load_id == loads.c.id)
        .where(loads.c.source_id == source_id, or_(loads.c.id.in_(about), loads.c.by_person == person_id))
    )
    return list(connection.execute(query.order_by(loads.c.id.desc()).limit(most)))
