"""When a council's own statement comes out: with the first release on a day on which it may publish one. One that was
kept on the eve of an election waits."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pressure.domain.calendar import DAY, may_state, no_statement_until
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.rules_history import Rules
from pressure.store import statements
from pressure.store.engine import Connection, Row
from pressure.store.statements import STATEMENT


def came_out(written_at: datetime, council: Council, released: Sequence[datetime], rules: Rules) -> bool:
    """Whether any release could show a statement, by the rules as known on its day: what is out stays out when an
    election is entered later for days that have passed. Releases are given oldest first."""
    since = (day_of(at) for at in released[bisect_left(released, written_at) :])
    return any(may_state(rules.known_in(day).calendar, council, day) for day in since)


def waiting(
    connection: Connection,
    councils: Mapping[str, Council],
    current: Mapping[str, Row[Any]],
    released: Sequence[datetime],
    rules: Rules,
    now: datetime,
) -> dict[int, date]:
    """The day on which a statement that an election keeps back comes out, by the statement's number; of each council
    the newest alone, and none about a level that it no longer has: `current` is each council's newest rating."""
    found = dict[int, date]()
    for row in newest(statements.statements(connection, councils, now)):
        council, rating = councils[row.council_code], current.get(row.council_code)
        if rating and row.written_at >= rating.since and not came_out(row.written_at, council, released, rules):
            passed = released[-1:] if released[-1:] and released[-1] >= row.written_at else [now]
            day = day_of(passed[0])
            if last := no_statement_until(rules.in_force(day).calendar, council, day):
                found[row.id] = last + DAY
    return found


def newest(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Each council's first statement among what it wrote."""
    found: dict[str, Row[Any]] = {}
    for row in rows:
        if row.kind == STATEMENT:
            found.setdefault(row.council_code, row)
    return list(found.values())
