"""Who may sign in for a council, as its administrators see it, and the link that lets somebody in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.people import officers as acts
from pressure.domain.councils import Council
from pressure.store import councils, people
from pressure.store.engine import Connection, Row, reading

DISABLED, BY_ACCOUNT, BY_PASSWORD, NOT_YET = "disabled", "work account", "password and code", "not set up yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One person. `roles` are theirs everywhere, as (role, council code); `managed_by` is their manager's number.
    `signs_in_by` is one of the four ways above; `no_address` where they have none to sign in with by password.
    `waiting` are roles that do not count fully yet, as (role, council code, from when they do by themselves)."""

    person_id: str
    name: str
    signs_in_by: str
    managed_by: str | None
    roles: tuple[tuple[str, str], ...]
    no_address: bool
    waiting: tuple[tuple[str, str, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A role just given at a council, which counts fully from a moment: never who has it."""

    role: str
    council: str
    counts_from: datetime
    nation_code: str = ""


def managed(installation: Installation, by: Actor) -> dict[str, Council]:
    """The councils whose people this administrator manages, by code."""
    own = by.councils_for(Act.MANAGE_PEOPLE)
    with reading(installation.engine) as connection:
        return {c.code: c for c in councils.load_all(connection).all if c.code in own}


def staff(installation: Installation, *, by: Actor, council_code: str) -> list[Officer]:
    """Everyone who holds a role at a council, also those whose access has ended. Raises Refusal."""
    require(by, Act.MANAGE_PEOPLE, [council_code])
    with reading(installation.engine) as connection:
        return [described(connection, row, installation.now()) for row in people.at_council(connection, council_code)]


def newcomers(installation: Installation, by: Actor) -> list[Newcomer]:
    """What everybody who holds a role at a council is told of roles just given there: never who, always which."""
    codes = sorted({code for code, _ in by.roles})
    with reading(installation.engine) as connection:
        known = councils.load_all(connection)
        return [
            Newcomer(
                role=one.role,
                council=council.name if (council := known.get(code)) else code,
                counts_from=one.counts_from,
                nation_code=council.nation_code if council else "",
            )
            for code in codes
            for one in people.waiting(connection, installation.now(), council_code=code)
        ]


def described(connection: Connection, person: Row[Any], now: datetime) -> Officer:
    """What may be told about a person to those who manage them: no address and no secret."""
    how = (
        DISABLED
        if person.disabled_at
        else BY_ACCOUNT
        if person.subject
        else BY_PASSWORD
        if person.password_hash
        else NOT_YET
    )
    held = sorted((role, code) for code, role in people.roles(connection, person.id))
    return Officer(
        person_id=person.id,
        name=person.name,
        signs_in_by=how,
        managed_by=person.managed_by,
        roles=tuple(held),
        no_address=not person.email and not person.subject,
        waiting=tuple(
            (w.role, w.council_code, w.counts_from) for w in people.waiting(connection, now, person_id=person.id)
        ),
    )


def invitation(installation: Installation, *, by: Actor, person_id: str) -> str:
    """The address of an invitation, shown once to whoever made it and kept nowhere."""
    return link_of(installation, acts.invite(installation, by=by, person_id=person_id))


def link_of(installation: Installation, token: str) -> str:
    """The address with the secret of an invitation."""
    return f"{installation.settings.public_address.rstrip('/')}/sign-in/enrol?token={token}"
