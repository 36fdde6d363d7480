"""A page below /app/ is read before Streamlit comes, and Streamlit's own takes its place."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import needs_chromium

pytestmark = [needs_chromium, pytest.mark.slow]
COUNCIL = "/app/council?code=E10000003"
FIRST = "style#first-paint"
MOMENTS = """
    window.moments = [];
    setInterval(() => {
        const own = document.querySelector("#root .panel"), first = document.getElementById("first-paint");
        window.moments.push(Boolean(first) || (own && getComputedStyle(own).borderRadius !== "0px"));
    }, 20);
"""
"""Whether the reader has an answer with its look at each moment, on the first page or on Streamlit's."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def without_streamlit(page: Page) -> None:
    """As where a network lets pages through and no websocket."""
    page.route("**/_stcore/**", lambda route: route.abort())
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())


def test_streamlits_own_page_takes_the_place_of_the_first(page: Page, address: str) -> None:
    page.goto(f"{address}{COUNCIL}", wait_until="commit")
    page.locator(FIRST).wait_for(state="attached")
    page.locator("#root[inert]").wait_for(state="attached")
    page.locator(FIRST).wait_for(state="detached", timeout=30_000)
    assert page.locator("#root").get_attribute("inert") is None
    assert page.locator("body > :not(#root):has(h1)").count() == 0
    page.get_by_role("heading", level=1, name="Highbury").wait_for()
    assert page.get_by_role("heading", level=1).count() == 1


def test_there_is_no_moment_without_the_answer_and_its_look(page: Page, address: str) -> None:
    """The heading of Streamlit's page comes before its panel, and on a slow telephone the panel before its style."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{{MOMENTS}}})")
    for _ in range(3):
        page.goto(f"{address}{COUNCIL}")
        page.locator(FIRST).wait_for(state="detached", timeout=60_000)
        page.wait_for_timeout(1_500)
        moments = page.evaluate("window.moments")
        assert len(moments) > 20
        assert all(moments)


def test_where_streamlit_never_comes_the_first_page_stays_and_works(page: Page, address: str) -> None:
    without_streamlit(page)
    page.goto(f"{address}{COUNCIL}")
    page.wait_for_timeout(2_000)
    page.get_by_text("Level 3 of 4").first.wait_for()
    page.get_by_role("link", name="Register").first.click()
    page.wait_for_url("**/register/")


def test_nobody_loses_what_they_type_into_the_first_page(page: Page, address: str) -> None:
    page.goto(f"{address}/app/what-if", wait_until="commit")
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('input'), {id: 'typed'}));"
        "document.getElementById('typed').focus()"
    )
    page.keyboard.type("Oxf")
    page.locator('[data-testid="stMain"] h1').wait_for(state="attached", timeout=30_000)
    page.wait_for_timeout(1_000)
    assert page.locator("#typed").input_value() == "Oxf"
    page.locator("#typed").blur()
    page.locator(FIRST).wait_for(state="detached", timeout=10_000)
