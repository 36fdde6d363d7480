"""What a council's token looks like, and who it stands for now. Only its digest is kept."""

import hashlib
import re
import secrets
import string
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressure.access.permissions import ALLOWED, OPERATOR, Act, Actor, Role
from pressure.domain.refusals import Refusal
from pressure.store import people
from pressure.store.engine import Connection, Row
from pressure.store.tokens import council_tokens

PREFIX = "carepressure_return_"
LETTERS = string.ascii_letters + string.digits
LENGTH, CHECK = 43, 8
SHAPE = re.compile(rf"{PREFIX}([A-Za-z0-9]{{{LENGTH}}})([0-9a-f]{{{CHECK}}})")
"""For secret scanners too: 256 bits, then the CRC-32 of them, so that a look-alike is told from a token."""
ENDED, EXPIRED, NOT_YET, MAKER_GONE = "ended", "expired", "not yet", "its maker may no longer make one"


class UnknownToken(Refusal):
    """What was sent opens nothing. It is the same answer for all that was never a token of ours."""

    def __init__(self) -> None:
        super().__init__("This token is not known here. Copy it whole, or make a new one on the page Tokens.")


class TokenOver(Refusal):
    """A token of ours that no longer works. `why` says it to whoever holds it, and to nobody else."""


@dataclass(frozen=True, slots=True)
class Sender:
    """A token that works now, and what it may do: load the return of one council."""

    token_id: str
    council_code: str

    @property
    def actor(self) -> Actor:
        return Actor(person_id=self.token_id, roles=frozenset({(self.council_code, Role.TOKEN)}))


def new_token() -> str:
    """256 random bits between a name and their checksum."""
    secret = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{PREFIX}{secret}{_check(secret)}"


def new_id() -> str:
    """The number of a token, which opens nothing."""
    return f"t-{secrets.token_hex(5)}"


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def is_one(text: str) -> bool:
    """Whether this could be a token of ours: anybody can work it out."""
    shape = SHAPE.fullmatch(text)
    return shape is not None and shape[2] == _check(shape[1])


def sender(connection: Connection, token: str, now: datetime) -> Sender:
    """Who holds this token. `now` is not before anything the record has seen. It is looked up by its digest, so how
    long that takes tells nothing of a token. Raises UnknownToken and TokenOver."""
    row = council_tokens.by_digest(connection, digest(token)) if is_one(token) else None
    if row is None:
        raise UnknownToken
    if why := why_over(connection, row, now):
        raise TokenOver(f"This token works no longer: {why}. Make a new one on the page Tokens.")
    return Sender(row.id, row.council_code)


def why_over(connection: Connection, row: Row[Any], now: datetime) -> str:
    """Why a token opens nothing now; empty when it does."""
    if row.ended_at is not None:
        return ENDED
    if now >= row.expires_at:
        return EXPIRED
    if now < row.made_at:
        return NOT_YET
    return "" if may_still(connection, row.made_by, row.council_code) else MAKER_GONE


def may_still(connection: Connection, person_id: str, council_code: str) -> bool:
    """Whether somebody may make a token for a council now: it does no more than they may."""
    if person_id == OPERATOR.person_id:
        return True
    person = people.get(connection, person_id)
    held = {role for code, role in people.roles(connection, person_id) if code == council_code}
    return person is not None and person.disabled_at is None and bool(held & ALLOWED[Act.MAKE_TOKEN])


def _check(secret: str) -> str:
    return f"{zlib.crc32(secret.encode()):0{CHECK}x}"
