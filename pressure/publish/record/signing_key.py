"""The key that signs checkpoints: the operator's, or one made beside the database the first time it is needed."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.demonstration import is_loopback
from pressure.access.kept_key import beside, key
from pressure.settings import Settings
from pressure.store import record
from pressure.store.engine import Connection

SECOND = "-2"


def signing_key(connection: Connection, configured: Settings) -> Ed25519PrivateKey:
    """The key of the record in this database."""
    path = key_path(connection.engine.url.database, connection.dialect.name)
    return Ed25519PrivateKey.from_private_bytes(key(configured.signing_key, path, what="signing key"))


def origin(configured: Settings) -> str:
    """The record's name: where it is published, without the scheme. One name for an address only this machine has."""
    public = urlsplit(configured.public_address)
    place = "localhost" if is_loopback(public.hostname) else f"{public.netloc}{public.path.rstrip('/')}"
    return configured.record_origin or f"{place}/record"


def record_name(
    connection: Connection, configured: Settings, entries: Sequence[tuple[int, str, str]] | None = None
) -> str:
    """The name of the record in this database, or when it had these entries. One that replaced another, or that the
    operator began again, has a name of its own."""
    begun = (
        record.last_of(connection, "begin_again")
        if entries is None
        else next((body for _, body, _ in reversed(entries) if '"action":"begin_again"' in body), None)
    )
    if begun:
        return str(json.loads(begun)["what"]["origin"])
    return f"{origin(configured)}{SECOND if record.is_second(connection) else ''}"


def told_key(entries: Sequence[tuple[int, str, str]], name: str) -> str:
    """The key that the newest entry of a change hands the record of this name over to, as a verifier key, or empty."""
    whats = (json.loads(body)["what"] for _, body, _ in reversed(entries) if '"action":"change_key"' in body)
    return next((str(what["key"]) for what in whats if what["origin"] == name), "")


def key_path(database: str | None, dialect: str) -> Path:
    """Where the key is kept when the operator gives none."""
    return beside(database, dialect, "signing-key", "record.signing-key")
