"""Signing in with an address, a password and a one-time code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressure.access import app_secrets, passwords, totp
from pressure.access.demonstration import password_is_enough
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import Engine, Row, reading, writing

WRONG_CODE = ("code", "code_used")
"""Refusals that nobody sees who does not have the password."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who signed in, or why nobody did: the reason is for the log, never for the page."""

    person_id: str | None
    refused: str = ""


def authenticate(
    engine: Engine, configured: Settings, *, email: str, password: str, code: str, at: datetime, client: str | None
) -> Outcome:
    """Check all three. The password is checked first and takes as long for an address nobody has."""
    with reading(engine) as connection:
        person = people.by_email(connection, email)
        needs_code = not password_is_enough(connection, client, configured)
    good = passwords.matches(password, person.password_hash if person else None, configured)
    if person is None:
        return Outcome(None, "unknown")
    if person.disabled_at is not None:
        return Outcome(person.id, "disabled")
    if not good:
        return Outcome(person.id, "password")
    return Outcome(person.id, _code_refused(engine, configured, person, code, at) if needs_code else "")


def confirm(
    engine: Engine, configured: Settings, person_id: str, *, password: str, code: str, at: datetime, client: str | None
) -> str:
    """Have somebody signed in prove once more that it is them: by a code, or by the password where no code is asked
    for. Returns why not, for the log; nothing when they did."""
    with reading(engine) as connection:
        person = people.get(connection, person_id)
        needs_code = not password_is_enough(connection, client, configured)
    if person is None or person.disabled_at is not None:
        return "disabled"
    if needs_code:
        return _code_refused(engine, configured, person, code, at)
    return "" if passwords.matches(password, person.password_hash, configured) else "password"


def _code_refused(engine: Engine, configured: Settings, person: Row[Any], code: str, at: datetime) -> str:
    with reading(engine) as connection:
        secret = app_secrets.opened(connection, person, configured.secrets_key)
    counter = totp.counter_of(secret, code, at) if secret else None
    if counter is None:
        return "code"
    with writing(engine) as connection:
        return "" if people.use_code(connection, person.id, counter) else "code_used"
