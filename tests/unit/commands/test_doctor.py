"""What the doctor says about secrets and sign-in."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.actions.statements.replying import CORRECTION, STATEMENT, say
from pressure.commands import doctor
from pressure.demo.places import PLACES, actor
from pressure.publish.record.signing_key import signing_key
from pressure.settings import settings
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import new_installation
from tests.level_cases import BOOK


@pytest.fixture
def installation(tmp_path):
    made = new_installation(tmp_path)[0]
    with reading(made.engine) as connection:
        signing_key(connection, made.settings)
    return made


def said(installation, about):
    return [(f.state, f.what, f.next_step) for f in doctor.examine(installation) if f.what.startswith(about)]


@pytest.mark.parametrize(
    ("mode", "state"),
    [(0o600, "ok"), (0o400, "ok"), (0o640, "fault"), (0o604, "fault"), (0o622, "fault"), (0o611, "fault")],
)
def test_a_signing_key_others_can_read_is_a_fault_with_what_to_do(installation, tmp_path, mode, state):
    """Whoever has it can sign another past."""
    (path,) = tmp_path.glob("*.signing-key")
    path.chmod(mode)
    ((found, what, step),) = said(installation, "signing key")
    assert found == state
    assert (f"chmod 600 {path}" in step) == (state == "fault")
    assert str(tmp_path) not in what


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_a_database_others_can_read_is_a_fault_with_what_to_do(installation, ending):
    """It holds what people sign in with; SQLite keeps the newest of it in files beside."""
    path = Path(f"{installation.engine.url.database}{ending}")
    with reading(installation.engine):
        path.touch(0o600)
        assert all(state == "ok" for state, _, _ in said(installation, "database"))
        path.chmod(0o644)
        ((what, step),) = [(what, step) for state, what, step in said(installation, "database") if state == "fault"]
    assert path.name in what
    assert step.startswith(f"Run: chmod 600 {path}.")


def test_a_key_given_by_the_operator_is_not_looked_for_on_disk(installation):
    installation.settings.signing_key = "A" * 43 + "="
    assert said(installation, "signing key") == []


def test_council_accounts_without_their_libraries_are_a_fault_with_what_to_install(installation, monkeypatch):
    """Found before the first officer stands before a fault page."""
    assert said(installation, "sign-in") == []
    installation.settings.oidc_issuer = "https://id.council.example"
    assert said(installation, "sign-in") == [("ok", "sign-in: work accounts at https://id.council.example", "")]
    monkeypatch.setattr(doctor, "NEEDED_FOR_OIDC", ("authlib", "a_library_that_is_not_installed"))
    ((state, what, step),) = said(installation, "sign-in")
    assert (state, step) == ("fault", "Run: pip install -e '.[oidc]'")
    assert what.endswith("a_library_that_is_not_installed is not installed")


def test_what_waits_for_the_operator_is_named_with_the_command_that_helps(installation, tmp_path):
    """An act no page shows, a request nobody answered, a letter not sent."""
    place, words = PLACES[0], {"council_code": PLACES[0].code, "words": "The figure of 6 September is wrong."}
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    installation.settings.outbox_dir = tmp_path / "outbox"
    assert [said(installation, about) for about in ("acts", "requests", "mail")] == [[], [], []]
    installation.now.later(minutes=1)
    for kind in (STATEMENT, CORRECTION):
        say(installation, by=actor(place, Role.DIRECTOR), kind=kind, names_nobody=True, **words)
    installation.settings.smtp_host = "mail.council.example"
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "2026-09-08-letter.eml").write_text("Dear director")

    ((state, what, step),) = said(installation, "acts")
    assert (state, step) == ("fault", "Run: pressure publish --owed")
    assert what.startswith("acts not public yet: 1, the oldest of 8 September 2026")
    assert said(installation, "requests") == [
        ("warning", "requests for a correction: 1 not answered", "Run: pressure requests")
    ]
    assert said(installation, "mail") == [("warning", "mail: 1 not sent yet", "Run: pressure remind --status")]


def test_what_the_doctor_looks_for_is_what_signing_in_needs():
    """Take one away and the module cannot be imported."""
    code = "import pressure.web.sign_in.council_account"
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    for name in doctor.NEEDED_FOR_OIDC:
        hidden = f"import sys; sys.modules[{name!r}] = None; {code}"
        done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, env=quiet, check=False)
        assert "ModuleNotFoundError" in done.stderr, name


def test_a_description_that_names_a_measure_of_no_rule_is_a_fault(installation, tmp_path, monkeypatch):
    """An operator hears of it before a file is loaded with it."""
    ((state, what, _),) = said(installation, "sources")
    assert (state, what.partition(": ")[2].endswith("each in the words of its reader")) == ("ok", True)
    text = (settings.data_dir / "sources/trafford-cqc-ratings.yaml").read_text(encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/trafford.yaml").write_text(
        text.replace("cap_quality_ri_inad", "cap_quality"), encoding="utf-8"
    )
    monkeypatch.setattr(installation.settings, "data_dir", tmp_path)
    ((state, what, _),) = said(installation, "sources")
    assert state == "fault"
    assert what.startswith(
        "sources: trafford.yaml: settings: tables: entry 1: figures: entry 1: measure has 'cap_quality' where a source"
    )


def test_rules_that_nobody_checked_are_a_warning_until_a_steward_has_checked_each(installation):
    ((state, what, step),) = [found for found in said(installation, "rules: ") if "steward" in found[1]]
    assert (state, "checked by nobody yet: a steward is missing" in what) == ("warning", True)
    assert step.startswith("Name a steward")
    checked = {name: replace(version, checked_by="A Steward") for name, version in BOOK.parts.items()}
    assert list(doctor.steward(replace(BOOK, parts=checked))) == []
    first = next(name for name, version in BOOK.parts.items() if version.checked_by == doctor.NOBODY)
    (one,) = doctor.steward(replace(BOOK, parts={**checked, first: BOOK.parts[first]}))
    assert one.what.startswith("rules: 1 rule file in force")
