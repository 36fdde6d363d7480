"""From a director's telephone to the public page: six steps, a mail to whoever may sign, a signature, and what was said
of the level is what everybody then sees."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from pressure.actions.installation import open_installation
from pressure.actions.reminders.signing import write_letters
from pressure.settings import Settings
from tests.browser.officer_steps import (
    LOCAL,
    PLACE,
    Here,
    build,
    fetched,
    fill,
    press_until,
    read_for_names,
    settled,
    signed_in,
)
from tests.browser.serving import needs_chromium, served

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]
NARROW, SENDER = 320, "care-pressure@council.example"
GOES = re.compile(r"When (?:it is signed|you sign), the level goes from (\d|no level) to (\d) within seconds")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder = tmp_path_factory.mktemp("declares")
    password = build(folder)
    mail = {"PRESSURE_DEMONSTRATION": "true", "PRESSURE_REMINDERS_FROM": SENDER}
    with served(folder / "site", folder / "pressure.sqlite", **mail) as address:
        yield Here(folder, address, LOCAL, password, {password})


def fits(page: Page) -> None:
    """Nothing is to be pushed sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def told(page: Page) -> tuple[str, str]:
    """From which level to which, as the page says."""
    found = GOES.search(page.inner_text("body"))
    assert found, page.inner_text("body")
    return found[1], found[2]


def letter(here: Here) -> str:
    """The words of the mail that the act asked for, written as the serving process writes it."""
    installation = open_installation(Settings(database_url=str(here.engine.url), site_dir=here.folder / "site"))
    (written,) = write_letters(installation, here.folder / "outbox", SENDER)
    message = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert str(message["To"]) == "signatory@brackwater.example"
    return " ".join(str(message.get_content()).split())


def test_a_director_declares_in_six_steps_on_a_telephone_and_the_page_says_what_was_promised(
    browser: Browser, here: Here
) -> None:
    director = signed_in(
        browser,
        here,
        "director",
        f"/app/officer-declare?council={PLACE.code}&kind=declare&which=fewer_or_shorter_visits",
        width=NARROW,
    )
    press_until(director, "Start a draft", "Step 1 of 6")
    fits(director)
    fill(director)
    director.get_by_role("button", name="Propose for signature").wait_for(timeout=30_000)
    settled(director)
    fits(director)
    assert director.get_by_text("The whole public page").count()
    promised = told(director)
    press_until(director, "Propose for signature", f"Proposed as {PLACE.code}-")
    assert "told by e-mail within a minute" in director.inner_text("body")
    words = letter(here)
    assert GOES.search(words)[0].startswith("When you sign")
    assert GOES.search(words).groups() == promised
    assert "phone each person" not in words
    link = urlsplit(re.search(r"Read it here: (\S+)", words)[1])
    signatory = signed_in(browser, here, "signatory", f"{link.path}?{link.query}", width=NARROW)
    signatory.get_by_role("button", name="Sign this text").wait_for(timeout=30_000)
    assert told(signatory) == promised
    fits(signatory)
    read_for_names(signatory)
    press_until(signatory, "Sign this text", "Signed and in force")
    page = fetched(f"{here.address}/demo/councils/{PLACE.code}/")
    assert f"evel {promised[1]} of 4" in page
    assert "Fewer or shorter visits" in page
