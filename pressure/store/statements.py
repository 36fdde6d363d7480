"""What officers add in their own words: confirmations, views, statements, correction requests and how they count."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, insert, select

from pressure.domain.as_known import KnownAt, as_known
from pressure.domain.counting.answers import Answer, Told
from pressure.store import tables
from pressure.store.tables.types import Moment

CONFIRMED, VIEWS, STATEMENTS = tables.confirmations, tables.social_worker_views, tables.statements
ANSWERS, REMARKS, COUNTED = tables.request_answers, tables.declaration_remarks, tables.counting_answers
STATEMENT = "statement"
NO_VIEW, OUTSIDE_CHECK = "no_view", "outside_check"
"""What may be said of a declaration besides its text and the view on it."""


def _added(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """The number of the new row."""
    return int(connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def add_confirmation(connection: Connection, **values: Any) -> int:
    return _added(connection, CONFIRMED, values)


def confirmation(connection: Connection, council_code: str, week_ending: date, known_at: KnownAt) -> Row[Any] | None:
    """The newest word of the director about a week's return."""
    return connection.execute(
        _confirmation(), {"council": council_code, "week": week_ending, "at": as_known(known_at).figures}
    ).first()


def confirmed_weeks(connection: Connection, council_code: str, known_at: KnownAt) -> dict[date, datetime]:
    """When the director last confirmed each week's return, by its Sunday."""
    query = select(CONFIRMED.c.week_ending, func.max(CONFIRMED.c.confirmed_at, type_=Moment)).where(
        CONFIRMED.c.council_code == council_code, CONFIRMED.c.confirmed_at <= as_known(known_at).figures
    )
    return dict(connection.execute(query.group_by(CONFIRMED.c.week_ending)).tuples().all())


@cache
def _confirmation() -> Select[Any]:
    """Built once: what each rating asks for."""
    return (
        select(CONFIRMED)
        .where(
            CONFIRMED.c.council_code == bindparam("council"),
            CONFIRMED.c.week_ending == bindparam("week"),
            CONFIRMED.c.confirmed_at <= bindparam("at"),
        )
        .order_by(CONFIRMED.c.id.desc())
        .limit(1)
    )


def comments(connection: Connection, council_code: str, week_ending: date) -> list[Row[Any]]:
    """Every comment on a week's return, newest first."""
    query = select(CONFIRMED).where(
        CONFIRMED.c.council_code == council_code, CONFIRMED.c.week_ending == week_ending, CONFIRMED.c.comment != ""
    )
    return list(connection.execute(query.order_by(CONFIRMED.c.id.desc())))


def add_view(connection: Connection, **values: Any) -> int:
    return _added(connection, VIEWS, values)


def views(connection: Connection, known_at: datetime) -> dict[str, Row[Any]]:
    """The newest view of each declaration written by a moment, by declaration."""
    query = select(VIEWS).where(VIEWS.c.written_at <= known_at).order_by(VIEWS.c.id)
    return {row.declaration_id: row for row in connection.execute(query)}


def add_remark(connection: Connection, **values: Any) -> int:
    return _added(connection, REMARKS, values)


def remarks(connection: Connection, kind: str, known_at: datetime) -> dict[str, Row[Any]]:
    """The newest remark of a kind on each declaration written by a moment, by declaration."""
    query = select(REMARKS).where(REMARKS.c.kind == kind, REMARKS.c.written_at <= known_at).order_by(REMARKS.c.id)
    return {row.declaration_id: row for row in connection.execute(query)}


def add_statement(connection: Connection, **values: Any) -> int:
    return _added(connection, STATEMENTS, values)


def statements(connection: Connection, council_codes: Iterable[str], known_at: datetime) -> list[Row[Any]]:
    """Everything these councils wrote by a moment, newest first."""
    query = select(STATEMENTS).where(
        STATEMENTS.c.council_code.in_(sorted(council_codes)), STATEMENTS.c.written_at <= known_at
    )
    return list(connection.execute(query.order_by(STATEMENTS.c.id.desc())))


def requests(connection: Connection) -> list[Row[Any]]:
    """Every request to correct something, oldest first."""
    query = select(STATEMENTS).where(STATEMENTS.c.kind == "correction")
    return list(connection.execute(query.order_by(STATEMENTS.c.id)))


def add_answer(connection: Connection, **values: Any) -> int:
    return _added(connection, ANSWERS, values)


def answers(connection: Connection) -> dict[int, Row[Any]]:
    """The newest answer to each request, by the request's id."""
    return {row.request_id: row for row in connection.execute(select(ANSWERS).order_by(ANSWERS.c.id))}


def add_counting_answer(connection: Connection, **values: Any) -> int:
    return _added(connection, COUNTED, values)


def counting_answers(connection: Connection, council_codes: Iterable[str], known_at: datetime) -> list[Answer]:
    """What these councils answered by a moment about how they count, oldest first."""
    query = select(COUNTED).where(COUNTED.c.council_code.in_(sorted(council_codes)), COUNTED.c.answered_at <= known_at)
    return [
        Answer(
            number=row.id,
            council_code=row.council_code,
            measure_id=row.measure_id,
            question=row.question,
            choice=row.choice,
            words=row.words,
            told=Told(row.told),
            since=row.since,
            answered_at=row.answered_at,
            by_role=row.by_role,
        )
        for row in connection.execute(query.order_by(COUNTED.c.id))
    ]
