"""Deputies: whom a director named, for which days, and what became of it. Each row is a fact."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from pressure.domain.moments import day_of
from pressure.store import tables

AGREED, ENDED = "agreed", "ended"
ROLE = "deputy_director"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """One naming. It binds others from `counts_from`, or from when somebody agreed to it. `ended_at` is when somebody
    ended it before its last day."""

    id: int
    council_code: str
    deputy: str
    director: str
    first_day: date
    last_day: date
    reason: str
    named_at: datetime
    counts_from: datetime
    agreed_at: datetime | None = None
    ended_at: datetime | None = None

    def acts(self, at: datetime) -> bool:
        """Whether the deputy may act at a moment."""
        return self.first_day <= day_of(at) <= self.last_day and self.ended_at is None

    def over(self, at: datetime) -> bool:
        """Whether it is past, by its last day or by an act."""
        return self.ended_at is not None or day_of(at) > self.last_day


def add(connection: Connection, **values: Any) -> int:
    """Store a naming. Returns its number."""
    return int(connection.execute(insert(tables.deputies).values(values).returning(tables.deputies.c.id)).scalar_one())


def change(connection: Connection, deputy_id: int, kind: str, *, by_person: str, at: datetime) -> None:
    """Store that somebody agreed to it, or ended it."""
    connection.execute(
        insert(tables.deputy_changes).values(deputy_id=deputy_id, kind=kind, by_person=by_person, changed_at=at)
    )


def of(connection: Connection, *, person_id: str | None = None, council_code: str | None = None) -> list[Deputy]:
    """Every naming of a person or at a council, oldest first."""
    table = tables.deputies
    query = select(table).order_by(table.c.id)
    if person_id is not None:
        query = query.where(table.c.deputy == person_id)
    if council_code is not None:
        query = query.where(table.c.council_code == council_code)
    rows = connection.execute(query).all()
    if not rows:
        return []
    changed: dict[tuple[int, str], datetime] = {}
    for one in connection.execute(select(tables.deputy_changes).order_by(tables.deputy_changes.c.id.desc())):
        changed[one.deputy_id, one.kind] = one.changed_at
    return [
        Deputy(
            **row._mapping,
            agreed_at=changed.get((row.id, AGREED)),
            ended_at=changed.get((row.id, ENDED)),
        )
        for row in rows
    ]


def stands_in_for(connection: Connection, person_id: str, council_code: str, at: datetime) -> frozenset[str]:
    """The directors for whom a person acts at a council at a moment."""
    found = of(connection, person_id=person_id, council_code=council_code)
    return frozenset(one.director for one in found if one.acts(at))
