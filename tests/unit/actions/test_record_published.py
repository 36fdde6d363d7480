"""The record goes out with every release: complete, signed, never contradicting what was signed before."""

import base64
import hashlib
import json
import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations.declaring import propose, send_back, sign, waiting
from pressure.actions.declarations.social_worker_views import write_view
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.releases.rebuilding import rebuild
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.publish.record import record_files
from pressure.publish.record.signing_key import signing_key
from pressure.release import site
from pressure.store import record
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import merkle
from pressure.store.record.checkpoint import check_signature
from pressure.store.releases import DEMONSTRATION
from tests.generative.test_record_verifiers import INDEPENDENT
from tests.installations import new_installation

RECORD = "record/DEMO_record.jsonl"


@pytest.fixture
def installation(tmp_path):
    made, _ = new_installation(tmp_path)
    return made


def released(installation):
    made = publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return site.release(site_of(installation.site_dir, DEMONSTRATION), made.release_id)


def kept(installation):
    with reading(installation.engine) as connection:
        return [body.encode() for _, body, _ in record.entries(connection)]


def proposed(installation, place):
    at = installation.now()
    return propose(
        installation,
        by=actor(place, Role.DIRECTOR),
        council_code=place.code,
        starts_at=at,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        review_by=at.date(),
    )


def declare(installation, place=PLACES[0]):
    found = proposed(installation, place)
    sign_as_it_waits(installation, actor(place, Role.SIGNATORY), found)


def test_a_release_carries_everything_recorded_up_to_its_own_entry_and_a_signature_over_it(installation):
    """And a journalist's program says so."""
    released(installation)
    declare(installation)
    release = released(installation)
    published, note = release.read(RECORD), release.read(record_files.CHECKPOINT).decode()
    assert published.splitlines() == kept(installation)
    assert [json.loads(line)["action"] for line in published.splitlines()] == ["publish", "propose", "sign", "publish"]
    assert json.loads(published.splitlines()[-1])["what"]["release_id"] == release.id
    with reading(installation.engine) as connection:
        checkpoint = check_signature(note, signing_key(connection, installation.settings).public_key())
    assert (checkpoint.size, checkpoint.root) == (4, merkle.root(published.splitlines()))
    said = INDEPENDENT.check(published, [note], release.read(record_files.KEY).decode())
    assert said[:2] == ["4 entries, each follows the one before", "checkpoint over 4 entries holds; signature holds"]
    assert release.read(record_files.VERIFIER) == record_files.PROGRAM.read_bytes()
    tree = site_of(installation.site_dir, DEMONSTRATION) / "current" / "record"
    assert {path.name for path in tree.iterdir()} >= {
        "DEMO_record.jsonl",
        "checkpoint",
        "public_key",
        "verify_record.py",
    }


def entry_of(release, action):
    return next(e for e in map(json.loads, reversed(release.read(RECORD).splitlines())) if e["action"] == action)


def test_a_proposal_nobody_has_signed_gives_away_no_council_and_no_person(installation):
    """It lapses privately, though releases come out meanwhile; its entry proves only that a text was there."""
    place, at = PLACES[0], installation.now()
    by = actor(place, Role.DIRECTOR)
    found = propose(
        installation,
        by=by,
        council_code=place.code,
        starts_at=at,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        review_by=at.date(),
    )
    digest = waiting(installation, found)[1]
    write_view(
        installation,
        names_nobody=True,
        by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=found,
        view="supports",
        words="Only for now.",
    )
    before = released(installation)
    entry = entry_of(before, "propose")
    assert entry | {"prev": "", "at": "", "sealed": ""} == {
        "seq": 1,
        "prev": "",
        "at": "",
        "action": "propose",
        "by": {"person": "withheld", "role": "director"},
        "what": {},
        "sealed": "",
    }
    assert digest not in before.read(RECORD).decode()
    with reading(installation.engine) as connection:
        assert record.opened(connection)[1] == {"declaration_id": found, "person": by.person_id, "text_sha256": digest}
    for name in before.manifest["files"]:
        if name.startswith("record/"):
            assert not any(word in before.read(name) for word in (found.encode(), by.person_id.encode(), b"stage"))
    assert place.code.encode() not in before.read(RECORD)
    sign(installation, names_nobody=True, by=actor(place, Role.SIGNATORY), declaration_id=found, text_sha256=digest)
    signed = entry_of(released(installation), "sign")
    assert signed["what"]["text_sha256"] == digest
    assert signed["what"]["proposed_by"]["role"] == "director"
    numbers = by.person_id, actor(place, Role.SIGNATORY).person_id
    assert not any(number in json.dumps(signed) for number in numbers)
    with reading(installation.engine) as connection:
        assert record.opened(connection)[signed["seq"]] == {"proposed_by": numbers[0], "person": numbers[1]}


def test_a_proposal_sent_back_stays_private_for_ever(installation):
    place = PLACES[0]
    found = proposed(installation, place)
    send_back(
        installation,
        by=actor(place, Role.SIGNATORY),
        declaration_id=found,
        text_sha256=waiting(installation, found)[1],
        reason="Which wards?",
    )
    published = released(installation).read(RECORD)
    assert [json.loads(line)["action"] for line in published.splitlines()] == ["propose", "send_back", "publish"]
    assert place.code.encode() not in published


def test_a_checkpoint_kept_from_any_release_holds_against_every_later_record(installation):
    """What a witness keeps for years."""
    notes = []
    for _ in range(4):
        release = released(installation)
        notes.append(release.read(record_files.CHECKPOINT).decode())
        assert len(INDEPENDENT.check(release.read(RECORD), notes)) == 1 + len(notes)


def test_a_past_releases_record_is_rebuilt_byte_for_byte(installation):
    first = released(installation)
    declare(installation)
    released(installation)
    assert rebuild(installation, first.id, DEMONSTRATION).different == ()


def test_a_long_record_is_written_in_pieces_that_are_not_written_again(installation, monkeypatch):
    """A hundred thousand entries cost nothing at the next signature."""
    monkeypatch.setattr(record_files, "SEGMENT", 2)
    for _ in range(5):
        before, release = released(installation), released(installation)
    pieces = release.entry(RECORD)["segments"]
    assert len(pieces) == 1 + 5
    assert before.entry(RECORD)["segments"][:5] == pieces[:5]
    assert release.read(RECORD).splitlines() == kept(installation)


def rewrite(installation, change):
    """What somebody with the whole database in hand would do: no trigger stops them."""
    with writing(installation.engine) as connection:
        entries = [json.loads(body) for _, body, _ in record.entries(connection)]
        for name in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER record_no_{name}")
        connection.exec_driver_sql("DELETE FROM record")
        before = record.FIRST
        for seq, entry in enumerate(change(entries), start=1):
            body = record.rfc8785.dumps({**entry, "seq": seq, "prev": before}).decode()
            before = hashlib.sha256(body.encode()).hexdigest()
            connection.exec_driver_sql("INSERT INTO record (seq, body, hash) VALUES (?, ?, ?)", (seq, body, before))


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: [e for e in entries if e["action"] != "sign"],
        lambda entries: entries[:1],
        lambda entries: [{**entries[0], "by": {"person": "p-0", "role": "director"}}, *entries[1:]],
    ],
    ids=["a signature removed", "the end cut off", "another person named"],
)
def test_a_record_rewritten_as_a_whole_is_not_signed_and_not_published(installation, change):
    """The chain holds again, and still the installation itself refuses."""
    released(installation)
    declare(installation)
    last = released(installation)
    rewrite(installation, change)
    with reading(installation.engine) as connection:
        record.verify(record.entries(connection))
    with pytest.raises(Refusal, match="no longer contains what was signed"):
        released(installation)
    assert site.current(site_of(installation.site_dir, DEMONSTRATION)).id == last.id


def test_after_a_loss_a_record_of_another_name_can_begin_in_the_open(installation):
    """The old checkpoints stay true of the old record."""
    released(installation)
    declare(installation)
    released(installation)
    rewrite(installation, lambda entries: entries[:1])
    installation.settings.record_origin = "pressure.example/record-2"
    assert released(installation).read(record_files.CHECKPOINT).startswith(b"pressure.example/record-2\n")


def test_a_copy_of_the_database_elsewhere_signs_with_a_key_of_its_own(installation, tmp_path):
    """The key is beside the database, not in it."""
    released(installation)
    copy = tmp_path / "copy.sqlite"
    shutil.copy(installation.engine.url.database, copy)
    engine = open_engine.__wrapped__(f"sqlite:///{copy}")
    with reading(engine) as theirs, reading(installation.engine) as ours:
        assert (
            signing_key(theirs, installation.settings).private_bytes_raw()
            != signing_key(ours, installation.settings).private_bytes_raw()
        )
        assert base64.b64encode(signing_key(ours, installation.settings).private_bytes_raw()).decode() not in str(
            kept(installation)
        )
    engine.dispose()


def test_two_installations_in_one_process_sign_each_with_its_own_key_under_its_own_name(tmp_path):
    """Neither reads what the other's operator set (ADR 0047)."""
    for name, given in (("one", "A" * 43 + "="), ("other", "B" * 42 + "A=")):
        (tmp_path / name).mkdir()
        installation, _ = new_installation(tmp_path / name)
        installation.settings.signing_key, installation.settings.record_origin = given, f"{name}.example/record"
        publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False)
        release = site.current(installation.site_dir / "demo")
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(given)).public_key()
        assert check_signature(release.read(record_files.CHECKPOINT).decode(), key).origin == f"{name}.example/record"
