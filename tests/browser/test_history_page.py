"""A council's past and the tables that compare, on a telephone and a desk: whole, and in the way of nobody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.serving import needs_chromium
from tests.browser.test_streamlit_pages import open_page

pytestmark = [needs_chromium, pytest.mark.slow]
HISTORY = "/councils/E10000003/history/"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("wide", "file"), [(320, "picture-narrow.svg"), (1280, "picture.svg")])
def test_the_picture_of_a_past_is_there_and_axe_objects_to_nothing(
    browser: Browser, address: str, wide: int, file: str, scheme: str
) -> None:
    page = browser.new_context(viewport={"width": wide, "height": 900}, color_scheme=scheme).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{HISTORY}")
    image = page.locator("figure img").first
    expect(image).to_be_visible()
    assert image.evaluate("e => e.complete && e.naturalWidth > 0")
    assert image.evaluate("e => e.currentSrc").endswith(f"/all/{file}")
    assert all(url.startswith(address) for url in asked)
    assert page.evaluate(WIDE) <= 0
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CUT) == 0
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []
    page.context.close()


def test_the_tables_of_compare_are_whole_on_the_smallest_telephone(browser: Browser, address: str) -> None:
    page = open_page(browser, f"{address}/app/compare?code=E10000003&with=E10000001,S12000033")
    assert page.get_by_role("table").count() >= 3
    page.set_viewport_size({"width": 320, "height": 900})
    page.wait_for_timeout(800)
    assert page.evaluate(CUT) == 0
    assert page.evaluate(WIDE) <= 0
    page.context.close()
