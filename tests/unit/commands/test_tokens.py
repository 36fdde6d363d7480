"""`pressure token add|list|revoke` as an operator types them."""

import json

import pytest
from typer.testing import CliRunner

from pressure.cli import app
from pressure.settings import settings
from tests.installations import new_installation

CODE, OTHER = "X99000001", "X99000002"


@pytest.fixture(autouse=True)
def installation(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'pressure.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    new_installation(tmp_path)[0].engine.dispose()


def typed(*words: str, ends: int = 0) -> str:
    answer = CliRunner().invoke(app, ["token", *words])
    assert answer.exit_code == ends, answer.output
    return answer.output


def made(*words: str) -> dict[str, str]:
    return dict(json.loads(typed("add", *words, "--json")))


def test_a_token_is_printed_once_listed_without_itself_and_ended() -> None:
    one, other = made(CODE), made(OTHER, "--months", "1")
    assert one.keys() == {"id", "token", "expires_on"}
    assert other["expires_on"] < one["expires_on"]
    listed = typed("list", "--json")
    assert {row["id"]: (row["council"], row["expires_on"]) for row in json.loads(listed)} == {
        one["id"]: (CODE, one["expires_on"]),
        other["id"]: (OTHER, other["expires_on"]),
    }
    assert [row["id"] for row in json.loads(typed("list", "--council", CODE, "--json"))] == [one["id"]]
    assert one["token"] not in listed + typed("list")
    before = {row["id"]: row["state"] for row in json.loads(listed)}
    assert f"{one['id']} opens nothing any more" in typed("revoke", one["id"])
    after = {row["id"]: row["state"] for row in json.loads(typed("list", "--json"))}
    assert after[one["id"]] != before[one["id"]]
    assert after[other["id"]] == before[other["id"]]


def test_in_words_the_token_its_number_and_its_last_day_are_told() -> None:
    said = typed("add", CODE)
    assert {line.partition(":")[0] for line in said.splitlines()} >= {"Token", "Number"}
    assert "printed now and never again" in said


REFUSED = {
    "no such council": ("add", "E99999999"),
    "longer than a token lasts": ("add", CODE, "--months", "999"),
    "no month at all": ("add", CODE, "--months", "0"),
    "no such token": ("revoke", "t-0000000000"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_refused_in_words_and_makes_nothing(what: str) -> None:
    before = typed("list", "--json")
    answer = CliRunner().invoke(app, ["token", *REFUSED[what]])
    assert answer.exit_code != 0
    assert "Traceback" not in answer.output
    assert typed("list", "--json") == before


def test_a_token_that_ended_is_not_ended_twice() -> None:
    one = made(CODE)
    typed("revoke", one["id"])
    state = typed("list", "--json")
    CliRunner().invoke(app, ["token", "revoke", one["id"]])
    assert typed("list", "--json") == state
