"""What an officer's authenticator app shares with us, sealed: whoever copies the database alone can make no code
(AES-256-GCM, bound to the person: https://cryptography.io/en/latest/hazmat/primitives/aead/)."""

import base64
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pressure.access.kept_key import beside, key
from pressure.store import people
from pressure.store.engine import Connection, Row

MARK = "sealed:"
NONCE_BYTES = 12


def seal(connection: Connection, person_id: str, secret: str, given: str) -> str:
    """A secret as it stands in the database. `given` is the operator's key, here and below; empty for the one kept."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(connection, given).encrypt(nonce, secret.encode(), person_id.encode())
    return MARK + base64.b64encode(nonce + sealed).decode()


def opened(connection: Connection, person: Row[Any], given: str) -> str | None:
    """The secret of a person's app; None when there is none, or when another key sealed it."""
    kept: str | None = person.totp_secret
    if kept is None or not kept.startswith(MARK):
        return kept
    blob = base64.b64decode(kept.removeprefix(MARK))
    try:
        return _cipher(connection, given).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], person.id.encode()).decode()
    except InvalidTag:
        return None


def seal_all(connection: Connection, given: str) -> None:
    """Seal what an earlier version kept as it was."""
    for person in people.everyone(connection):
        if person.totp_secret and not person.totp_secret.startswith(MARK):
            people.change(connection, person.id, totp_secret=seal(connection, person.id, person.totp_secret, given))


def lost(connection: Connection, given: str) -> int:
    """How many officers' secrets the present key does not open."""
    return sum(
        person.totp_secret is not None and opened(connection, person, given) is None
        for person in people.everyone(connection)
    )


def secrets_key_path(database: str | None, dialect: str) -> Path:
    """Where the key is kept when the operator gives none."""
    return beside(database, dialect, "secrets-key", "officers.secrets-key")


def _cipher(connection: Connection, given: str) -> AESGCM:
    path = secrets_key_path(connection.engine.url.database, connection.dialect.name)
    return AESGCM(key(given, path, what="key of officers' secrets"))
