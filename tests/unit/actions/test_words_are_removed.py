"""Words published by mistake leave every file, page, table and copy, and everything that was promised still holds."""

import csv
import gzip
import io
import json
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pyotp
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pressure.access import app_secrets, passwords, totp
from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.declarations.declaring import propose, propose_change, raise_level, send_back, waiting
from pressure.actions.declarations.remarks import record_check
from pressure.actions.declarations.social_worker_views import write_view
from pressure.actions.people.deputising import name_deputy
from pressure.actions.record.changing_key import change_key
from pressure.actions.releases.agreeing import begin_again
from pressure.actions.releases.publishing import finish_interrupted, publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.removals import redacting
from pressure.actions.removals.finding_words import find_words
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load, withdraw
from pressure.actions.statements.answering import answer
from pressure.actions.statements.counting import Given, say_how_counted
from pressure.actions.statements.replying import say
from pressure.cli import app
from pressure.commands import records
from pressure.commands import redacting as redacting_command
from pressure.commands.agreement import agreement
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import PLACES, actor, person_id
from pressure.domain import redactions
from pressure.domain.declarations import Kind
from pressure.domain.refusals import Refusal
from pressure.publish.bundles import bundle
from pressure.publish.check import verify_history
from pressure.publish.check.verify import verify
from pressure.publish.record.signing_key import key_path
from pressure.release import site
from pressure.release.site import SQLITE, ZIP
from pressure.store import people, record
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import written_texts
from pressure.store.releases import DEMONSTRATION
from pressure.store.tables import metadata
from tests.attack.small_region import send
from tests.installations import SUNDAY, new_installation, return_of, rows_of, viewed

PLACE = PLACES[0]
NAME = "Mrs Zoë Exampleton"
TEXT = {
    "area": "North",
    "people": "Adults at home",
    "what_changed": f'Two of five teams are away. {NAME} of 3 Acacia Road waits <since> June & her "son" too.',
    "public_words": "We review fewer people at home until the teams are back at work.",
    "told": ["CQC, 1 June 2026"],
    "legal_check_on": "2026-09-07",
}
ONE = actor(PLACE, Role.ADMINISTRATOR)
OTHER = Actor(person_id="other-1", roles=frozenset({(PLACE.code, Role.ADMINISTRATOR)}))


def signed(installation, declaration_id):
    sign_as_it_waits(installation, actor(PLACE, Role.SIGNATORY), declaration_id)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A declaration with a name in it, in two releases of three; a raised level with a short reason."""
    folder = tmp_path_factory.mktemp("told")
    installation, clock = new_installation(folder)
    with writing(installation.engine) as connection:
        people.add(
            connection, person_id="other-1", name="Other", roles=[(PLACE.code, "administrator")], created_at=clock.at
        )
    send(installation, PLACE, rows_of(PLACE, SUNDAY))
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(minutes=5)
    director = actor(PLACE, Role.DIRECTOR)
    signed(
        installation,
        propose(
            installation,
            by=director,
            council_code=PLACE.code,
            measure_id="reduced_risk_reviews",
            text=TEXT,
            starts_at=installation.now(),
            review_by=installation.now().date(),
        ),
    )
    signed(
        installation,
        raise_level(
            installation,
            by=director,
            council_code=PLACE.code,
            level=4,
            reason="Al Roe ill",
            review_by=installation.now().date(),
        ),
    )
    for _ in range(2):
        clock.later(minutes=5)
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
    for name in (ZIP, SQLITE):
        bundle(site.current(installation.site_dir / "demo"), name)
    clock.later(minutes=5)
    installation.engine.dispose()
    return folder, installation


@pytest.fixture
def installation(told, tmp_path, monkeypatch):
    """A copy that holds as it is."""
    folder, made = told
    shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    copy = replace(
        made, engine=open_engine(f"sqlite:///{tmp_path / 'copy/pressure.sqlite'}"), site_dir=tmp_path / "copy/site"
    )
    monkeypatch.setattr(records, "ready_installation", lambda: copy)
    return copy


def removed(installation, text_id="proposal-1"):
    redacting.ask(installation, by=ONE, text_id=text_id, reason="name")
    return redacting.agree(installation, by=OTHER, text_id=text_id)


def brown(kind):
    return f"Mr Brown of Elm Street is the {kind} meant."


def every_kind(folder, url=None):
    """One text of each kind with a name in it, and the id of each."""
    installation, clock = new_installation(folder, url)
    with writing(installation.engine) as connection:
        people.add(
            connection, person_id="other-1", name="Other", roles=[(PLACE.code, "administrator")], created_at=clock.at
        )
    load_id, director = send(installation, PLACE, rows_of(PLACE, SUNDAY)), actor(PLACE, Role.DIRECTOR)
    shown = confirming.to_confirm(installation, by=director, council_code=PLACE.code, week_ending=SUNDAY)
    confirming.confirm(
        installation,
        by=director,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=shown.sha256,
        comment=brown("comment"),
    )
    about = {
        "measure_id": "reduced_risk_reviews",
        "starts_at": installation.now(),
        "review_by": installation.now().date(),
    }
    back = propose(installation, by=director, council_code=PLACE.code, text={"area": "South"}, **about)
    send_back(
        installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=back,
        text_sha256=waiting(installation, back)[1],
        reason=brown("sentback"),
    )
    found = propose(
        installation, by=director, council_code=PLACE.code, text={"public_words": brown("proposal")}, **about
    )
    signed(installation, found)
    write_view(
        installation,
        by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=found,
        view="supports",
        words=brown("view"),
        names_nobody=True,
    )
    publish(installation, by=OPERATOR, track=DEMONSTRATION, note=brown("note"))
    clock.later(minutes=5)
    accepted, changed, begun = reasons_for(installation)
    for kind in ("statement", "correction"):
        say(installation, by=director, council_code=PLACE.code, kind=kind, words=brown(kind), names_nobody=True)
    part = Given(measure_id="wl_assess_rate", question="area", choice="part", words=brown("counting"))
    say_how_counted(installation, by=director, council_code=PLACE.code, given=part, names_nobody=True)
    name_deputy(
        installation,
        by=director,
        council_code=PLACE.code,
        deputy=person_id(PLACE, Role.DATA_OFFICER),
        first_day=installation.now().date(),
        last_day=installation.now().date(),
        reason=brown("deputy"),
        names_nobody=True,
    )
    answer(installation, by=OPERATOR, request_id=2, outcome="answered", words=brown("answer"))
    propose_change(installation, by=director, declaration_id=found, kind=Kind.END, text={"reason": brown("end")})
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(minutes=5)
    signed(installation, found)
    third = propose(
        installation,
        by=director,
        council_code=PLACE.code,
        text={"area": "North"},
        **(about | {"measure_id": "life_sustaining_care_only", "review_by": installation.now().date()}),
    )
    viewed(installation, PLACE, third)
    signed(installation, third)
    record_check(
        installation,
        by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=third,
        done_on=installation.now().date(),
        words=brown("remark"),
        names_nobody=True,
    )
    withdraw(installation, by=actor(PLACE, Role.DATA_OFFICER), load_id=load_id, reason=brown("withdrawal"))
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(minutes=5)
    first = site.published(folder / "site" / "demo")[0]
    return installation, {
        "comment": "comment-1",
        "sentback": "sentback-1",
        "proposal": "proposal-2",
        "view": "view-1",
        "remark": "remark-1",
        "note": f"note-{first}",
        "statement": "statement-1",
        "correction": "statement-2",
        "answer": "answer-1",
        "counting": "counting-1",
        "deputy": "deputy-1",
        "end": "proposal-3",
        "withdrawal": f"withdrawal-{load_id}",
        "accepted": f"reason-{accepted}",
        "changed key": f"reason-{changed}",
        "begun again": f"reason-{begun}",
    }


def reasons_for(installation):
    """A held figure accepted, the key changed, and the record begun again without it: the numbers of their entries."""
    seqs = []

    def done():
        seqs.append(len(entries(installation)))

    send(installation, PLACE, rows_of(PLACE, SUNDAY - timedelta(weeks=1)))
    content = {"source_id": "weekly-return", "data": return_of(PLACE, SUNDAY, wl_assess_rate="99999"), "name": "r.csv"}
    held = load(installation, by=actor(PLACE, Role.DATA_OFFICER), **content)
    load(
        installation, by=actor(PLACE, Role.DATA_OFFICER), **content, accept_held=held.load_id, reason=brown("accepted")
    )
    done()
    change_key(installation, by=OPERATOR, reason=brown("changed key"))
    done()
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    key_path(installation.engine.url.database, installation.engine.dialect.name).unlink()
    begin_again(installation, by=OPERATOR, reason=brown("begun again"))
    done()
    return seqs


def entries(installation):
    with reading(installation.engine) as connection:
        return list(record.entries(connection))


def reasons_in(installation):
    """What the newest release has of reasons beside the record."""
    table = site.current(root_of(installation)).read("record/DEMO_reasons.csv").decode()
    return list(csv.DictReader(io.StringIO(table, newline="")))


def root_of(installation):
    return installation.site_dir / "demo"


def holds_throughout(installation):
    """Every promise: record verify, every release made again byte for byte, the newest worked out again."""
    records.run_verify(None, as_json=False)
    root = root_of(installation)
    for release_id in site.published(root):
        again = rebuild(installation, release_id, DEMONSTRATION)
        assert (again.different, again.manifest_same) == ((), True), release_id
    verify(root / "current")


@pytest.mark.slow
def test_removed_words_stand_nowhere_and_every_promise_holds(installation):
    """The law: searched in every public file of all releases, in bundles, in the database and its free pages."""
    words = [TEXT["what_changed"], TEXT["public_words"], NAME, "Acacia Road"]
    before = {
        r: site.manifest_path(root_of(installation), r).read_bytes() for r in site.published(root_of(installation))
    }
    assert all(find_words(installation, one, by=OPERATOR).published for one in words)
    done = removed(installation)
    for one in words:
        assert find_words(installation, one, by=OPERATOR, also=[installation.site_dir.parent]).nowhere, one
    first, *later = before
    assert done.releases == tuple(later)
    assert site.manifest_path(root_of(installation), first).read_bytes() == before[first]
    holds_throughout(installation)
    page = (root_of(installation) / "current" / "register" / "index.html").read_text("utf-8")
    assert "Words removed on 8 September 2026: they named a person" in page
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    assert find_words(installation, NAME, by=OPERATOR).nowhere
    holds_throughout(installation)


@pytest.mark.slow
def test_a_short_reason_leaves_the_ratings_it_was_copied_to(installation):
    """A raised level's reason stands in each rating since: what the record commits to is said again."""
    removed(installation, "proposal-2")
    assert find_words(installation, "Al Roe ill", by=OPERATOR, also=[installation.site_dir.parent]).nowhere
    assert not find_words(installation, NAME, by=OPERATOR).nowhere
    holds_throughout(installation)


@pytest.mark.slow
def test_a_byte_flipped_after_a_removal_is_named_and_the_earlier_manifest_is_no_longer_the_release(installation):
    """What the record accepts are these bytes and no others."""
    newest = site.current(root_of(installation))
    path = newest.manifest_path
    before = path.read_bytes()
    assert removed(installation).releases[-1] == newest.id
    after = site.release(root_of(installation), newest.id)
    blob = site.blob_path(root_of(installation), after.entry("register/index.html")["sha256"])
    kept = blob.read_bytes()
    blob.write_bytes(gzip.compress(gzip.decompress(kept).replace(b"Words", b"Sword", 1), mtime=0))
    with pytest.raises(Refusal, match=f"release {newest.id}: register/index.html on disk was changed"):
        records.run_verify(None, as_json=False)
    blob.write_bytes(kept)
    path.write_bytes(before)
    with pytest.raises(Refusal, match=f"release {newest.id}: its manifest on disk is not the one recorded"):
        records.run_verify(None, as_json=False)


@pytest.mark.slow
def test_an_outsider_ties_a_release_to_its_removal_and_takes_no_other_bytes(installation):
    """With the record of a later release, whose own entry names the manifest of now."""
    root = root_of(installation)
    ids = site.published(root)
    before = [site.manifest_path(root, one).read_bytes() for one in ids]
    removed(installation)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    later = site.current(root)
    lines, note = later.read("record/DEMO_record.jsonl"), later.read("record/checkpoint").decode()
    for release_id, earlier in zip(ids, before, strict=True):
        now = site.release(root, release_id).read(site.MANIFEST)
        said = verify_history.program().check(lines, [note], later.read("record/public_key").decode(), None, now)
        assert f"release {release_id} is the one that entry" in said[-1]
        if now != earlier:
            with pytest.raises(ValueError, match="these are not the files that entry"):
                verify_history.program().check(lines, [note], None, None, earlier)


@pytest.mark.slow
def test_a_removal_that_was_cut_short_after_its_transaction_is_finished_by_the_next_start(installation, monkeypatch):
    """Until then the site shows the words; nobody has to remember."""
    redacting.ask(installation, by=ONE, text_id="proposal-1", reason="health")
    with monkeypatch.context() as patched:
        patched.setattr(redacting, "finish_removal", lambda _: False)
        assert not redacting.agree(installation, by=OTHER, text_id="proposal-1").whole
    assert find_words(installation, NAME, by=OPERATOR).published
    assert [f.what for f in agreement(installation)] == ["history: words are being removed, or it was interrupted"]
    finish_interrupted(installation)
    assert find_words(installation, NAME, by=OPERATOR, also=[installation.site_dir.parent]).nowhere
    assert not list(agreement(installation))
    holds_throughout(installation)


@pytest.mark.slow
def test_a_database_in_use_is_said_and_written_anew_by_the_next_start(installation):
    """A reader's view of before keeps the words in the journal."""
    redacting.ask(installation, by=ONE, text_id="proposal-1", reason="name")
    with reading(installation.engine) as connection:
        connection.exec_driver_sql("SELECT 1 FROM people").all()
        assert not redacting.agree(installation, by=OTHER, text_id="proposal-1").whole
    finish_interrupted(installation)
    assert find_words(installation, NAME, by=OPERATOR, also=[installation.site_dir.parent]).nowhere
    holds_throughout(installation)


@pytest.mark.slow
def test_a_removal_that_fails_changes_nothing(installation, monkeypatch):
    """And leaves no file behind that nobody names."""

    def there():
        return {
            p.relative_to(root_of(installation)): p.read_bytes()
            for p in root_of(installation).rglob("*")
            if p.is_file()
            and p.parent.name not in ("bundles", site.current(root_of(installation)).id, "releases")
            and p.name != "made_from.json"
            and "trees" not in p.parts
        }

    before, size = there(), len(list(entries(installation)))
    redacting.ask(installation, by=ONE, text_id="proposal-1", reason="name")
    with monkeypatch.context() as patched:
        patched.setattr(redacting.record, "append", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            redacting.agree(installation, by=OTHER, text_id="proposal-1")
    assert there() == before
    assert len(list(entries(installation))) == size + 1
    holds_throughout(installation)


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (ONE, "Somebody else must agree"),
        (OPERATOR, "does not let you"),
        (actor(PLACES[1], Role.ADMINISTRATOR), "does not let you"),
        (actor(PLACE, Role.DIRECTOR), "does not let you"),
    ],
)
def test_only_another_administrator_of_the_council_agrees(told, by, why):
    """One person alone, or whoever wrote it, could make history say something else."""
    _, installation = told
    redacting.ask(installation, by=ONE, text_id="proposal-1", reason="name")
    with pytest.raises(Refusal, match=why):
        redacting.agree(installation, by=by, text_id="proposal-1")


@pytest.mark.parametrize(
    ("text_id", "reason", "why"),
    [
        ("proposal-1", "she is Mrs X", "Choose the public reason"),
        ("proposal-99", "name", "There is no text"),
        ("proposal", "name", "There is no text"),
        ("nothing-1", "name", "There is no text"),
        ("sentback-1", "name", "holds no words"),
    ],
)
def test_what_cannot_be_asked_is_refused(told, text_id, reason, why):
    """The reason is public: it comes from a list."""
    with pytest.raises(Refusal, match=why):
        redacting.ask(told[1], by=ONE, text_id=text_id, reason=reason)


def test_nothing_is_removed_that_nobody_asked_for(told):
    """The second person agrees to something."""
    with pytest.raises(Refusal, match="Nobody has asked"):
        redacting.agree(told[1], by=OTHER, text_id="proposal-2")


def test_every_column_where_somebody_writes_is_one_that_can_be_removed():
    """A text that is added later is either here or said to be none."""
    ours = {(c.table.name, c.name) for c in written_texts.COPIES}
    told_of = {"words", "comment", "reason", "note", "text", "fields"}
    wrote = {(t.name, c.name) for t in metadata.sorted_tables for c in t.c if c.name in told_of}
    assert wrote - ours == {("releases", "reason")}  # one of a fixed list


@given(st.text(min_size=1), st.text(st.characters(exclude_categories=["Cs"]), min_size=20, max_size=60))
def test_words_of_some_length_leave_any_json_they_were_copied_into(beside, words):
    """A law: and what stood beside them stays."""
    assume(words not in beside and redactions.MARK not in words)
    stands = redactions.mark(date(2026, 11, 27), "name")
    kept = json.dumps({"a": beside, "b": f"x {words}"}, ensure_ascii=False)
    assert json.loads(redactions.without(kept, {"": words}, stands)) == {"a": beside, "b": f"x {stands}"}


@pytest.mark.whole
@pytest.mark.timeout(600)
def test_every_kind_of_text_can_be_removed_one_after_another(tmp_path, monkeypatch):
    """One kind left out is one name that stays."""
    leaves(*every_kind(tmp_path), tmp_path, monkeypatch)


def leaves(installation, ids, folder, monkeypatch):
    """Every text taken out, one after another: it stands nowhere then, and every promise holds."""
    monkeypatch.setattr(records, "ready_installation", lambda: installation)
    assert {text_id.partition("-")[0] for text_id in ids.values()} == set(written_texts.KINDS)
    secrets = [row["nonce"] for row in reasons_in(installation) if row["nonce"]]
    assert len(secrets) == 3
    for kind, text_id in ids.items():
        assert find_words(installation, brown(kind), by=OPERATOR).texts == (text_id,)
        removed(installation, text_id)
        left = find_words(installation, brown(kind), by=OPERATOR, also=[folder])
        assert left.nowhere, kind
    for one in ("Mr Brown of Elm Street", *secrets):
        found = find_words(installation, one, by=OPERATOR, also=[folder])
        assert found.nowhere
        assert not found.texts
    holds_throughout(installation)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    newest = site.current(root_of(installation))
    told = verify_history.program().check_reasons(
        newest.read("record/DEMO_record.jsonl").splitlines(), newest.read("record/DEMO_reasons.csv")
    )
    assert told == "0 reasons are those that their entries commit to, and 3 were removed"
    assert "Words removed on 8 September 2026: they named a person" in newest.read("record/index.html").decode()


def test_words_taken_out_of_what_waits_are_not_signed_and_the_mark_is_nobodys_to_write(told, tmp_path):
    """The digest is of other words than stand there; and a name behind a mark would never be found."""
    installation, _ = new_installation(tmp_path)
    with writing(installation.engine) as connection:
        people.add(
            connection,
            person_id="other-1",
            name="Other",
            roles=[(PLACE.code, "administrator")],
            created_at=installation.now(),
        )
    about = {
        "by": actor(PLACE, Role.DIRECTOR),
        "council_code": PLACE.code,
        "measure_id": "reduced_risk_reviews",
        "starts_at": installation.now(),
        "review_by": installation.now().date(),
    }
    found = propose(installation, text=TEXT, **about)
    removed(installation)
    with pytest.raises(Refusal, match="Words were taken out"):
        signed(installation, found)
    with pytest.raises(Refusal, match="say it anew"):
        propose(installation, text={"area": f"{redactions.mark(date(2026, 1, 1), 'name')} Mr Roe"}, **about)


@pytest.mark.slow
def test_the_command_asks_each_administrator_for_a_code_and_says_what_is_left(installation, monkeypatch):
    """One person with a shell is no second administrator."""
    secrets = {person: totp.new_secret() for person in (ONE.person_id, OTHER.person_id)}
    with writing(installation.engine) as connection:
        for person, secret in secrets.items():
            people.change(
                connection,
                person,
                email=f"{person}@x.example".lower(),
                totp_secret=app_secrets.seal(connection, person, secret, installation.settings.secrets_key),
                password_hash=passwords.hash_password("correct horse battery", installation.settings),
            )
    outbox, old = installation.site_dir.parent / "outbox", installation.site_dir.parent / "old.log"
    outbox.mkdir()
    (outbox / "1.eml").write_text(TEXT["what_changed"])
    monkeypatch.setattr(redacting_command, "ready_installation", lambda: installation)
    installation.settings.outbox_dir = outbox

    def run(person, code, *more):
        return CliRunner().invoke(
            app,
            ["redact", "proposal-1", "--email", f"{person}@x.example", *more],
            input=f"correct horse battery\n{code}\n",
        )

    def code(person):
        return pyotp.TOTP(secrets[person]).at(installation.now())

    assert "is not right" in run(ONE.person_id, "000000", "--reason", "name").output
    assert "Nothing is changed" in run(ONE.person_id, code(ONE.person_id), "--reason", "name").output
    old.write_text(TEXT["what_changed"])
    done = run(OTHER.person_id, code(OTHER.person_id), "--also", str(old))
    assert (done.exit_code, "2 releases made again" in done.output, str(old) in done.output) == (1, True, True)
    assert not list(outbox.iterdir())
    assert "xampleton" not in done.output


def test_a_whole_text_goes_with_its_lists_and_its_terms_and_dates_stay():
    """Also where the same words were proposed again in other company."""
    terms = {"declaration": {"review_by": "2026-09-08"}, "level": 3, "legal_check_on": "2026-09-07"}
    text = {**terms, "area": "North", "told": ["the chair of the board, Mr Roe", "CQC, Al Roe"], "checks": ""}
    stands = redactions.mark(date(2026, 9, 8), "name")
    assert redactions.marked(text, stands) == {**terms, "area": stands, "told": [stands], "checks": ""}
    assert redactions.said_in(redactions.marked(text, stands)) == {}
    renewed = json.dumps({**text, "area": "North and West", "people": "North"})
    kept = json.loads(redactions.without(renewed, redactions.said_in(text), stands))
    assert kept["told"][0] == stands
    assert (kept["area"], kept["people"], kept["declaration"]) == ("North and West", "North", terms["declaration"])
