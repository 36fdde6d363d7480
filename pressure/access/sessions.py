"""Who is signed in: a random token in a cookie, its digest in a row, looked up every time anybody asks."""

import contextlib
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pressure.access.permissions import Actor, Role
from pressure.settings import Settings
from pressure.store import people
from pressure.store import sessions as store
from pressure.store.engine import Busy, Connection, Engine, noting, reading, writing

TOKEN_BYTES = 32
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A person who is signed in now, and when they last proved who they are."""

    person_id: str
    name: str
    roles: frozenset[tuple[str, Role]]
    managed_by: str | None
    authenticated_at: datetime
    session: str
    waiting: frozenset[tuple[str, Role, datetime]] = frozenset()

    @property
    def actor(self) -> Actor:
        return Actor(
            person_id=self.person_id,
            roles=self.roles,
            managed_by=self.managed_by,
            authenticated_at=self.authenticated_at,
            waiting=self.waiting,
        )


def actor_of(connection: Connection, person_id: str, now: datetime) -> Actor:
    """Somebody who has just proved who they are, in no session."""
    roles = frozenset((code, Role(role)) for code, role in people.roles(connection, person_id, at=now))
    waiting = frozenset(
        (w.council_code, Role(w.role), w.counts_from) for w in people.waiting(connection, now, person_id=person_id)
    )
    return Actor(person_id=person_id, roles=roles, authenticated_at=now, waiting=waiting)


def open_session(
    connection: Connection, *, person_id: str, at: datetime, authenticated_at: datetime, instead_of: str | None = None
) -> str:
    """A new token at every authentication; the one held before it ends."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if instead_of:
        store.end(connection, _digest(instead_of), at)
    store.forget(connection, at - timedelta(days=KEPT_DAYS))
    store.add(connection, id_sha256=_digest(token), person_id=person_id, at=at, authenticated_at=authenticated_at)
    return token


def person_of(engine: Engine, token: str | None, now: datetime, configured: Settings) -> Signed | None:
    """Who holds this token now; None when it is unknown, ended, too old, too long unused, or its person disabled."""
    if not token:
        return None
    session = _digest(token)
    with reading(engine) as connection:
        row = store.get(connection, session)
        if row is None or not _alive(row.created_at, row.last_seen_at, now, configured):
            return None
        actor = actor_of(connection, row.person_id, now)
    if now - row.last_seen_at >= timedelta(seconds=configured.session_touch_seconds):
        # While a release is being made nobody can write; the session is good all the same.
        with contextlib.suppress(Busy), noting(engine) as connection:
            store.touch(connection, session, now)
    return Signed(
        person_id=row.person_id,
        name=row.name,
        roles=actor.roles,
        managed_by=row.managed_by,
        authenticated_at=row.authenticated_at,
        session=session,
        waiting=actor.waiting,
    )


def was_held_by(engine: Engine, token: str | None) -> tuple[str | None, bool]:
    """The person who held this ended token, and whether they may sign in again. Grants nothing; (None, False) if the
    token is unknown."""
    if not token:
        return None, False
    with reading(engine) as connection:
        row = store.owner(connection, _digest(token))
    return (row.person_id, row.disabled_at is None) if row else (None, False)


def end_session(engine: Engine, token: str | None, now: datetime) -> None:
    """Sign out: the token opens nothing from now on, in any window."""
    if token:
        with writing(engine) as connection:
            store.end(connection, _digest(token), now)


def end_all(connection: Connection, person_id: str, now: datetime) -> int:
    """Sign a person out everywhere. Returns how many sessions were open."""
    return store.end_all(connection, person_id, now)


def fresh(signed: Signed, now: datetime, minutes: int) -> bool:
    """Whether they proved who they are recently enough to propose or sign."""
    return now - signed.authenticated_at <= timedelta(minutes=minutes)


def cookie_name(*, demonstration: bool) -> str:
    """`__Host-` keeps other hosts from setting it; a browser takes that name only with Secure, so not on plain
    loopback in the demonstration."""
    return "session" if demonstration else "__Host-session"


def token_in(cookies: Mapping[str, str], *, demonstration: bool) -> str | None:
    return cookies.get(cookie_name(demonstration=demonstration))


def form_token(token: str) -> str:
    """What a form must carry, so that nobody else's page can send it: only the holder of the cookie can know it."""
    return hashlib.sha256(b"form\n" + token.encode()).hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _alive(created_at: datetime, last_seen_at: datetime, now: datetime, configured: Settings) -> bool:
    return now - last_seen_at < timedelta(minutes=configured.session_idle_minutes) and now - created_at < timedelta(
        hours=configured.session_hours
    )
