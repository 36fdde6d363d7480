"""A data officer makes a token in a browser and sends a return with what the page shows."""

from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe

from pressure import clock
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.words.officers import tokens as words
from tests.browser.officer_steps import LOCAL, PLACE, running_here, signed_in
from tests.browser.serving import chromium, needs_chromium
from tests.installations import return_of

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.timeout(400)]
FITS = "document.documentElement.scrollWidth <= innerWidth"


def test_what_the_page_shows_sends_a_return(tmp_path: Path) -> None:
    """And the page says the day it was used; axe objects to nothing, and nothing scrolls sideways."""
    with running_here(tmp_path, LOCAL) as here, chromium() as browser:
        page = signed_in(browser, here, "data-officer", "/app/officer-tokens")
        page.get_by_role("button", name=words.MAKE_BUTTON).click()
        page.get_by_text("Copy this token now").wait_for()
        token = page.locator("[data-testid=stCode]").first.inner_text().strip()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            page.screenshot(path=str(tmp_path / f"{width}.png"), full_page=True)
            assert page.evaluate(FITS), width
            assert not Axe().run(page).response["violations"], width
        data = return_of(PLACE, week_ended(day_of(clock.now())), wl_assess_rate="101")
        answer = httpx.post(
            f"{here.address}/returns?dry_run=1",
            files={"file": ("return.csv", data, "text/csv")},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert (answer.status_code, answer.json()["load_id"]) == (200, None)
        page.reload()
        page.get_by_text("t-").first.wait_for()
        assert token not in page.content()
        assert token not in here.printed
