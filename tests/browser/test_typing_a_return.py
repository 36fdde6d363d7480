"""A council's first return, typed on a telephone by keyboard alone: left, found again, told of another window, sent."""

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from pressure.demo.places import PLACES
from pressure.words.officers import return_form as words
from tests.browser.looks import stops_people
from tests.browser.officer_steps import LOCAL, Here, running_here, settled
from tests.browser.serving import needs_chromium

PLACE = next(place for place in PLACES if place.story == "stage_3")
PHONE = {"width": 390, "height": 844}
WAITING = "How many adults were waiting for an assessment when the week ended?"
FIGURES = {
    WAITING: "400",
    "How many of them had waited more than six months?": "60",
    "How many adults were assessed, not in hospital, and still waiting for their care to start?": "50",
    "How many planned hours of home care were not delivered, because no worker or provider was available?": "120",
    "How many hours of home care were planned for the same people?": "9000",
    "How many people supported for 12 months or more had no review in the last 12 months?": "900",
    "How many people have been supported for 12 months or more?": "3000",
    "How many people were without life-sustaining care for over 24 hours, in the four weeks?": "0",
    "How many safeguarding concerns of the four weeks had no first decision within two working days?": "20",
    "How many safeguarding concerns came in the four weeks?": "300",
}
SECONDS, MOST_TABS = 300, 120
FOCUSED = """() => {
  const here = document.activeElement;
  const group = here.closest("[role=radiogroup]");
  const named = element => element?.getAttribute("aria-label") || "";
  return [here.tagName, named(here) || here.innerText || "", named(group)];
}"""
pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with running_here(tmp_path_factory.mktemp("typing"), LOCAL) as made:
        yield made


def form_in(window: BrowserContext, here: Here) -> Page:
    page = window.new_page()
    page.goto(f"{here.address}/app/officer-form")
    if "/sign-in" in page.url or page.get_by_role("link", name="Sign in").count():
        page.goto(f"{here.address}/sign-in?next=/app/officer-form")
    return page


def signed_in(window: BrowserContext, here: Here) -> Page:
    page = window.new_page()
    page.goto(f"{here.address}/sign-in?next=/app/officer-form")
    page.get_by_label("E-mail address").fill(f"data-officer@{PLACE.name.lower().replace(' ', '-')}.example")
    page.get_by_label("Password").fill(here.password)
    page.keyboard.press("Enter")
    return there(page)


def there(page: Page) -> Page:
    page.get_by_label(WAITING).wait_for(timeout=60_000)
    settled(page)
    return page


def tab_through(page: Page) -> Iterator[tuple[str, str, str]]:
    """Where the Tab key leads, one stop after the other, until the button that sends."""
    page.get_by_label(WAITING).focus()
    settled(page)
    for _ in range(MOST_TABS):
        yield tuple(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")
        page.wait_for_timeout(150)


def answer_all(page: Page) -> int:
    """By keyboard alone: numbers typed, No to each item of the register, Yes to the register. How many were typed."""
    typed, groups = 0, set()
    for tag, label, group in tab_through(page):
        assert tag != "BODY", "the keyboard lost its place"
        if tag == "INPUT" and label in FIGURES:
            page.keyboard.type(FIGURES[label])
            typed += 1
        elif tag == "INPUT" and group and group not in groups and not group.startswith("How you answer"):
            groups.add(group)
            page.keyboard.press("Space")  # Yes
            if group != words.CONFIRM:
                page.keyboard.press("ArrowRight")  # No
        elif words.MORE in label:
            break
    settled(page)
    assert len(groups) == 8, groups
    return typed


def press_by_keyboard(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    button.wait_for(timeout=15_000)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)[1].strip() == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key never leads to {name!r}")


def test_a_first_return_is_typed_by_keyboard_on_a_telephone_and_found_again(browser: Browser, here: Here) -> None:
    began = time.monotonic()
    window = browser.new_context(viewport=PHONE)
    page = signed_in(window, here)
    assert page.get_by_text(words.FIRST).is_visible()
    typed = answer_all(page)
    assert typed == page.get_by_test_id("stTextInput").filter(visible=True).count() >= 5
    page.goto(f"{here.address}/app/officer-desk")
    page.get_by_text("Signed in as").wait_for(timeout=30_000)

    page.goto(f"{here.address}/app/officer-form")
    there(page)
    assert page.get_by_label(WAITING).input_value() == FIGURES[WAITING]
    assert page.get_by_text(words.ALL_ANSWERED).is_visible()
    assert stops_people(Axe().run(page).response["violations"]) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    other = there(form_in(window, here))
    other.get_by_label(WAITING).fill("410")
    other.get_by_label(WAITING).press("Tab")
    settled(other)
    page.get_by_label(WAITING).fill("420")
    page.get_by_label(WAITING).press("Tab")
    page.get_by_text(re.compile("You answered this in another window")).wait_for(timeout=15_000)
    assert page.get_by_text(re.compile("410.*420")).count() >= 1
    page.get_by_role("button", name=words.KEEP_MINE, exact=True).press("Enter")
    page.get_by_text(re.compile("You answered this in another window")).wait_for(state="hidden", timeout=15_000)
    settled(page)

    press_by_keyboard(page, words.SEND_BUTTON)
    page.get_by_text(re.compile("^Stored as load")).first.wait_for(timeout=30_000)
    assert page.get_by_role("button", name=words.SEND_BUTTON, exact=True).count() == 0
    assert time.monotonic() - began < SECONDS
    page.reload()
    there(page)
    assert page.get_by_text(words.ALL_SENT).is_visible()
    assert page.get_by_text("Sent for this week: 420.").is_visible()
    assert page.get_by_label(WAITING).input_value() == ""
    window.close()
