"""What an identity provider says about somebody, and whether that lets them in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pressure.access.permissions import Role
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import Engine, reading

BINDING = frozenset({Role.DIRECTOR, Role.SIGNATORY})
"""Roles whose acts bind others: they need a second factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the provider says it is: the issuer and subject together, never an address."""

    issuer: str
    subject: str
    factors: frozenset[str]
    proved_at: datetime | None


def read_claims(claims: Mapping[str, Any]) -> Identity:
    """The four claims that count, out of a token whose signature, audience and nonce were checked. Raises KeyError
    without issuer or subject."""
    amr, at = claims.get("amr") or (), claims.get("auth_time")
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        factors=frozenset([amr] if isinstance(amr, str) else map(str, amr)),
        proved_at=datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) else None,
    )


def admit(engine: Engine, identity: Identity, configured: Settings) -> tuple[str | None, str]:
    """The person, and why they may not come in, which is empty when they may."""
    with reading(engine) as connection:
        person = people.by_identity(connection, identity.issuer, identity.subject)
        roles = people.roles(connection, person.id) if person else frozenset()
    if person is None:
        return None, "unknown"
    if person.disabled_at is not None:
        return person.id, "disabled"
    binding = any(role in BINDING for _, role in roles)
    if binding and configured.oidc_amr_required and not identity.factors & set(configured.oidc_amr.split(",")):
        return person.id, "second_factor"
    return person.id, ""


def authenticated_at(identity: Identity, now: datetime, configured: Settings) -> datetime:
    """When they proved who they are. A provider that does not say is taken at its word only where the operator
    says so; otherwise the sign-in is good, but never fresh."""
    if identity.proved_at is not None:
        return min(identity.proved_at, now)
    if configured.oidc_auth_time_required:
        return now - timedelta(minutes=configured.fresh_minutes, seconds=1)
    return now
