"""Somebody without an account asks for one by keyboard and without script; the form is accessible in every look."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from pressure.access.permissions import OPERATOR
from pressure.actions.accounts import asking
from pressure.actions.installation import open_installation
from pressure.settings import Settings
from pressure.words.officers import accounts as words
from tests.browser.looks import FORCED, LOOKS, stops_people
from tests.browser.serving import needs_chromium, served
from tests.installations import real_installation

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.timeout(300)]
KENT, OXFORDSHIRE = "E10000016", "E10000025"
OPERATED = {
    "PRESSURE_OPERATED_BY": "The Ayford Hub",
    "PRESSURE_FEEDBACK_ADDRESS": "hello@care.example",
    "PRESSURE_PUBLIC_ADDRESS": "https://care.example",
}


def test_a_data_officer_asks_by_keyboard_and_the_operator_sees_who(browser: Browser, tmp_path: Path) -> None:
    """From the page to sign in on: the council by a town in it, then chosen from those it can be."""
    made, _ = real_installation(tmp_path, KENT, OXFORDSHIRE)
    made.engine.dispose()
    with served(tmp_path / "site", tmp_path / "p.sqlite", **OPERATED) as here:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{here}/sign-in")
        page.get_by_role("link", name="Ask for an account").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words.TITLE)
        page.get_by_label(words.NAME).focus()
        page.keyboard.type("Ann Archer")
        page.keyboard.press("Tab")
        page.keyboard.type("Bicester")
        page.keyboard.press("Tab")
        page.keyboard.type("Data officer")
        page.keyboard.press("Tab")
        page.keyboard.type("ann.archer@oxon.example")
        page.keyboard.press("Enter")
        expect(page.get_by_label(words.NAME)).to_have_value("Ann Archer")
        page.get_by_label(words.WHICH).select_option(label="Oxfordshire")
        page.get_by_role("button", name=words.BUTTON, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(words.ASKED_TITLE)
        kept = Settings(database_url=f"sqlite:///{tmp_path / 'p.sqlite'}", site_dir=tmp_path / "site")
        (asked,) = asking.waiting(open_installation(kept), OPERATOR)
        assert (asked.name, asked.council_code, asked.role) == ("Ann Archer", OXFORDSHIRE, "data_officer")
        for look in LOOKS + FORCED:
            seen = browser.new_context(**look.context).new_page()
            seen.goto(f"{here}/take-part/account/")
            assert stops_people(Axe().run(seen).response["violations"]) == []
            assert seen.evaluate("document.documentElement.scrollWidth") <= look.width
            seen.screenshot(path=tmp_path / f"{look}.png", full_page=True)
