"""`pressure publish`, with each of its options, and `pressure withdraw`, run as an operator runs them: from the command
line, on a real database of two councils, under a clock the test moves."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from typer.testing import CliRunner

from pressure.access.permissions import Actor, Role
from pressure.actions.declarations.declaring import propose
from pressure.cli import app
from pressure.commands.installations import ready_installation
from pressure.council_list import load_councils
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import PLACES
from pressure.publish.check.verify import verify
from pressure.release import site
from pressure.settings import settings
from pressure.store import councils, people, schema
from pressure.store.engine import open_engine, writing
from tests.installations import rows_of

CODES = ("E10000015", "S12000033")
TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
WEDNESDAY = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, tzinfo=UTC).date()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A database with two real councils, and a director and a signatory at one of them."""
    file = tmp_path_factory.mktemp("publishing") / "p.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    schema.upgrade(engine)
    with writing(engine) as connection:
        councils.replace_all(connection, [c for c in load_councils().all if c.code in CODES])
        for role in (Role.DIRECTOR, Role.SIGNATORY):
            people.add(connection, person_id=role, name=role, roles=[(CODES[0], role)], created_at=TUESDAY)
    engine.dispose()
    return file


@pytest.fixture
def clock(bare, tmp_path, monkeypatch):
    """A copy of it, named by the settings, on a Tuesday: the next release is due the day after."""
    with closing(sqlite3.connect(bare)) as whole, closing(sqlite3.connect(tmp_path / "p.sqlite")) as copy:
        whole.backup(copy)
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'p.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    with time_machine.travel(TUESDAY, tick=False) as travelled:
        yield travelled


def run(*words: str, code: int = 0):
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, (done.stdout, done.stderr, done.exception)
    return done


def published() -> tuple[str, ...]:
    """The releases on disk, oldest first."""
    return site.published(settings.site_dir)


def rows(name: str) -> list[dict[str, str]]:
    """A file of the release in force."""
    text = (settings.site_dir / "current" / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def load_return(tmp_path) -> int:
    """Send a week's return for one council with `pressure load`; the load's number."""
    sent = [r | {"council_code": CODES[0]} for r in rows_of(PLACES[0], SUNDAY)]
    with (tmp_path / "return.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sent[0]))
        writer.writeheader()
        writer.writerows(sent)
    document = json.loads(run("load", "weekly-return", str(tmp_path / "return.csv"), "--json").stdout)
    assert document["accepted"] > 0
    return document["load_id"]


def declare() -> None:
    """Sign an exceptional measure, and let its release fail: nothing publishes it."""
    installation = ready_installation()
    declaration_id = propose(
        installation,
        by=Actor(person_id=Role.DIRECTOR, roles=frozenset({(CODES[0], Role.DIRECTOR)})),
        council_code=CODES[0],
        measure_id="reduced_risk_reviews",
        text={"area": "The north", "public_words": "Fewer reviews for now."},
        starts_at=installation.now(),
        review_by=installation.now().date() + timedelta(days=14),
    )
    sign_as_it_waits(
        installation, Actor(person_id=Role.SIGNATORY, roles=frozenset({(CODES[0], Role.SIGNATORY)})), declaration_id
    )


def test_publish_makes_a_whole_release_puts_it_in_force_and_says_which(clock):
    """Id, files, bytes and path, in the keys scripts read."""
    document = json.loads(run("publish", "--note", "The first one.", "--json").stdout)
    assert set(document) == {"release_id", "files", "bytes", "path"}
    assert published() == (document["release_id"],)
    assert document["release_id"].startswith("20261201T090000Z")
    tree = settings.site_dir / "current"
    files = json.loads((tree / "data/manifest.json").read_bytes())["files"]
    assert (document["files"], document["bytes"]) == (len(files), sum(f["bytes"] for f in files.values()))
    assert document["path"] == str(tree)
    assert verify(tree)["ratings"] == len(CODES)
    (row,) = rows("releases.csv")
    assert (row["release_id"], row["reason"], row["note"]) == (document["release_id"], "scheduled", "The first one.")


def test_publish_in_words_names_the_new_release(clock):
    """For whoever runs it by hand."""
    said = run("publish", "--reason", "correction").stdout
    (release_id,) = published()
    assert f"Published release {release_id}: " in said
    assert str(settings.site_dir / "current") in said
    assert rows("releases.csv")[0]["reason"] == "correction"


def test_a_reason_that_is_none_publishes_nothing(clock):
    """Exit code 1 and the words that are taken."""
    assert "Choose the reason: scheduled" in run("publish", "--reason", "because", code=1).stderr
    assert not (settings.site_dir / "current").exists()


def test_when_due_publishes_once_for_each_release_time_and_not_before_it(clock):
    """What a timer runs every few minutes."""
    run("publish", "--when-due")  # nothing is published yet, so it is due
    assert len(published()) == 1
    clock.move_to(WEDNESDAY - timedelta(seconds=1))
    assert "Not due yet. The next release is at 2026-12-02T09:30:00Z." in run("publish", "--when-due").stdout
    assert len(published()) == 1
    clock.move_to(WEDNESDAY)
    assert f"Published release {WEDNESDAY:%Y%m%dT%H%M%SZ}" in run("publish", "--when-due").stdout
    clock.move_to(WEDNESDAY + timedelta(minutes=5))
    assert "The next release is at 2026-12-09T09:30:00Z." in run("publish", "--when-due").stdout
    assert len(published()) == 2


def test_what_an_act_was_owed_is_published_by_owed_at_once_and_once(clock):
    """A declaration whose own release failed does not wait for Wednesday."""
    run("publish")
    assert "Nothing is owed" in run("publish", "--owed").stdout
    clock.shift(timedelta(minutes=5))
    declare()
    (made,) = json.loads(run("publish", "--owed", "--json").stdout)
    assert made["release_id"] == published()[-1]
    assert rows("releases.csv")[-1]["reason"] == "declaration"
    assert rows("declarations.csv")[0]["council_code"] == CODES[0]
    assert json.loads(run("publish", "--owed", "--json").stdout) == []
    assert len(published()) == 2


def test_the_timer_publishes_what_an_act_was_owed_when_its_own_release_had_its_time(clock):
    """Two minutes: the officer's own page may still be at it."""
    run("publish")
    clock.shift(timedelta(minutes=5))
    declare()
    clock.shift(timedelta(minutes=1))
    run("publish", "--when-due")
    assert len(published()) == 1
    clock.shift(timedelta(minutes=2))
    said = run("publish", "--when-due").stdout
    assert f"Published release {published()[-1]}, which an act of officers was owed." in said
    assert "Not due yet" in said
    assert len(published()) == 2


def test_rebuild_makes_the_same_bytes_and_names_the_files_that_are_not(clock, tmp_path):
    """Exit code 1 when the database no longer says what was published."""
    load_return(tmp_path)
    release_id = json.loads(run("publish", "--json").stdout)["release_id"]
    assert "are the same, byte for byte" in run("publish", "--rebuild", release_id).stdout
    with closing(sqlite3.connect(tmp_path / "p.sqlite")) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            f"UPDATE ratings SET shown = json_set(shown, '$.points', 99) WHERE council_code = '{CODES[0]}'"
        )
    assert "data/ratings_as_published.csv" in run("publish", "--rebuild", release_id, code=1).stderr
    document = json.loads(run("publish", "--rebuild", release_id, "--json", code=1).stdout)
    assert document["manifest_same"] is False
    assert "data/ratings_as_published.csv" in document["different"]
    assert published() == (release_id,)


def test_withdraw_takes_a_load_back_and_the_next_release_says_why(clock, tmp_path):
    """What was published stays; what is believed now does not count it."""
    load_id = load_return(tmp_path)
    run("publish")
    assert {r["status"] for r in rows("ratings.csv") if r["council_code"] == CODES[0]} == {"rated"}
    clock.shift(timedelta(hours=1))
    said = run("withdraw", str(load_id), "--reason", "counted_twice", "--words", "By two teams.").stdout
    assert f"Load {load_id} is withdrawn. Run `pressure publish --reason correction`" in said
    run("publish", "--reason", "correction")
    assert rows("ratings.csv")[-1]["status"] in {"rated", "not_rated"}
    last = [r for r in rows("ratings_as_published.csv") if r["council_code"] == CODES[0]][-1]
    assert (last["status"], last["level_published"]) == ("not_rated", "")
    assert "Something was counted twice. By two teams." in {r["why"] for r in rows("corrections.csv")}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("999", "--reason", "Wrong file."), 1, "Load 999 does not exist or is already withdrawn."),
        (("1", "--reason", " "), 1, "Say why: choose a reason from the list. The reason is public."),
        (("1", "--reason", "counted_thrice"), 1, "There is no reason 'counted_thrice' for this. Choose one of:"),
        (("1", "--reason", "counted_twice", "--words", "By 2 teams."), 1, "Give the reason without numbers"),
        (("1",), 2, "--reason"),
        (("one", "--reason", "Wrong file."), 2, "Invalid value for 'load_id'"),
    ],
)
def test_withdraw_refuses_in_words_what_it_cannot_take_back(clock, tmp_path, words, code, says):
    """And nothing is taken back."""
    assert load_return(tmp_path) == 1
    assert says in run("withdraw", *words, code=code).stderr
    with closing(sqlite3.connect(tmp_path / "p.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM load_withdrawals").fetchone() == (0,)


def test_the_note_of_a_correction_is_a_reason_without_a_number(clock, tmp_path):
    """From the list or in words; a scheduled release may name a year."""
    assert "without numbers" in run("publish", "--reason", "correction", "--note", "247 people.", code=1).stderr
    run("publish", "--note", "The figures of 2026.")
    run("publish", "--reason", "correction", "--note", "late_records")
    assert [r["note"] for r in rows("releases.csv")] == ["The figures of 2026.", "Records came in late."]


def test_a_load_is_withdrawn_once(clock, tmp_path):
    """The second time is exit code 1."""
    load_id = str(load_return(tmp_path))
    run("withdraw", load_id, "--reason", "Counted twice.")
    assert "already withdrawn" in run("withdraw", load_id, "--reason", "Again.", code=1).stderr
