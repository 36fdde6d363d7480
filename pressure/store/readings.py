"""Readings in and out of the database, as known at any moment."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, or_, select

from pressure.domain.as_known import KnownAt, as_known
from pressure.domain.measures import Cadence
from pressure.domain.readings import Reading, Status, latest_versions
from pressure.store import tables

CHUNK = 10_000
_COLUMNS = tables.readings.c
_NEW, _OLD = tables.readings.alias("new"), tables.readings.alias("old")


def add(connection: Connection, readings: Iterable[Reading], load_id: int, at: datetime | None = None) -> int:
    """Insert readings as received by one load, at one moment if given; returns how many."""
    batch, count = [], 0
    for reading in readings:
        batch.append(_values(reading, load_id, at))
        count += 1
        if len(batch) == CHUNK:
            connection.execute(insert(tables.readings), batch)
            batch = []
    if batch:
        connection.execute(insert(tables.readings), batch)
    return count


def newest_of_source(connection: Connection, source_id: str, first: date, last: date,
                     councils: Iterable[str] | None = None) -> dict[tuple[str, str, date, str], Reading]:
    """The newest version of each reading of a source whose period ends within two days, by key."""
    wanted = [_COLUMNS.source_id == source_id, _COLUMNS.period_end.between(first, last), _not_withdrawn(None)]
    codes = sorted(set(councils or ()))
    if 0 < len(codes) <= 200:
        wanted.append(_COLUMNS.council_code.in_(codes))
    rows = connection.execute(select(tables.readings).where(*wanted))
    return {r.key: r for r in latest_versions(_reading(row) for row in rows)}


def councils_of_load(connection: Connection, load_id: int) -> set[str]:
    """The councils and areas a load said anything new about."""
    return set(connection.execute(select(_COLUMNS.council_code).where(_COLUMNS.load_id == load_id)
                                  .distinct()).scalars())


def for_rating(connection: Connection, council_code: str, *, day: date, known_at: KnownAt,
               fresh_days: Mapping[Cadence, int], measures: Iterable[str]) -> list[Reading]:
    """Every reading that could still count on the day or later, and what a rating shows of measures without one:
    the latest known figures and the latest week returned. Rating all of history gives the same answer."""
    query = select(tables.readings).where(_COLUMNS.council_code == council_code, _known(known_at),
                                          _not_withdrawn(known_at))
    found = [_reading(r) for cadence, days in fresh_days.items() for r in connection.execute(query.where(
        _COLUMNS.cadence == cadence.value, _COLUMNS.period_end >= day - timedelta(days=days)))]
    recent = day - timedelta(days=min(fresh_days.values()))  # what is not in `found` is older than this
    settled = {r.measure_id for r in latest_versions(found) if recent <= r.period_end <= day and _has_figure(r)}
    ended = query.where(_COLUMNS.period_end <= day).order_by(
        _COLUMNS.period_end.desc(), _COLUMNS.recorded_at.desc(), _COLUMNS.load_id.desc(), _COLUMNS.row.desc())
    for measure_id in sorted(set(measures) - settled):
        found += _down_to_a_figure(connection, ended.where(_COLUMNS.measure_id == measure_id))
    weekly = ended.where(_COLUMNS.cadence == Cadence.WEEKLY.value, _COLUMNS.from_council == 1).limit(1)
    found += [_reading(r) for r in connection.execute(weekly)]
    return list(dict.fromkeys(found))


def history(connection: Connection, *, known_at: datetime, council_code: str | None = None,
            measure_id: str | None = None, newer_than_load: int = 0) -> Iterator[Reading]:
    """Every reading received by a moment, in the order received; earlier versions included."""
    query = select(tables.readings).where(_known(known_at), _not_withdrawn(known_at),
                                          _COLUMNS.load_id > newer_than_load)
    if council_code:
        query = query.where(_COLUMNS.council_code == council_code)
    if measure_id:
        query = query.where(_COLUMNS.measure_id == measure_id)
    for row in connection.execution_options(yield_per=CHUNK).execute(query.order_by(_COLUMNS.id)):
        yield _reading(row)


def published(connection: Connection, *, councils: Iterable[str], measures: Iterable[str],
              known_at: KnownAt) -> dict[str, list[Reading]]:
    """What publications, never councils themselves, have said of some measures, by council; all versions."""
    query = select(tables.readings).where(
        _COLUMNS.council_code.in_(sorted(councils)), _COLUMNS.measure_id.in_(sorted(measures)),
        _COLUMNS.from_council == 0, _known(known_at), _not_withdrawn(known_at))
    found: dict[str, list[Reading]] = {}
    for row in connection.execute(query):
        found.setdefault(row.council_code, []).append(_reading(row))
    return found


def _down_to_a_figure(connection: Connection, query: Select[Any]) -> list[Reading]:
    """Every version of the newest periods, back to the first one that ended up with a figure."""
    taken: list[Reading] = []
    result = connection.execute(query)
    for _, versions in groupby(map(_reading, result), key=lambda r: r.period_end):
        period = list(versions)
        taken += period
        if any(_has_figure(r) for r in latest_versions(period)):
            break
    result.close()
    return taken


def _has_figure(reading: Reading) -> bool:
    return reading.value is not None or (reading.numerator is not None and bool(reading.denominator))


def _known(known_at: KnownAt) -> ColumnElement[bool]:
    known = as_known(known_at)
    received = _COLUMNS.recorded_at <= known.figures
    if known.acts <= known.figures:
        return received
    new, old, gone = _NEW, _OLD, tables.load_withdrawals.c
    return or_(received, _COLUMNS.id.in_(_replacing(new.c.id).where(
        new.c.recorded_at > known.figures, old.c.recorded_at <= known.figures,
        gone.withdrawn_at > known.figures, gone.withdrawn_at <= known.acts)))


def _not_withdrawn(known_at: KnownAt | None) -> ColumnElement[bool]:
    gone = select(tables.load_withdrawals.c.load_id)
    if known_at is not None:
        gone = gone.where(tables.load_withdrawals.c.withdrawn_at <= as_known(known_at).acts)
    return _COLUMNS.load_id.not_in(gone)


def _values(reading: Reading, load_id: int, at: datetime | None) -> dict[str, Any]:
    return {"council_code": reading.council_code, "measure_id": reading.measure_id,
            "period_start": reading.period_start, "period_end": reading.period_end,
            "numerator": reading.numerator, "scale": reading.scale, "denominator": reading.denominator,
            "value": reading.value, "value_is_rounded": int(reading.value_is_rounded),
            "status": reading.status.value, "marker": reading.marker, "cadence": reading.cadence.value,
            "source_id": reading.source_id, "from_council": int(reading.from_council),
            "recorded_at": at or reading.recorded_at, "load_id": load_id, "row": reading.row}


def _reading(row: Row[Any]) -> Reading:
    return Reading(
        council_code=row.council_code, measure_id=row.measure_id, period_start=row.period_start,
        period_end=row.period_end, numerator=row.numerator, scale=row.scale, denominator=row.denominator,
        value=row.value, value_is_rounded=bool(row.value_is_rounded), status=Status(row.status),
        marker=row.marker, cadence=Cadence(row.cadence), source_id=row.source_id,
        from_council=bool(row.from_council), recorded_at=row.recorded_at, load_id=row.load_id, row=row.row)


def replacements(connection: Connection) -> list[Row[Any]]:
    """Every figure that had replaced one of a load by the time it was withdrawn: its key, load and moment, when the
    withdrawn one was received, and when it was withdrawn."""
    new, old, gone = _NEW, _OLD, tables.load_withdrawals.c
    return list(connection.execute(_replacing(
        new.c.council_code, new.c.measure_id, new.c.period_end, new.c.source_id, new.c.load_id, new.c.recorded_at,
        old.c.recorded_at.label("first_received"), gone.withdrawn_at)))


def _replacing(*columns: Any) -> Select[Any]:
    new, old, gone = _NEW, _OLD, tables.load_withdrawals
    return (select(*columns).select_from(gone).join(old, old.c.load_id == gone.c.load_id)
            .join(new, (new.c.council_code == old.c.council_code) & (new.c.measure_id == old.c.measure_id)
                  & (new.c.period_end == old.c.period_end) & (new.c.source_id == old.c.source_id)
                  & (new.c.id > old.c.id) & (new.c.recorded_at <= gone.c.withdrawn_at)))


def received_between(connection: Connection, start: datetime, end: datetime, until: KnownAt) -> Iterator[Reading]:
    """Everything received in a period, withdrawn or not, in the order received; `until` cuts a period short."""
    query = select(tables.readings).where(_COLUMNS.recorded_at >= start, _COLUMNS.recorded_at < end,
                                          _known(until))
    for row in connection.execute(query.order_by(_COLUMNS.id)):
        yield _reading(row)


def return_of_week(connection: Connection, council_code: str, week_ending: date, *,
                   known_at: KnownAt) -> dict[str, Reading]:
    """What a council's own return said of a week by a moment: the newest version of each measure."""
    query = select(tables.readings).where(
        _COLUMNS.council_code == council_code, _COLUMNS.period_end == week_ending, _COLUMNS.from_council == 1,
        _known(known_at), _not_withdrawn(known_at))
    return {r.measure_id: r for r in latest_versions(_reading(row) for row in connection.execute(query))}


def last_return(connection: Connection, council_code: str, *, before: date) -> dict[str, Reading]:
    """A council's newest weekly figure of each measure for a week before the one asked about."""
    query = select(tables.readings).where(
        _COLUMNS.council_code == council_code, _COLUMNS.cadence == Cadence.WEEKLY.value, _COLUMNS.from_council == 1,
        _COLUMNS.period_end < before, _COLUMNS.period_end >= before - timedelta(days=70), _not_withdrawn(None))
    newest: dict[str, Reading] = {}
    for found in latest_versions(_reading(row) for row in connection.execute(query)):
        known = newest.get(found.measure_id)
        if known is None or found.period_end > known.period_end:
            newest[found.measure_id] = found
    return newest
