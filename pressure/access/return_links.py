"""Links in reminders that open the form for a return with what has not changed: made for one person, council and week,
by a key that follows from the operator's own (HKDF, RFC 5869). Whoever copies the database can make none."""

import base64
import hashlib
import hmac
from datetime import date

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pressure.access.app_secrets import secrets_key_path
from pressure.access.kept_key import BYTES, key
from pressure.store.engine import Engine

TAG_BYTES = 16


def token(engine: Engine, given: str, person_id: str, council_code: str, week_ending: date) -> str:
    """22 letters that say nothing of whom they are for. `given` is the operator's key, empty for the one kept."""
    kept = key(given, secrets_key_path(engine.url.database, engine.dialect.name), what="key of officers' secrets")
    own = HKDF(SHA256(), BYTES, None, b"care-pressure links to the form of a return").derive(kept)
    said = f"{person_id}\n{council_code}\n{week_ending.isoformat()}"
    return base64.urlsafe_b64encode(hmac.new(own, said.encode(), hashlib.sha256).digest()[:TAG_BYTES]).decode()[:22]


def same(given: str, made: str) -> bool:
    """Whether a link's letters are those made."""
    return hmac.compare_digest(given.encode(), made.encode())


def digest(made: str) -> str:
    """What is noted of a link that was used."""
    return hashlib.sha256(made.encode()).hexdigest()
