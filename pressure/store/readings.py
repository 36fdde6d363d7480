"""Readings in and out of the database, as known at any moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, Select, bindparam, func, insert, or_, select, union_all

from pressure.domain.as_known import KnownAt
from pressure.domain.measures import Cadence
from pressure.domain.rating.needed import Wanted, has_figure, not_shown
from pressure.domain.readings import RETURN, Reading, Status, latest_versions
from pressure.store import tables
from pressure.store.known_readings import council_knew, known, moments, not_withdrawn

CHUNK = 10_000
_COLUMNS = tables.readings.c


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


def newest_of_source(
    connection: Connection, source_id: str, first: date, last: date, councils: Iterable[str] | None = None
) -> dict[tuple[str, str, date, str], Reading]:
    """The newest version of each reading of a source whose period ends within two days, by key."""
    wanted = [_COLUMNS.source_id == source_id, _COLUMNS.period_end.between(first, last), not_withdrawn(None)]
    codes = sorted(set(councils or ()))
    if 0 < len(codes) <= 200:
        wanted.append(_COLUMNS.council_code.in_(codes))
    rows = connection.execute(select(tables.readings).where(*wanted)).all()
    return {r.key: r for r in latest_versions(_reading(row) for row in rows)}


def taken_back(
    connection: Connection, source_id: str, first: date, last: date, councils: Iterable[str]
) -> set[tuple[str, str, date, str]]:
    """The keys of what councils returned whose newest version was withdrawn: an earlier one that stands counts no
    more, and says something new when it is sent again."""
    gone = select(tables.load_withdrawals.c.load_id)
    query = select(tables.readings, _COLUMNS.load_id.in_(gone).label("withdrawn")).where(
        _COLUMNS.source_id == source_id,
        _COLUMNS.from_council == 1,
        _COLUMNS.period_end.between(first, last),
        _COLUMNS.council_code.in_(sorted(councils)),
        or_(_COLUMNS.same_as_load.is_(None), _COLUMNS.same_as_load.in_(gone)),
    )
    return {r.key for r in latest_versions(_known_reading(row) for row in connection.execute(query)) if r.withdrawn}


def councils_of_load(connection: Connection, load_id: int) -> set[str]:
    """The councils and areas a load said anything new about."""
    return set(
        connection.execute(select(_COLUMNS.council_code).where(_COLUMNS.load_id == load_id).distinct()).scalars()
    )


def for_rating(
    connection: Connection, council_code: str, *, day: date, known_at: KnownAt, wanted: Wanted
) -> list[Reading]:
    """Every reading that could still count on the day or later, withdrawn ones marked, and what a rating shows of
    measures without one: the latest known figures and the latest return. Rating all of history gives the same
    answer."""
    given = {"council": council_code, "day": day, **moments(known_at)}
    since = {
        "since_returned": day - timedelta(days=wanted.returned_days),
        "since_remembered": day - timedelta(days=wanted.remembered_days),
        "since_published": day - timedelta(days=wanted.published_days),
        "remembered": sorted(wanted.remembered),
    }
    found = [_known_reading(r) for r in connection.execute(_recent(), given | since).all()]
    missing = not_shown(found, wanted, day)
    ever = connection.execute(_ever(), {"council": council_code, "missing": [m for m, _ in missing]}).scalars().all()
    for measure_id, own in (one for one in missing if one[0] in ever):
        found += _down_to_a_figure(connection, given | {"measure": measure_id, "own": int(own)})
    found += [_known_reading(r) for r in connection.execute(_last_week(), given)]
    return list(dict.fromkeys(found))


def unseen(connection: Connection, council_code: str, *, known_at: KnownAt) -> list[Reading]:
    """Revisions of a council that changed no public figure, in the order received: officers see them, and no file."""
    query = select(tables.readings).where(
        _COLUMNS.council_code == council_code,
        known(known_at),
        not_withdrawn(known_at),
        _COLUMNS.same_as_load.is_not(None),
    )
    return [_reading(row) for row in connection.execute(query.order_by(_COLUMNS.id))]


def history(
    connection: Connection,
    *,
    known_at: datetime,
    council_code: str | None = None,
    measure_id: str | None = None,
    newer_than_load: int = 0,
) -> Iterator[Reading]:
    """Every reading received by a moment, in the order received; earlier versions included."""
    query = select(tables.readings).where(known(known_at), not_withdrawn(known_at), _COLUMNS.load_id > newer_than_load)
    if council_code:
        query = query.where(_COLUMNS.council_code == council_code)
    if measure_id:
        query = query.where(_COLUMNS.measure_id == measure_id)
    for row in connection.execution_options(yield_per=CHUNK).execute(query.order_by(_COLUMNS.id)):
        yield _reading(row)


def published(
    connection: Connection, *, councils: Iterable[str], measures: Iterable[str], known_at: KnownAt
) -> dict[str, list[Reading]]:
    """What publications, never councils themselves, have said of some measures, by council; all versions."""
    query = select(tables.readings).where(
        _COLUMNS.council_code.in_(sorted(councils)),
        _COLUMNS.measure_id.in_(sorted(measures)),
        _COLUMNS.from_council == 0,
        known(known_at),
        not_withdrawn(known_at),
    )
    found: dict[str, list[Reading]] = {}
    for row in connection.execute(query):
        found.setdefault(row.council_code, []).append(_reading(row))
    return found


@cache
def _recent() -> CompoundSelect[Any]:
    """What a council returned and what was published of it lately; built once and asked for at each rating."""
    returned = council_knew().where(_COLUMNS.from_council == 1)
    remembered = _COLUMNS.measure_id.in_(bindparam("remembered", expanding=True))
    return union_all(
        returned.where(_COLUMNS.period_end >= bindparam("since_returned")),
        returned.where(
            remembered,
            _COLUMNS.period_end >= bindparam("since_remembered"),
            _COLUMNS.period_end < bindparam("since_returned"),
        ),
        council_knew().where(_COLUMNS.from_council == 0, _COLUMNS.period_end >= bindparam("since_published")),
    )


@cache
def _ever() -> Select[Any]:
    """Of some measures those a council has any row of; of most it never will."""
    among = _COLUMNS.measure_id.in_(bindparam("missing", expanding=True))
    return select(_COLUMNS.measure_id).where(_COLUMNS.council_code == bindparam("council"), among).distinct()


@cache
def _of_measure() -> Select[Any]:
    return _ended().where(_COLUMNS.measure_id == bindparam("measure"), _COLUMNS.from_council == bindparam("own"))


@cache
def _last_week() -> Select[Any]:
    """All of the last return."""
    other = tables.readings.alias("other").c
    last = select(func.max(other.period_end)).where(
        other.council_code == bindparam("council"),
        other.from_council == 1,
        other.period_end <= bindparam("day"),
        other.recorded_at <= bindparam("figures"),
    )
    return council_knew().where(_COLUMNS.from_council == 1, _COLUMNS.period_end == last.scalar_subquery())


def _ended() -> Select[Any]:
    """Newest period first, of a period what was received last first."""
    return (
        council_knew()
        .where(_COLUMNS.period_end <= bindparam("day"))
        .order_by(_COLUMNS.period_end.desc(), _COLUMNS.recorded_at.desc(), _COLUMNS.load_id.desc(), _COLUMNS.row.desc())
    )


def _down_to_a_figure(connection: Connection, given: dict[str, Any]) -> list[Reading]:
    """Every version of the newest periods of a measure, back to the first one that ended up with a figure."""
    taken: list[Reading] = []
    result = connection.execute(_of_measure(), given)
    for _, versions in groupby(map(_known_reading, result), key=lambda r: r.period_end):
        period = list(versions)
        taken += period
        if any(has_figure(r) for r in latest_versions(period)):
            break
    result.close()
    return taken


def _values(reading: Reading, load_id: int, at: datetime | None) -> dict[str, Any]:
    return {
        "council_code": reading.council_code,
        "measure_id": reading.measure_id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "numerator": reading.numerator,
        "scale": reading.scale,
        "denominator": reading.denominator,
        "value": reading.value,
        "value_is_rounded": int(reading.value_is_rounded),
        "status": reading.status.value,
        "marker": reading.marker,
        "cadence": reading.cadence.value,
        "source_id": reading.source_id,
        "from_council": int(reading.from_council),
        "recorded_at": at or reading.recorded_at,
        "load_id": load_id,
        "row": reading.row,
        "coverage": reading.coverage,
        "same_as_load": reading.same_as_load,
        "providers": reading.providers,
        "looked": reading.looked or None,
    }


def _reading(row: Row[Any]) -> Reading:
    return _built(*row, False)


def _known_reading(row: Row[Any]) -> Reading:
    """A row that says also whether it was withdrawn."""
    return _built(*row[:-1], bool(row[-1]))


@lru_cache(maxsize=20_000)
def _built(*row: Any) -> Reading:
    """One Reading for equal rows, because a rating asks for the same few weeks again and again."""
    given = dict(zip((*_COLUMNS.keys(), "withdrawn"), row, strict=True))
    del given["id"]
    return Reading(
        **given
        | {
            "value_is_rounded": bool(given["value_is_rounded"]),
            "status": Status(given["status"]),
            "cadence": Cadence(given["cadence"]),
            "from_council": bool(given["from_council"]),
            "looked": given["looked"] or "",
        }
    )


def received_between(connection: Connection, start: datetime, end: datetime, until: KnownAt) -> Iterator[Reading]:
    """Everything received in a period, withdrawn or not, in the order received; `until` cuts a period short."""
    query = select(tables.readings).where(_COLUMNS.recorded_at >= start, _COLUMNS.recorded_at < end, known(until))
    for rows in connection.execute(query.order_by(_COLUMNS.id)).partitions(CHUNK):
        yield from map(_reading, rows)


def received_of(connection: Connection, codes: Iterable[str], until: KnownAt) -> list[Reading]:
    """Everything a publication said of some areas by a moment, withdrawn or not, in the order received."""
    query = select(tables.readings).where(
        _COLUMNS.council_code.in_(sorted(codes)), _COLUMNS.from_council == 0, known(until)
    )
    return [_reading(row) for row in connection.execute(query.order_by(_COLUMNS.id))]


def files_about(connection: Connection, codes: Iterable[str], until: KnownAt) -> list[Row[Any]]:
    """What each file of a publisher said of each of some councils by a moment, taken back later or not: council_code,
    source_id, load_id, when it was first received, and the last day of its newest period."""
    one = (_COLUMNS.council_code, _COLUMNS.source_id, _COLUMNS.load_id)
    query = (
        select(
            *one,
            func.min(_COLUMNS.recorded_at).label("received_at"),
            func.max(_COLUMNS.period_end).label("period_end"),
        )
        .where(_COLUMNS.council_code.in_(sorted(codes)), _COLUMNS.from_council == 0, known(until))
        .group_by(*one)
        .order_by(_COLUMNS.load_id, _COLUMNS.council_code)
    )
    return list(connection.execute(query))


def speaks_of(connection: Connection, source_id: str, codes: Iterable[str], until: KnownAt) -> bool:
    """Whether a source has said anything of some councils or areas by a moment, withdrawn or not."""
    query = select(_COLUMNS.id).where(
        _COLUMNS.source_id == source_id, _COLUMNS.council_code.in_(sorted(codes)), known(until)
    )
    return connection.execute(query.limit(1)).first() is not None


def return_of_week(
    connection: Connection, council_code: str, week_ending: date, *, known_at: KnownAt
) -> dict[str, Reading]:
    """What a council's own return said of a week by a moment: the newest version of each measure."""
    query = select(tables.readings).where(
        _COLUMNS.council_code == council_code,
        _COLUMNS.period_end == week_ending,
        _COLUMNS.from_council == 1,
        known(known_at),
        not_withdrawn(known_at),
    )
    return {r.measure_id: r for r in latest_versions(_reading(row) for row in connection.execute(query))}


def returns_of_week(connection: Connection, week_ending: date, *, known_at: KnownAt) -> dict[str, dict[str, Reading]]:
    """The same of every council, by its code."""
    query = select(tables.readings).where(
        _COLUMNS.source_id == RETURN,
        _COLUMNS.period_end == week_ending,
        _COLUMNS.from_council == 1,
        known(known_at),
        not_withdrawn(known_at),
    )
    found: dict[str, dict[str, Reading]] = {}
    for one in latest_versions(_reading(row) for row in connection.execute(query)):
        found.setdefault(one.council_code, {})[one.measure_id] = one
    return found


def last_return(connection: Connection, council_code: str, *, before: date) -> dict[str, Reading]:
    """A council's newest weekly figure of each measure for a week before the one asked about."""
    query = select(tables.readings).where(
        _COLUMNS.council_code == council_code,
        _COLUMNS.cadence == Cadence.WEEKLY.value,
        _COLUMNS.from_council == 1,
        _COLUMNS.period_end < before,
        _COLUMNS.period_end >= before - timedelta(days=70),
        not_withdrawn(None),
    )
    newest: dict[str, Reading] = {}
    for found in latest_versions(_reading(row) for row in connection.execute(query)):
        held = newest.get(found.measure_id)
        if held is None or found.period_end > held.period_end:
            newest[found.measure_id] = found
    return newest
