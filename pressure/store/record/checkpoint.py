"""Checkpoints: how long the record is and its root, signed (C2SP tlog-checkpoint in a signed note). Whoever keeps one
can show that anything before it was changed."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pressure.domain.refusals import Refusal

ED25519 = b"\x01"
DASH = "—"


class BadCheckpoint(Refusal, ValueError):
    """The text is no checkpoint, or not one of this key's."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A record's name, length and root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The signed note, as published."""
    signature = key.sign(checkpoint.text.encode())
    line = base64.b64encode(_key_hash(checkpoint.origin, _raw(key.public_key())) + signature).decode()
    return f"{checkpoint.text}\n{DASH} {checkpoint.origin} {line}\n"


def verifier_key(origin: str, key: Ed25519PublicKey) -> str:
    """The public key in the notation of signed notes: name, hash, key."""
    raw = _raw(key)
    return f"{origin}+{_key_hash(origin, raw).hex()}+{base64.b64encode(ED25519 + raw).decode()}"


def fingerprint(key: Ed25519PublicKey) -> str:
    """The sha256 of the key itself, for readers to note down."""
    return hashlib.sha256(_raw(key)).hexdigest()


def fingerprint_of(verifier: str) -> str:
    """The same of a key in the notation of signed notes."""
    return hashlib.sha256(base64.b64decode(verifier.strip().split("+", 2)[2])[1:]).hexdigest()


def read(note: str) -> Checkpoint:
    """What a note says, its signatures not looked at. Raises BadCheckpoint."""
    lines = note.partition("\n\n")[0].split("\n")
    if len(lines) < 3 or not lines[0] or not lines[1].isascii() or not lines[1].isdigit():
        raise BadCheckpoint("this is not a checkpoint: it needs a name, a length and a root on three lines")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        root = b""
    checkpoint = Checkpoint(lines[0], int(lines[1]), root)
    if len(root) != hashlib.sha256().digest_size or not note.startswith(f"{checkpoint.text}\n"):
        raise BadCheckpoint("this is not a checkpoint of ours: its text differs from what it says")
    return checkpoint


def check_signature(note: str, key: Ed25519PublicKey) -> Checkpoint:
    """The same, if this key signed exactly this text. Raises BadCheckpoint."""
    checkpoint = read(note)
    begins = f"{DASH} {checkpoint.origin} "
    for line in note.partition("\n\n")[2].splitlines():
        if line.startswith(begins) and _signed(line.removeprefix(begins), checkpoint, key):
            return checkpoint
    raise BadCheckpoint("this key did not sign this checkpoint")


def _signed(encoded: str, checkpoint: Checkpoint, key: Ed25519PublicKey) -> bool:
    try:
        blob = base64.b64decode(encoded, validate=True)
        if blob[:4] != _key_hash(checkpoint.origin, _raw(key)):
            return False
        key.verify(blob[4:], checkpoint.text.encode())
    except (binascii.Error, InvalidSignature):
        return False
    return True


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes_raw()


def _key_hash(name: str, raw: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:4]
