"""Who may sign in for a council, as its administrators see it, and the link that lets somebody in."""

from datetime import datetime
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.office import Office
from pressure.actions.people import officers as acts
from pressure.content.officers.people import Officer, plain
from pressure.settings import settings
from pressure.store import councils, people
from pressure.store.engine import Connection, Row, reading
from pressure.words.dates import uk_moment
from pressure.words.officers import people as words


def managed(office: Office, by: Actor) -> dict[str, str]:
    """The councils whose people this administrator manages: name by code."""
    own = by.councils_for(Act.MANAGE_PEOPLE)
    with reading(office.engine) as connection:
        return {c.code: c.name for c in councils.load_all(connection).all if c.code in own}


def staff(office: Office, *, by: Actor, council_code: str) -> list[Officer]:
    """Everyone who holds a role at a council, also those whose access has ended. Raises Refusal."""
    require(by, Act.MANAGE_PEOPLE, [council_code])
    with reading(office.engine) as connection:
        return [described(connection, row, office.now()) for row in people.at_council(connection, council_code)]


def newcomers(office: Office, by: Actor) -> list[str]:
    """What everybody who holds a role at a council is told of roles just given there: never who, always which."""
    codes = sorted({code for code, _ in by.roles})
    with reading(office.engine) as connection:
        known = councils.load_all(connection)
        return [
            words.NEWCOMER.format(
                role=plain(one.role),
                moment=uk_moment(one.counts_from),
                council=council.name if (council := known.get(code)) else code,
            )
            for code in codes
            for one in people.waiting(connection, office.now(), council_code=code)
        ]


def described(connection: Connection, person: Row[Any], now: datetime) -> Officer:
    """What may be told about a person to those who manage them: no address and no secret."""
    how = (
        words.DISABLED
        if person.disabled_at
        else words.BY_ACCOUNT
        if person.subject
        else words.BY_PASSWORD
        if person.password_hash
        else words.NOT_YET
    )
    held = sorted((role, code) for code, role in people.roles(connection, person.id))
    return Officer(
        person_id=person.id,
        name=person.name,
        signs_in_by=how,
        managed_by=person.managed_by,
        roles=tuple(held),
        waiting=tuple(
            (w.role, w.council_code, w.counts_from) for w in people.waiting(connection, now, person_id=person.id)
        ),
    )


def invitation(office: Office, *, by: Actor, person_id: str) -> str:
    """The address of an invitation, shown once to whoever made it and kept nowhere."""
    token = acts.invite(office, by=by, person_id=person_id)
    return f"{settings.public_address.rstrip('/')}/sign-in/enrol?token={token}"
