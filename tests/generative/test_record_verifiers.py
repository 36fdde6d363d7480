"""The program a journalist runs and our own check agree, on whole records and on bent ones."""

import hashlib
import importlib.util
import random
import subprocess
import sys

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pressure.publish.record.record_files import PROGRAM
from pressure.store import record
from pressure.store.record import merkle
from pressure.store.record.checkpoint import BadCheckpoint, Checkpoint, check_signature, sign, verifier_key

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "pressure.example/record"
PUBLIC = verifier_key(NAME, KEY.public_key())
LOGS = 10_000


def program():
    spec = importlib.util.spec_from_file_location("verify_record", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INDEPENDENT = program()


def written(count, seed=0):
    """A record of so many entries, as published: one body a line."""
    chance, before, lines = random.Random(seed), record.FIRST, []
    for seq in range(1, count + 1):
        body = rfc8785.dumps(
            {
                "seq": seq,
                "prev": before,
                "at": "2026-11-23T10:00:00.000000Z",
                "action": "sign",
                "by": {"person": f"p-{chance.randrange(9)}", "role": "director"},
                "what": {"number": chance.randrange(10**6), "text": chance.choice(("é", "a\nb", ""))},
            }
        )
        before = hashlib.sha256(body).hexdigest()
        lines.append(body)
    return lines


def rechained(lines):
    """What somebody would write who changes entries and makes the chain good again."""
    import json

    before, result = record.FIRST, []
    for seq, line in enumerate(lines, start=1):
        body = rfc8785.dumps({**json.loads(line), "seq": seq, "prev": before})
        before = hashlib.sha256(body).hexdigest()
        result.append(body)
    return result


def file_of(lines):
    return b"".join(line + b"\n" for line in lines)


def signed(lines):
    return sign(Checkpoint(NAME, len(lines), merkle.root(lines)), KEY)


def theirs(data, note, key=PUBLIC):
    try:
        INDEPENDENT.check(data, [note], key)
    except ValueError:
        return False
    return True


def ours(data, note):
    """The same question asked of the code that keeps the record."""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        return False
    try:
        chain = [(number, line.decode(), hashlib.sha256(line).hexdigest()) for number, line in enumerate(lines, 1)]
        record.verify(chain)
        checkpoint = check_signature(note, KEY.public_key())
    except (record.BrokenRecord, BadCheckpoint, UnicodeDecodeError):
        return False
    return checkpoint.size <= len(lines) and merkle.root(lines[: checkpoint.size]) == checkpoint.root


def chain_alone(lines):
    try:
        INDEPENDENT.check_chain(lines)
    except ValueError:
        return False
    return True


def test_every_flipped_bit_of_a_record_of_twenty_entries_is_found_by_both():
    """Exhaustive over every byte, one bit of each and its case."""
    lines = written(20)
    data, note = file_of(lines), signed(lines)
    assert theirs(data, note)
    assert ours(data, note)
    for place in range(len(data)):
        bent = bytearray(data)
        bent[place] ^= 1 << place % 8
        assert not ours(bytes(bent), note), place
        assert not theirs(bytes(bent), note), place


TEN = written(10)
NOTE_AT_8 = signed(TEN[:8])
CHANGED = [*TEN[:3], TEN[3].replace(b"director", b"auditors"), *TEN[4:]]
LATE = [*TEN[:9], TEN[9].replace(b"director", b"auditors")]
TAMPERS = {
    "an entry is edited": (CHANGED, False, False),
    "a middle entry is deleted": (TEN[:3] + TEN[4:], False, False),
    "the tail is cut off": (TEN[:5], True, False),
    "everything is rewritten and hashed anew": (rechained(CHANGED), True, False),
    "only what came after the checkpoint is rewritten": (rechained(LATE), True, True),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_the_five_tampers_are_caught_by_the_chain_or_by_the_checkpoint(tamper):
    """Which protection catches which; the last is why every signature publishes a checkpoint at once."""
    lines, passes_chain, passes_checkpoint = TAMPERS[tamper]
    assert chain_alone(lines) is passes_chain
    assert theirs(file_of(lines), NOTE_AT_8) is ours(file_of(lines), NOTE_AT_8) is passes_checkpoint
    after_every_signature = signed(TEN)
    assert not theirs(file_of(lines), after_every_signature)
    assert not ours(file_of(lines), after_every_signature)


def bend(chance, lines):
    """One of the ways to bend a record, or none."""
    if not lines:
        return b"x" if chance.random() < 0.5 else b""
    place, way = chance.randrange(len(lines)), chance.randrange(9)
    other = list(lines)
    if way == 0:
        other[place] = other[place].replace(b"director", b"auditors")
    elif way == 1:
        del other[place]
    elif way == 2:
        other = other[:place]
    elif way == 3:
        other = rechained([*other[:place], other[place].replace(b"sign", b"sing"), *other[place + 1 :]])
    elif way == 4:
        other.insert(place, other[place])
    elif way == 5:
        other[place], other[-1] = other[-1], other[place]
    elif way == 6:
        other = rechained([*other, *written(2, seed=9)])
    elif way == 7:
        data = bytearray(file_of(other))
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)
    return file_of(other)


def agree_on(count, seed):
    chance, bad = random.Random(seed), 0
    for _ in range(count):
        lines = written(chance.randrange(9), seed=chance.random())
        note = signed(lines[: chance.randrange(len(lines) + 1)])
        data = bend(chance, lines)
        verdict = theirs(data, note, None)  # signatures have a law of their own
        assert verdict is ours(data, note), (lines, data, note)
        bad += not verdict
    return bad


def test_both_agree_on_random_records_whole_and_bent():
    """Independent code, same verdict, ten thousand times."""
    bad = agree_on(LOGS, seed=20261123)
    assert LOGS * 0.2 < bad < LOGS * 0.95


@pytest.mark.fuzz
@pytest.mark.timeout(600)
def test_both_agree_on_another_hundred_thousand_random_records():
    seed = random.SystemRandom().randrange(10**9)
    print("seed", seed)
    assert agree_on(100_000, seed=seed)


def test_the_tree_of_the_program_is_ours_at_every_length():
    lines = written(130)
    for size in range(len(lines) + 1):
        assert INDEPENDENT.tree_root(lines[:size]) == merkle.root(lines[:size])


def run(tmp_path, *arguments, isolated=False):
    flags = ["-I", "-S"] if isolated else []
    return subprocess.run(
        [sys.executable, *flags, str(PROGRAM), *arguments], capture_output=True, text=True, cwd=tmp_path, check=False
    )


@pytest.fixture
def download(tmp_path):
    """What a journalist downloads, and a checkpoint kept from before."""
    lines = written(12)
    (tmp_path / "record.jsonl").write_bytes(file_of(lines))
    (tmp_path / "checkpoint").write_text(signed(lines), "utf-8")
    (tmp_path / "kept").write_text(signed(lines[:7]), "utf-8")
    (tmp_path / "public_key").write_text(PUBLIC + "\n")
    return tmp_path


def test_a_journalist_checks_a_download_with_python_alone(download):
    """No package installed, no network, and the signature is checked all the same."""
    done = run(download, "record.jsonl", "checkpoint", "kept", "--key", "public_key", isolated=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "12 entries, each follows the one before"
    assert done.stdout.count("signature holds") == 2
    assert "checkpoint over 7 entries holds" in done.stdout
    assert "5 later entries rest on the chain alone" in done.stdout


def test_a_signature_that_nobody_checked_is_never_a_success(download):
    done = run(download, "record.jsonl", "checkpoint")
    assert done.returncode == 3
    assert "signature NOT checked: no --key was given" in done.stdout


def test_the_key_is_the_one_that_was_noted_down(download):
    """It comes from the same place as what it checks."""
    told = run(download, "record.jsonl", "checkpoint", "--key", "public_key").stdout.splitlines()[-1].split()[-1]
    assert told == hashlib.sha256(KEY.public_key().public_bytes_raw()).hexdigest()
    pinned = ("record.jsonl", "checkpoint", "--key", "public_key", "--fingerprint")
    assert run(download, *pinned, told.upper()).returncode == 0
    lines, other = written(12), Ed25519PrivateKey.generate()
    (download / "checkpoint").write_text(sign(Checkpoint(NAME, 12, merkle.root(lines)), other), "utf-8")
    (download / "public_key").write_text(verifier_key(NAME, other.public_key()))
    assert run(download, *pinned[:-1]).returncode == 0
    changed = run(download, *pinned, told)
    assert changed.returncode == 1
    assert "not the one you gave" in changed.stdout


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511), st.booleans())
@settings(max_examples=30, deadline=None)
def test_the_program_takes_the_signatures_that_a_library_makes_and_no_others(seed, message, bit, bent):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signature = bytearray(key.sign(message))
    if bent:
        signature[bit // 8] ^= 1 << bit % 8
    public = key.public_key()
    try:
        public.verify(bytes(signature), message)
        good = True
    except InvalidSignature:
        good = False
    assert INDEPENDENT.signed_by(public.public_bytes_raw(), message, bytes(signature)) == good == (not bent)
    assert not INDEPENDENT.signed_by(public.public_bytes_raw(), message + b"x", bytes(signature))


@pytest.mark.parametrize(
    ("public", "message", "signature"),
    [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
            "5141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
            "0d291612bb0c00",
        ),
    ],
)
def test_the_program_agrees_with_the_examples_of_rfc_8032(public, message, signature):
    public, message, signature = map(bytes.fromhex, (public, message, signature))
    assert INDEPENDENT.signed_by(public, message, signature)
    more = (int.from_bytes(signature[32:], "little") + INDEPENDENT.ORDER).to_bytes(32, "little")
    assert not INDEPENDENT.signed_by(public, message, signature[:32] + more)
    assert not INDEPENDENT.signed_by(b"\xff" * 32, message, signature)
    assert not INDEPENDENT.signed_by(public, message, signature[:-1])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("record", "does not follow the line before it"),
        ("key", "not this record's key"),
        ("signature", "signature on the checkpoint is wrong"),
        ("cut", "does not end with a whole line"),
        ("missing", "No such file"),
    ],
)
def test_the_program_says_what_does_not_hold_and_exits_1(download, spoil, said):
    lines = written(12)
    if spoil == "record":
        (download / "record.jsonl").write_bytes(file_of(lines).replace(b'"seq":5', b'"seq":6'))
    elif spoil == "key":
        (download / "public_key").write_text(verifier_key("other.example/record", KEY.public_key()))
    elif spoil == "signature":
        other = Ed25519PrivateKey.generate()
        bad = sign(Checkpoint(NAME, 12, merkle.root(lines)), other)
        good = signed(lines)
        head, blob = bad.rsplit(" ", 1)
        import base64

        mixed = base64.b64decode(good.rsplit(" ", 1)[1])[:4] + base64.b64decode(blob)[4:]
        (download / "checkpoint").write_text(f"{head} {base64.b64encode(mixed).decode()}\n", "utf-8")
    elif spoil == "cut":
        (download / "record.jsonl").write_bytes(file_of(lines)[:-1])
    else:
        (download / "record.jsonl").unlink()
    done = run(download, "record.jsonl", "checkpoint", "--key", "public_key")
    assert done.returncode == 1
    assert done.stdout.startswith("DOES NOT HOLD: ")
    assert said in done.stdout
    assert "Traceback" not in done.stderr


def test_wrong_use_prints_how_to_use_it(download):
    for arguments in (
        (),
        ("record.jsonl",),
        ("record.jsonl", "checkpoint", "--key"),
        ("record.jsonl", "checkpoint", "--fingerprint", "ab"),
    ):
        done = run(download, *arguments)
        assert done.returncode == 2
        assert "python3 verify_record.py record.jsonl checkpoint" in done.stderr


def test_pymerkle_computes_the_same_root():
    """A second opinion by people we do not know, where it is installed."""
    pymerkle = pytest.importorskip("pymerkle")
    tree, lines = pymerkle.InmemoryTree(algorithm="sha256"), written(130)
    for size, line in enumerate(lines, start=1):
        tree.append_entry(line)
        assert tree.get_state() == merkle.root(lines[:size])
