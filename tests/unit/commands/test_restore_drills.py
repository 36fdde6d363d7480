"""What an operator is told, command by command, after a copy is put back, or a key, a database or a site is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pressure.cli import app
from pressure.release import site
from pressure.settings import settings
from pressure.store.engine import open_engine

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An installation with three releases; a copy was made after the first."""
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'p.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    told("upgrade", "--bare")
    told("publish")
    told("backup", str(tmp_path / "copy.sqlite"))
    told("publish")
    told("publish")
    return tmp_path


def told(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, done.output
    return " ".join((done.stdout + done.stderr).split())


def without_database(place: Path) -> None:
    open_engine(settings.database_url).dispose()
    open_engine.cache_clear()  # each command is a process of its own elsewhere
    for file in place.glob("p.sqlite*"):
        if file.name in {"p.sqlite", "p.sqlite-wal", "p.sqlite-shm"}:
            file.unlink()


def older_copy(place: Path) -> str:
    without_database(place)
    return told("restore", str(place / "copy.sqlite"))


def lost_database(place: Path) -> str:
    without_database(place)
    return told("upgrade", "--bare")


def lost_database_and_site(place: Path) -> str:
    shutil.rmtree(place / "site")
    return older_copy(place)


def other_key(place: Path) -> str:
    (key,) = place.glob("*.signing-key")
    key.unlink()
    return ""


NEWER = "The public site is newer than this database"


@pytest.mark.parametrize(
    ("drill", "why"),
    [
        (older_copy, f"{NEWER}, or another record: 2 releases and at least "),
        (lost_database, NEWER),
        (lost_database_and_site, "The record no longer contains what was signed"),
        (other_key, "Put that key back"),
    ],
)
def test_after_a_loss_nothing_moves_until_the_operator_has_decided_in_public(
    place: Path, drill: Callable[[Path], str], why: str
) -> None:
    """The public never sees an older release, and never two records under one name."""
    shown = site.current(settings.site_dir).id
    said = drill(place)
    kept = (settings.site_dir / "current").exists()
    refused = told("publish", code=1)
    assert why in refused
    assert why in told("doctor", code=1)
    told("upgrade", *(["--bare"] if drill is other_key else []))
    assert not kept or site.current(settings.site_dir).id == shown
    begun = told("record", "begin-again", "--reason", "The disk failed.")
    assert "-2" in begun
    published = told("publish")
    if kept:
        told("record", "verify")
    assert "history:" not in told("doctor", code=0 if kept else 1)
    assert site.current(settings.site_dir).id in published
    print(f"{drill.__name__}: restore said: {said!r}; publish said: {refused!r}")


def test_after_the_site_alone_is_lost_the_record_goes_on(place: Path) -> None:
    """The database has it all."""
    shutil.rmtree(settings.site_dir)
    told("publish")
    for command in ("doctor",), ("record", "verify"):
        said = told(*command, code=1)
        assert "history:" not in said
        assert "its manifest is not on disk" in said


def test_a_decision_nobody_needs_is_refused(place: Path) -> None:
    assert "agree" in told("record", "begin-again", "--reason", "To be sure.", code=1)
