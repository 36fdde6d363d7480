"""Plain pages in a real browser without network: axe, narrow screens, colour schemes, one printed side."""

import re
import zlib
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.serving import chromium, needs_chromium
from tests.unit.publish.every_page import every_page

pytestmark = needs_chromium
PAGES = every_page()
LOOKS = [(320, "light", "none"), (1280, "dark", "none"), (320, "light", "active"),
         *(pytest.param(*look, marks=pytest.mark.slow) for look in (
             (1280, "light", "none"), (320, "dark", "none"), (1280, "dark", "active")))]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, width: int, scheme: str, forced: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
                                  forced_colors=forced)  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme", "forced"), LOOKS)
def test_axe_finds_nothing_on_any_plain_page(browser: Browser, width: int, scheme: str, forced: str) -> None:
    page = opened(browser, width, scheme, forced)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    faults = []
    for name, content in PAGES.items():
        page.set_content(content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page)
        faults += [(name, v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]]
    page.context.close()

    assert faults == []
    assert [r for r in requests if not r.startswith(("data:", "about:"))] == []


def test_no_page_scrolls_sideways_at_320_pixels(browser: Browser) -> None:
    page = opened(browser, 320, "light", "none")
    wide = []
    for name, content in PAGES.items():
        page.set_content(content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    page.context.close()

    assert wide == []


def test_a_notice_prints_on_one_side(browser: Browser) -> None:
    page = opened(browser, 1280, "light", "none")
    sides = {}
    for name, content in PAGES.items():
        if name.startswith("notice"):
            page.set_content(content.decode())
            sides[name] = pages_in(page.pdf(prefer_css_page_size=True))
    page.context.close()

    assert sides == dict.fromkeys(sides, 1)


def pages_in(pdf: bytes) -> int:
    """Page objects of a PDF, also inside compressed object streams."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    opened_up = [pdf]
    for stream in streams:
        try:
            opened_up.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b(?!s)", part)) for part in opened_up)
