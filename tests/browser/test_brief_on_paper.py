"""A brief goes into a committee's papers: one side of A4, whatever there is to say."""

import pytest
from playwright.sync_api import Browser

from tests.brief_cases import briefs
from tests.browser.serving import chromium, needs_chromium
from tests.browser.test_plain_pages_on_paper import pages_in

pytestmark = [needs_chromium, pytest.mark.slow]
A4_POINTS = (594, 842)


def sides(browser: Browser, content: bytes) -> tuple[int, bytes]:
    page = browser.new_context().new_page()
    page.set_content(content.decode())
    pdf = page.pdf(prefer_css_page_size=True)
    page.context.close()
    return pages_in(pdf), pdf


def test_a_brief_prints_on_one_side_of_a4_in_every_state_and_a_longer_one_would_be_seen() -> None:
    with chromium() as browser:
        printed = {name: sides(browser, content) for name, content in briefs().items()}
        assert {name: count for name, (count, _) in printed.items()} == dict.fromkeys(printed, 1)
        assert all(
            b"/MediaBox [0 0 %d" % A4_POINTS[0] in pdf or b"/MediaBox [0 0 595" in pdf for _, pdf in printed.values()
        )
        fullest = briefs()["brief, fullest"].replace(b"<h2", b"<p>More.</p>" * 10 + b"<h2")
        assert sides(browser, fullest)[0] > 1
