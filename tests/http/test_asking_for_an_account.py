"""Somebody asks for an account: it is kept sealed and for no longer than 30 days, whoever runs the site answers, and
nobody learns from the page who is in already."""

import json
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.accounts import asking
from pressure.actions.installation import Installation, open_installation
from pressure.actions.people import officers
from pressure.commands import doctor
from pressure.commands.accounts import asking as command
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import people, record
from pressure.store.accounts import asks
from pressure.store.engine import reading
from pressure.web import background
from pressure.web.readers import limits
from pressure.web.routes import ROUTES
from pressure.words.officers import accounts as words
from tests.installations import real_installation
from tests.made_once import made_once

HERE, ACCOUNT = "https://care.example", "/take-part/account/"
KENT, OXFORDSHIRE = "E10000016", "E10000025"
ANN = {"name": "Ann Archer", "council": "Kent", "role": "data_officer", "email": "Ann.Archer@kent.example"}
SET = {"operated_by": "The Ayford Hub", "feedback_address": "hello@care.example", "public_address": HERE}


class Site:
    """One installation, as somebody without an account and as the operator see it."""

    def __init__(self) -> None:
        self.installation = open_installation(settings)
        self.client = TestClient(Starlette(routes=ROUTES), base_url=HERE, follow_redirects=False)

    def ask(self, *, origin: str = HERE, token: str | None = None, **typed: str) -> Any:
        found = re.search(r'name="token" value="([^"]*)"', self.client.get(ACCOUNT).text)
        own = (found[1] if found else "") if token is None else token
        return self.client.post(ACCOUNT, data={"token": own, **ANN, **typed}, headers={"Origin": origin})

    def waiting(self) -> list[asking.Asked]:
        return asking.waiting(self.installation, OPERATOR)

    def raw(self) -> str:
        with reading(self.installation.engine) as connection:
            return str(asks.everything(connection))


def _make(folder: Path) -> None:
    real_installation(folder, KENT, OXFORDSHIRE)[0].engine.dispose()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    copied = shutil.copyfile(made_once("two-real-councils", _make) / "p.sqlite", tmp_path / "p.sqlite")
    limits.forget_all()
    more = {
        "database_url": f"sqlite:///{copied}",
        "site_dir": tmp_path / "site",
        "outbox_dir": tmp_path / "outbox",
        "secrets_key": "",
    }
    for name, value in {**SET, **more}.items():
        monkeypatch.setattr(settings, name, value)
    return Site()


def test_somebody_asks_is_let_in_by_the_act_that_adds_anybody_and_the_ask_is_gone(site: Site) -> None:
    assert site.ask().status_code == 200
    (asked,) = site.waiting()
    assert (asked.name, asked.email, asked.role) == ("Ann Archer", "Ann.Archer@kent.example", Role.DATA_OFFICER)
    assert (asked.council, asked.council_code) == ("Kent", KENT)
    made = asking.accept(site.installation, by=OPERATOR, ask_id=asked.id)
    assert made.link.startswith(f"{HERE}/sign-in/enrol?token=")
    assert not made.written_to
    with reading(site.installation.engine) as connection:
        person = people.get(connection, made.person_id)
        assert person is not None
        assert (person.name, person.email) == ("Ann Archer", "ann.archer@kent.example")
        assert people.roles(connection, made.person_id) == {(KENT, "data_officer")}
        acts = [seal["act"] for seal in record.opened(connection).values() if "act" in seal]
    assert acts == ["add_person", "invite_person"]
    assert site.waiting() == []


def test_the_answer_is_the_same_for_who_is_new_who_asked_before_and_who_is_in(site: Site) -> None:
    """Word for word and by its status; nor is a second ask kept."""
    roles = ((KENT, Role.DATA_OFFICER),)
    officers.add_person(site.installation, by=OPERATOR, name="Ben", email="ben@kent.example", roles=roles)
    answers = [site.ask(), site.ask(), site.ask(email="ANN.ARCHER@kent.example"), site.ask(email="ben@kent.example")]
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
    assert len(site.waiting()) == 2
    ben = next(one for one in site.waiting() if one.name == "Ann Archer" and one.email.startswith("ben"))
    with pytest.raises(Refusal, match="already signs in"):
        asking.accept(site.installation, by=OPERATOR, ask_id=ben.id)
    assert len(site.waiting()) == 2


def test_nothing_personal_is_in_the_database_in_clear_a_log_or_the_record(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    with capture_logs() as logged:
        site.ask()
    (asked,) = site.waiting()
    asking.decline(site.installation, by=OPERATOR, ask_id=asked.id)
    site.ask()
    with reading(site.installation.engine) as connection:
        entries = [body for _, body, _ in record.entries(connection)]
    assert [line["event"] for line in logged] == ["account_asked"]
    told = json.dumps([logged, entries], default=str) + site.raw() + "".join(capfd.readouterr())
    assert not re.search("ann|archer|kent.example", told, re.I)


def test_an_ask_is_deleted_after_30_days_by_itself(site: Site) -> None:
    site.ask()
    moment = site.installation.now()
    for days, left in ((30, 1), (31, 0)):
        at = moment + timedelta(days=days) - timedelta(minutes=1 if left else 0)
        later = replace(site.installation, now=lambda at=at: at)
        assert len(asking.waiting(later, OPERATOR)) == left
        background.publish_due(later)
        assert site.raw().count("Ask(") == left


def test_an_administrator_answers_for_their_own_council_alone_and_their_newcomers_wait(site: Site) -> None:
    """The same waiting rules as for anybody an administrator adds."""
    site.ask(role="director")
    (asked,) = site.waiting()
    now = site.installation.now()
    own, other = (
        Actor(person_id=f"p-{code}", roles=frozenset({(code, Role.ADMINISTRATOR)}), authenticated_at=now)
        for code in (KENT, OXFORDSHIRE)
    )
    assert asking.waiting(site.installation, other) == []
    for act in (asking.accept, asking.decline):
        with pytest.raises(Refusal, match="no ask of that name"):
            act(site.installation, by=other, ask_id=asked.id)
    stale = replace(own, authenticated_at=now - timedelta(hours=1))
    with pytest.raises(Refusal):
        asking.accept(site.installation, by=stale, ask_id=asked.id)
    made = asking.accept(site.installation, by=own, ask_id=asked.id)
    with reading(site.installation.engine) as connection:
        (waits,) = people.waiting(connection, now, person_id=made.person_id)
    assert waits.role == "director"


def test_where_there_is_a_sender_a_letter_with_the_link_goes_into_the_outbox(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "reminders_from", "levels@care.example")
    site.ask()
    command.run_asks(as_json=False)
    (asked,) = site.waiting()
    assert "asks for an account: 1 not answered" in [one.what for one in doctor._waiting(site.installation)]
    command.run_accept(asked.id, as_json=False)
    printed = capsys.readouterr().out
    assert words.WRITTEN in printed
    (letter,) = settings.outbox_dir.glob("*.eml")
    link = re.search(r"Invitation: (\S+)", printed)
    assert link is not None
    assert link[1] in letter.read_text().replace("=\n", "").replace("=3D", "=")
    assert letter.stat().st_mode & 0o077 == 0


def test_what_was_typed_is_kept_on_the_page_and_a_council_is_found_or_chosen(site: Site) -> None:
    """By its name, its code or a town in it; nothing is guessed."""
    page = site.ask(council="Nowhere at all", name='Ann "<b>"')
    assert page.status_code == 400
    assert words.NO_COUNCIL in page.text
    assert 'value="Ann &#34;&lt;b&gt;&#34;"' in page.text
    assert "selected" in page.text
    chosen = site.ask(council="Bicester")
    assert chosen.status_code == 400
    assert f'<option value="{OXFORDSHIRE}">Oxfordshire</option>' in chosen.text
    assert site.ask(council=OXFORDSHIRE).status_code == 200
    assert [one.council_code for one in site.waiting()] == [OXFORDSHIRE]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"email": "ann@kent.example\nBcc: x@y.example"},
        {"name": " "},
        {"name": "A" * 201},
        {"role": "operator"},
        {"role": ""},
        {"role": "king"},
        {"council": ""},
    ],
    ids=str,
)
def test_what_cannot_be_answered_is_said_and_not_kept(site: Site, wrong: dict[str, str]) -> None:
    assert site.ask(**wrong).status_code == 400
    assert site.waiting() == []


def test_a_form_of_another_site_or_without_our_token_is_refused(site: Site) -> None:
    assert site.ask(origin="https://other.example").status_code == 403
    assert site.ask(token="made up").status_code == 403
    assert site.client.post(ACCOUNT, files={"name": b"x"}, headers={"Origin": HERE}).status_code == 415
    assert site.waiting() == []


def test_one_client_and_everybody_together_are_limited(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "asks_per_client", "2 per hour")
    answers = [site.ask(email=f"a{number}@kent.example") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"].isdigit()
    assert len(site.waiting()) == 2


def test_no_more_than_so_many_wait_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 1)
    assert site.ask().status_code == 200
    assert words.FULL in site.ask(email="b@kent.example").text
    assert len(site.waiting()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("operated_by", ""),
        ("feedback_address", ""),
        ("public_address", "http://127.0.0.1:8501"),
        ("demonstration", True),
    ],
)
def test_where_nobody_answers_for_it_the_page_says_so_and_takes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(settings, name, value)
    page = site.client.get(ACCOUNT)
    assert page.status_code == 200
    assert '<form class="stacked"' not in page.text
    assert words.DEMONSTRATION in page.text if name == "demonstration" else words.OFF in page.text
    assert '<form class="stacked"' not in site.ask(token="x").text
    assert site.waiting() == []


def test_another_key_opens_nothing_and_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.ask()
    monkeypatch.setattr(settings, "secrets_key", "A" * 43 + "=")
    other: Installation = open_installation(settings)
    (asked,) = asking.waiting(other, OPERATOR)
    assert (asked.name, asked.email) == ("", "")
    with pytest.raises(Refusal, match="does not open this ask"):
        asking.accept(other, by=OPERATOR, ask_id=asked.id)
    asking.decline(other, by=OPERATOR, ask_id=asked.id)
    assert site.waiting() == []
