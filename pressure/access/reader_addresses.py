"""E-mail addresses of readers, and of those who ask for an account: sealed where they are kept, found by a keyed
digest, and links nobody can make up.

All keys follow from the operator's own (`secrets_key`, never in the database), one for each use (HKDF, RFC 5869):
a copy of the database alone gives no address, finds none and stops nothing.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pressure.access.app_secrets import MARK, NONCE_BYTES, secrets_key_path
from pressure.access.kept_key import BYTES, key
from pressure.domain.refusals import Refusal
from pressure.store.engine import Engine

LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64
READERS, ASKS = "readers' addresses", "asks for an account"
"""Whose addresses: one key opens nothing of the other."""
ID_BYTES, TAG_BYTES = 16, 16
NOT_AN_ADDRESS = "That is not an e-mail address we can write to. It looks like name@example.org."
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class Link(StrEnum):
    """What a link in a letter is for; one for one thing does not work for another."""

    CONFIRM = "confirm"
    STOP = "stop"


def address_of(typed: str) -> str:
    """An address as it can be written to: one line of ASCII, the domain in small letters and in the form mail servers
    know (IDNA). Raises Refusal."""
    text = typed.strip()
    local, at, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refusal(NOT_AN_ADDRESS) from None
    labels = domain.split(".")
    whole = f"{local}@{domain}"
    if (
        not at
        or len(whole) > LONGEST_ADDRESS
        or len(local) > LONGEST_LOCAL
        or not _LOCAL.fullmatch(local)
        or len(labels) < 2
        or not all(_LABEL.fullmatch(label) for label in labels)
        or labels[-1].isdigit()
    ):
        raise Refusal(NOT_AN_ADDRESS)
    return whole


@dataclass(frozen=True, slots=True)
class Keys:
    """The three keys of addresses of one kind."""

    seal: bytes = field(repr=False)
    find: bytes = field(repr=False)
    link: bytes = field(repr=False)


def keys_of(engine: Engine, given: str, whose: str = READERS) -> Keys:
    """The keys of an installation. `given` is the operator's own; empty for the one kept beside the database. `whose`
    names the addresses."""
    path = secrets_key_path(engine.url.database, engine.dialect.name)
    kept = key(given, path, what="key of officers' secrets")
    return Keys(*(_derived(kept, whose, use) for use in ("seal", "find", "link")))


def sealed(keys: Keys, request_id: str, address: str) -> str:
    """An address as it stands in the database, bound to its row."""
    nonce = os.urandom(NONCE_BYTES)
    blob = AESGCM(keys.seal).encrypt(nonce, address.encode(), request_id.encode())
    return MARK + base64.b64encode(nonce + blob).decode()


def opened(keys: Keys, request_id: str, kept: str) -> str | None:
    """The address of a row; None when another key sealed it, or it was sealed for another row."""
    blob = base64.b64decode(kept.removeprefix(MARK))
    try:
        return AESGCM(keys.seal).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], request_id.encode()).decode()
    except InvalidTag:
        return None


def digest(keys: Keys, address: str) -> str:
    """What one address is found by, however it is written in capitals."""
    return hmac.new(keys.find, address.lower().encode(), hashlib.sha256).hexdigest()


def new_id() -> str:
    return os.urandom(ID_BYTES).hex()


def token(keys: Keys, link: Link, request_id: str) -> str:
    """What a link in a letter carries: 43 letters, so that the whole of it stays on one line."""
    return base64.urlsafe_b64encode(bytes.fromhex(request_id) + _tag(keys, link, request_id)).decode().rstrip("=")


def request_of(keys: Keys, link: Link, given: str) -> str | None:
    """The row a link is for; None when we did not make it."""
    try:
        raw = base64.b64decode(f"{given}=".encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeError):
        return None
    request_id = raw[:ID_BYTES].hex()
    if len(raw) != ID_BYTES + TAG_BYTES or not hmac.compare_digest(raw[ID_BYTES:], _tag(keys, link, request_id)):
        return None
    return request_id


def _tag(keys: Keys, link: Link, request_id: str) -> bytes:
    return hmac.new(keys.link, f"{link} {request_id}".encode(), hashlib.sha256).digest()[:TAG_BYTES]


def _derived(kept: bytes, whose: str, use: str) -> bytes:
    return HKDF(SHA256(), BYTES, None, f"care-pressure {whose}: {use}".encode()).derive(kept)
