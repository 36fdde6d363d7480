"""The key that signs checkpoints: the operator's, or one made beside the database the first time it is needed."""

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.demonstration import is_loopback
from pressure.domain.declarations import Refusal
from pressure.settings import ROOT, settings
from pressure.store.engine import Connection

BYTES = 32


def signing_key(connection: Connection) -> Ed25519PrivateKey:
    """The key of the record in this database."""
    given = settings.signing_key or _kept(key_path(connection.engine.url.database, connection.dialect.name))
    try:
        seed = base64.b64decode(given.strip(), validate=True)
    except binascii.Error:
        seed = b""
    if len(seed) != BYTES:
        raise Refusal("The signing key must be 32 bytes in base64. Make one with: openssl rand -base64 32")
    return Ed25519PrivateKey.from_private_bytes(seed)


def origin() -> str:
    """The record's name: where it is published, without the scheme. One name for an address only this machine has."""
    public = urlsplit(settings.public_address)
    place = "localhost" if is_loopback(public.hostname) else f"{public.netloc}{public.path.rstrip('/')}"
    return settings.record_origin or f"{place}/record"


def key_path(database: str | None, dialect: str) -> Path:
    """Beside the database file; where there is none, in the installation's own folder."""
    if dialect == "sqlite" and database and database != ":memory:":
        return Path(f"{database}.signing-key")
    return ROOT / "var" / "record.signing-key"


def _kept(path: Path) -> str:
    """The key on disk, readable by nobody else. Two processes that start at once end with the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        made = path.with_name(f"{path.name}.{os.getpid()}.new")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(base64.b64encode(os.urandom(BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text("ascii")
