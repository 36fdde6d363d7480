"""What officers do in a browser, the same however they sign in: with a password or with a council account."""

import contextlib
import secrets
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from oidc_provider_mock import User
from playwright.sync_api import Browser, Page, TimeoutError  # noqa: A004

from pressure import clock
from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo import accounts
from pressure.demo.places import HUB, PLACES, person_id
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.store import people, tables
from pressure.store.engine import Engine, open_engine, writing
from pressure.store.releases import DEMONSTRATION
from pressure.words.officers import pages
from tests.browser.serving import LOG, served
from tests.http.strict_provider import running
from tests.installations import new_installation, return_of, rows_of

PLACE = PLACES[1]
LOCAL, COUNCIL_ACCOUNT = "with a password", "with a council account"
ROLES = {
    "director": Role.DIRECTOR,
    "signatory": Role.SIGNATORY,
    "data-officer": Role.DATA_OFFICER,
    "principal-social-worker": Role.PRINCIPAL_SOCIAL_WORKER,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
}
CLIENT_SECRET = "the secret of the client at the provider"


@dataclass
class Here:
    """An installation that answers. `secret` is what must never be printed; more is added as people sign in."""

    folder: Path
    address: str
    kind: str
    password: str
    secret: set[str] = field(default_factory=set)

    @property
    def engine(self) -> Engine:
        return open_engine(f"sqlite:///{self.folder / 'pressure.sqlite'}")

    @property
    def printed(self) -> str:
        return (self.folder / LOG).read_text("utf-8")

    def stale(self, role: str, minutes: int = 6) -> None:
        """Have somebody's sign-in be so many minutes old."""
        rows = tables.sessions
        with writing(self.engine) as connection:
            connection.execute(
                rows.update()
                .where(rows.c.person_id == person_id(PLACE, ROLES[role]))
                .values(authenticated_at=clock.now() - timedelta(minutes=minutes))
            )


def build(folder: Path) -> str:
    """Five returns of one council, so that a block of weeks is among them, calm in any week of the year, published;
    returns everyone's password."""
    installation, moved = new_installation(folder)
    lately = clock.now() - timedelta(hours=2)
    sunday = week_ended(day_of(lately))
    for ago in (timedelta(weeks=weeks) for weeks in reversed(range(5))):
        moved.at = lately - ago
        calm = {row["measure_id"]: "1" for row in rows_of(PLACE, sunday - ago) if row["numerator"].isdigit()}
        calm["wl_assess_rate"] = "100"  # of these one has waited long: too few of too few would be held
        load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, sunday - ago, **calm), name="r.csv")
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return accounts.make(installation.engine, installation.settings)[0].password


@contextlib.contextmanager
def running_here(folder: Path, kind: str) -> Iterator[Here]:
    """A small installation with the sign-in asked for: a demonstration's, or a real provider on this machine."""
    password = build(folder)
    database, site = folder / "pressure.sqlite", folder / "site"
    if kind == LOCAL:
        with served(site, database, PRESSURE_DEMONSTRATION="true") as address:
            yield Here(folder, address, kind, password, {password})
        return
    with (
        linked(folder) as provider,
        served(
            site,
            database,
            PRESSURE_OIDC_ISSUER=provider,
            PRESSURE_OIDC_CLIENT_ID="care-pressure",
            PRESSURE_OIDC_CLIENT_SECRET=CLIENT_SECRET,
            AUTHLIB_INSECURE_TRANSPORT="1",
        ) as address,
    ):
        yield Here(folder, address, kind, "", {CLIENT_SECRET, password})


@contextlib.contextmanager
def linked(folder: Path) -> Iterator[str]:
    """The provider, whose accounts are those of the council's officers."""
    subjects = {role: f"subject-{secrets.token_hex(4)}-{role}" for role in ROLES}
    users = [User(sub=subject, claims={"amr": ["pwd", "otp"]}) for subject in subjects.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with running(users) as provider:
            with writing(open_engine(f"sqlite:///{folder / 'pressure.sqlite'}")) as connection:
                for role, subject in subjects.items():
                    people.change(
                        connection, person_id(PLACE, ROLES[role]), issuer=provider, subject=subject, password_hash=None
                    )
            yield provider


def signed_in(browser: Browser, here: Here, role: str, path: str, *, width: int = 1280) -> Page:
    """A window of its own, signed in as a person does it, on the page asked for."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.on("request", lambda request: here.secret.update(_secrets_in(request.url)))
    page.goto(f"{here.address}/sign-in?next={quote(path)}")
    prove(page, here, role)
    page.get_by_text("Signed in as").wait_for(timeout=60_000)
    here.secret |= {cookie["value"] for cookie in page.context.cookies() if "session" in cookie["name"]}
    return page


def prove(page: Page, here: Here, role: str, *, remembered: bool = False, again: bool = False) -> None:
    """From our sign-in page to wherever it leads: the form, or the council's own page and back. A provider that
    remembers the browser does not ask, and whoever is signed in does not say again who they are."""
    if here.kind == LOCAL:
        if not again:
            page.get_by_label("E-mail address").fill(f"{role}@brackwater.example")
        page.get_by_label("Password").fill(here.password)
        page.get_by_role("button", name="Sign in").click()
        return
    page.get_by_role("link", name="Sign in with your work account").click()
    if not remembered:
        page.get_by_role("button", name=f"-{role}").click()


def confirm(page: Page, here: Here, role: str) -> None:
    """Follow the link of a refusal for want of a fresh sign-in, prove it again, and come back."""
    page.get_by_role("link", name="Confirm that it is you").click()
    page.get_by_role("heading", name="Confirm that it is you").wait_for(timeout=10_000)
    prove(page, here, role, again=True)
    page.get_by_text("Signed in as").wait_for(timeout=30_000)
    here.secret |= {cookie["value"] for cookie in page.context.cookies() if "session" in cookie["name"]}


def settled(page: Page) -> None:
    """Until the page has answered the last click."""
    page.wait_for_timeout(400)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)


def choose(page: Page, question: str, option: str) -> None:
    """Open the list and take the option; once more if the page was still drawing and closed it again."""
    for _ in range(2):
        settled(page)
        page.get_by_role("combobox", name=question).click()
        found = page.get_by_role("option", name=option)
        with contextlib.suppress(TimeoutError):
            found.click(timeout=5_000)
            return
    raise AssertionError(f"{option!r} is not offered")


def give_day(page: Page, label: str, days: int = 0) -> None:
    """Type a date into a question, counted from today."""
    box = page.get_by_test_id("stDateInput").filter(has_text=label).first
    box.get_by_role("spinbutton").first.click()
    page.keyboard.type((clock.now().date() + timedelta(days=days)).strftime("%d%m%Y"), delay=20)
    page.keyboard.press("Tab")
    settled(page)


def fill(page: Page, steps: int = 5) -> None:
    """Every question of the form, step by step, as a person would, up to the step in which it is looked at."""
    for step in range(1, steps + 1):
        page.get_by_text(f"Step {step} of {steps + 1}").wait_for(timeout=20_000)
        settled(page)
        for box in page.get_by_test_id("stDateInput").all():
            label = box.locator("label").inner_text()
            give_day(page, label, 7 if label.startswith("Review") else 0)
        for box in page.get_by_test_id("stNumberInput").all():
            box.locator("input").fill("43")
            box.locator("input").press("Tab")
        for box in [*page.get_by_test_id("stTextArea").all(), *page.get_by_test_id("stTextInput").all()]:
            field = box.locator("textarea, input")
            asked = box.locator("label").inner_text().removesuffix(" (required)")
            field.fill(f"{asked}: we phone each person every two days.")
            field.press("Tab")
            settled(page)
        go_on(page, f"Step {step + 1} of {steps + 1}")


def go_on(page: Page, to: str) -> None:
    """Save this step and go to the next."""
    press_until(page, "Save and go on", to)


def read_for_names(page: Page) -> None:
    """Tick that the words name nobody."""
    settled(page)
    page.get_by_text(pages.NAMES_NOBODY).click()
    settled(page)


def press_until(page: Page, button: str, said: str) -> None:
    """Press, and once more if the page was still drawing and lost the click; a refusal shows itself."""
    for _ in range(2):
        settled(page)
        page.get_by_role("button", name=button).click()
        try:
            page.get_by_text(said).first.wait_for(timeout=10_000)
        except TimeoutError:
            assert [alert.inner_text() for alert in page.get_by_test_id("stAlert").all()] == []
            continue
        return
    raise AssertionError(f"{said!r} never appeared")


def fetched(url: str) -> str:
    return str(urllib.request.urlopen(url, timeout=10).read().decode())


def _secrets_in(url: str) -> set[str]:
    """The code and state of a provider's answer."""
    return {value for name, value in parse_qsl(urlsplit(url).query) if name in {"code", "state", "nonce"}}
