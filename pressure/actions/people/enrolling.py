"""Accepting an invitation: the person alone chooses a password and an app, or links their council account."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from pressure.access import app_secrets, passwords, totp
from pressure.access.sessions import end_all
from pressure.document import entries
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import people, record
from pressure.store.engine import Connection, Engine, reading, writing

EXPIRED = "This invitation has been used or has run out. Ask for a new one."


@dataclass(frozen=True, slots=True)
class Invited:
    """Who an invitation is for."""

    person_id: str
    name: str
    email: str


def invited(engine: Engine, token: str, at: datetime) -> Invited | None:
    """Whom a link was made for; None when it has been used or has run out."""
    with reading(engine) as connection:
        row = people.by_enrolment(connection, _digest(token), at)
    return Invited(row.id, row.name, row.email or "") if row else None


def choose_password(
    engine: Engine, configured: Settings, *, token: str, password: str, secret: str, code: str, at: datetime
) -> str:
    """Set the password and app of whoever was invited; returns their identifier. Raises Refusal with what is wrong."""
    with reading(engine) as connection:
        person = people.by_enrolment(connection, _digest(token), at)
    if person is None:
        raise Refusal(EXPIRED)
    if not person.email:
        raise Refusal("You have no address to sign in with here. Ask for one to be added.")
    own = (*person.name.split(), *person.email.split("@"), person.email)
    if (problem := passwords.fault(password, *own, configured=configured)) is not None:
        raise Refusal(problem)
    counter = totp.counter_of(secret, code, at)
    if counter is None:
        raise Refusal("That code is not right. Wait for the next one in your app and enter it here.")
    known_hash = passwords.hash_password(password, configured)
    with writing(engine) as connection:
        _accept(connection, token, person.id, at, "choose_password")
        people.change(
            connection,
            person.id,
            password_hash=known_hash,
            totp_last_counter=counter,
            totp_secret=app_secrets.seal(connection, person.id, secret, configured.secrets_key),
        )
    return str(person.id)


def link_account(engine: Engine, *, token: str, issuer: str, subject: str, at: datetime) -> str:
    """Link the account somebody has just signed in to with whoever was invited; returns their identifier."""
    with writing(engine) as connection:
        person = people.by_enrolment(connection, _digest(token), at)
        if person is None:
            raise Refusal(EXPIRED)
        if people.by_identity(connection, issuer, subject) is not None:
            raise Refusal("That account is already linked to somebody.")
        _accept(connection, token, person.id, at, "link_identity")
        people.change(connection, person.id, issuer=issuer, subject=subject)
    return str(person.id)


def _accept(connection: Connection, token: str, person_id: str, at: datetime, action: str) -> None:
    """Use the invitation up, once whoever comes first, and end what was open under the earlier password."""
    if people.by_enrolment(connection, _digest(token), at) is None:
        raise Refusal(EXPIRED)
    people.change(connection, person_id, enrolment_sha256=None, enrolment_until=None)
    end_all(connection, person_id, at)
    held = people.roles(connection, person_id)
    role = min((role for _, role in held), default="none")
    record.append(
        connection,
        entries.OFFICERS.of(
            private={
                "act": action,
                "by": {"person": person_id, "role": role},
                "person": person_id,
                "councils": sorted({code for code, _ in held}),
            }
        ),
        at=at,
        by_person=person_id,
        by_role=record.WITHHELD,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
