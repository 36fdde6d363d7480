"""When figures last came."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from pressure.store import tables


def last_received(
    connection: Connection, source_id: str, codes: Iterable[str], until: datetime
) -> dict[str, tuple[date, datetime]]:
    """By council: the last period of a source received by a moment, and when it first came."""
    table, result = tables.readings, {}
    for code in sorted(codes):
        query = select(table.c.period_end, table.c.recorded_at).where(
            table.c.council_code == code,
            table.c.cadence == "weekly",
            table.c.source_id == source_id,
            table.c.recorded_at <= until,
        )
        row = connection.execute(query.order_by(table.c.period_end.desc(), table.c.id).limit(1)).first()
        if row is not None:
            result[code] = (row.period_end, row.recorded_at)
    return result


def newest_period(connection: Connection, source_id: str, until: datetime) -> tuple[date | None, datetime | None]:
    """The last period of a source, and when the source was last received."""
    table = tables.readings
    ended = connection.execute(
        select(func.max(table.c.period_end)).where(table.c.source_id == source_id, table.c.recorded_at <= until)
    ).scalar()
    received = connection.execute(
        select(func.max(tables.loads.c.recorded_at)).where(
            tables.loads.c.source_id == source_id, tables.loads.c.recorded_at <= until
        )
    ).scalar()
    return ended, received


def newest_by_measure(connection: Connection, source_id: str, until: datetime) -> dict[str, date]:
    """The last period of each measure of a source received by a moment."""
    table = tables.readings
    query = select(table.c.measure_id, func.max(table.c.period_end)).where(
        table.c.source_id == source_id, table.c.recorded_at <= until
    )
    return dict(connection.execute(query.group_by(table.c.measure_id)).tuples().all())
