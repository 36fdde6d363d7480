"""A release against the record: the sentences that hold, and each link that breaks, without a command line."""

import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.publish.check.verify_history import own_history, program, verify_history
from pressure.publish.check.verify_intervals import Difference
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, sign, verifier_key
from tests.publish_cases import Told

NAME = "pressure.example/record"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = verifier_key(NAME, KEY.public_key())


@pytest.fixture
def tree(installed: Told, tmp_path: Path) -> Path:
    """The manifest and the record of a release, under a checkpoint of a key of ours."""
    for name in ("data/manifest.json", *(f"record/{p.name}" for p in (installed.tree / "record").iterdir())):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(installed.tree / name, tmp_path / name)
    keep(tmp_path, lines_of(tmp_path))
    return tmp_path


def lines_of(tree: Path) -> list[bytes]:
    return (tree / "record/DEMO_record.jsonl").read_bytes().splitlines()


def whole(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def note(lines: list[bytes], key: Ed25519PrivateKey = KEY, size: int | None = None) -> str:
    return sign(Checkpoint(NAME, len(lines) if size is None else size, merkle.root(lines)), key)


def keep(tree: Path, lines: list[bytes], checkpoint: str = "") -> None:
    (tree / "record/DEMO_record.jsonl").write_bytes(whole(lines))
    (tree / "record/checkpoint").write_text(checkpoint or note(lines), "utf-8")


def broken(tree: Path, record: bytes, notes: list[str], key: str = PUBLIC) -> str:
    with pytest.raises(Difference) as found:
        verify_history(tree, record, notes, key, None)
    return str(found.value)


def test_a_release_and_its_own_record_hold_and_each_link_is_a_sentence(tree: Path) -> None:
    """The reasons stand before the last sentence, which is about the release."""
    lines = lines_of(tree)
    record, notes = own_history(tree)
    assert (record, notes) == (whole(lines), [(tree / "record/checkpoint").read_text("utf-8")])
    said = verify_history(tree, record, notes, PUBLIC, None)
    assert f"{len(lines)} entries" in said[0]
    assert "signature holds" in " ".join(said)
    assert "reasons beside the record" in said[-2] or "reason" in said[-2]
    assert "reason" not in said[-1]
    assert f"the one that entry {len(lines)} tells of" in said[-1]
    (tree / "record/DEMO_reasons.csv").unlink()
    without = verify_history(tree, record, notes, PUBLIC, None)
    assert without == [*said[:-2], said[-1]], "a release from before reasons stood beside entries has no sentence"


def test_a_record_given_may_end_before_the_one_in_the_release(tree: Path) -> None:
    """It was fetched earlier, and tells of the release already."""
    lines = lines_of(tree)
    keep(tree, [*lines, b"{}"])
    assert verify_history(tree, whole(lines), [note(lines)], PUBLIC, None)


def test_a_reason_that_is_not_the_entrys_breaks_it(tree: Path) -> None:
    """One that no entry commits to, or words that were changed."""
    file = tree / "record/DEMO_reasons.csv"
    text = file.read_text("utf-8")
    head = text.splitlines()[0].split(",")
    values = {"seq": "1", "words": "Never said.", "nonce": "ab" * 32}
    file.write_text(f"{text}{','.join(values.get(name, '') for name in head)}\n", "utf-8")
    assert broken(tree, *own_history(tree)).startswith("record: ")


def test_another_key_a_changed_entry_and_a_record_that_is_none_are_differences(tree: Path) -> None:
    """Never a crash, and always with the word record before it."""
    record, notes = own_history(tree)
    other = verifier_key(NAME, OTHER.public_key())
    assert broken(tree, record, notes, other).startswith("record: ")
    assert broken(tree, record, notes, "no key").startswith("record: ")
    assert broken(tree, record.replace(b'"publish"', b'"Publish"', 1), notes).startswith("record: ")
    for odd in (b"", b"[]\n", b"null\n", b'{"seq":1}\n', b"\xff\n"):
        assert broken(tree, odd, notes).startswith("record: "), odd


def test_a_release_that_no_entry_tells_of_is_a_difference(tree: Path) -> None:
    file = tree / "data/manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), "release_id": "20200101T000000Z-0001"}))
    assert "no entry tells of" in broken(tree, *own_history(tree))


def test_a_longer_record_of_the_same_beginning_is_the_record_too(tree: Path) -> None:
    """The newest record and a release of some time ago; and the other way, an older record and a newer release."""
    lines = lines_of(tree)
    keep(tree, lines[:-1])
    assert verify_history(tree, whole(lines), [note(lines)], PUBLIC, None)
    keep(tree, lines)
    assert "is not the beginning of" not in broken(tree, whole(lines[:-1]), [note(lines[:-1])])


def test_a_record_in_the_release_that_is_another_is_a_difference(tree: Path) -> None:
    """Somebody took it out of an old one, or wrote it anew."""
    lines = lines_of(tree)
    keep(tree, [lines[0].replace(b'"at":"2', b'"at":"3'), *lines[1:]])
    assert lines_of(tree) != lines
    assert broken(tree, whole(lines), [note(lines)]) == (
        "record: the one in this release is not the beginning of the one given"
    )


@pytest.mark.parametrize("wrong", ["one too few", "one too many", "another root"])
def test_a_checkpoint_in_the_release_over_something_else_is_a_difference(tree: Path, wrong: str) -> None:
    lines = lines_of(tree)
    said = {
        "one too few": note(lines, size=len(lines) - 1),
        "one too many": note(lines, size=len(lines) + 1),
        "another root": note(lines[:-1], size=len(lines)),
    }
    keep(tree, lines, said[wrong])
    assert broken(tree, whole(lines), [note(lines)]) == (
        "record/checkpoint: it was not signed over the record in this release"
    )


def test_a_checkpoint_in_the_release_that_is_none_is_a_difference(tree: Path) -> None:
    lines = lines_of(tree)
    keep(tree, lines, "hello\n")
    assert broken(tree, whole(lines), [note(lines)]).startswith("record/checkpoint: this is not a checkpoint")


def test_a_release_without_a_record_is_tied_to_the_one_given_and_has_none_of_its_own(tree: Path) -> None:
    lines = lines_of(tree)
    (tree / "record/DEMO_record.jsonl").unlink()
    assert verify_history(tree, whole(lines), [note(lines)], PUBLIC, None)
    with pytest.raises(Difference, match=r"^record: this release came without one; give --record and --checkpoint$"):
        own_history(tree)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_release_without_a_checkpoint_that_can_be_read_has_no_history_of_its_own(
    tree: Path, content: bytes | None
) -> None:
    (tree / "record/checkpoint").unlink()
    if content:
        (tree / "record/checkpoint").write_bytes(content)
    with pytest.raises(Difference, match="this release came without one"):
        own_history(tree)


def test_the_program_that_is_published_is_the_one_that_checks() -> None:
    """So that both say the same."""
    assert program().check.__module__ == "verify_record"
