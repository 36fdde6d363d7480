"""What people come for, done in a real browser as they would do it."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import site_cases
from tests.browser.serving import needs_chromium
from tests.browser.test_streamlit_pages import open_page
from tests.site_cases import SECOND

pytestmark = needs_chromium
MOST_TABS = 60


@pytest.mark.slow
def test_with_the_keyboard_alone_a_journalist_gets_the_complete_file_and_its_dated_version(
    browser: Browser, address: str
) -> None:
    """Complete, provable by its digest, and citable for ever."""
    page = open_page(browser, f"{address}/app/data")
    fold = page.locator("details", has_text="First rows and hash of ratings.csv")
    opens = "document.activeElement.innerText === 'First rows and hash of ratings.csv'"
    for href in ("/data/ratings.csv", f"/releases/{SECOND}/data/ratings.csv"):
        if SECOND in href:
            tab_to(page, opens)
            page.keyboard.press("Enter")
        tab_to(page, f"document.activeElement.getAttribute('href') === '{href}'")
        with page.expect_download() as started:
            page.keyboard.press("Enter")
        content = Path(started.value.path()).read_bytes()
        assert content == site_cases.ratings_csv()
    assert hashlib.sha256(content).hexdigest() in fold.inner_text()
    page.context.close()


@pytest.mark.slow
def test_with_the_keyboard_alone_an_analyst_moves_a_threshold_and_shares_the_link(
    browser: Browser, address: str
) -> None:
    """Whoever opens the address sees the same."""
    page = open_page(browser, f"{address}/app/what-if")
    tab_to(
        page,
        "document.activeElement.tagName === 'SUMMARY'"
        " && document.activeElement.innerText.includes('The thresholds: Waiting lists')",
    )
    page.keyboard.press("Enter")
    page.get_by_role("spinbutton", name="Waiting for an assessment: band 2 from").wait_for(timeout=15_000)
    tab_to(page, "(document.activeElement.getAttribute('aria-label') || '').includes('assessment: band 2 from')")
    page.keyboard.press("Control+A")
    page.keyboard.type("300")
    page.keyboard.press("Enter")
    page.get_by_text("band 2, from 250 per 100,000 adults to 300 per 100,000 adults").wait_for(timeout=15_000)
    page.wait_for_url("**t2.wl_assess_rate=300**")
    shared = page.url
    page.context.close()
    other = open_page(browser, shared)
    other.get_by_text("band 2, from 250 per 100,000 adults to 300 per 100,000 adults").wait_for(timeout=15_000)
    other.get_by_text("Made-up figures").first.wait_for(timeout=15_000)
    other.context.close()


@pytest.mark.slow
def test_a_council_on_the_map_leads_to_its_page(browser: Browser, address: str) -> None:
    """The picture survives the page's sanitiser with its links."""
    page = open_page(browser, f"{address}/app/map?area=E92000001")
    shape = page.locator("svg a[href='/app/council?code=E10000003']")
    assert shape.locator("title").first.text_content() is not None
    shape.locator("path").click()
    page.get_by_role("heading", name="Highbury", level=1).wait_for(timeout=15_000)
    page.context.close()


@pytest.mark.slow
def test_a_choice_on_the_map_is_in_the_address(browser: Browser, address: str) -> None:
    """A journalist links to exactly this map."""
    page = open_page(browser, f"{address}/app/map?area=E92000001")
    finder = page.get_by_role("combobox", name="What to show")
    finder.click()
    page.get_by_role("option", name="Delayed in hospital").click()
    page.get_by_text("The average of ").first.wait_for(timeout=15_000)
    page.wait_for_url("**show=wl_discharge_rate.phs-delayed-discharges**")
    page.context.close()


def test_with_the_keyboard_alone_a_resident_reads_a_level_in_three_actions(browser: Browser, address: str) -> None:
    """Go to the finder, type, press Enter. No mouse, no touch."""
    page = open_page(browser, f"{address}/app/council")
    tab_to(page, "document.activeElement.getAttribute('role') === 'combobox'")
    page.keyboard.type("Highbury")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Highbury", level=1).wait_for(timeout=15_000)
    page.get_by_text("Level 3 of 4").first.wait_for(timeout=15_000)
    tab_to(page, "document.activeElement.getAttribute('href') === '/councils/E10000003/history.csv'")
    page.context.close()


@pytest.mark.slow
def test_with_the_keyboard_alone_an_earlier_release_is_read(browser: Browser, address: str) -> None:
    """The picker opens, moves and chooses without a mouse."""
    page = open_page(browser, f"{address}/app/history?code=E10000003")
    tab_to(page, "(document.activeElement.getAttribute('aria-label') || '').includes('As published on')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("This is what was published on").wait_for(timeout=15_000)
    page.wait_for_url(lambda url: "as_of=" in url, timeout=15_000)
    page.context.close()


def tab_to(page: Page, reached: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            return
    raise AssertionError(f"the keyboard never reached {reached}")
