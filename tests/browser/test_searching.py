"""Finding a council from what somebody knows, in a real browser: plain without a script, and below /app/."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looks import LOOKS, Look, examine, stops_people
from tests.browser.serving import needs_chromium
from tests.browser.test_streamlit_pages import open_page

pytestmark = [needs_chromium, pytest.mark.slow]
CAMBRIDGESHIRE = "E10000003"  # the code that Highbury of the small release has
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("look", [look for look in LOOKS if look.theme == "light"], ids=str)
def test_a_page_of_results_stops_nobody(browser: Browser, address: str, look: Look) -> None:
    page = browser.new_context(**look.context).new_page()
    for query in ("h", "Cambridge", "CB1 1AA", "ZZ9 9ZZ", "<script>"):
        page.goto(f"{address}/councils/?q=h")
        page.get_by_role("searchbox").fill(query)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("heading", name="What it could mean").wait_for()
        assert stops_people(examine(page, "search", query, look)) == []
        assert page.evaluate(WIDE) <= 0
    page.context.close()


def test_a_town_leads_to_its_council_without_any_script(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/councils/?q=h")
    page.get_by_role("searchbox").fill("cambrige")
    page.keyboard.press("Enter")
    expect(page.get_by_text("These names are close to it")).to_be_visible()
    page.locator("#found").locator("..").get_by_role("link", name="Highbury").first.click()
    page.wait_for_url(f"**/councils/{CAMBRIDGESHIRE}/")
    page.context.close()


def test_below_app_a_postcode_offers_its_council_and_a_name_opens_it_and_neither_is_in_the_address(
    browser: Browser, address: str
) -> None:
    page = open_page(browser, f"{address}/app/council")
    box = page.get_by_role("textbox", name="Or a postcode, town or district")
    box.fill("CB1 1AA")
    box.press("Enter")
    page.get_by_role("link", name="Highbury").wait_for(timeout=15_000)
    assert "CB1" not in page.url
    assert box.get_attribute("autocomplete") == "off"
    box.fill("Highbury on the Hill")
    box.press("Enter")
    page.get_by_role("heading", name="Highbury", level=1).wait_for(timeout=15_000)
    page.wait_for_url(f"**/app/council?code={CAMBRIDGESHIRE}")
    expect(box).to_have_value("")
    page.context.close()
