"""How soon a telephone shows what a page says, this checkout and an earlier one in turn:

PRESSURE_LOAD_BEFORE=/path/of/earlier/checkout pytest -m load -n 0 -s tests/load/test_first_words.py

Each serves its own demonstration. The telephone is Lighthouse's: 412 x 823 px, a processor four times slower, 1.6
Mbit a second and 150 ms (https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md). What is measured is
the browser's Largest Contentful Paint (https://w3c.github.io/largest-contentful-paint/), in milliseconds, the middle
one of some.
"""

import os
import time
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import CHROMIUM, FLAGS, ROOT, needs_chromium
from tests.load.demonstrations import OK, demonstration, status

pytestmark = [pytest.mark.load, pytest.mark.timeout(1800), needs_chromium]
BEFORE, TIMES = os.environ.get("PRESSURE_LOAD_BEFORE", ""), int(os.environ.get("PRESSURE_LOAD_OPENS", "3"))
PAGES = {"plain notice": "/demo/councils/X99000001/", "council below /app/": "/app/council?code=X99000001"}
GOALS = {"plain notice": 1.1, "council below /app/": 0.5}
STILL_MS = 6_000
"""Nothing larger is painted after that much of nothing new."""
KEEP = """
window.painted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.painted = entry.startTime })
  .observe({type: "largest-contentful-paint", buffered: true});
"""
BYTES_A_SECOND = 1.6e6 / 8


def painted(browser: Browser, address: str, *, live: bool) -> float:
    """Milliseconds to the largest paint of a page opened for the first time."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75)
    context.add_init_script(KEEP)
    page = context.new_page()
    telephone = context.new_cdp_session(page)
    telephone.send("Network.enable")
    telephone.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 150,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND / 2,
        },
    )
    telephone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, timeout=120_000)
    if live:
        page.locator('[data-testid="stMain"] h1').wait_for(state="attached", timeout=120_000)
    page.wait_for_timeout(STILL_MS if live else 1_000)
    took = float(page.evaluate("window.painted"))
    context.close()
    return took


def measured(checkout: Path, folder: Path) -> dict[str, float]:
    folder.mkdir()
    with demonstration(checkout, folder, "4") as here, sync_playwright() as playwright:
        while status(f"{here}/readyz") != OK:
            time.sleep(0.5)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        found = {
            name: median(painted(browser, here + address, live="app" in address) for _ in range(TIMES))
            for name, address in PAGES.items()
        }
        browser.close()
        return found


def test_what_a_page_says_is_there_before_its_charts(tmp_path: Path) -> None:
    """Goals: a plain notice 1.1, a council below /app/ 0.5 of the build before."""
    found = measured(ROOT, tmp_path / "this")
    print("this: " + ", ".join(f"{name} {took:.0f} ms" for name, took in found.items()))
    if BEFORE:
        before = measured(Path(BEFORE), tmp_path / "before")
        print("before: " + ", ".join(f"{name} {took:.0f} ms" for name, took in before.items()))
        print("; ".join(f"{n}: ratio {found[n] / before[n]:.2f} (goal {GOALS[n]})" for n in found))
    assert all(found.values())
