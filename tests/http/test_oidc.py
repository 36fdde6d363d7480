"""Signing in with a council account, against a real identity provider on this machine."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

import httpx
import pytest
import time_machine
from oidc_provider_mock import User
from starlette.testclient import TestClient

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.people import officers as acts
from pressure.settings import Settings, settings
from pressure.store import people
from pressure.store.engine import Engine, writing
from pressure.web import logs, signed_cookies
from pressure.web.sign_in import council_account
from tests.http.sign_in_cases import (
    DIRECTOR,
    EMAILS,
    HERE,
    OFFICER,
    SIGNATORY,
    START,
    browser,
    browser_on,
    engine,
    form_token,
    person,
    sign_in,
    template,
)
from tests.http.strict_provider import running
from tests.rating_cases import RULES

__all__ = ["browser", "engine", "template"]
pytestmark = pytest.mark.filterwarnings("ignore")
CLIENT_ID, CLIENT_SECRET = "care-pressure", "the client's own secret"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A provider that knows a director with and without a second factor, and others."""
    users = [
        User(sub="s-director", claims={"email": EMAILS[DIRECTOR], "amr": ["pwd", "otp"]}),
        User(sub="s-weak", claims={"email": EMAILS[DIRECTOR], "amr": ["pwd"]}),
        User(sub="s-officer", claims={"email": EMAILS[OFFICER]}),
        User(sub="s-stranger", claims={"email": EMAILS[DIRECTOR], "amr": ["mfa"]}),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with running(users) as address:
            yield address


@pytest.fixture
def configured(engine: Engine, provider: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An installation that knows three of them."""
    council_account._registered.cache_clear()
    for name, value in (("issuer", provider), ("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET)):
        monkeypatch.setattr(settings, f"oidc_{name}", value)
    with writing(engine) as connection:
        for who, subject in ((DIRECTOR, "s-director"), (SIGNATORY, "s-weak"), (OFFICER, "s-officer")):
            people.change(connection, who, issuer=provider, subject=subject)
    return engine


def away(browser: TestClient, path: str = "/sign-in/start?next=/app/council") -> str:
    """Where the browser is sent."""
    answer = browser.get(path)
    assert answer.status_code == 302
    return answer.headers["location"]


def agreed(address: str, subject: str) -> str:
    """The person picks an account at the provider, which sends the browser back to this address."""
    back = httpx.post(address, data={"sub": subject}, follow_redirects=False).headers["location"]
    assert back.startswith(f"{HERE}/sign-in/callback?")
    return back


def signed_in_as(browser: TestClient, subject: str, path: str = "/sign-in/start?next=/app/council") -> httpx.Response:
    return browser.get(agreed(away(browser, path), subject))


def changed(address: str, **values: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | values)))


def test_a_council_account_lets_somebody_in_and_on_to_where_they_were_going(
    configured: Engine, browser: TestClient
) -> None:
    assert "Sign in with your work account" in browser.get("/sign-in").text
    assert 'name="password"' not in browser.get("/sign-in").text
    answer = signed_in_as(browser, "s-director")
    assert (answer.status_code, answer.headers["location"]) == (303, "/app/council")
    assert person(browser) == DIRECTOR
    assert browser.get("/desk").json()["fresh"]
    kept = browser.cookies.get("__Host-session")
    assert "__Host-sign-in" not in browser.cookies
    assert len(kept) >= 43


def test_the_provider_is_asked_with_pkce_state_nonce_and_our_own_address(
    configured: Engine, browser: TestClient
) -> None:
    """The challenge is the digest of a verifier that stays in our signed cookie."""
    asked = parse_qs(urlsplit(away(browser)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{HERE}/sign-in/callback"]
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    kept = signed_cookies._signer().loads(browser.cookies["__Host-sign-in"])
    (state,) = [value for name, value in kept.items() if name.startswith("_state_")]
    digest = hashlib.sha256(state["data"]["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"][0]


def test_the_same_e_mail_address_at_another_account_is_nobody(configured: Engine, browser: TestClient) -> None:
    """Issuer and subject decide. The page says what to give the administrator."""
    answer = signed_in_as(browser, "s-stranger")
    assert answer.status_code == 403
    assert "s-stranger" in answer.text
    assert person(browser) is None


def test_the_same_subject_at_another_issuer_is_nobody(configured: Engine, browser: TestClient, provider: str) -> None:
    with writing(configured) as connection:
        people.change(connection, DIRECTOR, issuer="https://id.other.example")
    assert signed_in_as(browser, "s-director").status_code == 403
    assert person(browser) is None


def test_a_signatory_needs_a_second_factor_and_a_data_officer_does_not(
    configured: Engine, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the provider's own claim; an operator whose provider cannot say so may switch it off."""
    answer = signed_in_as(browser, "s-weak")
    assert answer.status_code == 403
    assert "second factor" in answer.text
    assert person(browser) is None
    assert signed_in_as(browser_on(), "s-officer").status_code == 303
    monkeypatch.setattr(settings, "oidc_amr_required", False)
    assert signed_in_as(browser, "s-weak").status_code == 303
    assert person(browser) == SIGNATORY


def test_a_disabled_person_is_refused(configured: Engine, browser: TestClient) -> None:
    with writing(configured) as connection:
        people.disable(connection, DIRECTOR, START)
    assert "no longer have access" in signed_in_as(browser, "s-director").text
    assert person(browser) is None


def test_an_answer_for_another_browser_is_refused(configured: Engine, browser: TestClient) -> None:
    """Somebody who is tricked into opening an attacker's answer is not signed in as the attacker."""
    back = agreed(away(browser), "s-director")
    victim = browser_on()
    assert victim.get(back).status_code == 403
    away(victim)
    assert victim.get(back).status_code == 403
    assert person(victim) is None


@pytest.mark.parametrize("wrong", [{"state": "forged"}, {"state": ""}, {"code": "forged"}, {"code": ""}])
def test_a_forged_state_or_code_is_refused(configured: Engine, browser: TestClient, wrong: dict[str, str]) -> None:
    assert browser.get(changed(agreed(away(browser), "s-director"), **wrong)).status_code == 403
    assert person(browser) is None


def test_a_stolen_code_is_worth_nothing_without_the_verifier(configured: Engine, browser: TestClient) -> None:
    """The provider insists on PKCE: a code begun in one browser and put into another one's answer is refused."""
    stolen = parse_qs(urlsplit(agreed(away(browser), "s-director")).query)["code"][0]
    thief = browser_on()
    assert thief.get(changed(agreed(away(thief), "s-officer"), code=stolen)).status_code == 403
    assert person(thief) is None


def test_an_answer_is_good_once(configured: Engine, browser: TestClient) -> None:
    back = agreed(away(browser), "s-director")
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 403


def test_an_answer_to_another_nonce_is_refused(configured: Engine, browser: TestClient) -> None:
    """A token made for an earlier sign-in cannot be slipped into this one."""
    assert browser.get(agreed(changed(away(browser), nonce="another"), "s-director")).status_code == 403
    assert person(browser) is None


def test_a_token_from_an_issuer_that_is_not_the_configured_one_is_refused(
    configured: Engine, browser: TestClient, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.1 and localhost are the same server, and yet two issuers."""
    monkeypatch.setattr(settings, "oidc_issuer", provider + "/")
    assert signed_in_as(browser, "s-director").status_code == 403
    assert person(browser) is None


def test_somebody_who_says_no_at_the_provider_is_not_signed_in(configured: Engine, browser: TestClient) -> None:
    back = httpx.post(away(browser), data={"action": "deny"}, follow_redirects=False).headers["location"]
    answer = browser.get(back)
    assert (answer.status_code, person(browser)) == (403, None)
    assert "not completed" in answer.text


def test_a_sign_in_begun_too_long_ago_is_begun_again(configured: Engine, browser: TestClient) -> None:
    back = agreed(away(browser), "s-director")
    with time_machine.travel(time.time() + 901):
        assert browser.get(back).status_code == 403


def test_when_the_provider_does_not_answer_the_page_says_so(
    engine: Engine, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "oidc_issuer", "http://127.0.0.1:9")
    answer = browser.get("/sign-in/start")
    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_signing_in_again_asks_the_provider_to_ask_again(configured: Engine, browser: TestClient) -> None:
    signed_in_as(browser, "s-director")
    page = browser.get("/sign-in/again?next=/app/sign").text
    assert "/sign-in/start?again=1&amp;next=/app/sign" in page
    asked = parse_qs(urlsplit(away(browser, "/sign-in/start?again=1&next=/app/sign")).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    before = browser.cookies["__Host-session"]
    assert signed_in_as(browser, "s-director", "/sign-in/start?again=1").status_code == 303
    assert browser.cookies["__Host-session"] != before


def test_a_sign_in_is_only_as_fresh_as_the_provider_says(
    configured: Engine, browser: TestClient, provider: str
) -> None:
    """A provider that signs people in from an old session of its own does not make them fresh."""
    httpx.put(f"{provider}/users/s-old", json={"amr": ["otp"], "auth_time": int(time.time()) - 3600})
    with writing(configured) as connection:
        people.change(connection, DIRECTOR, subject="s-old")
    assert signed_in_as(browser, "s-old").status_code == 303
    assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": False}


@pytest.mark.parametrize("onward", ["https://evil.example", "//evil.example", "/\\evil.example", "/sign-out"])
def test_nobody_is_sent_to_another_site_by_way_of_the_provider(
    configured: Engine, browser: TestClient, onward: str
) -> None:
    answer = signed_in_as(browser, "s-director", f"/sign-in/start?{urlencode({'next': onward})}")
    assert answer.headers["location"] == "/app/officer-desk"


def test_only_signing_in_again_makes_somebody_fresh_whom_the_provider_still_remembers(
    configured: Engine, browser: TestClient
) -> None:
    """The provider lets them through unasked, at the time they really signed in; asked for a fresh proof it asks."""
    at_provider = httpx.Client()  # the same person's browser, as the provider knows it
    back = at_provider.post(away(browser), data={"sub": "s-director"}).headers["location"]
    assert browser.get(back).status_code == 303
    assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": True}
    with time_machine.travel(time.time() + 6 * 60):
        silent = at_provider.get(away(browser))
        assert silent.status_code == 302
        assert browser.get(silent.headers["location"]).status_code == 303
        assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": False}
        again = away(browser, "/sign-in/start?again=1&next=/app/officer-sign")
        form = at_provider.get(again)
        assert (form.status_code, "s-director" in form.text) == (200, True)
        answer = browser.get(at_provider.post(again, data={"sub": "s-director"}).headers["location"])
        assert answer.headers["location"] == "/app/officer-sign"
        assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": True}


def test_an_answer_without_being_asked_again_is_never_fresh(configured: Engine, browser: TestClient) -> None:
    """Whoever takes the fresh proof out of the question is let in as somebody who signed in long ago."""
    at_provider = httpx.Client()
    browser.get(at_provider.post(away(browser), data={"sub": "s-director"}).headers["location"])
    with time_machine.travel(time.time() + 6 * 60):
        asked = changed(away(browser, "/sign-in/start?again=1"), prompt="none", max_age="86400")
        silent = at_provider.get(asked)
        assert silent.status_code == 302
        browser.get(silent.headers["location"])
        assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": False}


def test_a_token_planted_before_a_council_sign_in_is_worth_nothing_after(
    configured: Engine, browser: TestClient
) -> None:
    """Session fixation, by the council's own way in too."""
    browser.cookies.set("__Host-session", "planted")
    assert signed_in_as(browser, "s-director").status_code == 303
    thief = browser_on()
    assert thief.get("/desk", headers={"Cookie": "__Host-session=planted"}).json()["person"] is None


def test_without_a_time_of_authentication_a_sign_in_is_fresh_only_by_the_operators_word() -> None:
    """Some providers do not send one."""
    from pressure import clock
    from pressure.access.council_identity import authenticated_at, read_claims

    now = clock.now()
    silent = read_claims({"iss": "i", "sub": "s", "amr": "otp"})
    assert (now - authenticated_at(silent, now, Settings())).total_seconds() > 300
    trusting = Settings(oidc_auth_time_required=False)
    assert authenticated_at(silent, now, trusting) == now
    assert (
        authenticated_at(read_claims({"iss": "i", "sub": "s", "auth_time": now.timestamp() + 900}), now, trusting)
        == now
    )


def test_passwords_are_not_taken_where_a_council_account_is(configured: Engine, browser: TestClient) -> None:
    """One way in, the council's own."""
    with pytest.MonkeyPatch.context() as before:
        before.setattr(settings, "oidc_issuer", "")
        token = form_token(browser)
    answer = browser.post("/sign-in", data={"token": token, "email": EMAILS[DIRECTOR]}, headers={"Origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_an_invitation_links_the_account_somebody_signs_in_with(
    configured: Engine, browser: TestClient, provider: str, tmp_path
) -> None:
    """Nobody has to find out or type a subject."""
    installation = Installation(engine=configured, rules=RULES, site_dir=tmp_path, settings=Settings())
    token = acts.invite(installation, by=OPERATOR, person_id=DIRECTOR)
    assert "/sign-in/start?enrol=1" in browser.get(f"/sign-in/enrol?token={token}").text
    assert signed_in_as(browser, "s-stranger", "/sign-in/start?enrol=1").status_code == 303
    assert person(browser) == DIRECTOR
    assert signed_in_as(browser_on(), "s-director").status_code == 403


def test_an_invitation_that_was_only_looked_at_links_nothing_later(
    configured: Engine, browser: TestClient, tmp_path
) -> None:
    """Signing in the ordinary way afterwards is an ordinary sign-in."""
    installation = Installation(engine=configured, rules=RULES, site_dir=tmp_path, settings=Settings())
    browser.get(f"/sign-in/enrol?token={acts.invite(installation, by=OPERATOR, person_id=DIRECTOR)}")
    assert signed_in_as(browser, "s-stranger").status_code == 403
    assert signed_in_as(browser, "s-officer").status_code == 303
    assert person(browser) == OFFICER


def test_no_token_code_or_address_is_in_any_log_line(
    configured: Engine, browser: TestClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    logs.configure()
    caplog.set_level("DEBUG", logger="pressure")
    caplog.set_level("INFO")
    back = agreed(away(browser), "s-director")
    browser.get(back)
    signed_in_as(browser_on(), "s-stranger")
    browser.get(changed(back, code="again"))
    ours = [r for r in caplog.records if not r.name.startswith(("oidc_provider_mock", "werkzeug"))]
    written = capsys.readouterr().err.split("\n") + [r.getMessage() for r in ours]
    lines = [json.loads(line) for line in written if line.startswith("{")]
    assert [(line["event"], line.get("person"), line.get("reason")) for line in lines] == [
        ("signed_in", DIRECTOR, None),
        ("sign_in_refused", None, "unknown"),
        ("sign_in_refused", None, "token"),
    ]
    query = parse_qs(urlsplit(back).query)
    mine = [line for line in written if "/oauth2/authorize" not in line and " - - [" not in line]
    for secret in (
        query["code"][0],
        query["state"][0],
        CLIENT_SECRET,
        EMAILS[DIRECTOR],
        "s-stranger",
        browser.cookies["__Host-session"],
    ):
        assert not any(secret in line for line in mine), secret


def test_without_a_provider_there_is_no_way_to_one(engine: Engine, browser: TestClient) -> None:
    assert browser.get("/sign-in/start").headers["location"] == "/sign-in"
    assert browser.get("/sign-in/callback?code=a&state=b").headers["location"] == "/sign-in"
    assert sign_in(browser).status_code == 303
