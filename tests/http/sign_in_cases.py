"""An installation with officers, and a browser that speaks to the real routes through the real edges."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pyotp
import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pressure.access import passwords
from pressure.domain.councils import Council
from pressure.settings import settings
from pressure.store import councils, people, schema
from pressure.store.engine import Engine, open_engine, writing
from pressure.web.edges.middleware import MIDDLEWARE
from pressure.web.sign_in import limits, session
from pressure.web.sign_in.password import SIGN_IN_ROUTES

HERE = "https://127.0.0.1:8501"
OWN = {"Origin": HERE}
PASSWORD, SECRET = "purple otter climbs stairs", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KNOWN_HASH = passwords.hash_password(PASSWORD, settings)
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
DIRECTOR, SIGNATORY, OFFICER = "p-director", "p-signatory", "p-officer"
EMAILS = {DIRECTOR: "dora@council.example", SIGNATORY: "simon@council.example", OFFICER: "olga@council.example"}
REAL, INVENTED = "E10000001", "X99000001"


def council(code: str) -> Council:
    return Council(
        code=code,
        name=code,
        official_name=code,
        kind="county",
        region_code="E12",
        region="Midlands",
        nation_code="E92000001",
        nation="England",
        adults_18plus=1000,
        adults_year="2024",
        demonstration=code == INVENTED,
    )


async def desk(request: Request) -> JSONResponse:
    """What an officer page does first."""
    signed = session.signed_in(request.cookies)
    return JSONResponse(
        {"person": signed.person_id if signed else None, "fresh": bool(signed and session.is_fresh(signed))}
    )


def fill(engine: Engine, code: str = REAL) -> None:
    schema.upgrade(engine)
    with writing(engine) as connection:
        councils.replace_all(connection, [council(REAL), council(INVENTED)])
        for who, role in ((DIRECTOR, "director"), (SIGNATORY, "signatory"), (OFFICER, "data_officer")):
            people.add(
                connection,
                person_id=who,
                name=f"Name of {who}",
                roles=[(code, role)],
                created_at=START,
                email=EMAILS[who],
                password_hash=KNOWN_HASH,
                totp_secret=SECRET,
            )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation as a file, made once."""
    path = tmp_path_factory.mktemp("officers") / "template.db"
    made = open_engine.__wrapped__(f"sqlite:///{path}")
    fill(made)
    made.dispose()
    return path


@pytest.fixture
def engine(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    url = f"sqlite:///{shutil.copy(template, tmp_path / 'pressure.db')}"
    monkeypatch.setattr(settings, "database_url", url)
    monkeypatch.setattr(settings, "public_address", HERE)
    limits.forget_all()
    opened = open_engine(url)
    yield opened
    opened.dispose()


def browser_on(client: str = "127.0.0.1", address: str = HERE) -> TestClient:
    """A browser with no cookies yet, at some client address."""
    app = Starlette(routes=[*SIGN_IN_ROUTES, Route("/desk", desk)], middleware=MIDDLEWARE)
    return TestClient(app, base_url=address, follow_redirects=False, client=(client, 50000))


@pytest.fixture
def browser(engine: Engine) -> TestClient:
    return browser_on()


def form_token(browser: TestClient, path: str = "/sign-in") -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', browser.get(path).text)
    assert found
    return found.group(1)


def code_now() -> str:
    return pyotp.TOTP(SECRET).now()


def sign_in(
    browser: TestClient, who: str = DIRECTOR, headers: dict[str, str] | None = None, **changed: str
) -> Response:
    """Fill in the form as a person would; `changed` are fields filled in otherwise."""
    form = {
        "token": form_token(browser),
        "email": EMAILS[who],
        "password": PASSWORD,
        "code": code_now(),
        "next": "/app/",
        **changed,
    }
    origin = f"{urlsplit(str(browser.base_url)).scheme}://{urlsplit(str(browser.base_url)).netloc}"
    sent = {"Origin": origin} if headers is None else headers
    return cast(Response, browser.post("/sign-in", data=form, headers=sent))


def prove(browser: TestClient, code: str | None = None, onward: str = "/app/") -> Response:
    """Prove once more who is signed in, as a person would."""
    form = {
        "token": form_token(browser, "/sign-in/again"),
        "code": code_now() if code is None else code,
        "next": onward,
    }
    return cast(Response, browser.post("/sign-in/again", data=form, headers=OWN))


def person(browser: TestClient) -> str | None:
    return cast("str | None", browser.get("/desk").json()["person"])
