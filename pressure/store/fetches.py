"""What was seen when publishers were asked for their files: written once, never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from pressure.store import loads, tables

TAKEN, UNCHANGED, HELD, REFUSED = "taken", "unchanged", "held", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a source. `said` is why it came out so, in words; `sha256` names the file that is kept."""

    source_id: str
    looked_at: datetime
    outcome: str
    address: str = ""
    name: str = ""
    sha256: str = ""
    bytes: int = 0
    etag: str = ""
    last_modified: str = ""
    period_end: date | None = None
    said: str = ""
    load_id: int | None = None


_COLUMNS = tables.fetch_looks.c
_NAMES = [c.name for c in _COLUMNS if c.name != "id"]


def add(connection: Connection, look: Look) -> None:
    connection.execute(insert(tables.fetch_looks).values({name: getattr(look, name) for name in _NAMES}))


def newest(connection: Connection, source_id: str, *outcomes: str, until: datetime | None = None) -> Look | None:
    """The newest look at a source up to a moment: of these outcomes, or any."""
    query = _of(source_id)
    if outcomes:
        query = query.where(_COLUMNS.outcome.in_(outcomes))
    if until is not None:
        query = query.where(_COLUMNS.looked_at <= until)
    return _first(connection, query)


def last_look(connection: Connection) -> datetime | None:
    """When a publisher was last asked for anything; None while none was."""
    found: datetime | None = connection.execute(select(func.max(_COLUMNS.looked_at))).scalar()
    return found


def newest_of_file(connection: Connection, source_id: str, address: str) -> Look | None:
    """The newest look that brought a file from this address, or heard that it has not changed."""
    return _first(connection, _of(source_id).where(_COLUMNS.address == address, _COLUMNS.sha256 != ""))


def waiting(connection: Connection, source_id: str, until: datetime | None = None) -> list[Look]:
    """Files that are held and that nobody has decided about, by period: of two for one period the later."""
    query = _of(source_id).where(_COLUMNS.sha256 != "", _COLUMNS.outcome != UNCHANGED)
    if until is not None:
        query = query.where(_COLUMNS.looked_at <= until)
    last = {row.period_end: Look(**row._mapping) for row in connection.execute(query.order_by(_COLUMNS.id))}
    return [look for look in last.values() if look.outcome == HELD]


def seen(connection: Connection, source_id: str, sha256: str) -> bool:
    """Whether these very bytes were decided about, wait for a person, or were loaded from this source by hand."""
    looked = _first(connection, _of(source_id).where(_COLUMNS.sha256 == sha256))
    return looked is not None or loads.ever(connection, source_id, sha256)


def ever_taken(connection: Connection, source_id: str) -> bool:
    """Whether a source's file was ever fetched: then the one that came with the project is older."""
    return newest(connection, source_id, TAKEN) is not None


def _of(source_id: str) -> Select[Any]:
    return select(*(_COLUMNS[name] for name in _NAMES)).where(_COLUMNS.source_id == source_id)


def _first(connection: Connection, query: Select[Any]) -> Look | None:
    row = connection.execute(query.order_by(_COLUMNS.id.desc()).limit(1)).first()
    return None if row is None else Look(**row._mapping)
