"""Plain pages on paper and on a narrow screen, in a real browser without network."""

import re
import zlib

from playwright.sync_api import Browser

from tests.browser.serving import needs_chromium
from tests.unit.publish.every_page import every_page

pytestmark = needs_chromium
PAGES = every_page()


def test_no_page_scrolls_sideways_at_320_pixels(browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 900}).new_page()
    wide = []
    for name, content in PAGES.items():
        page.set_content(content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    page.context.close()

    assert wide == []


def test_a_notice_prints_on_one_side(browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
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
