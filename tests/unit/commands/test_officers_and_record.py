"""`pressure officer …` and `pressure record …`, by the functions behind them."""

import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.cli import app
from pressure.commands import officers, records
from pressure.domain.refusals import Busy, Refusal
from pressure.publish.record import record_files
from pressure.settings import settings
from pressure.store import people, record
from pressure.store.engine import reading, writing
from pressure.store.record.checkpoint import read, sign
from pressure.store.releases import DEMONSTRATION
from tests.generative.test_record_verifiers import INDEPENDENT
from tests.installations import new_installation

CODE = "X99000001"


@pytest.fixture
def installation(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'pressure.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    return new_installation(tmp_path)[0]


def added(capsys, **more):
    officers.run_add("Ann Archer", [f"director@{CODE}"], more.get("email", "ann@council.example"), None, as_json=True)
    return json.loads(capsys.readouterr().out)


def test_adding_an_officer_prints_a_link_and_no_secret_of_theirs(installation, capsys):
    """The operator can give access and never has it."""
    made = added(capsys)
    assert made["link"].startswith("http://127.0.0.1:8501/sign-in/enrol?token=")
    assert made["works_for_hours"] == 24
    with reading(installation.engine) as connection:
        assert people.get(connection, made["person_id"]).password_hash is None
        assert people.roles(connection, made["person_id"]) == {(CODE, "director")}
    officers.run_invite(made["person_id"], as_json=False)
    assert "works once, within 24 hours" in capsys.readouterr().out


def test_the_list_names_roles_and_state_but_no_address(installation, capsys):
    made = added(capsys)
    officers.run_list(as_json=True)
    printed = capsys.readouterr().out
    (row,) = [r for r in json.loads(printed) if r["person_id"] == made["person_id"]]
    assert row == {
        "person_id": made["person_id"],
        "name": "Ann Archer",
        "signs_in_by": "not set up yet",
        "managed_by": None,
        "roles": [f"director@{CODE}"],
    }
    assert "ann@council" not in printed
    officers.run_link(made["person_id"], "https://id.example", "s-1")
    officers.run_role(made["person_id"], f"auditor@{CODE}", take=False)
    officers.run_role(made["person_id"], f"director@{CODE}", take=True)
    officers.run_disable(made["person_id"])
    officers.run_list(as_json=False)
    assert "disabled" in capsys.readouterr().out
    with reading(installation.engine) as connection:
        assert people.roles(connection, made["person_id"]) == {(CODE, Role.AUDITOR)}


def test_adding_somebody_without_an_address_says_what_follows_and_how_to_give_one(installation, capsys):
    """The link alone would end in a refusal."""
    officers.run_add("Ann Archer", [f"data officer@{CODE}"], None, None, as_json=False)
    printed = capsys.readouterr().out
    person = re.search(r"Person: +(\S+)", printed)[1]
    assert f"pressure officer address {person} name@council.example" in printed
    officers.run_address(person, "ann@council.example")
    with reading(installation.engine) as connection:
        assert people.get(connection, person).email == "ann@council.example"
        assert people.roles(connection, person) == {(CODE, Role.DATA_OFFICER)}
    officers.run_add("Bea", [f"director@{CODE}"], "bea@council.example", None, as_json=False)
    assert "no address" not in capsys.readouterr().out


def test_a_command_says_that_somebody_else_writes_and_shows_no_trace(installation, monkeypatch):
    monkeypatch.setattr("pressure.store.engine.BUSY_TIMEOUT_MS", 20)
    with writing(installation.engine):
        done = CliRunner().invoke(app, ["officer", "add", "Ann Archer", "--role", f"director@{CODE}"])
    assert (done.exit_code, done.output) == (1, f"Refused: {Busy()}\n")


@pytest.mark.parametrize("role", ["director", f"king@{CODE}", "director@E19999999", f"operator@{CODE}", "@"])
def test_a_role_that_is_none_is_refused_in_words(installation, role):
    with pytest.raises(Refusal):
        officers.run_add("Ann", [role], None, None, as_json=True)


def test_the_record_is_checked_exported_and_compared_with_a_checkpoint(installation, capsys, tmp_path):
    """What an auditor does."""
    for _ in range(2):
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
    note = tmp_path / "site" / "demo" / "current" / record_files.CHECKPOINT
    records.run_verify(note, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["entries"], said["checkpoint_entries"], said["signed_by_us"]) == (2, 2, True)
    records.run_verify(None, as_json=False)
    assert "a record rewritten as a whole shows only there" in capsys.readouterr().out
    records.run_export(tmp_path / "record.jsonl")
    assert INDEPENDENT.check((tmp_path / "record.jsonl").read_bytes(), [note.read_text("utf-8")])[0].startswith("2 ")
    settings_key = "A" * 43 + "="
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "signing_key", settings_key)
        with pytest.raises(Refusal, match="The key here is not the one"):
            records.run_verify(note, as_json=False)
    other = tmp_path / "other"
    other.write_text(sign(read(note.read_text("utf-8")), Ed25519PrivateKey.generate()), "utf-8")
    with pytest.raises(Refusal, match="NOT signed with our present key"):
        records.run_verify(other, as_json=False)


def test_a_record_that_does_not_hold_is_refused_with_the_first_entry_that_shows_it(installation, tmp_path):
    for _ in range(2):
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
    note = tmp_path / "note"
    good = (tmp_path / "site" / "demo" / "current" / record_files.CHECKPOINT).read_text("utf-8")
    for bent, why in (
        (good.replace("\n2\n", "\n9\n"), "9"),
        (good.replace("\n2\n", "\n1\n"), "first 1 entries"),
        ("nonsense", "not a checkpoint"),
    ):
        note.write_text(bent, "utf-8")
        with pytest.raises(Refusal, match=why):
            records.run_verify(note, as_json=False)
    with writing(installation.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER record_no_update")
        connection.exec_driver_sql("UPDATE record SET body = replace(body, 'publish', 'perish') WHERE seq = 1")
        assert record.size(connection) == 2
    with pytest.raises(Refusal, match="entry 1 does not match"):
        records.run_verify(None, as_json=False)
