"""Officers: who they are, what role they hold where, who manages whom, and how they prove who they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from pressure.store import tables
from pressure.store.officers import deputies

PEOPLE, ROLES = tables.people, tables.person_roles


def add(
    connection: Connection,
    *,
    person_id: str,
    name: str,
    roles: Iterable[tuple[str, str]],
    created_at: datetime,
    managed_by: str | None = None,
    **more: Any,
) -> None:
    """Add a person with a role at one or more councils."""
    connection.execute(
        insert(PEOPLE).values(id=person_id, name=name, managed_by=managed_by, created_at=created_at, **more)
    )
    connection.execute(
        insert(ROLES), [{"person_id": person_id, "council_code": code, "role": role} for code, role in roles]
    )


def get(connection: Connection, person_id: str) -> Row[Any] | None:
    return connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).first()


def everyone(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(PEOPLE).order_by(PEOPLE.c.created_at, PEOPLE.c.id)).all()


def at_council(connection: Connection, council_code: str) -> Sequence[Row[Any]]:
    """Everyone who holds a role there, by name."""
    held = select(ROLES.c.person_id).where(ROLES.c.council_code == council_code)
    return connection.execute(select(PEOPLE).where(PEOPLE.c.id.in_(held)).order_by(PEOPLE.c.name, PEOPLE.c.id)).all()


def by_email(connection: Connection, email: str) -> Row[Any] | None:
    """Who signs in here with this address; it is kept in small letters."""
    return connection.execute(select(PEOPLE).where(PEOPLE.c.email == email.strip().lower())).first()


def by_identity(connection: Connection, issuer: str, subject: str) -> Row[Any] | None:
    """Whom an identity provider means. An address never decides: two providers may both claim one."""
    return connection.execute(select(PEOPLE).where(PEOPLE.c.issuer == issuer, PEOPLE.c.subject == subject)).first()


def by_enrolment(connection: Connection, sha256: str, at: datetime) -> Row[Any] | None:
    """Who was invited with a link that still works."""
    return connection.execute(
        select(PEOPLE).where(
            PEOPLE.c.enrolment_sha256 == sha256, PEOPLE.c.enrolment_until > at, PEOPLE.c.disabled_at.is_(None)
        )
    ).first()


def roles(connection: Connection, person_id: str, *, at: datetime | None = None) -> frozenset[tuple[str, str]]:
    """(council code, role) pairs. With a moment also what they are then as somebody's deputy."""
    rows = connection.execute(select(ROLES.c.council_code, ROLES.c.role).where(ROLES.c.person_id == person_id))
    named = deputies.of(connection, person_id=person_id) if at else ()
    return frozenset((r.council_code, r.role) for r in rows) | {
        (one.council_code, deputies.ROLE) for one in named if at and one.acts(at)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """A role that does not count fully yet."""

    person_id: str
    council_code: str
    role: str
    given_by: str | None
    counts_from: datetime
    deputy_id: int | None = None


def waiting(
    connection: Connection, at: datetime, *, person_id: str | None = None, council_code: str | None = None
) -> Sequence[Waits]:
    """Roles that do not count fully yet, of a person or at a council: who gave it, and from when it counts by
    itself. Deputies whom a director has just named are among them."""
    query = select(ROLES).where(ROLES.c.counts_from > at)
    if person_id is not None:
        query = query.where(ROLES.c.person_id == person_id)
    if council_code is not None:
        query = query.where(ROLES.c.council_code == council_code)
    ordered = query.order_by(ROLES.c.council_code, ROLES.c.role, ROLES.c.person_id)
    given = [Waits(**row._mapping) for row in connection.execute(ordered)]
    named = [
        Waits(
            person_id=one.deputy,
            council_code=one.council_code,
            role=deputies.ROLE,
            given_by=one.director,
            counts_from=one.counts_from,
            deputy_id=one.id,
        )
        for one in deputies.of(connection, person_id=person_id, council_code=council_code)
        if one.agreed_at is None and not one.over(at) and one.counts_from > at
    ]
    return [*given, *named]


def wait(
    connection: Connection, person_id: str, roles: Iterable[tuple[str, str]], *, given_by: str, until: datetime
) -> None:
    """Have roles somebody was just given count only from a moment on."""
    for code, role in roles:
        _one_role(connection, person_id, code, role, given_by=given_by, counts_from=until)


def agree(connection: Connection, one: Waits, *, by_person: str, at: datetime) -> None:
    """Have a role count from now on."""
    if one.deputy_id is not None:
        deputies.change(connection, one.deputy_id, deputies.AGREED, by_person=by_person, at=at)
    else:
        _one_role(connection, one.person_id, one.council_code, one.role, counts_from=None)


def _one_role(connection: Connection, person_id: str, council_code: str, role: str, **values: Any) -> None:
    connection.execute(
        update(ROLES)
        .where(ROLES.c.person_id == person_id, ROLES.c.council_code == council_code, ROLES.c.role == role)
        .values(values)
    )


def any_real(connection: Connection) -> bool:
    """Whether anybody holds a role at a council that exists, or no role at all."""
    invented = select(tables.councils.c.code).where(tables.councils.c.demonstration == 1)
    query = (
        select(PEOPLE.c.id)
        .outerjoin(ROLES, ROLES.c.person_id == PEOPLE.c.id)
        .where(or_(ROLES.c.council_code.is_(None), ROLES.c.council_code.not_in(invented)))
    )
    return connection.execute(query.limit(1)).first() is not None


def manages(connection: Connection, manager: str, person_id: str) -> bool:
    """Whether one person manages another, directly or through others."""
    seen: set[str] = set()
    current = get(connection, person_id)
    while current is not None and current.managed_by and current.managed_by not in seen:
        if current.managed_by == manager:
            return True
        seen.add(current.managed_by)
        current = get(connection, current.managed_by)
    return False


def who_may_sign(connection: Connection, council_code: str, proposer: str) -> list[str]:
    """Signatories of a council who may sign what somebody proposed: not they, nor anybody they manage."""
    query = (
        select(PEOPLE.c.id)
        .join(ROLES, ROLES.c.person_id == PEOPLE.c.id)
        .where(ROLES.c.council_code == council_code, ROLES.c.role == "signatory", PEOPLE.c.disabled_at.is_(None))
        .order_by(PEOPLE.c.id)
    )
    return [
        one for one in connection.execute(query).scalars() if one != proposer and not manages(connection, proposer, one)
    ]


def change(connection: Connection, person_id: str, **values: Any) -> None:
    """Set what is known about a person."""
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person_id).values(values))


def use_code(connection: Connection, person_id: str, counter: int) -> bool:
    """Take a one-time code; False when it or a later one was taken before, also by a request at the same moment."""
    unused = or_(PEOPLE.c.totp_last_counter.is_(None), PEOPLE.c.totp_last_counter < counter)
    taken = connection.execute(
        update(PEOPLE).where(and_(PEOPLE.c.id == person_id, unused)).values(totp_last_counter=counter)
    )
    return taken.rowcount == 1


def give_role(connection: Connection, person_id: str, council_code: str, role: str) -> None:
    connection.execute(insert(ROLES).values(person_id=person_id, council_code=council_code, role=role))


def take_role(connection: Connection, person_id: str, council_code: str, role: str) -> bool:
    """Take a role from a person. Returns whether they held it."""
    gone = connection.execute(
        delete(ROLES).where(ROLES.c.person_id == person_id, ROLES.c.council_code == council_code, ROLES.c.role == role)
    )
    return gone.rowcount == 1


def disable(connection: Connection, person_id: str, at: datetime) -> None:
    change(connection, person_id, disabled_at=at)
