"""A key change is a signed hand-over, never silent: what a reader follows, and what nobody can forge."""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.permissions import OPERATOR
from pressure.actions.record import changing_key
from pressure.actions.record.changing_key import change_key
from pressure.actions.releases import agreeing
from pressure.actions.releases.publishing import publish
from pressure.commands import records
from pressure.domain.refusals import Refusal
from pressure.publish.record.signing_key import key_path, signing_key
from pressure.release import site
from pressure.store import record
from pressure.store.engine import reading
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, fingerprint, sign, verifier_key
from pressure.store.releases import DEMONSTRATION
from tests.generative.test_record_verifiers import INDEPENDENT
from tests.installations import copy_of, new_installation

NAME = "pressure.example/record"
OLD, NEW, EVIL = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))


def public(key: Ed25519PrivateKey) -> str:
    return verifier_key(NAME, key.public_key())


def marked(key: Ed25519PrivateKey) -> str:
    return fingerprint(key.public_key())


def chained(lines: list[bytes], *whats: tuple[str, dict]) -> list[bytes]:
    for action, what in whats:
        before = hashlib.sha256(lines[-1]).hexdigest() if lines else record.FIRST
        lines = [*lines, json.dumps({"seq": len(lines) + 1, "prev": before, "action": action, "what": what}).encode()]
    return lines


Key = Ed25519PrivateKey


def handed(
    lines: list[bytes], old: Key, new: Key, *, signs: Key | None = None, over: list[bytes] | None = None
) -> list[bytes]:
    """The entry of a change; `signs` signs instead of the old key, `over` another place in the record."""
    told = lines if over is None else over
    place = Checkpoint(NAME, len(told), merkle.root(told)).text
    text = f"change of key\n{place}{public(old)}\n{public(new)}\n".encode()
    return chained(
        lines,
        (
            "change_key",
            {
                "origin": NAME,
                "before": public(old),
                "key": public(new),
                "signed_before": base64.b64encode((signs or old).sign(text)).decode(),
                "signed": base64.b64encode(new.sign(text)).decode(),
            },
        ),
    )


def note(lines: list[bytes], key: Ed25519PrivateKey) -> str:
    return sign(Checkpoint(NAME, len(lines), merkle.root(lines)), key)


def said(lines: list[bytes], notes: list[str], key: Ed25519PrivateKey, pinned: str) -> list[str]:
    return INDEPENDENT.check(b"".join(line + b"\n" for line in lines), notes, public(key), pinned)


START = chained([], ("load", {}), ("load", {}))
CHANGED = handed(START, OLD, NEW)
LATER = chained(CHANGED, ("load", {}))


@pytest.mark.parametrize("pinned", [OLD, NEW], ids=["old", "new"])
@pytest.mark.parametrize("key", [OLD, NEW], ids=["old", "new"])
def test_who_noted_either_fingerprint_down_follows_the_change(key: Key, pinned: Key) -> None:
    found = said(LATER, [note(START, OLD), note(LATER, NEW)], key, marked(pinned))
    assert f"entry 3 hands the record over to the key {marked(NEW)}, signed by the old key and by that one" in found


def test_two_changes_are_followed_one_after_the_other() -> None:
    third = Ed25519PrivateKey.from_private_bytes(bytes([4]) * 32)
    twice = handed(LATER, NEW, third)
    assert said(twice, [note(START, OLD), note(LATER, NEW), note(twice, third)], third, marked(OLD))


Forged = tuple[list[bytes], list[str], Ed25519PrivateKey]
FORGED: dict[str, tuple[Callable[[], Forged], str]] = {
    "another key and no entry": (lambda: (START, [note(START, EVIL)], EVIL), "not the one you gave"),
    "an entry the old key did not sign": (
        lambda: (handed(START, OLD, EVIL, signs=EVIL), [note(START, OLD)], EVIL),
        "not signed by the old key",
    ),
    "an entry signed for another place": (
        lambda: (handed(LATER[:1], OLD, EVIL, over=START), [note(LATER[:1], OLD)], EVIL),
        "not signed by the old key",
    ),
    "the entry taken to another record": (
        lambda: (
            chained([], ("load", {"other": 1}), ("load", {}), ("change_key", json.loads(CHANGED[-1])["what"])),
            [],
            NEW,
        ),
        "not signed by the old key",
    ),
    "a second change by a key handed over before": (
        lambda: (handed(LATER, OLD, EVIL), [], EVIL),
        "not this record's key",
    ),
    "the old key signs on": (lambda: (LATER, [note(LATER, OLD)], OLD), "not signed with this key"),
    "the new key signs what was before it": (lambda: (LATER, [note(START, NEW)], NEW), "not signed with this key"),
    "a key of nobody": (lambda: (LATER, [note(LATER, NEW)], EVIL), "before or after it was changed"),
}


@pytest.mark.parametrize("forged", FORGED)
def test_no_change_of_key_is_forged(forged: str) -> None:
    make, why = FORGED[forged]
    lines, notes, key = make()
    with pytest.raises(ValueError, match=why):
        said(lines, notes, key, marked(OLD))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    made, _ = new_installation(tmp_path_factory.mktemp("made"))
    publish(made, by=OPERATOR, track=DEMONSTRATION, pages=False)
    return made


@pytest.fixture
def installation(made, tmp_path: Path):
    return copy_of(made, tmp_path)[0]


def release_of(installation) -> site.Release:
    made = publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False)
    return site.release(installation.site_dir / "demo", made.release_id)


def ours(installation) -> Ed25519PrivateKey:
    with reading(installation.engine) as connection:
        return signing_key(connection, installation.settings)


def test_an_operator_changes_the_key_and_the_record_goes_on(installation, monkeypatch, tmp_path: Path) -> None:
    first, old = site.current(installation.site_dir / "demo"), ours(installation)
    told, path = change_key(installation, by=OPERATOR, reason="The key is three years old.")
    assert told == marked(ours(installation)) != marked(old)
    assert path.stat().st_mode & 0o077 == 0
    release = release_of(installation)
    data, key = release.read("record/DEMO_record.jsonl"), release.read("record/public_key").decode()
    notes = [one.read("record/checkpoint").decode() for one in (first, release)]
    assert notes[0].split("\n")[0] == notes[1].split("\n")[0]
    assert INDEPENDENT.check(data, notes, key, marked(old))
    monkeypatch.setattr(records, "ready_installation", lambda: installation)
    for number, one in enumerate(notes):
        (tmp_path / f"note{number}").write_text(one, "utf-8")
        records.run_verify(tmp_path / f"note{number}", as_json=False)


def test_a_change_that_was_cut_off_after_its_entry_is_refused_until_it_is_finished(installation, monkeypatch) -> None:
    old = ours(installation)
    with monkeypatch.context() as dying:
        dying.setattr(changing_key.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("gone")))
        with pytest.raises(OSError, match="gone"):
            change_key(installation, by=OPERATOR, reason="It is time.")
    assert marked(ours(installation)) == marked(old)
    with pytest.raises(Refusal, match="The key here is not the one"):
        release_of(installation)
    told, _ = change_key(installation, by=OPERATOR, reason="It is time.")
    assert told == marked(ours(installation))
    with reading(installation.engine) as connection:
        assert sum('"action":"change_key"' in body for _, body, _ in record.entries(connection)) == 1
    release_of(installation)


def test_a_key_changed_without_the_entry_publishes_nothing(installation) -> None:
    key_path(installation.engine.url.database, "sqlite").write_bytes(base64.b64encode(bytes([3]) * 32))
    for act in (lambda: release_of(installation), lambda: change_key(installation, by=OPERATOR, reason="Quietly.")):
        with pytest.raises(Refusal, match=agreeing.OTHER_KEY):
            act()


def test_a_key_the_operator_sets_is_handed_over_and_awaited(installation) -> None:
    installation.settings.signing_key = base64.b64encode(ours(installation).private_bytes_raw()).decode()
    _, waiting = change_key(installation, by=OPERATOR, reason="A new machine.")
    with pytest.raises(Refusal, match="The key here is not the one"):
        release_of(installation)
    installation.settings.signing_key = waiting.read_text().strip()
    release_of(installation)


def test_a_change_needs_a_public_reason(installation) -> None:
    with pytest.raises(Refusal, match="--reason"):
        change_key(installation, by=OPERATOR, reason=" ")
