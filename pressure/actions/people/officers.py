"""Officers come, change and go: each with a sealed entry in the record."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from typing_extensions import Unpack

from pressure.access import permissions
from pressure.access.permissions import APART, OPERATOR, Act, Actor, Role
from pressure.access.sessions import end_all
from pressure.actions.installation import Installation
from pressure.actions.people import deputising
from pressure.document import entries
from pressure.document.entries import Held
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.store import councils, people, record
from pressure.store.engine import Connection, Row, writing

LONGEST_NAME, LONGEST_ADDRESS = 200, 254
Roles = Iterable[tuple[str, Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """Somebody to be added: their name, the roles they are to hold as (council code, role), the address they sign in
    with, and the identifier of their manager."""

    name: str
    roles: tuple[tuple[str, Role], ...]
    email: str | None = None
    managed_by: str | None = None


def add_person(
    installation: Installation,
    *,
    by: Actor,
    name: str,
    roles: Roles,
    email: str | None = None,
    managed_by: str | None = None,
) -> str:
    """Add an officer, who cannot sign in before accepting an invitation. Returns their identifier."""
    new = New(name=name, roles=tuple(roles), email=email, managed_by=managed_by)
    with writing(installation.engine) as connection:
        return added(installation, connection, by=by, new=new)


def added(installation: Installation, connection: Connection, *, by: Actor, new: New) -> str:
    """The same inside a transaction of somebody else's, which adds others too or forgets an ask."""
    held = sorted(set(new.roles))
    name = written(new.name, "The name", LONGEST_NAME, lines=False)
    if not held or not name:
        raise Refusal("Give a name and at least one role at a council.")
    person_id = f"p-{secrets.token_hex(5)}"
    role = _may(installation, by, {code for code, _ in held})
    _check_roles(connection, held)
    permissions.require_apart(held)
    if new.managed_by is not None:
        _find(connection, new.managed_by)
    people.add(
        connection,
        person_id=person_id,
        name=" ".join(name.split()),
        email=_free(connection, new.email) if new.email else None,
        roles=held,
        managed_by=new.managed_by,
        created_at=installation.now(),
    )
    _have_wait(installation, connection, by, person_id, held)
    held_roles = [list(one) for one in held]
    _record(installation, connection, "add_person", by, role, person_id, roles=held_roles, managed_by=new.managed_by)
    return person_id


def invite(installation: Installation, *, by: Actor, person_id: str) -> str:
    """A secret for a link with which the person chooses a password and app, or links their council account. It
    works once, for a day, and whoever makes it learns neither."""
    with writing(installation.engine) as connection:
        return invited(installation, connection, by=by, person_id=person_id)


def invited(installation: Installation, connection: Connection, *, by: Actor, person_id: str) -> str:
    """The same inside a transaction of somebody else's."""
    token = secrets.token_urlsafe(32)
    role = _may_change(installation, connection, by, person_id)
    people.change(
        connection,
        person_id,
        enrolment_sha256=_digest(token),
        enrolment_until=installation.now() + timedelta(hours=installation.settings.enrolment_hours),
    )
    _have_wait(installation, connection, by, person_id, people.roles(connection, person_id))
    _record(installation, connection, "invite_person", by, role, person_id)
    return token


def give_address(installation: Installation, *, by: Actor, person_id: str, email: str) -> None:
    """The address a person without one is to sign in with. Whoever has one keeps it: another would hand their account
    to somebody else. The record has no address."""
    with writing(installation.engine) as connection:
        role = _may_change(installation, connection, by, person_id)
        if _find(connection, person_id).email:
            raise Refusal("They have an address already. To change it, end that access and add them again.")
        people.change(connection, person_id, email=_free(connection, email))
        _have_wait(installation, connection, by, person_id, people.roles(connection, person_id))
        _record(installation, connection, "give_address", by, role, person_id)


def link_identity(installation: Installation, *, by: Actor, person_id: str, issuer: str, subject: str) -> None:
    """Let a person sign in by their provider: the issuer and subject decide, never an address."""
    with writing(installation.engine) as connection:
        role = _may_change(installation, connection, by, person_id)
        _link(connection, person_id, issuer, subject)
        _have_wait(installation, connection, by, person_id, people.roles(connection, person_id))
        _record(installation, connection, "link_identity", by, role, person_id)


def disable_person(installation: Installation, *, by: Actor, person_id: str) -> None:
    """End a person's access now, also in pages that are open."""
    at = installation.now()
    with writing(installation.engine) as connection:
        role = _may_change(installation, connection, by, person_id)
        people.disable(connection, person_id, at)
        people.change(connection, person_id, enrolment_sha256=None, enrolment_until=None)
        end_all(connection, person_id, at)
        _record(installation, connection, "disable_person", by, role, person_id)


def sign_out_everywhere(installation: Installation, *, by: Actor, person_id: str) -> int:
    """End every session of a person, who may sign in again. Returns how many were open."""
    with writing(installation.engine) as connection:
        role = _may_change(installation, connection, by, person_id)
        count = end_all(connection, person_id, installation.now())
        _record(installation, connection, "sign_out_person", by, role, person_id)
    return count


def give_role(installation: Installation, *, by: Actor, person_id: str, council_code: str, role: Role) -> None:
    """One more role at a council."""
    with writing(installation.engine) as connection:
        acted = _may_change(installation, connection, by, person_id, council_code)
        _check_roles(connection, [(council_code, role)])
        held = people.roles(connection, person_id)
        if (council_code, role) in held:
            raise Refusal("They hold that role already.")
        permissions.require_apart(
            {*held, *deputising.named(connection, person_id, installation.now()), (council_code, role)}
        )
        people.give_role(connection, person_id, council_code, role)
        _have_wait(installation, connection, by, person_id, [(council_code, role)])
        _record(installation, connection, "give_role", by, acted, person_id, roles=[[council_code, role]])


def agree(installation: Installation, *, by: Actor, person_id: str) -> tuple[tuple[str, str], ...]:
    """Have the roles somebody was just given count from now on: by an administrator other than the one who gave them,
    or by the operator. Returns them as (council, role) pairs."""
    with writing(installation.engine) as connection:
        acted = _may_change(installation, connection, by, person_id)
        waiting = people.waiting(connection, installation.now(), person_id=person_id)
        if not waiting:
            raise Refusal("None of their roles waits for anybody to agree.")
        for one in waiting:
            if by.person_id == one.given_by:
                raise Refusal("You gave this role or invitation yourself. Somebody else must agree to it.")
            permissions.require_settled(by, one.council_code, Role.ADMINISTRATOR)
            people.agree(connection, one, by_person=by.person_id, at=installation.moment(connection))
        agreed = tuple((one.council_code, one.role) for one in waiting)
        _record(installation, connection, "agree_role", by, acted, person_id, roles=[list(one) for one in agreed])
    return agreed


def take_role(installation: Installation, *, by: Actor, person_id: str, council_code: str, role: Role) -> None:
    """One role fewer; it counts from the next click."""
    with writing(installation.engine) as connection:
        acted = _may_change(installation, connection, by, person_id)
        if not people.take_role(connection, person_id, council_code, role):
            raise Refusal("They do not hold that role.")
        _record(installation, connection, "take_role", by, acted, person_id, roles=[[council_code, role]])


def set_manager(installation: Installation, *, by: Actor, person_id: str, managed_by: str | None) -> None:
    """Who manages whom decides who may not sign for whom."""
    with writing(installation.engine) as connection:
        role = _may_change(installation, connection, by, person_id)
        if managed_by is not None:
            _find(connection, managed_by)
            if managed_by == person_id or people.manages(connection, person_id, managed_by):
                raise Refusal("Nobody can be managed by themselves or by those they manage.")
        people.change(connection, person_id, managed_by=managed_by)
        _record(installation, connection, "set_manager", by, role, person_id, managed_by=managed_by)


def _free(connection: Connection, email: str) -> str:
    """An address that nobody signs in with yet, as it is kept. Raises Refusal."""
    address = written(email, "The address", LONGEST_ADDRESS, lines=False).lower()
    if not address:
        raise Refusal("Give an address.")
    if people.by_email(connection, address) is not None:
        raise Refusal("Somebody else already signs in with that address.")
    return address


def _may(installation: Installation, by: Actor, codes: Iterable[str]) -> str:
    role = permissions.require(by, Act.MANAGE_PEOPLE, codes)
    permissions.require_fresh(by, Act.MANAGE_PEOPLE, installation.now(), installation.settings.fresh_minutes)
    return role


def _may_change(installation: Installation, connection: Connection, by: Actor, person_id: str, *more: str) -> str:
    """Authority at every council where the person holds a role, and never over oneself."""
    person = _find(connection, person_id)
    if person.disabled_at is not None:
        raise Refusal("That person's access has ended. Add them again if they are back.")
    if by.person_id == person_id:
        raise Refusal("Ask another administrator: nobody changes their own access.")
    return _may(installation, by, {code for code, _ in people.roles(connection, person_id)} | set(more))


def _have_wait(
    installation: Installation, connection: Connection, by: Actor, person_id: str, roles: Iterable[tuple[str, str]]
) -> None:
    """Roles that bind others wait when one administrator alone let somebody in: an invitation can be used by whoever
    made it. What the operator does on the machine counts at once."""
    if by.person_id != OPERATOR.person_id:
        people.wait(
            connection,
            person_id,
            [one for one in roles if one[1] in APART],
            given_by=by.person_id,
            until=installation.now() + timedelta(hours=installation.settings.new_role_hours),
        )


def _find(connection: Connection, person_id: str) -> Row[Any]:
    person = people.get(connection, person_id)
    if person is None:
        raise Refusal(f"There is no person {person_id}.")
    return person


def _check_roles(connection: Connection, roles: Roles) -> None:
    known = councils.load_all(connection)
    for code, role in roles:
        if known.get(code) is None:
            raise Refusal(f"There is no council {code}.")
        if role is Role.OPERATOR:
            raise Refusal("An operator works from the command line and is not signed in.")
        if role is Role.TOKEN:
            raise Refusal("A token is no person: see `pressure token add`.")
        if role is Role.DEPUTY_DIRECTOR:
            raise Refusal("A director names the deputy, for some days, on the officer desk.")


def _link(connection: Connection, person_id: str, issuer: str, subject: str) -> None:
    if people.by_identity(connection, issuer, subject) is not None:
        raise Refusal("That account is already linked to somebody.")
    people.change(connection, person_id, issuer=issuer, subject=subject, enrolment_sha256=None, enrolment_until=None)


def _record(
    installation: Installation,
    connection: Connection,
    action: str,
    by: Actor,
    role: str,
    person_id: str,
    **what: Unpack[Held],
) -> None:
    codes = {code for code, _ in (*people.roles(connection, person_id), *what.get("roles", ()))}
    changed: entries.OfficersChanged = {
        "act": action,
        "by": {"person": by.person_id, "role": role},
        "person": person_id,
        "councils": sorted(codes),
    }
    record.append(
        connection,
        entries.OFFICERS.of(private={**changed, **what}),
        at=installation.moment(connection),
        by_person=by.person_id,
        by_role=record.WITHHELD,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
