"""A council's column mappings, version by version: written once, never changed; the newest is the one that is used."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from pressure.store import tables

_COLUMNS = tables.column_mappings.c


def add(
    connection: Connection, *, council_code: str, document: str, sha256: str, at: datetime, by_person: str, by_role: str
) -> int:
    """The number of the new version, counted from 1 in each council."""
    last = connection.execute(select(func.max(_COLUMNS.version)).where(_COLUMNS.council_code == council_code)).scalar()
    version = int(last or 0) + 1
    connection.execute(
        insert(tables.column_mappings).values(
            council_code=council_code,
            version=version,
            document=document,
            sha256=sha256,
            recorded_at=at,
            by_person=by_person,
            by_role=by_role,
        )
    )
    return version


def newest(connection: Connection, councils: Iterable[str] | None = None) -> list[Row[Any]]:
    """The newest version of each council, by code; of all of them where none are named."""
    last = select(_COLUMNS.council_code, func.max(_COLUMNS.version).label("last")).group_by(_COLUMNS.council_code)
    if councils is not None:
        last = last.where(_COLUMNS.council_code.in_(sorted(councils)))
    own = last.subquery()
    table = tables.column_mappings
    both = (table.c.council_code == own.c.council_code) & (table.c.version == own.c.last)
    return list(connection.execute(select(table).join(own, both).order_by(table.c.council_code)))


def versions(connection: Connection, council_code: str) -> list[Row[Any]]:
    """Every version of one council, newest first."""
    query = select(tables.column_mappings).where(_COLUMNS.council_code == council_code)
    return list(connection.execute(query.order_by(_COLUMNS.version.desc())))
