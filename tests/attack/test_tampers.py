"""One change each, by somebody who holds every file, with the rest left as it was: `record verify` names it."""

import gzip
import hashlib
import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.people import officers as acts
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load
from pressure.actions.statements import answering, replying
from pressure.commands import records
from pressure.demo.figures import as_csv
from pressure.demo.places import PLACES, actor, person_id
from pressure.domain.refusals import Refusal
from pressure.publish.record.signing_key import key_path, signing_key
from pressure.release import site
from pressure.store import record
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import merkle
from pressure.store.releases import DEMONSTRATION
from pressure.store.statements import STATEMENT
from tests.installations import SUNDAY, new_installation, return_of, rows_of
from tests.unit.actions.test_record_published import declare, rewrite

PLACE = PLACES[0]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An installation with a return, a signed declaration, an officer and two releases, and a checkpoint kept apart."""
    folder = tmp_path_factory.mktemp("whole")
    installation, clock = new_installation(folder)
    load(
        installation,
        by=actor(PLACE, Role.DATA_OFFICER),
        source_id="weekly-return",
        data=as_csv(rows_of(PLACE, SUNDAY)),
        name="r.csv",
    )
    acts.add_person(installation, by=OPERATOR, name="Ann", roles=[(PLACE.code, Role.AUDITOR)])
    declare(installation)
    write(installation)
    for _ in range(2):
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
        clock.later(minutes=5)
    acts.add_person(installation, by=OPERATOR, name="Bea", roles=[(PLACE.code, Role.AUDITOR)])
    installation.engine.dispose()
    return folder, installation


def write(installation):
    """Everything officers write besides declarations, once each."""
    director, view = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER)
    for kind in (STATEMENT, replying.CORRECTION):
        replying.say(installation, by=director, council_code=PLACE.code, kind=kind, words="We act.", names_nobody=True)
    answering.answer(installation, by=OPERATOR, request_id=2, outcome="answered", words="We look.")
    asked = confirming.to_confirm(installation, by=director, council_code=PLACE.code, week_ending=SUNDAY)
    confirming.confirm(
        installation,
        by=director,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        comment="It is so.",
        figures_sha256=asked.sha256,
    )
    social_worker_views.write_view(
        installation, by=view, declaration_id=f"{PLACE.code}-1", view="supports", words="Right.", names_nobody=True
    )
    waits = declaring.propose(
        installation,
        by=director,
        council_code=PLACE.code,
        measure_id="reduced_risk_reviews",
        text={"area": "East", "public_words": "Less."},
        starts_at=installation.now(),
        review_by=(installation.now() + timedelta(days=14)).date(),
    )
    declaring.send_back(
        installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=waits,
        reason="Unclear.",
        text_sha256=declaring.waiting(installation, waits)[1],
    )
    load(
        installation,
        by=actor(PLACE, Role.DATA_OFFICER),
        source_id="weekly-return",
        data=return_of(PLACE, SUNDAY - timedelta(weeks=1)),
        name="r.csv",
    )
    doubted = {"source_id": "weekly-return", "data": return_of(PLACE, SUNDAY, wl_assess_rate="99999"), "name": "r.csv"}
    held = load(installation, by=actor(PLACE, Role.DATA_OFFICER), **doubted)
    load(installation, by=actor(PLACE, Role.DATA_OFFICER), **doubted, accept_held=held.load_id, reason="It is so.")


@pytest.fixture
def installation(whole, tmp_path, monkeypatch):
    """A copy to do harm to, which holds as it is."""
    folder, made = whole
    shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    copy = replace(
        made, engine=open_engine(f"sqlite:///{tmp_path / 'copy/pressure.sqlite'}"), site_dir=tmp_path / "copy/site"
    )
    monkeypatch.setattr(records, "ready_installation", lambda: copy)
    records.run_verify(None, as_json=False)
    return copy


def sql(*statements):
    """The statements, the triggers dropped and nothing else refused."""

    def change(installation):
        with writing(installation.engine) as connection:
            for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.exec_driver_sql(statement)

    return change


def edit_with_hash(installation):
    """An entry, and its own hash: the next no longer follows."""
    with reading(installation.engine) as connection:
        body = next(body for seq, body, _ in record.entries(connection) if seq == 2).replace("withheld", "nobody", 1)
    digest = hashlib.sha256(body.encode()).hexdigest()
    sql(f"UPDATE record SET body = '{body}', hash = '{digest}' WHERE seq = 2")(installation)


def rechained(change):
    """The entries changed, and every hash worked out again."""
    return lambda installation: rewrite(installation, change)


def at_the_end(action):
    """One more entry, eight weeks old, like the last of its kind."""

    def change(entries):
        like = next(e for e in reversed(entries) if e["action"] == action)
        return [*entries, {**like, "at": like["at"].replace("2026-09", "2026-07")}]

    return rechained(change)


def other_key(installation):
    with reading(installation.engine) as connection:
        key_path(connection.engine.url.database, "sqlite").unlink()
        signing_key(connection, installation.settings)


def first_release(installation):
    root = installation.site_dir / "demo"
    return root, site.release(root, site.published(root)[0])


def on_disk(*, manifest, row):
    """Another level of a council in a past release; its manifest too; the database's hash of that too."""

    def change(installation):
        root, release = first_release(installation)
        name = "councils/X99000001/rating.json"
        words, old = release.read(name).replace(b"2026", b"2025"), release.entry(name)["sha256"]
        digest = hashlib.sha256(words).hexdigest() if manifest else old
        path = site.blob_path(root, digest)
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(gzip.compress(words))
        text = release.manifest_path.read_text("utf-8").replace(old, digest)
        release.manifest_path.unlink()
        release.manifest_path.write_text(text, "utf-8")
        if row:
            sql(
                f"UPDATE releases SET manifest_sha256 = '{hashlib.sha256(text.encode()).hexdigest()}' "
                f"WHERE id = '{release.id}'"
            )(installation)

    return change


WORDS = "replace(text, 'North', 'South')"
FORGED = hashlib.sha256(b'{"area":"South"}').hexdigest()
TAMPERS = {
    "an entry edited": (sql("UPDATE record SET body = replace(body, 'withheld', 'nobody') WHERE seq = 2"), "entry 2"),
    "an entry edited with its hash": (edit_with_hash, "entry 3 does not follow"),
    "a middle entry deleted": (sql("DELETE FROM record WHERE seq = 2"), "entry 2 is missing"),
    "two entries swapped and chained": (rechained(lambda e: [e[1], e[0], *e[2:]]), "what it seals was changed"),
    "cut below the checkpoint": (rechained(lambda e: e[:2]), r"release \S+: no entry tells of it"),
    "rewritten and chained": (
        rechained(lambda e: [x for x in e if x["action"] != "sign"]),
        "no entry tells of this sign",
    ),
    "cut after the checkpoint": (rechained(lambda e: e[:-1]), "officer p-.*: the role auditor .*: no entry gave it"),
    "an old load appended": (at_the_end("load"), r"entry \d+ \(load\)"),
    "an old signature appended": (at_the_end("sign"), r"entry \d+ \(sign\): what it tells of"),
    "the signing key replaced": (other_key, "The key here is not the one"),
    "a reading tripled": (sql("UPDATE readings SET numerator = numerator * 3 WHERE id = 1"), "load 1: its account"),
    "a past level turned into 1": (sql("UPDATE ratings SET level_published = 1 WHERE id = 1"), "its ratings were"),
    "a past level deleted": (sql("DELETE FROM ratings WHERE id = 1"), "its ratings were changed"),
    "words of a declaration": (sql(f"UPDATE proposals SET text = {WORDS}"), "declaration X99000001-1: its words"),
    "words and their digests": (
        sql(
            "PRAGMA defer_foreign_keys = 1",
            f"UPDATE proposals SET text = '{{\"area\":\"South\"}}', text_sha256 = '{FORGED}'",
            f"UPDATE signatures SET text_sha256 = '{FORGED}'",
        ),
        r"entry \d+ \(sign\): what it tells of declaration X99000001-1",
    ),
    "terms of a declaration": (sql("UPDATE proposals SET review_by = '2027-01-01'"), "its terms are not those"),
    "another signer": (
        sql(f"UPDATE signatures SET signed_by = '{person_id(PLACES[1], Role.SIGNATORY)}'"),
        r"entry \d+ \(sign\): what it tells of",
    ),
    "a signature deleted": (sql("DELETE FROM signatures"), r"entry \d+ \(sign\): what it tells of"),
    "a signed declaration inserted": (
        sql(
            "INSERT INTO proposals SELECT 99, 'X99000001-2', council_code, kind, measure_id, 3, starts_at, review_by, "
            "text, text_sha256, proposed_by, proposed_by_role, proposed_at FROM proposals WHERE id = 1",
            "INSERT INTO signatures SELECT 99, 'X99000001-2', proposed_by, text_sha256, outcome, signed_by, "
            "signed_by_role, signed_at, reason FROM signatures WHERE proposal_id = 1",
        ),
        "declaration X99000001-2: no entry tells of this sign",
    ),
    "a role given": (
        sql(
            "INSERT INTO person_roles (person_id, council_code, role) SELECT id, 'X99000001', 'director' "
            "FROM people WHERE name = 'Ann'"
        ),
        "the role director at X99000001: no entry gave it",
    ),
    "a role taken": (
        sql("DELETE FROM person_roles WHERE person_id IN (SELECT id FROM people WHERE name = 'Ann')"),
        "the role auditor at X99000001: an entry gave it and it is gone",
    ),
    "a statement": (sql("UPDATE statements SET words = 'We rest.' WHERE kind = 'statement'"), "statement-1: its words"),
    "a request": (sql("UPDATE statements SET words = 'We rest.' WHERE kind = 'correction'"), "statement-2: its words"),
    "an answer": (sql("UPDATE request_answers SET words = 'No.'"), "answer-1: its words"),
    "a comment": (sql("UPDATE confirmations SET comment = 'It is not so.'"), "comment-1: its words"),
    "a comment taken out": (sql("UPDATE confirmations SET comment = ''"), "comment-1: its words"),
    "a view": (sql("UPDATE social_worker_views SET words = 'Wrong.'"), "view-1: its words"),
    "why it was sent back": (
        sql("UPDATE signatures SET reason = 'Too late.' WHERE outcome = 'returned'"),
        "sentback-2: its words",
    ),
    "a statement deleted": (sql("DELETE FROM statements WHERE id = 1"), "statement-1: its words"),
    "a statement inserted": (
        sql(
            "INSERT INTO statements SELECT 9, council_code, kind, 'Never said.', by_person, by_role, written_at "
            "FROM statements WHERE id = 1"
        ),
        "statement-9: no entry tells of these words",
    ),
    "a reason": (sql("UPDATE reasons_given SET words = 'It is not so.'"), r"reason-\d+: its words"),
    "a reason and its nonce": (
        sql(f"UPDATE reasons_given SET words = 'It is not so.', nonce = '{'ab' * 32}'"),
        r"reason-\d+: its words",
    ),
    "a reason taken out": (
        sql("UPDATE reasons_given SET words = '[Words removed on 8 September 2026: they named a person]', nonce = ''"),
        r"reason-\d+: its words",
    ),
    "a reason deleted": (sql("DELETE FROM reasons_given"), r"reason-\d+: its words"),
    "a reason inserted": (
        sql("INSERT INTO reasons_given SELECT 1, council_code, nonce, words FROM reasons_given"),
        "reason-1: no entry tells of these words",
    ),
    "a file of a past release": (on_disk(manifest=False, row=False), r"rating.json on disk was changed"),
    "a file and its manifest": (on_disk(manifest=True, row=False), "its manifest on disk is not the one recorded"),
    "file, manifest and row": (on_disk(manifest=True, row=True), "its manifest is not the one recorded"),
}
CAUGHT = set()


@pytest.mark.parametrize("tamper", TAMPERS)
def test_one_change_with_the_rest_left_as_it_was_is_named(installation, tamper):
    """To the entry, load, release, declaration or officer."""
    change, named = TAMPERS[tamper]
    change(installation)
    with pytest.raises(Refusal, match=named):
        records.run_verify(None, as_json=False)
    CAUGHT.add(tamper)
    print(f"tampers caught / tried: {len(CAUGHT)} / {len(TAMPERS)}")


def test_what_only_a_checkpoint_kept_by_somebody_else_shows(installation, tmp_path, capsys):
    """The record rewritten and the site gone with what it had signed; the check says in words what it cannot see."""
    records.run_verify(None, as_json=False)
    assert "shows only there" in capsys.readouterr().out
    kept = tmp_path / "kept"
    kept.write_bytes((installation.site_dir / "demo/current/record/checkpoint").read_bytes())
    with reading(installation.engine) as connection:
        first = next(body for _, body, _ in record.entries(connection))
    rewrite(
        installation,
        lambda entries: [
            {**e, "at": (installation.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")} if n == 0 else e
            for n, e in enumerate(entries)
        ],
    )
    with reading(installation.engine) as connection:
        changed = [body.encode() for _, body, _ in record.entries(connection)]
    assert json.loads(changed[0]) != json.loads(first)
    assert merkle.root(changed[:1]) != merkle.root([first.encode()])
    shutil.rmtree(installation.site_dir)
    with pytest.raises(Refusal, match=r"its first \d+ entries are not what the checkpoint was signed over"):
        records.run_verify(kept, as_json=False)
