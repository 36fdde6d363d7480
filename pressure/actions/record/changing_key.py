"""The record handed over to a new key: an entry that names it, signed by the old key and by the new one."""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.kept_key import key
from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import LONGEST, require_agreeing
from pressure.document import entries as kinds
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.publish.record.signing_key import key_path, record_name, signing_key, told_key
from pressure.settings import Settings
from pressure.store import record
from pressure.store.engine import writing
from pressure.store.record import merkle, reasons_given
from pressure.store.record.checkpoint import Checkpoint, fingerprint, verifier_key

NEXT, BEFORE = "-next", "-before"


def change_key(installation: Installation, *, by: Actor, reason: str) -> tuple[str, Path]:
    """Make a new key and hand the record over to it, publicly and with the reason. One that was interrupted after its
    entry is finished. Returns the new fingerprint and where the new key lies."""
    role, reason = require(by, Act.PUBLISH, ()), written(reason, "The reason", LONGEST)
    if not reason:
        raise Refusal("Give the public reason with --reason.")
    with writing(installation.engine) as connection:
        path = key_path(connection.engine.url.database, connection.dialect.name)
        entries = list(record.entries(connection))
        name, waiting = record_name(connection, installation.settings, entries), path.with_name(path.name + NEXT)
        if not waiting.is_file() or told_key(entries, name) != verifier_key(name, _waiting(waiting).public_key()):
            require_agreeing(installation, connection)
            checkpoint = Checkpoint(name, len(entries), merkle.root(body.encode() for _, body, _ in entries))
            given = reasons_given.reason_of(reason)
            record.append(
                connection,
                kinds.CHANGE_KEY.of(
                    what={
                        **given.told,
                        **_signed(signing_key(connection, installation.settings), checkpoint, _waiting(waiting)),
                    }
                ),
                at=installation.moment(connection),
                by_person=by.person_id,
                by_role=role,
            )
            reasons_given.keep(connection, given)
    return fingerprint(_waiting(waiting).public_key()), _in_use(installation.settings, path, waiting)


def _signed(old: Ed25519PrivateKey, checkpoint: Checkpoint, new: Ed25519PrivateKey) -> kinds.KeySigned:
    """Both keys, and their signatures over where in the record the one hands over to the other."""
    before, after = (verifier_key(checkpoint.origin, one.public_key()) for one in (old, new))
    text = f"change of key\n{checkpoint.text}{before}\n{after}\n".encode()
    return {
        "origin": checkpoint.origin,
        "before": before,
        "key": after,
        "fingerprint": fingerprint(new.public_key()),
        "signed_before": base64.b64encode(old.sign(text)).decode(),
        "signed": base64.b64encode(new.sign(text)).decode(),
    }


def _waiting(path: Path) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key("", path, what="signing key"))


def _in_use(configured: Settings, path: Path, waiting: Path) -> Path:
    """The new key in the old one's place, which is kept beside it. A key that the operator sets stays theirs to set."""
    if configured.signing_key:
        return waiting
    before = path.with_name(path.name + BEFORE)
    before.unlink(missing_ok=True)
    os.link(path, before)
    os.replace(waiting, path)
    return path
