"""Figures that replaced published ones, counted by council and load."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pressure.store import tables


def councils_and_time_of_load(connection: Connection, load_id: int) -> tuple[datetime, dict[str, dict[str, int]]]:
    """When a load was received, and how many figures of which measures it brought for whom."""
    table = tables.readings
    received = connection.execute(select(tables.loads.c.recorded_at).where(tables.loads.c.id == load_id)).scalar_one()
    query = select(table.c.council_code, table.c.measure_id, func.count()).where(table.c.load_id == load_id)
    found: dict[str, dict[str, int]] = {}
    for code, measure_id, count in connection.execute(query.group_by(table.c.council_code, table.c.measure_id)):
        found.setdefault(code, {})[measure_id] = count
    return received, found


def revisions(connection: Connection, until: datetime) -> list[Row[Any]]:
    """Council, load, source, measure, when received, how many figures, and when the first version of any was received;
    a load's lines for a council follow each other."""
    new, old, loads = tables.readings.alias("new"), tables.readings.alias("old"), tables.loads
    revising = (
        connection.execute(select(loads.c.id).where(loads.c.readings_revised > 0, loads.c.recorded_at <= until))
        .scalars()
        .all()
    )
    query = (
        select(
            new.c.council_code,
            new.c.load_id,
            new.c.source_id,
            new.c.measure_id,
            new.c.recorded_at.label("received"),
            func.count(new.c.id.distinct()).label("figures"),
            func.min(old.c.recorded_at).label("first_received"),
        )
        .join(
            old,
            (old.c.council_code == new.c.council_code)
            & (old.c.measure_id == new.c.measure_id)
            & (old.c.period_end == new.c.period_end)
            & (old.c.source_id == new.c.source_id)
            & (old.c.id < new.c.id),
        )
        .where(new.c.load_id.in_(revising), new.c.same_as_load.is_(None))
        .group_by(new.c.council_code, new.c.load_id, new.c.source_id, new.c.measure_id, new.c.recorded_at)
    )
    ordered = query.order_by(new.c.load_id, new.c.council_code, new.c.measure_id)
    return list(connection.execute(ordered)) if revising else []


def changed_levels(connection: Connection, track: str, until: datetime) -> list[Row[Any]]:
    """Published levels that a restatement changed: council, both levels, what the first was, both releases."""
    again, row = tables.restatements, tables.ratings
    query = (
        select(
            row.c.council_code,
            again.c.correction_id,
            row.c.level_published.label("was"),
            row.c.status,
            again.c.level_published.label("now"),
            row.c.release_id.label("published_in"),
            again.c.release_id.label("restated_in"),
        )
        .join(row, row.c.id == again.c.rating_id)
        .where(
            again.c.track == track,
            again.c.published_at <= until,
            row.c.level_published.is_distinct_from(again.c.level_published),
        )
    )
    return list(connection.execute(query.order_by(again.c.id)))
