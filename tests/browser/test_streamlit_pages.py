"""The Streamlit pages in a real browser: found, shared, carried along, and without a script."""

import pytest
from playwright.sync_api import Browser, Page

from tests import site_cases
from tests.browser.serving import needs_chromium
from tests.unit.publish.every_page import every_page

pytestmark = needs_chromium
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
SMALL_WORDS = """() => [...document.querySelectorAll('svg.strip')].flatMap(svg => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return [...svg.querySelectorAll('text')].filter(t => t.getClientRects().length)
        .map(t => parseFloat(getComputedStyle(t).fontSize) * scale);
})"""


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
    page.wait_for_url("**code=E10000003**", timeout=15_000)
    page.get_by_text("Level 3 of 4").first.wait_for(timeout=15_000)
    page.context.close()


@pytest.mark.slow
def test_the_council_goes_along_to_the_history_page(browser: Browser, address: str) -> None:
    """Nobody has to look it up twice."""
    page = open_page(browser, f"{address}/app/council?code=E10000003")
    page.get_by_role("link", name="History").first.click()
    page.wait_for_url("**/app/history?code=E10000003", timeout=15_000)
    page.get_by_text("no current level for 60 days").first.wait_for(timeout=15_000)
    page.context.close()


@pytest.mark.slow
def test_the_answer_of_an_invented_council_stands_high_on_a_telephone(browser: Browser, address: str) -> None:
    """Above the fold of any telephone: name, word and number end within 450 pixels."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{address}/app/council?code={site_cases.DEMONSTRATION}")
    page.locator(DRAWN).wait_for(timeout=30_000)
    answer = page.locator("[data-testid=stMain] .panel .number").first
    answer.wait_for(timeout=15_000)
    page.wait_for_timeout(800)
    parts = answer.locator("span").all()
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert boxes
    assert max(box["y"] + box["height"] for box in boxes) <= 450
    page.context.close()


@pytest.mark.slow
def test_a_year_is_chosen_by_dragging_over_the_chart(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/app/history?code=E10000003")
    chart = page.locator(".js-plotly-plot .nsewdrag").first
    chart.wait_for(timeout=15_000)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + 60, steps=8)
    page.mouse.up()
    page.wait_for_url("**/app/history?code=E10000003&span=2026", timeout=15_000)
    page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["notice, level 3", "notice, no level", "method", "robustness"])
def test_the_small_words_of_pictures_are_legible_on_the_smallest_telephone(browser: Browser, name: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 900}).new_page()
    page.set_content(every_page()[name].decode())
    sizes = page.evaluate(SMALL_WORDS)
    page.context.close()
    assert min(sizes, default=11) >= 11


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
