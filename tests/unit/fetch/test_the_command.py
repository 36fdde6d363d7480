"""`pressure fetch` as a timer runs it: exit codes, JSON, one run at a time, and no request without an address."""

import fcntl
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pressure.actions.installation import open_installation
from pressure.cli import app
from pressure.settings import settings
from pressure.store import fetches, releases
from pressure.store.engine import reading
from pressure.store.releases import REAL
from tests.shipped_sources import all_sources
from tests.unit.fetch.cases import PHS, phs_file, without


@pytest.fixture
def here(template: Path, tmp_path: Path, publishers, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation as the settings name it, whose publishers are the loopback server."""
    shutil.copy(template, tmp_path / "here.sqlite")
    given = {
        "database_url": f"sqlite:///{tmp_path / 'here.sqlite'}",
        "site_dir": tmp_path / "site",
        "fetched_dir": tmp_path / "fetched",
        "fetch_mirror": publishers.mirror,
        "fetch_first_wait_seconds": 0.0,
        "fetch_most_wait_seconds": 0.01,
        "fetch_between_seconds": 0.0,
    }
    for name, value in given.items():
        monkeypatch.setattr(settings, name, value)
    return tmp_path


def run(*words):
    done = CliRunner().invoke(app, ["fetch", *words])
    return done.exit_code, done.output


def outcomes(output):
    return [file["outcome"] for file in json.loads(output)["files"]]


def test_a_refused_or_held_file_ends_with_1_and_nothing_new_with_0(here, publishers):
    publishers.put(PHS.file, b"<html>", "text/html")
    code, output = run(PHS.id)
    assert (code, "web page" in output) == (1, True)
    publishers.put(PHS.file, phs_file(without("S12000036")))
    code, output = run(PHS.id, "--json")
    assert (code, outcomes(output)) == (1, ["held"])
    assert json.loads(output)["files"][0]["doubts"][0]["sentence"].endswith("31 areas where 32 are expected")
    assert run(PHS.id)[0] == 1
    code, output = run(PHS.id, "--turn-down")
    assert (code, "turned it down" in output) == (0, True)
    assert run(PHS.id)[0] == 0


def test_a_try_that_is_repeated_leaves_the_json_alone(here, publishers):
    """A timer's reader gets one document, whatever the libraries have to say."""
    publishers.at(PHS.file).faults = [503]
    code, output = run(PHS.id, "--json", "--dry-run")
    assert (code, outcomes(output)) == (0, ["taken"])


def test_a_dry_run_says_what_would_be_taken_and_leaves_no_trace(here):
    code, output = run(PHS.id, "--dry-run")
    assert (code, "this was a dry run" in output) == (0, True)
    assert sorted(path.name for path in here.iterdir() if "sqlite" not in path.name) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bbc-foi-2023"], "bbc-foi-2023 is not fetched. Choose among: ascof-2024-25, "),
        (["nobody"], "nobody is not fetched"),
        ([PHS.id, "--since", "last May"], "--since needs a day such as 2026-04-01"),
        (["--accept"], "Name one source"),
        ([PHS.id, "--accept"], f"No file of {PHS.id} waits for a person"),
    ],
)
def test_wrong_use_is_refused_with_what_to_do(here, words, said):
    code, output = run(*words)
    assert code == 1
    assert said in output


@pytest.mark.parametrize(
    "words", [["--accept", "--turn-down"], ["--accept", "--dry-run"], ["--turn-down", "--since", "x"]]
)
def test_words_that_do_not_go_together_are_wrong_use(here, words):
    assert run(PHS.id, *words)[0] == 2


def test_without_an_address_where_we_can_be_reached_no_publisher_is_asked(here, monkeypatch):
    monkeypatch.setattr(settings, "fetch_mirror", "")
    monkeypatch.setattr(settings, "feedback_address", "")
    monkeypatch.setattr(settings, "public_address", "http://127.0.0.1:8501")
    code, output = run(PHS.id)
    assert (code, "Set PRESSURE_FEEDBACK_ADDRESS" in output) == (1, True)


def test_two_runs_never_ask_at_once(here):
    settings.fetched_dir.mkdir()
    with (settings.fetched_dir / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, output = run(PHS.id)
    assert (code, "Another pressure fetch is running" in output) == (1, True)


def test_every_source_that_is_fetched_can_be_asked(here):
    """Without a name every one is looked at; those whose publisher is not there are refused, each by itself."""
    code, output = run("--json", "--dry-run")
    files = json.loads(output)["files"]
    assert code == 1
    assert {f["source"] for f in files} == {s.id for s in all_sources() if s.fetch}
    assert [f["outcome"] for f in files if f["source"] == PHS.id] == ["taken"]


@pytest.mark.slow
def test_from_nothing_to_a_published_page_and_an_upgrade_puts_nothing_older_in_its_place(here, publishers):
    """The journey of a new installation: the file that ships, a newer one fetched, pages that show it, an upgrade."""
    publishers.put(PHS.file, phs_file(until="202410"))
    assert run(PHS.id)[0] == 0
    publishers.put(PHS.file, phs_file())
    code, output = run(PHS.id)
    assert (code, "32 new, 0 revised" in output, "Published release" in output) == (0, True, True)
    front = (here / "site" / "current" / "index.html").read_text("utf-8")
    assert "to 30 November 2024" in front
    due = (here / "site" / "current" / "due" / "index.html").read_text("utf-8")
    assert "<td>30 Nov 2024</td>" in due
    assert "Last asked" in due
    assert "comes by hand" in due
    installation = open_installation(settings)
    with reading(installation.engine) as connection:
        made = len(releases.of_track(connection, REAL))
        assert fetches.ever_taken(connection, PHS.id)
    assert run(PHS.id)[0] == 0
    done = CliRunner().invoke(app, ["upgrade", "--json"])
    assert done.exit_code == 0, done.output
    assert PHS.id not in [load["source"] for load in json.loads(done.output).get("loads", [])]
    assert made == 2
