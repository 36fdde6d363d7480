"""Signing in by password and code: what works, and every way in that must not."""

import time
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from starlette.requests import Request
from starlette.testclient import TestClient

from pressure.settings import settings
from pressure.store import people, record
from pressure.store.engine import Engine, open_engine, reading, writing
from pressure.store.tables import sessions
from pressure.web.sign_in import session
from pressure.words.shell import OFFICER_PAGES
from tests.http.sign_in_cases import (
    DIRECTOR,
    EMAILS,
    HERE,
    INVENTED,
    OFFICER,
    OWN,
    PASSWORD,
    REAL,
    SIGNATORY,
    START,
    browser,
    browser_on,
    code_now,
    engine,
    fill,
    form_token,
    person,
    prove,
    sign_in,
    template,
)

__all__ = ["browser", "engine", "template"]
COOKIE, KNOWN = "__Host-session", "__Host-known-browser"


def test_address_password_and_code_let_somebody_in(browser: TestClient) -> None:
    """And on to where they wanted to go."""
    answer = sign_in(browser, next="/app/council?code=E10000001")
    assert (answer.status_code, answer.headers["location"]) == (303, "/app/council?code=E10000001")
    assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": True}


def test_the_cookie_cannot_be_read_by_script_nor_sent_in_the_clear_nor_set_by_another_host(browser: TestClient) -> None:
    """Every attribute, on every cookie we set."""
    answers = [browser.get("/sign-in"), sign_in(browser)]
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {COOKIE, "__Host-sign-in", KNOWN}
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)


def test_pages_of_signing_in_run_no_script_and_are_never_kept(browser: TestClient) -> None:
    for path in ("/sign-in", "/sign-out", "/sign-in/enrol?token=x"):
        answer = browser.get(path)
        assert "<script" not in answer.text
        assert "script-src" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong password here"},
        {"code": "000000"},
        {"code": ""},
        {"email": "nobody@council.example"},
        {"email": ""},
        {"password": ""},
        {"email": "' OR 1=1 --"},
        {"email": "x" * 10_000},
        {"password": "x" * 10_000},
    ],
)
def test_anything_wrong_gives_the_same_sentence(browser: TestClient, wrong: dict[str, str]) -> None:
    """It does not say which part was wrong, so it does not say who has an account."""
    answer = sign_in(browser, **wrong)
    assert answer.status_code == 403
    assert "That did not work." in answer.text
    assert COOKIE not in browser.cookies
    assert person(browser) is None


def test_a_code_that_was_used_is_refused(browser: TestClient) -> None:
    """Somebody who looked over a shoulder has nothing."""
    code = code_now()
    assert sign_in(browser, code=code).status_code == 303
    assert sign_in(browser_on(), code=code).status_code == 403


def test_a_person_without_an_app_cannot_sign_in_outside_the_demonstration(browser: TestClient, engine: Engine) -> None:
    with writing(engine) as connection:
        people.change(connection, OFFICER, totp_secret=None)
    assert sign_in(browser, OFFICER, code="").status_code == 403


def test_a_token_planted_before_signing_in_is_worth_nothing_after(browser: TestClient) -> None:
    """Session fixation."""
    browser.cookies.set(COOKIE, "planted")
    sign_in(browser)
    held = [c.value for c in browser.cookies.jar if c.name == COOKIE]
    assert "planted" not in held or len(held) > 1
    thief = browser_on()
    assert thief.get("/desk", headers={"Cookie": f"{COOKIE}=planted"}).json()["person"] is None


def test_each_sign_in_gives_another_token_and_ends_the_one_before(browser: TestClient, engine: Engine) -> None:
    sign_in(browser)
    first = browser.cookies[COOKIE]
    with time_machine.travel(time.time() + 60):
        sign_in(browser)
        assert browser.cookies[COOKIE] != first
        assert browser_on().get("/desk", headers={"Cookie": f"{COOKIE}={first}"}).json()["person"] is None
        assert person(browser) == DIRECTOR


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example:8501"},
        {},
        {"Origin": "https://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_on_another_page_signs_nobody_in_or_out(browser: TestClient, headers: dict[str, str]) -> None:
    """Neither as the attacker, nor out."""
    answer = sign_in(browser, headers=headers)
    assert answer.status_code == 403
    assert "did not come from our page" in answer.text
    assert person(browser) is None
    sign_in(browser)
    token = form_token(browser, "/sign-out")
    assert browser.post("/sign-out", data={"token": token}, headers=headers).status_code == 403
    assert person(browser) == DIRECTOR


@pytest.mark.parametrize("token", ["", "0" * 64, "é" * 64])
def test_a_form_without_the_browsers_own_token_is_refused(browser: TestClient, token: str) -> None:
    """Also from our own origin, and also a token of another browser."""
    assert sign_in(browser, token=token).status_code == 403
    assert sign_in(browser, token=form_token(browser_on())).status_code == 403
    sign_in(browser)
    assert browser.post("/sign-out", data={"token": token}, headers=OWN).status_code == 403
    assert person(browser) == DIRECTOR


def test_a_forged_cookie_for_the_form_is_not_believed(browser: TestClient) -> None:
    """It is signed."""
    form_token(browser)
    kept = browser.cookies["__Host-sign-in"]
    other = browser_on()
    other.cookies.set("__Host-sign-in", kept[:-3] + "AAA", domain="127.0.0.1", path="/")
    assert other.post("/sign-in", data={"token": form_token(browser)}, headers=OWN).status_code == 403


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "app",
        "javascript:alert(1)",
        "/app//evil.example",
        "/../..//evil.example",
        "http:evil.example",
        "",
        " /app/",
        "/sign-out",
        "/sign-in?next=/app/",
        "/app/\r\nSet-Cookie: a=b",
        "/" + "a" * 600,
        "https:/evil.example",
        "/.//evil.example",
        "/é",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(browser: TestClient, onward: str) -> None:
    """Open redirects, in the address and in the form."""
    from pressure.web.request_origin import HOME, safe_next

    assert safe_next(onward) == HOME
    answer = sign_in(browser, next=onward)
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    assert "evil" not in browser.get("/sign-in", params={"next": onward}).text


def test_brute_force_from_one_network_is_stopped_and_says_when_to_come_back(browser: TestClient) -> None:
    """Ten tries a quarter of an hour at one account; its owner, elsewhere, is not affected, nor is anybody else."""
    with time_machine.travel(START, tick=False):
        for _ in range(10):
            assert sign_in(browser_on("10.0.0.1"), password="guess").status_code == 403
        answer = sign_in(browser_on("10.0.0.1"))
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 900
        assert "Wait 15 minutes" in answer.text
        assert sign_in(browser_on("10.0.0.1"), SIGNATORY).status_code == 303
        assert sign_in(browser_on("10.0.0.99")).status_code == 303
    with time_machine.travel(START + timedelta(minutes=15, seconds=1), tick=False):
        assert sign_in(browser_on("10.0.0.1")).status_code == 303


def test_no_number_of_strangers_wrong_passwords_keeps_an_officer_out(browser: TestClient) -> None:
    """From everywhere, and from the very network the officer's own browser is on: a browser that has signed in before
    goes on, and so does whoever is signed in and proves it once more."""
    with time_machine.travel(START, tick=False):
        assert sign_in(browser).status_code == 303
    with time_machine.travel(START + timedelta(minutes=6), tick=False):
        for number in range(40):
            sign_in(browser_on(f"10.1.{number}.1"), password="guess")
        for _ in range(40):
            sign_in(browser_on("127.0.0.1"), password="guess")
        assert sign_in(browser_on("127.0.0.1")).status_code == 429
        assert prove(browser).status_code == 303
        assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": True}
    with time_machine.travel(START + timedelta(minutes=7), tick=False):
        assert sign_in(browser).status_code == 303
        assert sign_in(browser_on("10.2.0.1"), code="000000").status_code == 403


def test_a_known_browser_has_as_many_tries_as_any_and_is_known_to_its_own_account_only(browser: TestClient) -> None:
    """The cookie spares a wait; it opens nothing."""
    with time_machine.travel(START, tick=False):
        sign_in(browser)
        assert [sign_in(browser, password="guess").status_code for _ in range(11)] == [403] * 10 + [429]
        assert [sign_in(browser, SIGNATORY, password="guess").status_code for _ in range(11)][-1] == 429
        assert sign_in(browser_on("10.3.0.1"), SIGNATORY).status_code == 303
        forged = browser_on("10.3.0.2")
        forged.cookies.set(KNOWN, browser.cookies[KNOWN][:-2])
        assert [sign_in(forged, password="guess").status_code for _ in range(11)][-1] == 429


def test_codes_are_not_guessed_from_many_networks_by_somebody_who_has_the_password(browser: TestClient) -> None:
    """Ten wrong ones a quarter of an hour in all; the owner's own browser still gets in."""
    with time_machine.travel(START, tick=False):
        assert sign_in(browser).status_code == 303
    with time_machine.travel(START + timedelta(minutes=1), tick=False):
        answers = [sign_in(browser_on(f"10.4.0.{number}"), code="000000").status_code for number in range(12)]
        assert answers == [403] * 10 + [429] * 2
        assert sign_in(browser).status_code == 303


def test_somebody_signed_in_cannot_guess_a_code_either(browser: TestClient) -> None:
    """The same number of tries, also with a stolen session."""
    with time_machine.travel(START, tick=False):
        sign_in(browser)
        assert [prove(browser, "000000").status_code for _ in range(11)] == [403] * 10 + [429]


def test_an_account_nobody_has_is_limited_just_the_same(browser: TestClient) -> None:
    """Otherwise the limit would tell who exists."""
    answers = [sign_in(browser_on("10.0.1.1"), email="nobody@council.example").status_code for n in range(11)]
    assert answers == [403] * 10 + [429]


def test_one_client_trying_many_accounts_is_stopped(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a client elsewhere is not."""
    monkeypatch.setattr(settings, "sign_in_per_client", "5 per 5 minutes")
    answers = [sign_in(browser_on("10.0.2.1"), email=f"n{n}@council.example").status_code for n in range(6)]
    assert answers == [403] * 5 + [429]
    assert sign_in(browser_on("10.0.2.2")).status_code == 303


def test_a_sign_in_that_works_forgives_the_tries_before_it(browser: TestClient) -> None:
    for _ in range(9):
        sign_in(browser, password="guess")
    assert sign_in(browser).status_code == 303
    assert sign_in(browser, password="guess").status_code == 403


def test_a_forged_proxy_header_does_not_make_somebody_another_client(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the limit would be a formality."""
    monkeypatch.setattr(settings, "sign_in_per_client", "5 per 5 minutes")
    client = browser_on("10.0.3.1")
    answers = [
        sign_in(client, email=f"n{n}@c.example", headers={**OWN, "X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(6)
    ]
    assert answers[-1] == 429


def test_a_named_proxy_is_believed_about_the_last_client_only(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the client itself wrote further left counts for nothing."""
    monkeypatch.setattr(settings, "sign_in_per_client", "5 per 5 minutes")
    monkeypatch.setattr(settings, "trusted_proxies", "10.9.0.0/16, 127.0.0.1")
    proxy = browser_on("10.9.0.1")
    answers = [
        sign_in(
            proxy, email=f"n{n}@c.example", headers={**OWN, "X-Forwarded-For": f"192.0.2.{n}, 198.51.100.7, 10.9.0.2"}
        ).status_code
        for n in range(6)
    ]
    assert answers == [403] * 5 + [429]
    other = {**OWN, "X-Forwarded-For": "198.51.100.8"}
    assert sign_in(proxy, headers=other).status_code == 303


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-Url"])
def test_no_forwarded_header_changes_whose_form_is_believed(browser: TestClient, header: str) -> None:
    forged = {"Origin": "https://evil.example", header: "host=evil.example", "X-Forwarded-Host": "evil.example"}
    assert sign_in(browser, headers=forged).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-User",
        "X-Remote-User",
        "Remote-User",
        "X-Authenticated-User",
        "X-Forwarded-Email",
        "X-Auth-Token",
        "Authorization",
        "X-Original-User",
        "X-Amzn-Oidc-Identity",
        "Cf-Access-Authenticated-User-Email",
    ],
)
def test_no_forged_header_makes_somebody_an_officer(browser: TestClient, header: str) -> None:
    """A proxy that signs people in by a header is not one of ours."""
    for value in (DIRECTOR, EMAILS[DIRECTOR], f"Bearer {DIRECTOR}"):
        assert browser.get("/desk", headers={header: value}).json()["person"] is None


def test_another_host_name_is_refused(browser: TestClient) -> None:
    assert browser.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/sign-in/enrol"])
def test_an_upload_of_another_type_is_refused(browser: TestClient, path: str, kind: str) -> None:
    answer = browser.post(path, content=b'{"email":"a"}', headers={**OWN, "Content-Type": kind})
    assert answer.status_code == 415
    assert "We cannot read that" in answer.text


def test_a_form_of_a_thousand_fields_is_refused(browser: TestClient) -> None:
    body = "&".join(f"f{n}=1" for n in range(1000))
    kind = "application/x-www-form-urlencoded"
    for content in (body.encode(), b"\xff\xfe=1"):
        assert browser.post("/sign-in", content=content, headers={**OWN, "Content-Type": kind}).status_code == 415


def test_sign_out_ends_the_session_in_every_open_page(browser: TestClient) -> None:
    """A copy of the cookie, kept by a page that is still open, is refused at its next click."""
    sign_in(browser)
    copy = browser.cookies[COOKIE]
    token = form_token(browser, "/sign-out")
    assert browser.get("/desk").json()["person"] == DIRECTOR
    answer = browser.post("/sign-out", data={"token": token}, headers=OWN)
    assert answer.status_code == 200
    assert COOKIE not in browser.cookies
    assert browser_on().get("/desk", headers={"Cookie": f"{COOKIE}={copy}"}).json()["person"] is None


def test_looking_at_any_page_changes_nothing(browser: TestClient, engine: Engine) -> None:
    """No state changes by GET: crawled twice, the record and the session are the same."""
    sign_in(browser)
    with reading(engine) as connection:
        before = record.size(connection)
    for _ in range(2):
        for path in (
            "/sign-in",
            "/sign-in/again",
            "/sign-out",
            "/sign-in/start",
            "/sign-in/callback?code=x&state=y",
            "/sign-in/enrol?token=x",
        ):
            assert browser.get(path).status_code < 500
    with reading(engine) as connection:
        assert record.size(connection) == before
    assert person(browser) == DIRECTOR


def test_a_disabled_person_is_refused_at_the_next_click_and_at_the_door(browser: TestClient, engine: Engine) -> None:
    sign_in(browser)
    with writing(engine) as connection:
        people.disable(connection, DIRECTOR, START)
    assert person(browser) is None
    with time_machine.travel(time.time() + 60):
        assert sign_in(browser).status_code == 403


@pytest.mark.parametrize(("minutes", "still"), [(29, True), (31, False), (60 * 12 + 1, False)])
def test_half_an_hour_without_a_click_signs_out(browser: TestClient, minutes: int, still: bool) -> None:
    with time_machine.travel(START, tick=False):
        sign_in(browser)
    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        assert (person(browser) == DIRECTOR) is still


def test_twelve_hours_are_the_most_however_busy_the_day(browser: TestClient) -> None:
    with time_machine.travel(START, tick=False):
        sign_in(browser)
    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
            assert person(browser) == DIRECTOR
    with time_machine.travel(START + timedelta(hours=12), tick=False):
        assert person(browser) is None


def test_signing_needs_a_sign_in_of_the_last_five_minutes_and_signing_in_again_gives_it(browser: TestClient) -> None:
    """The way there and back."""
    assert browser.get("/sign-in/again?next=/app/x").headers["location"] == "/sign-in?next=%2Fapp%2Fx"
    with time_machine.travel(START, tick=False):
        sign_in(browser)
        assert browser.get("/desk").json()["fresh"]
    with time_machine.travel(START + timedelta(minutes=6), tick=False):
        assert browser.get("/desk").json() == {"person": DIRECTOR, "fresh": False}
        page = browser.get(session.sign_in_link("/app/sign?id=E1-2", again=True))
        assert "within the last 5 minutes" in page.text
        assert 'name="next" value="/app/sign?id=E1-2"' in page.text
        assert 'name="password"' not in page.text
        assert prove(browser, onward="/app/sign?id=E1-2").headers["location"] == "/app/sign?id=E1-2"
        assert browser.get("/desk").json()["fresh"]


def test_while_somebody_else_writes_signing_in_waits_or_says_so(
    browser: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a fault page."""
    monkeypatch.setattr("pressure.store.engine.BUSY_TIMEOUT_MS", 50)
    other = open_engine.__wrapped__(settings.database_url)
    with writing(other):
        answer = sign_in(browser)
    other.dispose()
    assert answer.status_code == 503
    assert "A release is being made" in answer.text


@pytest.fixture
def demonstration(engine: Engine, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database in which everybody is invented."""
    url = f"sqlite:///{tmp_path / 'demonstration.db'}"
    monkeypatch.setattr(settings, "database_url", url)
    monkeypatch.setattr(settings, "demonstration", True)
    monkeypatch.setattr(settings, "public_address", "http://127.0.0.1:8501")
    fill(open_engine(url), INVENTED)
    return open_engine(url)


def test_in_the_demonstration_a_password_is_enough_and_the_cookie_is_plain(demonstration: Engine) -> None:
    """On this machine, where no browser would keep a Secure cookie for certain."""
    here = browser_on(address="http://127.0.0.1:8501")
    assert "This is a demonstration" in here.get("/sign-in").text
    answer = sign_in(here, code="")
    assert answer.status_code == 303
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("session="))
    assert "httponly" in cookie.lower()
    assert "secure" not in cookie.lower()
    assert person(here) == DIRECTOR


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_behind_any_proxy_a_password_is_never_enough(demonstration: Engine, header: str) -> None:
    """Then a client on this machine may be anybody."""
    here = browser_on(address="http://127.0.0.1:8501")
    assert 'name="code"' not in here.get("/sign-in").text
    assert 'name="code"' in here.get("/sign-in", headers={header: "for=127.0.0.1"}).text
    answer = sign_in(here, code="", headers={"Origin": "http://127.0.0.1:8501", header: "127.0.0.1"})
    assert answer.status_code == 403


def test_in_the_demonstration_proving_it_again_takes_the_password(demonstration: Engine) -> None:
    """There is no app there."""
    here = browser_on(address="http://127.0.0.1:8501")
    with time_machine.travel(START, tick=False):
        sign_in(here, code="")
        token = form_token(here, "/sign-in/again")
        for password, status in (("guess", 403), (PASSWORD, 303)):
            form = {"token": token, "password": password, "next": "/app/"}
            answer = here.post("/sign-in/again", data=form, headers={"Origin": "http://127.0.0.1:8501"})
            assert answer.status_code == status


@pytest.mark.parametrize("broken", ["setting", "address", "client", "person", "nobody's role"])
def test_a_password_alone_is_refused_as_soon_as_anything_is_real(
    demonstration: Engine, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """All four must hold: the setting, the address, the client, the people."""
    client = "10.0.0.1" if broken == "client" else "127.0.0.1"
    if broken == "setting":
        monkeypatch.setattr(settings, "demonstration", False)
    elif broken == "address":
        monkeypatch.setattr(settings, "public_address", "http://pressure.example")
    else:
        with writing(demonstration) as connection:
            if broken == "person":
                people.add(connection, person_id="p-real", name="Real", roles=[(REAL, "director")], created_at=START)
            if broken == "nobody's role":
                for role in people.roles(connection, OFFICER):
                    people.take_role(connection, OFFICER, *role)
    here = browser_on(client, address="http://127.0.0.1:8501")
    assert "This is a demonstration" not in here.get("/sign-in").text
    assert sign_in(here, code="").status_code == 403


def test_nothing_secret_and_nobody_is_in_any_log_line(
    browser: TestClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Every kind of sign-in, refusal and sign-out; a newline in a field stays one line."""
    import json
    import logging

    from pressure.web import logs

    logs.configure()
    caplog.set_level(logging.DEBUG)
    code = code_now()
    sign_in(browser, password="wrong secret words")
    sign_in(browser, email='somebody@else.example\n{"event": "forged"}')
    sign_in(browser, headers={"Origin": "https://evil.example"})
    sign_in(browser, code=code)
    token = browser.cookies[COOKIE]
    browser.post("/sign-out", data={"token": form_token(browser, "/sign-out")}, headers=OWN)
    printed = capsys.readouterr().err
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    events = [(line["event"], line.get("person"), line.get("reason")) for line in lines]
    assert events == [
        ("sign_in_refused", DIRECTOR, "password"),
        ("sign_in_refused", None, "unknown"),
        ("sign_in_refused", None, "foreign_form"),
        ("signed_in", DIRECTOR, None),
        ("signed_out", DIRECTOR, None),
    ]
    assert all(line["timestamp"].endswith("Z") for line in lines)
    written = printed + caplog.text
    for secret in (
        PASSWORD,
        "wrong secret words",
        code,
        token,
        "somebody@else",
        "127.0.0.1",
        "forged",
        "Name of",
        *EMAILS.values(),
    ):
        assert secret not in written.replace(HERE, ""), secret


def test_signing_in_works_inside_the_whole_app_and_leaves_streamlits_own_session_alone(
    engine: Engine, client: TestClient
) -> None:
    """The routes, edges and middleware as they are served."""
    from urllib.parse import urljoin

    client.cookies.clear()
    with pytest.MonkeyPatch.context() as patch:
        for verb in ("get", "post"):
            plain = getattr(client, verb)
            patch.setattr(client, verb, lambda path, plain=plain, **more: plain(urljoin(HERE, path), **more))
        answer = sign_in(client, headers=OWN)
        assert (answer.status_code, answer.headers["location"]) == (303, "/app/")
        assert {c.name for c in client.cookies.jar} == {COOKIE, KNOWN}
        assert session.signed_in({COOKIE: client.cookies[COOKIE]}).person_id == DIRECTOR
        token = form_token(client, "/sign-out")
        assert client.post("/sign-out", data={"token": token}, headers=OWN).status_code == 200
        assert client.get("/sign-in/nothing").status_code == 404
    client.cookies.clear()


def test_looking_at_every_address_changes_nothing_for_somebody_signed_in(engine: Engine, client: TestClient) -> None:
    """Officers' pages and files too, each opened twice: an address can be put into a picture on any page."""
    client.cookies.clear()
    token = session.new_session(Request({"type": "http", "headers": []}), OFFICER, authenticated_at=START)
    here = {"Cookie": f"{COOKIE}={token}"}
    paths = [f"/app/{page.address}" for page in OFFICER_PAGES] + [
        "/officer/kept/guess",
        f"/officer/template.csv?council={REAL}",
        f"/officer/template.pdf?council={REAL}",
        f"/officer/template.xlsx?council={INVENTED}",
        "/sign-in",
        "/sign-in/again",
        "/sign-out",
        "/sign-in/callback?code=a",
        "/",
        "/register/",
        "/record/",
        f"/councils/{REAL}/",
        "/data/ratings.csv",
        "/feed.atom",
    ]
    with reading(engine) as connection:
        before = record.size(connection)
    for _ in range(2):
        for path in paths:
            assert client.get(path, headers=here).status_code < 500, path
    with reading(engine) as connection:
        assert record.size(connection) == before
        assert connection.execute(select(sessions.c.ended_at)).scalars().all() == [None]
