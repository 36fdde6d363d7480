"""Accepting an invitation in a browser."""

import re
import time

import pyotp
import pytest
from starlette.testclient import TestClient

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.people import officers as acts
from pressure.settings import Settings
from pressure.store.engine import Engine
from pressure.web import logs
from tests.http.sign_in_cases import OFFICER, OWN, browser, browser_on, engine, person, sign_in, template
from tests.rating_cases import RULES

__all__ = ["browser", "engine", "template"]
NEW = "seven quiet kettles hum"


@pytest.fixture
def link(engine: Engine, tmp_path) -> str:
    installation = Installation(engine=engine, rules=RULES, site_dir=tmp_path, settings=Settings())
    return f"/sign-in/enrol?token={acts.invite(installation, by=OPERATOR, person_id=OFFICER)}"


def opened(browser: TestClient, link: str) -> tuple[str, dict[str, str]]:
    """The page, the app's key on it, and the form filled in well."""
    page = browser.get(link).text
    key = re.search(r"<code>([A-Z2-7]{32})</code>", page).group(1)
    token = re.search(r'name="token" value="([0-9a-f]{64})"', page).group(1)
    return key, {"token": token, "password": NEW, "repeated": NEW, "code": pyotp.TOTP(key).now()}


def test_an_invited_person_sets_up_a_password_and_an_app_and_signs_in(browser: TestClient, link: str) -> None:
    """The key is drawn on the page and sent nowhere else."""
    page = browser.get(link).text
    assert "This invitation is for Name of p-officer" in page
    assert "<svg" in page
    key, form = opened(browser, link)
    assert browser.post("/sign-in/enrol", data=form, headers=OWN).status_code == 200
    code = pyotp.TOTP(key).at(time.time() + 30)
    assert sign_in(browser, OFFICER, password=NEW, code=code).status_code == 303
    assert person(browser) == OFFICER
    assert browser.get(link).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short", "repeated": "short"}, "at least 12"),
        ({"repeated": "other"}, "not the same"),
        ({"code": "000000"}, "code is not right"),
    ],
)
def test_what_is_wrong_is_said_and_the_same_key_is_offered_again(
    browser: TestClient, link: str, wrong: dict[str, str], said: str
) -> None:
    """The phone has been set up already; it must not be for nothing."""
    key, form = opened(browser, link)
    answer = browser.post("/sign-in/enrol", data=form | wrong, headers=OWN)
    assert answer.status_code == 403
    assert said in answer.text
    assert key in answer.text


def test_a_form_from_elsewhere_or_another_browser_sets_nothing_up(browser: TestClient, link: str) -> None:
    _, form = opened(browser, link)
    assert browser.post("/sign-in/enrol", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert browser_on().post("/sign-in/enrol", data=form, headers=OWN).status_code == 403
    assert browser.post("/sign-in/enrol", data=form, headers=OWN).status_code == 200


def test_two_browsers_with_one_link_get_two_keys_and_only_one_is_kept(browser: TestClient, link: str) -> None:
    """Whoever made the link cannot know the key."""
    other = browser_on()
    (first, mine), (second, theirs) = opened(browser, link), opened(other, link)
    assert first != second
    assert browser.post("/sign-in/enrol", data=mine, headers=OWN).status_code == 200
    assert other.post("/sign-in/enrol", data=theirs, headers=OWN).status_code == 404


def test_links_cannot_be_guessed_by_trying(browser: TestClient) -> None:
    """They are 256 bits, and tries are counted all the same."""
    answers = {browser.get("/sign-in/enrol?token=guess").status_code for _ in range(31)}
    assert answers == {404, 429}


def test_neither_the_link_nor_the_key_nor_the_password_is_in_any_log_line(
    browser: TestClient, link: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A line says that somebody enrolled, by number."""
    logs.configure()
    caplog.set_level("DEBUG", logger="pressure")
    key, form = opened(browser, link)
    browser.post("/sign-in/enrol", data=form | {"code": "000000"}, headers=OWN)
    browser.post("/sign-in/enrol", data=form, headers=OWN)
    browser.get(link)
    written = capsys.readouterr().err + caplog.text
    assert f'"person": "{OFFICER}"' in written
    for secret in (link.partition("token=")[2], key, NEW, form["code"], form["token"], "Name of", "olga@"):
        assert secret not in written, secret
