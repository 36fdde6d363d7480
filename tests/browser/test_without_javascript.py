"""The notice read as a worried daughter reads it: on a phone, with no script, from a real release over HTTP."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.content.search import words
from tests import publish_cases
from tests.browser.serving import chromium, needs_chromium, served

pytestmark = [needs_chromium, pytest.mark.slow]
COUNCILS = {"X99000001": "Low pressure", "X99000004": "High pressure", "X99000011": "No current level"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the twelve weeks of the story."""
    told = publish_cases.told(tmp_path_factory.mktemp("told"))
    publish(replace(told.installation, demonstration=True), by=OPERATOR)  # of the real side, so far without councils
    with served(told.site_dir, told.site_dir.parent / "pressure.sqlite") as here:
        yield here


@pytest.fixture(scope="module")
def plain_browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("code", "level"), COUNCILS.items())
def test_level_since_why_and_register_are_read_without_any_script(plain_browser, address, code, level):
    """Three councils: calm, declared, and one that fell silent."""
    page = plain_browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(f"{address}/demo/councils/{code}/")
    text = page.locator("main").inner_text()
    assert level in text
    assert "Since" in text or level == "No current level"
    assert "Why this level" in text or "What is missing" in text
    assert "Exceptional measures" in text or "last confirmed its register" in text
    assert "999" in text
    if code == "X99000004":
        assert "overdue" in text
    assert page.locator("script").count() == 0
    page.context.close()


def test_a_council_is_found_by_name_without_any_script(plain_browser, address):
    """Type a part of it, press enter, choose, read."""
    page = plain_browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False).new_page()
    page.goto(f"{address}/demo/")
    page.get_by_label(words.LABEL).fill("gannet")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Gannet Isles").first.click()
    page.wait_for_url("**/demo/councils/X99000007/")
    assert "Gannet Isles" in page.locator("h1").inner_text()
    page.context.close()
