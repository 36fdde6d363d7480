"""Signing in with an address, a password and a one-time code."""

from dataclasses import dataclass
from datetime import datetime

from pressure.access import passwords, totp
from pressure.access.demonstration import password_is_enough
from pressure.store import people
from pressure.store.engine import Engine, reading, writing


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who signed in, or why nobody did: the reason is for the log, never for the page."""

    person_id: str | None
    refused: str = ""


def authenticate(engine: Engine, *, email: str, password: str, code: str, at: datetime,
                 client: str | None) -> Outcome:
    """Check all three. The password is checked first and takes as long for an address nobody has."""
    with reading(engine) as connection:
        person = people.by_email(connection, email)
        needs_code = not password_is_enough(connection, client)
    good = passwords.matches(password, person.password_hash if person else None)
    if person is None:
        return Outcome(None, "unknown")
    if person.disabled_at is not None:
        return Outcome(person.id, "disabled")
    if not good:
        return Outcome(person.id, "password")
    if not needs_code:
        return Outcome(person.id)
    counter = totp.counter_of(person.totp_secret, code, at) if person.totp_secret else None
    if counter is None:
        return Outcome(person.id, "code")
    with writing(engine) as connection:
        used = people.use_code(connection, person.id, counter)
    return Outcome(person.id) if used else Outcome(person.id, "code_used")
