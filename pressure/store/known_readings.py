"""Which readings were known at a moment: received by then and not withdrawn, or brought out by a withdrawal."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, or_, select

from pressure.domain.as_known import KnownAt, as_known
from pressure.store import tables

_COLUMNS = tables.readings.c
_NEW, _OLD = tables.readings.alias("new"), tables.readings.alias("old")


def known(known_at: KnownAt) -> ColumnElement[bool]:
    """Asks for what had been received, or had replaced a figure withdrawn by then."""
    moments = as_known(known_at)
    if moments.acts <= moments.figures:
        return _COLUMNS.recorded_at <= moments.figures
    return _known(moments.figures, moments.acts)


def not_withdrawn(known_at: KnownAt | None) -> ColumnElement[bool]:
    """Asks for what had not been withdrawn by a moment, or by now."""
    gone = select(tables.load_withdrawals.c.load_id)
    if known_at is not None:
        gone = gone.where(tables.load_withdrawals.c.withdrawn_at <= as_known(known_at).acts)
    return _COLUMNS.load_id.not_in(gone)


def council_knew() -> Select[Any]:
    """Every reading of one council that was known, each with whether it was withdrawn by then, with the moments given
    later: `council`, and those of `moments`. A revision that changes no public figure is not among them, unless what it
    stands behind was withdrawn."""
    gone = select(tables.load_withdrawals.c.load_id).where(tables.load_withdrawals.c.withdrawn_at <= bindparam("acts"))
    return select(tables.readings, _COLUMNS.load_id.in_(gone).label("withdrawn")).where(
        _COLUMNS.council_code == bindparam("council"),
        _known(bindparam("figures"), bindparam("acts")),
        or_(_COLUMNS.same_as_load.is_(None), _COLUMNS.same_as_load.in_(gone)),
    )


def moments(known_at: KnownAt) -> dict[str, Any]:
    """What `council_knew` has to be given."""
    return {"figures": as_known(known_at).figures, "acts": as_known(known_at).acts}


def replacements(connection: Connection) -> list[Row[Any]]:
    """Every figure that had replaced one of a load by the time it was withdrawn: its key, load and moment, when the
    withdrawn one was received, and when it was withdrawn."""
    new, old, gone = _NEW.c, _OLD.c, tables.load_withdrawals.c
    return list(
        connection.execute(
            _replacing(
                new.council_code,
                new.measure_id,
                new.period_end,
                new.source_id,
                new.load_id,
                new.recorded_at,
                old.recorded_at.label("first_received"),
                gone.withdrawn_at,
            )
        )
    )


def _known(figures: Any, acts: Any) -> ColumnElement[bool]:
    new, old, gone = _NEW.c, _OLD.c, tables.load_withdrawals.c
    return or_(
        _COLUMNS.recorded_at <= figures,
        _COLUMNS.id.in_(
            _replacing(new.id).where(
                new.recorded_at > figures,
                old.recorded_at <= figures,
                gone.withdrawn_at > figures,
                gone.withdrawn_at <= acts,
            )
        ),
    )


def _replacing(*columns: Any) -> Select[Any]:
    new, old, gone = _NEW, _OLD, tables.load_withdrawals
    return (
        select(*columns)
        .select_from(gone)
        .join(old, old.c.load_id == gone.c.load_id)
        .join(
            new,
            (new.c.council_code == old.c.council_code)
            & (new.c.measure_id == old.c.measure_id)
            & (new.c.period_end == old.c.period_end)
            & (new.c.source_id == old.c.source_id)
            & (new.c.id > old.c.id)
            & (new.c.recorded_at <= gone.c.withdrawn_at),
        )
    )
