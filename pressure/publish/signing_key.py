"""The key that signs checkpoints: the operator's, or one made beside the database the first time it is needed."""

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.demonstration import is_loopback
from pressure.access.kept_key import beside, key
from pressure.settings import settings
from pressure.store.engine import Connection


def signing_key(connection: Connection) -> Ed25519PrivateKey:
    """The key of the record in this database."""
    path = key_path(connection.engine.url.database, connection.dialect.name)
    return Ed25519PrivateKey.from_private_bytes(key(settings.signing_key, path, what="signing key"))


def origin(entries: Sequence[tuple[int, str, str]] = ()) -> str:
    """The record's name: the one it began again under, or where it is published, without the scheme. One name for an
    address only this machine has."""
    begun = next((body for _, body, _ in reversed(entries) if '"action":"begin_again"' in body), None)
    if begun:
        return str(json.loads(begun)["what"]["origin"])
    public = urlsplit(settings.public_address)
    place = "localhost" if is_loopback(public.hostname) else f"{public.netloc}{public.path.rstrip('/')}"
    return settings.record_origin or f"{place}/record"


def key_path(database: str | None, dialect: str) -> Path:
    """Where the key is kept when the operator gives none."""
    return beside(database, dialect, "signing-key", "record.signing-key")
