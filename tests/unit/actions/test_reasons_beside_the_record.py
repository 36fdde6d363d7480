"""Why an act was done stands beside its entry: anybody can check the words, and they can be taken out."""

import csv
import io
import json
import subprocess
import sys
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.record.changing_key import change_key
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.removals import redacting
from pressure.actions.removals.finding_words import find_words
from pressure.actions.returns.loading import load
from pressure.commands import records
from pressure.demo.places import PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.publish.check import verify_history
from pressure.publish.check.verify_intervals import Difference
from pressure.publish.files import reason_files
from pressure.release import site
from pressure.store import people, record
from pressure.store.engine import reading, writing
from pressure.store.record import reasons_given
from pressure.store.releases import DEMONSTRATION, REASONS
from pressure.words import archive
from tests.attack.small_region import send
from tests.installations import SUNDAY, new_installation, return_of, rows_of

PLACE, WHY = PLACES[0], "Mr Brown of Elm Street was counted twice."
ONE = actor(PLACE, Role.ADMINISTRATOR)
OTHER = Actor(person_id="other-1", roles=frozenset({(PLACE.code, Role.ADMINISTRATOR)}))
RECORD, TABLE = "record/DEMO_record.jsonl", "record/DEMO_reasons.csv"
INDEPENDENT = verify_history.program()


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A held figure accepted, and the words why."""
    made, clock = new_installation(tmp_path)
    monkeypatch.setattr(records, "ready_installation", lambda: made)
    with writing(made.engine) as connection:
        people.add(
            connection, person_id="other-1", name="Other", roles=[(PLACE.code, "administrator")], created_at=clock.at
        )
    send(made, PLACE, rows_of(PLACE, SUNDAY - timedelta(weeks=1)))
    accepted(made, WHY)
    return made


def accepted(installation, why, **changes):
    by, data = actor(PLACE, Role.DATA_OFFICER), return_of(PLACE, SUNDAY, **{"wl_assess_rate": "99999"} | changes)
    held = load(installation, by=by, source_id="weekly-return", data=data, name="r.csv").load_id
    load(installation, by=by, source_id="weekly-return", data=data, name="r.csv", accept_held=held, reason=why)


def released(installation):
    made = publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return site.release(installation.site_dir / "demo", made.release_id)


def removed(installation, text_id):
    redacting.ask(installation, by=ONE, text_id=text_id, reason="health")
    return redacting.agree(installation, by=OTHER, text_id=text_id)


def rows(release):
    return list(csv.DictReader(io.StringIO(release.read(TABLE).decode(), newline="")))


def checked(release, table=None, of=None):
    return INDEPENDENT.check_reasons(
        (of or release).read(RECORD).splitlines(), release.read(TABLE) if table is None else table, release.id
    )


def holds(installation, release_id):
    records.run_verify(None, as_json=False)
    again = rebuild(installation, release_id, DEMONSTRATION)
    assert (again.different, again.manifest_same) == ((), True)


def test_the_words_stand_beside_the_entry_and_on_its_page_and_anybody_checks_them(installation):
    """The entry alone says that there is a reason, and nobody finds it out by trying."""
    release = released(installation)
    (row,) = rows(release)
    entry = json.loads(release.read(RECORD).splitlines()[int(row["entry"]) - 1])
    assert (row["action"], row["reason"]) == ("load", WHY)
    assert entry["what"]["overruled"]["reason_commitment"] == row["reason_commitment"]
    assert "Brown" not in release.read(RECORD).decode()
    assert WHY in release.read("record/index.html").decode()
    assert checked(release) == "1 reasons are those that their entries commit to, and 0 were removed"
    holds(installation, release.id)


@pytest.mark.parametrize(
    "why", ["=SUM of two teams", "@home care, now counted", 'A "new" team, and\n another', "Größe"]
)
def test_words_that_a_spreadsheet_would_run_or_break_are_checked_all_the_same(installation, why):
    """What is committed to is what the file has, on one line."""
    change_key(installation, by=OPERATOR, reason=why)
    release = released(installation)
    assert " ".join(rows(release)[-1]["reason"].split()) == " ".join(why.split())
    assert checked(release).startswith("2 reasons are those")


FORGED = {
    "other words": (lambda t: t.replace(b"Brown", b"Green"), "are not those that it commits to"),
    "another entry's": (lambda t: t.replace(b"\n3,", b"\n1,"), "entry 1 does not hold the commitment"),
    "no entry's": (lambda t: t.replace(b"\n3,", b"\n99,"), "entry 99 does not hold the commitment"),
    "left out": (lambda t: t.splitlines(keepends=True)[0], "that of entry 3 is missing"),
    "removed, it says": (
        lambda t: b",".join([*t.splitlines()[1].split(b",")[:4], b"", b"[Words removed on 1 May 2026: x]\n"]),
        "no later entry tells of a removal",
    ),
}


@pytest.mark.parametrize("forged", FORGED)
def test_words_that_are_not_those_of_the_entry_are_named(installation, forged):
    """By the program that needs nothing of ours, and by ours."""
    change, named = FORGED[forged]
    release = released(installation)
    table = release.read(TABLE)
    bent = change(table) if forged != "removed, it says" else table.splitlines(keepends=True)[0] + change(table)
    assert bent != table
    with pytest.raises(ValueError, match=named):
        checked(release, bent)
    tree = installation.site_dir / "demo" / "current"
    (tree / TABLE).unlink()
    (tree / TABLE).write_bytes(bent)
    key, history = release.read("record/public_key").decode(), verify_history.own_history(tree)
    with pytest.raises(Difference, match=named):
        verify_history.verify_history(tree, *history, key, None)


@pytest.mark.slow
def test_removed_words_and_their_nonce_leave_and_the_fact_stays(installation, tmp_path):
    """Also for whoever has only the files and one program."""
    first = released(installation)
    (kept,) = rows(first)
    for one in (WHY, kept["nonce"]):
        assert find_words(installation, one, by=OPERATOR).published
    assert find_words(installation, WHY, by=OPERATOR).texts == (f"reason-{kept['entry']}",)
    assert removed(installation, f"reason-{kept['entry']}").releases == (first.id,)
    for one in (WHY, kept["nonce"]):
        assert find_words(installation, one, by=OPERATOR, also=[installation.site_dir.parent]).nowhere
    now = site.release(installation.site_dir / "demo", first.id)
    (row,) = rows(now)
    assert row == kept | {"nonce": "", "reason": row["reason"]}
    assert row["reason"] == "[Words removed on 8 September 2026: they told of somebody's health]"
    assert "they told of somebody&#39;s health" in now.read("record/index.html").decode()
    holds(installation, first.id)
    with pytest.raises(ValueError, match="Give the record of a later release"):
        checked(now)
    later = released(installation)
    assert (
        checked(now, of=later)
        == checked(later)
        == "0 reasons are those that their entries commit to, and 1 were removed"
    )
    folder = installation.site_dir / "demo" / "current"
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            *(str(folder / f"record/{name}") for name in ("verify_record.py", "DEMO_record.jsonl", "checkpoint")),
            *("--key", str(folder / "record/public_key"), "--release", str(folder)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "and 1 were removed" in done.stdout) == (0, True), done.stdout


@pytest.mark.slow
def test_a_page_made_again_has_the_fingerprint_it_was_published_with(installation):
    """The key may have been changed since."""
    first = released(installation)
    before = first.read("record/index.html").decode()
    change_key(installation, by=OPERATOR, reason="It is time.")
    released(installation)
    removed(installation, f"reason-{rows(first)[0]['entry']}")
    now = site.release(installation.site_dir / "demo", first.id).read("record/index.html").decode()
    mark = "[Words removed on 8 September 2026: they told of somebody&#39;s health]"
    assert now == before.replace(WHY, mark)


def test_an_entry_of_before_that_holds_its_words_is_verified_and_shown(installation, monkeypatch):
    """No entry is ever changed, so what stands in one cannot leave."""
    old = "Two teams were joined."
    with monkeypatch.context() as before:
        before.setattr(reasons_given.Reason, "told", property(lambda reason: {"reason": reason.words}))
        before.setattr(reasons_given, "keep", lambda *_, **__: None)
        accepted(installation, old, wl_assess_rate="77777")
        change_key(installation, by=OPERATOR, reason="It is time.")
    with reading(installation.engine) as connection:
        *_, load_entry, key_entry = (json.loads(body)["what"] for _, body, _ in record.entries(connection))
    assert set(load_entry["overruled"]) == {"load", "figures", "reason"}
    assert key_entry["reason"] == "It is time."
    accepted(installation, "They are right.", wl_assess_rate="88888")
    release = released(installation)
    assert [row["reason"] for row in rows(release)] == [WHY, "They are right."]
    page = release.read("record/index.html").decode()
    for words in (WHY, old, "It is time.", "They are right."):
        assert words in page
    assert checked(release) == "2 reasons are those that their entries commit to, and 0 were removed"
    holds(installation, release.id)
    found = find_words(installation, old, by=OPERATOR)
    assert (bool(found.published), found.texts) == (True, ())


@pytest.mark.slow
def test_a_release_of_before_without_the_file_is_made_again_as_it_was(installation, monkeypatch):
    """It is the release that it was."""
    with monkeypatch.context() as before:
        before.setattr(reason_files, "add", lambda *_: None)
        old = released(installation)
    assert not old.has(TABLE)
    holds(installation, old.id)
    new = released(installation)
    (row,) = rows(new)
    removed(installation, f"reason-{row['entry']}")
    for one in (old, new):
        holds(installation, one.id)
    assert find_words(installation, WHY, by=OPERATOR, also=[installation.site_dir.parent]).nowhere


def test_no_entry_holds_words_that_somebody_wrote(installation):
    """Whoever acts next may write a name: every act here says one, in every field that takes words."""
    change_key(installation, by=OPERATOR, reason=WHY)
    with pytest.raises(Refusal, match="Choose the reason: scheduled, "):
        publish(installation, by=OPERATOR, track=DEMONSTRATION, reason=WHY)
    publish(installation, by=OPERATOR, track=DEMONSTRATION, reason="correction", note=WHY)
    with reading(installation.engine) as connection:
        bodies = "".join(body for _, body, _ in record.entries(connection))
    assert "Brown" not in bodies
    assert {json.loads(b)["what"]["reason"] for b in bodies.split("\n") if '"action":"publish"' in b[:40]} <= set(
        REASONS
    )


def test_every_reason_of_a_release_has_its_words():
    """A code on a page tells nobody anything."""
    assert set(archive.WHY) == set(REASONS)


@pytest.mark.slow
def test_words_too_short_to_look_for_leave_the_pages_too(installation):
    """A name of three letters is a name."""
    change_key(installation, by=OPERATOR, reason="Roe.")
    first = released(installation)
    before = {path: first.read(path) for path in first.manifest["files"]}
    assert b"Roe." in before["record/index.html"]
    removed(installation, f"reason-{rows(first)[-1]['entry']}")
    now = site.release(installation.site_dir / "demo", first.id)
    after = {path: now.read(path) for path in now.manifest["files"]}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"record/index.html", TABLE, "data/index.html"}  # that page names the digest of each file
    assert not [path for path, content in after.items() if b"Roe." in content]
    holds(installation, first.id)
