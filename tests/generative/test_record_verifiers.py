"""The program a journalist runs and our own check agree, on whole records and on bent ones."""

import hashlib
import importlib.util
import random
import subprocess
import sys

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.publish.checkpoint import BadCheckpoint, Checkpoint, check_signature, sign, verifier_key
from pressure.publish.record_files import PROGRAM
from pressure.store import merkle, record

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
        body = rfc8785.dumps({"seq": seq, "prev": before, "at": "2026-11-23T10:00:00.000000Z", "action": "sign",
                              "by": {"person": f"p-{chance.randrange(9)}", "role": "director"},
                              "what": {"number": chance.randrange(10**6), "text": chance.choice(("é", "a\nb", ""))}})
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
    return checkpoint.size <= len(lines) and merkle.root(lines[:checkpoint.size]) == checkpoint.root


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
        other = rechained([*other[:place], other[place].replace(b"sign", b"sing"), *other[place + 1:]])
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
        note = signed(lines[:chance.randrange(len(lines) + 1)])
        data = bend(chance, lines)
        verdict = theirs(data, note)
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
    return subprocess.run([sys.executable, *flags, str(PROGRAM), *arguments], capture_output=True, text=True,
                          cwd=tmp_path, check=False)


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
    """No package installed, no network: what was not checked is said."""
    done = run(download, "record.jsonl", "checkpoint", "kept", "--key", "public_key", isolated=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "12 entries, each follows the one before"
    assert done.stdout.count("signature NOT checked: the Python package cryptography is not installed") == 2
    assert "checkpoint over 7 entries holds" in done.stdout
    assert "5 later entries rest on the chain alone" in done.stdout
    assert "no --key was given" in run(download, "record.jsonl", "checkpoint").stdout
    assert run(download, "record.jsonl", "checkpoint", "--key", "public_key").stdout.endswith("signature holds\n")


@pytest.mark.parametrize(("spoil", "said"), [
    ("record", "does not follow the line before it"), ("key", "not this record's key"),
    ("signature", "signature on the checkpoint is wrong"), ("cut", "does not end with a whole line"),
    ("missing", "No such file")])
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
    for arguments in ((), ("record.jsonl",), ("record.jsonl", "checkpoint", "--key")):
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
