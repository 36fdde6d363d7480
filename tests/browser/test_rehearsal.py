"""A rehearsal as its command starts it: a data officer signs in, a week passes by a click, and every page says what it
is."""

import contextlib
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from pressure.words.officers import rehearsal as words
from tests.browser.serving import ROOT, chromium, free_port, needs_chromium
from tests.unit.actions.test_a_rehearsal import COUNTY, returned

pytestmark = [needs_chromium, pytest.mark.slow, pytest.mark.timeout(400)]
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def rehearsing(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Its address, and the password it printed."""
    (tmp_path / "operator").mkdir()
    database, port, printed = returned(tmp_path / "operator"), free_port(), tmp_path / "printed"
    command = ["rehearse", "--council", COUNTY, "--at", "2026-11-20", "--from", str(database), "--port", str(port)]
    with printed.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "pressure.cli", *command, "--folder", str(tmp_path / "kept")], cwd=ROOT, stdout=out
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(480):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/healthz", timeout=1)
                    break
                assert running.poll() is None
                time.sleep(0.25)
            yield address, re.search(r"password (\S+):", printed.read_text("utf-8"))[1]
        finally:
            running.terminate()
            assert running.wait(20) == 0


def test_a_week_passes_by_a_click_and_every_page_says_what_it_is(rehearsing: tuple[str, str], tmp_path: Path) -> None:
    address, password = rehearsing
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        outside: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url))
        page.goto(f"{address}/sign-in?next=/app/officer-rehearsal")
        assert "This is a rehearsal." in page.inner_text("body")
        page.fill("#email", "data-officer@rehearsal.example")
        page.fill("#password", password)
        page.click("button:has-text('Sign in')")
        page.get_by_role("button", name=words.GO).wait_for()
        before = page.inner_text("body")
        assert "20 November 2026" in before
        page.get_by_role("button", name=words.GO).click()
        page.get_by_text("21 November 2026").first.wait_for()
        assert "Signed in as" in page.inner_text("body")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            page.screenshot(path=str(tmp_path / f"{width}.png"), full_page=True)
            assert page.evaluate(FITS), width
            assert not Axe().run(page).response["violations"], width
        page.goto(f"{address}/demo/councils/X99900001/")
        assert "This is a rehearsal." in page.inner_text("body")
        assert words.WATERMARK in page.inner_text("h1")
        assert not Axe().run(page).response["violations"]
        assert outside == []
