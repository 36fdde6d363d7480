"""Officers in a real browser, on a demonstration as it is printed: two people, one text, and everybody sees it."""

import re
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError  # noqa: A004

from pressure import clock
from pressure.store import people
from pressure.store import sessions as session_rows
from pressure.store.engine import open_engine, writing
from tests.browser import demonstration
from tests.browser.serving import chromium, needs_chromium

CODE = "X99000002"
WEEKS, GOAL_SECONDS = 12, 5
PAGES = ("officer-desk", "officer-load", "officer-returns", "officer-moves", "officer-declare", "officer-sign",
         "officer-view", "officer-reply")
pytestmark = [needs_chromium, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def password(folder: Path) -> str:
    return demonstration.build(folder, WEEKS)


@pytest.fixture(scope="module")
def address(folder: Path, password: str) -> Iterator[str]:
    with demonstration.served(folder) as here:
        yield here


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def signed_in(browser: Browser, address: str, password: str, role: str, path: str, *, width: int = 1280) -> Page:
    """A window of its own, signed in through the form, on the page asked for."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{address}/sign-in?next={path}")
    page.get_by_label("E-mail address").fill(f"{role}@brackwater.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for(timeout=60_000)
    return page


def settled(page: Page) -> None:
    """Until the page has answered the last click."""
    page.wait_for_timeout(400)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)


def fill(page: Page) -> None:
    """Every question of the form, as a person would, once all of them are there."""
    page.get_by_label("Care providers told on").first.wait_for(timeout=15_000)
    settled(page)
    today = clock.now().date()
    for box in page.get_by_test_id("stDateInput").all():
        label = box.locator("label").inner_text()
        day = today + timedelta(days=7) if label.startswith("Review") else today
        box.get_by_role("spinbutton").first.click()
        page.keyboard.type(day.strftime("%d%m%Y"), delay=20)
        page.keyboard.press("Tab")
        settled(page)
    for box in [*page.get_by_test_id("stTextArea").all(), *page.get_by_test_id("stTextInput").all()]:
        field = box.locator("textarea, input")
        field.fill(f"{box.locator('label').inner_text()}: we phone each person every two days.")
        field.press("Tab")
        settled(page)


def press_until(page: Page, button: str, said: str) -> None:
    """Press, and once more if the page was still drawing and lost the click; a refusal shows itself."""
    for _ in range(2):
        settled(page)
        page.get_by_role("button", name=button).click()
        try:
            page.get_by_text(said).wait_for(timeout=10_000)
        except TimeoutError:
            assert [alert.inner_text() for alert in page.get_by_test_id("stAlert").all()] == []
            continue
        return
    raise AssertionError(f"{said!r} never appeared")


def fetched(url: str) -> str:
    return urllib.request.urlopen(url, timeout=10).read().decode()


def test_two_people_declare_and_everybody_sees_it_at_once(browser: Browser, address: str, password: str) -> None:
    """The step from managed under the radar to public: proposed, not signable by its author, signed, seen."""
    before = fetched(f"{address}/demo/councils/{CODE}/")
    assert "Fewer or shorter visits" not in before
    director = signed_in(browser, address, password, "director", "/app/officer-declare")
    director.get_by_role("combobox", name="Which one").click()
    director.get_by_role("option", name="Fewer or shorter visits (stage 2)").click()
    settled(director)
    director.get_by_role("button", name="Start a draft").click()
    director.get_by_role("heading", name="New measure").wait_for(timeout=15_000)
    fill(director)
    director.get_by_text("Link to the officer decision record: we phone").wait_for(timeout=15_000)
    press_until(director, "Propose for signature", f"Proposed as {CODE}-")
    director.goto(f"{address}/app/officer-sign")
    director.get_by_text("Your role does not let you do this").wait_for(timeout=15_000)
    assert "Fewer or shorter visits" not in fetched(f"{address}/demo/register/")

    signatory = signed_in(browser, address, password, "signatory", "/app/officer-desk")
    signatory.get_by_role("link", name="Read and sign").click()
    button = signatory.get_by_role("button", name="Sign this text")
    button.wait_for(timeout=15_000)
    assert re.fullmatch(r"[0-9a-f]{64}", signatory.get_by_test_id("stCode").inner_text().strip())
    settled(signatory)
    clicked = time.monotonic()
    button.click()
    while "Fewer or shorter visits" not in fetched(f"{address}/demo/councils/{CODE}/"):
        assert time.monotonic() - clicked < 60
        time.sleep(0.05)
    seconds = time.monotonic() - clicked
    print(f"from the click on Sign to the plain public page: {seconds:.2f} s")
    signatory.get_by_text("Signed and in force").wait_for(timeout=15_000)
    print(signatory.get_by_text("Signed and in force").inner_text())
    after = fetched(f"{address}/demo/councils/{CODE}/")
    assert re.search(r"[Ll]evel [34] of 4", after)
    assert "every two days" in fetched(f"{address}/demo/register/")
    assert "Fewer or shorter visits" in fetched(f"{address}/demo/feed.atom")
    assert f"{CODE}-" in fetched(f"{address}/demo/data/DEMO_declarations.csv")
    assert seconds < GOAL_SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
def test_officer_pages_fit_and_are_accessible(browser: Browser, address: str, password: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    role = {"officer-sign": "signatory", "officer-view": "principal-social-worker"}
    for name in PAGES:
        page = signed_in(browser, address, password, role.get(name, "director"), f"/app/{name}", width=width)
        settled(page)
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found = Axe().run(page).response["violations"]
        assert [(name, v["id"], v["nodes"][0]["html"][:150]) for v in found
                if v["impact"] in {"serious", "critical"}] == []
        page.context.close()


def test_a_file_for_one_session_is_given_to_no_other(browser: Browser, address: str, password: str) -> None:
    """Nor to somebody who only has its address."""
    officer = signed_in(browser, address, password, "data-officer", "/app/officer-load")
    template = officer.request.get(f"{address}/officer/template.csv?council={CODE}")
    assert template.headers["cache-control"] == "no-store"
    assert "last week:" in template.text()
    officer.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": "return.csv", "mimeType": "text/csv", "buffer": template.body()}])
    link = officer.get_by_role("link", name="Your file with a note")
    link.wait_for(timeout=20_000)
    kept = f"{address}{link.get_attribute('href')}"
    assert "what_to_look_at" in officer.request.get(kept).text()
    other = signed_in(browser, address, password, "director", "/app/officer-desk")
    assert other.request.get(kept).status == 404
    stranger = browser.new_context().new_page()
    assert "/sign-in" in stranger.request.get(kept).url
    assert other.request.get(f"{address}/officer/template.csv?council=X99000003").status == 404


def test_a_revoked_session_is_refused_at_the_next_click_in_an_open_page(
        browser: Browser, address: str, password: str, folder: Path) -> None:
    """An administrator ends it; the page that is open shows nothing more."""
    page = signed_in(browser, address, password, "director", "/app/officer-moves")
    page.get_by_text("Exact figures, for officers only").wait_for(timeout=15_000)
    with writing(open_engine(f"sqlite:///{folder / 'pressure.sqlite'}")) as connection:
        who = people.by_email(connection, "director@brackwater.example")
        assert session_rows.end_all(connection, who.id, clock.now()) >= 1
    page.get_by_role("link", name="Load the return").first.click()
    page.get_by_text("These pages are for officers of councils").wait_for(timeout=15_000)
    assert page.get_by_text("Signed in as").count() == 0
