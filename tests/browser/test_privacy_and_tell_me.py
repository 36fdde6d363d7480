"""What is kept, and the pages on which a reader asks, confirms and stops: they stop nobody, on phone or desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from pressure.actions.readers.standing import Standing
from pressure.content.plain.privacy import privacy_page
from pressure.web.readers import pages
from tests import notice_cases
from tests.browser.looks import Look, examine, stops_people
from tests.browser.serving import needs_chromium
from tests.rating_cases import BOOK
from tests.site_cases import FRAME

pytestmark = [needs_chromium, pytest.mark.slow]
STANDS = Standing(notice_cases.high(), "3", privacy=True)
SITE = "https://care.example"
PAGES: dict[str, Callable[[], bytes | memoryview]] = {
    "privacy": lambda: privacy_page(BOOK, FRAME, "The Ayford Hub", "hello@care.example"),
    "nobody answers yet": lambda: privacy_page(BOOK, FRAME, "", ""),
    "ask": lambda: pages.ask(STANDS, SITE, "t", "").body,
    "ask again": lambda: pages.ask(STANDS, SITE, "t", "", "That is not an e-mail address.").body,
    "no mail": lambda: pages.ask(STANDS, SITE, "", "This installation sends no e-mail.").body,
    "confirm": lambda: pages.confirm("/tell-me/confirm/x/", "Ayford").body,
    "stop": lambda: pages.stop("/tell-me/stop/x/", "Ayford").body,
}
LOOKS = (Look(320, "light"), Look(1280, "dark"))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_stops_anybody_or_scrolls_sideways(browser: Browser, look: Look) -> None:
    page = browser.new_context(**look.context).new_page()
    for name, made in PAGES.items():
        page.set_content(bytes(made()).decode())
        assert stops_people(examine(page, "readers", name, look)) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= look.width, name
    page.context.close()
