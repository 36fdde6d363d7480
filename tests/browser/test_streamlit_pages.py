"""The Streamlit pages in a real browser: nothing foreign, nothing forbidden, readable by everyone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import site_cases
from tests.browser.serving import chromium, needs_chromium, served

PAGES = ["/app/council?code=E10000003", "/app/council?code=S12000033", "/app/history?code=E10000003", "/app/councils",
         "/app/method", "/app/map?area=E92000001&show=wl_discharge_rate.phs-delayed-discharges&date=2024-11-30",
         "/app/map", "/app/register", "/app/what-if?v.wl_assess_rate=800&t4.wl_assess_rate=900", "/app/data",
         "/app/compare?code=E10000003&with=E10000001,S12000033", "/app/compare", "/app/back-test",
         "/app/council?code=X99000001"]
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a small real release and without its first load."""
    root = tmp_path_factory.mktemp("site")
    site_cases.two_releases(root)
    with served(root, root / "pressure.sqlite") as here:
        yield here


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def open_page(browser: Browser, url: str, *, width: int = 1280,
              scheme: str = "light") -> tuple[Page, list[str], list[str]]:
    """A page with everything it asked for and everything the browser complained about."""
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    page.get_by_role("heading", level=1).first.wait_for(timeout=30_000)
    page.get_by_text("Not a CQC rating").first.wait_for(timeout=30_000)
    page.wait_for_timeout(800)
    return page, asked, said


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [
    (320, "light"), (1280, "dark"), pytest.param(1280, "light", marks=pytest.mark.slow)])
def test_a_page_asks_nobody_else_breaks_no_policy_fits_and_is_accessible(
        browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    """One look at each page in each shape a reader may have it."""
    page, asked, said = open_page(browser, address + path, width=width, scheme=scheme)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert [text for text in said if "404 (Not Found)" not in text] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(m => m.scrollWidth <= m.clientWidth + 1)(document.querySelector('[data-testid=stMain]'))")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    page.context.close()


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
    assert page.get_by_text("Level 3 of 4").first.is_visible()
    page.context.close()


def test_the_council_goes_along_to_the_history_page(browser: Browser, address: str) -> None:
    """Nobody has to look it up twice."""
    page, _, _ = open_page(browser, f"{address}/app/council?code=E10000003")
    page.get_by_role("link", name="History").first.click()
    page.get_by_text("no current level for 60 days").first.wait_for(timeout=15_000)
    assert page.url.endswith("/app/history?code=E10000003")
    page.context.close()


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
    assert page.get_by_role("heading", level=1).first.is_visible()
    page.context.close()
