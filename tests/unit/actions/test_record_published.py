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
from tests.installations import installation

RECORD = "record/DEMO_record.jsonl"


@pytest.fixture
def office(tmp_path):
    made, _ = installation(tmp_path)
    return made


def released(office):
    made = publish(office, by=OPERATOR, track=DEMONSTRATION)
    return site.release(site_of(office.site_dir, DEMONSTRATION), made.release_id)


def kept(office):
    with reading(office.engine) as connection:
        return [body.encode() for _, body, _ in record.entries(connection)]


def proposed(office, place):
    at = office.now()
    return propose(
        office,
        by=actor(place, Role.DIRECTOR),
        council_code=place.code,
        starts_at=at,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        review_by=at.date(),
    )


def declare(office, place=PLACES[0]):
    found = proposed(office, place)
    sign(
        office,
        names_nobody=True,
        by=actor(place, Role.SIGNATORY),
        declaration_id=found,
        text_sha256=waiting(office, found)[1],
    )


def test_a_release_carries_everything_recorded_up_to_its_own_entry_and_a_signature_over_it(office):
    """And a journalist's program says so."""
    released(office)
    declare(office)
    release = released(office)
    published, note = release.read(RECORD), release.read(record_files.CHECKPOINT).decode()
    assert published.splitlines() == kept(office)
    assert [json.loads(line)["action"] for line in published.splitlines()] == ["publish", "propose", "sign", "publish"]
    assert json.loads(published.splitlines()[-1])["what"]["release_id"] == release.id
    with reading(office.engine) as connection:
        checkpoint = check_signature(note, signing_key(connection, office.settings).public_key())
    assert (checkpoint.size, checkpoint.root) == (4, merkle.root(published.splitlines()))
    said = INDEPENDENT.check(published, [note], release.read(record_files.KEY).decode())
    assert said[:2] == ["4 entries, each follows the one before", "checkpoint over 4 entries holds; signature holds"]
    assert release.read(record_files.VERIFIER) == record_files.PROGRAM.read_bytes()
    tree = site_of(office.site_dir, DEMONSTRATION) / "current" / "record"
    assert {path.name for path in tree.iterdir()} >= {
        "DEMO_record.jsonl",
        "checkpoint",
        "public_key",
        "verify_record.py",
    }


def entry_of(release, action):
    return next(e for e in map(json.loads, reversed(release.read(RECORD).splitlines())) if e["action"] == action)


def test_a_proposal_nobody_has_signed_gives_away_no_council_and_no_person(office):
    """It lapses privately, though releases come out meanwhile; its entry proves only that a text was there."""
    place, at = PLACES[0], office.now()
    by = actor(place, Role.DIRECTOR)
    found = propose(
        office,
        by=by,
        council_code=place.code,
        starts_at=at,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        review_by=at.date(),
    )
    digest = waiting(office, found)[1]
    write_view(
        office,
        names_nobody=True,
        by=actor(place, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=found,
        view="supports",
        words="Only for now.",
    )
    before = released(office)
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
    with reading(office.engine) as connection:
        assert record.opened(connection)[1] == {"declaration_id": found, "person": by.person_id, "text_sha256": digest}
    for name in before.manifest["files"]:
        if name.startswith("record/"):
            assert not any(word in before.read(name) for word in (found.encode(), by.person_id.encode(), b"stage"))
    assert place.code.encode() not in before.read(RECORD)
    sign(office, names_nobody=True, by=actor(place, Role.SIGNATORY), declaration_id=found, text_sha256=digest)
    signed = entry_of(released(office), "sign")
    assert signed["what"]["text_sha256"] == digest
    assert signed["what"]["proposed_by"]["role"] == "director"
    numbers = by.person_id, actor(place, Role.SIGNATORY).person_id
    assert not any(number in json.dumps(signed) for number in numbers)
    with reading(office.engine) as connection:
        assert record.opened(connection)[signed["seq"]] == {"proposed_by": numbers[0], "person": numbers[1]}


def test_a_proposal_sent_back_stays_private_for_ever(office):
    place = PLACES[0]
    found = proposed(office, place)
    send_back(
        office,
        by=actor(place, Role.SIGNATORY),
        declaration_id=found,
        text_sha256=waiting(office, found)[1],
        reason="Which wards?",
    )
    published = released(office).read(RECORD)
    assert [json.loads(line)["action"] for line in published.splitlines()] == ["propose", "send_back", "publish"]
    assert place.code.encode() not in published


def test_a_checkpoint_kept_from_any_release_holds_against_every_later_record(office):
    """What a witness keeps for years."""
    notes = []
    for _ in range(4):
        release = released(office)
        notes.append(release.read(record_files.CHECKPOINT).decode())
        assert len(INDEPENDENT.check(release.read(RECORD), notes)) == 1 + len(notes)


def test_a_past_releases_record_is_rebuilt_byte_for_byte(office):
    first = released(office)
    declare(office)
    released(office)
    assert rebuild(office, first.id, DEMONSTRATION).different == ()


def test_a_long_record_is_written_in_pieces_that_are_not_written_again(office, monkeypatch):
    """A hundred thousand entries cost nothing at the next signature."""
    monkeypatch.setattr(record_files, "SEGMENT", 2)
    for _ in range(5):
        before, release = released(office), released(office)
    pieces = release.entry(RECORD)["segments"]
    assert len(pieces) == 1 + 5
    assert before.entry(RECORD)["segments"][:5] == pieces[:5]
    assert release.read(RECORD).splitlines() == kept(office)


def rewrite(office, change):
    """What somebody with the whole database in hand would do: no trigger stops them."""
    with writing(office.engine) as connection:
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
def test_a_record_rewritten_as_a_whole_is_not_signed_and_not_published(office, change):
    """The chain holds again, and still the installation itself refuses."""
    released(office)
    declare(office)
    last = released(office)
    rewrite(office, change)
    with reading(office.engine) as connection:
        record.verify(record.entries(connection))
    with pytest.raises(Refusal, match="no longer contains what was signed"):
        released(office)
    assert site.current(site_of(office.site_dir, DEMONSTRATION)).id == last.id


def test_after_a_loss_a_record_of_another_name_can_begin_in_the_open(office):
    """The old checkpoints stay true of the old record."""
    released(office)
    declare(office)
    released(office)
    rewrite(office, lambda entries: entries[:1])
    office.settings.record_origin = "pressure.example/record-2"
    assert released(office).read(record_files.CHECKPOINT).startswith(b"pressure.example/record-2\n")


def test_a_copy_of_the_database_elsewhere_signs_with_a_key_of_its_own(office, tmp_path):
    """The key is beside the database, not in it."""
    released(office)
    copy = tmp_path / "copy.sqlite"
    shutil.copy(office.engine.url.database, copy)
    engine = open_engine.__wrapped__(f"sqlite:///{copy}")
    with reading(engine) as theirs, reading(office.engine) as ours:
        assert (
            signing_key(theirs, office.settings).private_bytes_raw()
            != signing_key(ours, office.settings).private_bytes_raw()
        )
        assert base64.b64encode(signing_key(ours, office.settings).private_bytes_raw()).decode() not in str(
            kept(office)
        )
    engine.dispose()


def test_two_installations_in_one_process_sign_each_with_its_own_key_under_its_own_name(tmp_path):
    """Neither reads what the other's operator set (ADR 0047)."""
    for name, given in (("one", "A" * 43 + "="), ("other", "B" * 42 + "A=")):
        (tmp_path / name).mkdir()
        office, _ = installation(tmp_path / name)
        office.settings.signing_key, office.settings.record_origin = given, f"{name}.example/record"
        publish(office, by=OPERATOR, track=DEMONSTRATION, pages=False)
        release = site.current(office.site_dir / "demo")
        key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(given)).public_key()
        assert check_signature(release.read(record_files.CHECKPOINT).decode(), key).origin == f"{name}.example/record"
