"""The Streamlit pages in a real browser: found, shared, carried along, and without a script."""

import pytest
from playwright.sync_api import Browser, Page

from tests import site_cases
from tests.browser.serving import needs_chromium

pytestmark = needs_chromium


def open_page(browser: Browser, url: str) -> Page:
    """A page drawn to its footer by Streamlit; until then the plain page stands there, with its own links."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning] h1").first.wait_for(timeout=30_000)
    page.get_by_text("Not a CQC rating").first.wait_for(timeout=30_000)
    page.wait_for_timeout(800)
    return page


@pytest.mark.slow
def test_a_resident_finds_a_level_by_typing_another_name(browser: Browser, address: str) -> None:
    """Type, press Enter, read: three actions at most."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/app/")
    finder = page.get_by_role("combobox")
    finder.wait_for(timeout=30_000)
    finder.click()
    finder.type("HBY")
    finder.press("Enter")
    page.get_by_role("heading", name="Highbury", level=1).wait_for(timeout=15_000)
    assert "code=E10000003" in page.url
    page.get_by_text("Level 3 of 4").first.wait_for(timeout=15_000)
    page.context.close()


@pytest.mark.slow
def test_the_council_goes_along_to_the_history_page(browser: Browser, address: str) -> None:
    """Nobody has to look it up twice."""
    page = open_page(browser, f"{address}/app/council?code=E10000003")
    page.get_by_role("link", name="History").first.click()
    page.get_by_text("no current level for 60 days").first.wait_for(timeout=15_000)
    assert page.url.endswith("/app/history?code=E10000003")
    page.context.close()


@pytest.mark.slow
def test_a_large_file_arrives_whole_in_the_browser(browser: Browser, address: str) -> None:
    """A browser stops at the first of several packed parts, so there must be only one."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/")
    length = page.evaluate("fetch('/data/ratings.csv').then(r => r.arrayBuffer()).then(b => b.byteLength)")
    assert length == len(site_cases.ratings_csv())
    page.context.close()


def test_without_javascript_the_shell_leads_to_the_plain_page(browser: Browser, address: str) -> None:
    """The shared link works for everyone."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/app/council?code=E10000003")
    page.get_by_role("link", name="Go to the plain page").click()
    assert page.url == f"{address}/councils/E10000003/"
    page.get_by_role("heading", level=1).first.wait_for()
    page.context.close()
