"""Checkpoints: the golden root of Certificate Transparency, the note's form, and every way to bend one."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pressure.domain.refusals import Refusal
from pressure.publish.record import signing_key as keys
from pressure.settings import Settings
from pressure.store.engine import open_engine, reading
from pressure.store.record import merkle
from pressure.store.record.checkpoint import (
    BadCheckpoint,
    Checkpoint,
    check_signature,
    fingerprint,
    fingerprint_of,
    read,
    sign,
    verifier_key,
)

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CHECKPOINT = Checkpoint("pressure.example/record", 8, bytes.fromhex(ROOTS[7]))
NOTE = sign(CHECKPOINT, KEY)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_that_of_certificate_transparency(size: int) -> None:
    """The published test vector, for each length."""
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


def test_a_leaf_can_never_be_taken_for_a_node() -> None:
    """A tree of two and a tree of one whose entry is the two hashes joined differ."""
    left, right = merkle.leaf(b"a"), merkle.leaf(b"b")
    assert merkle.root([b"a", b"b"]) != merkle.root([left + right])


def test_a_checkpoint_is_a_signed_note_of_three_lines() -> None:
    """The form of C2SP tlog-checkpoint and signed-note: what witnesses and monitors already read."""
    text, _, signature = NOTE.partition("\n\n")
    root = base64.b64encode(CHECKPOINT.root).decode()
    assert text.split("\n") == ["pressure.example/record", "8", root]
    assert signature.startswith("— pressure.example/record ")
    assert signature.endswith("\n")
    blob = base64.b64decode(signature.split(" ")[2])
    assert len(blob) == 4 + 64
    name, hexadecimal, key = verifier_key(CHECKPOINT.origin, KEY.public_key()).split("+", 2)
    raw = base64.b64decode(key)
    assert (name, raw[:1]) == (CHECKPOINT.origin, b"\x01")
    assert hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4] == blob[:4] == bytes.fromhex(hexadecimal)
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(blob[4:], f"{text}\n".encode())


def test_a_note_reads_back_as_what_was_signed() -> None:
    assert read(NOTE) == CHECKPOINT
    assert check_signature(NOTE, KEY.public_key()) == CHECKPOINT
    assert sign(CHECKPOINT, KEY) == NOTE


def test_a_note_with_another_signature_beside_ours_is_still_ours() -> None:
    """Witnesses add lines."""
    witnessed = f"{NOTE}— witness.example AAAA\n— witness.example {base64.b64encode(bytes(68)).decode()}\n"
    assert check_signature(witnessed, KEY.public_key()) == CHECKPOINT


def test_a_changed_character_anywhere_in_a_note_is_found() -> None:
    """Exhaustive, but for the last bits of base64 that stand for nothing."""
    for place in range(len(NOTE)):
        bent = NOTE[:place] + chr(ord(NOTE[place]) ^ 1) + NOTE[place + 1 :]
        try:
            found = check_signature(bent, KEY.public_key())
        except BadCheckpoint:
            continue
        assert found == CHECKPOINT
        assert place >= len(NOTE) - 4


def test_another_key_or_name_is_refused() -> None:
    with pytest.raises(BadCheckpoint, match="did not sign"):
        check_signature(NOTE, Ed25519PrivateKey.generate().public_key())
    with pytest.raises(BadCheckpoint, match="did not sign"):
        check_signature(NOTE.replace("pressure.example", "other.example"), KEY.public_key())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a\n1\n\n",
        "a\nx\nAAAA\n\n",
        "a\n-1\nAAAA\n\n",
        "a\n08\nAAAA\n\n",
        "a\n٨\nAAAA\n\n",
        "a\n8\n!\n\n",
        "a\n8\nAAAA\n\n",
        NOTE.replace("\n8\n", "\n08\n"),
        NOTE.replace("\n\n", "\nmore\n\n"),
        NOTE.replace("\n\n", "\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadCheckpoint, match="not a checkpoint"):
        read(text)


def test_a_key_is_made_once_beside_the_database_and_readable_by_nobody_else(tmp_path) -> None:
    engine = open_engine.__wrapped__(f"sqlite:///{tmp_path / 'pressure.db'}")
    given = base64.b64encode(bytes(range(32))).decode()
    with reading(engine) as connection:
        first, second = (keys.signing_key(connection, Settings()).private_bytes_raw() for _ in range(2))
        (path,) = tmp_path.glob("*.signing-key")
        assert first == second
        assert path.stat().st_mode & 0o777 == 0o600
        assert keys.signing_key(connection, Settings(signing_key=given)).private_bytes_raw() == bytes(range(32))
        for wrong in ("short", "AAAA", "not base64 at all!"):
            with pytest.raises(Refusal, match="32 bytes"):
                keys.signing_key(connection, Settings(signing_key=wrong))
    assert "signing_key" not in repr(Settings(signing_key=given))
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "named", "name"),
    [
        ("https://pressure.example/", "", "pressure.example/record"),
        ("http://127.0.0.1:8501", "", "localhost/record"),
        ("http://127.0.0.1:8612", "", "localhost/record"),
        ("http://127.0.0.1:8612", "another.example/record", "another.example/record"),
    ],
)
def test_the_record_is_named_after_where_it_is_published(address: str, named: str, name: str) -> None:
    assert keys.origin(Settings(public_address=address, record_origin=named)) == name


def test_the_fingerprint_is_the_sha256_of_the_raw_key_however_the_key_is_written() -> None:
    """A name may hold a plus sign in its key part only: base64 has one."""
    public = KEY.public_key()
    expected = hashlib.sha256(public.public_bytes_raw()).hexdigest()
    assert fingerprint(public) == expected
    for key in (KEY, *(Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(20))):
        written = verifier_key("pressure.example/record", key.public_key())
        assert fingerprint_of(f"{written}\n") == fingerprint(key.public_key())


@pytest.mark.parametrize(
    "text", ["a", "a\n1", "a\n1\n\n", f"\n8\n{CHECKPOINT.text.splitlines()[2]}\n\n", "a\n٨\nAAAA\n\n"]
)
def test_a_note_without_a_name_a_length_in_digits_and_a_root_is_told_which_lines_it_needs(text: str) -> None:
    with pytest.raises(BadCheckpoint, match="needs a name, a length and a root on three lines"):
        read(text)


def test_a_root_with_characters_that_base64_does_not_have_is_no_root() -> None:
    """They are not skipped: two texts never say one root."""
    first, second, root = CHECKPOINT.text.splitlines()
    with pytest.raises(BadCheckpoint, match="differs from what it says"):
        read(f"{first}\n{second}\n!{root}\n\n")


def test_a_signature_with_characters_that_base64_does_not_have_is_none() -> None:
    text, _, line = NOTE.partition("\n\n")
    start, _, encoded = line.rpartition(" ")
    with pytest.raises(BadCheckpoint, match="did not sign"):
        check_signature(f"{text}\n\n{start} !{encoded}", KEY.public_key())
