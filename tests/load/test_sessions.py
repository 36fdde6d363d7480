"""What a reader costs, beside plain Streamlit settings in the same run. Small unless told otherwise:

PRESSURE_LOAD_OPENS=1500 PRESSURE_LOAD_AT_ONCE=100 pytest -m load -n 0 -s tests/load/test_sessions.py
PRESSURE_LOAD_SITE names another site than the small one of the tests, PRESSURE_LOAD_COUNCIL a council in it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import sync_playwright

from tests import site_cases
from tests.browser.serving import CHROMIUM, FLAGS
from tests.load import sessions
from tests.load.sessions import Served

pytestmark = [pytest.mark.load, pytest.mark.timeout(3000)]
OPENS = int(os.environ.get("PRESSURE_LOAD_OPENS", "30"))
AT_ONCE = int(os.environ.get("PRESSURE_LOAD_AT_ONCE", "10"))
COUNCIL = os.environ.get("PRESSURE_LOAD_COUNCIL", "E10000003")
PAGES = {
    "home": ("council", ""),
    "council": ("council", f"code={COUNCIL}"),
    "history": ("history", f"code={COUNCIL}"),
    "map": ("map", ""),
    "what-if": ("what-if", ""),
}
COMPARED = min(OPENS, 100)
HOME_CPU_MS, OPEN_P95_S, GROWTH_MB, TEXT_MB, CHART_MB = 10, 2, 25, 1.4, 2.7
NOISE = 3  # other work shares the machine; a bound that matters is missed by more than this


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if given := os.environ.get("PRESSURE_LOAD_SITE"):
        return Path(given)
    root = tmp_path_factory.mktemp("load") / "site"
    site_cases.two_releases(root)
    return root


@pytest.fixture(scope="module")
def ours(site: Path) -> Iterator[Served]:
    with sessions.served(site, sessions.OURS) as here:
        yield here


@pytest.fixture(scope="module")
def plain(site: Path) -> Iterator[Served]:
    with sessions.served(site, sessions.PLAIN) as here:
        yield here


def cpu_ms(here: Served, name: str, count: int) -> float:
    """Processor time of the server for each session opened, after the first ones."""
    page, query = PAGES[name]
    sessions.one_after_another(here, 3, page, query)
    before = here.cpu()
    sessions.one_after_another(here, count, page, query)
    return (here.cpu() - before) * 1000 / count


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def test_processor_time_of_an_opened_session(ours: Served, plain: Served) -> None:
    """A public page must bear the day the news links to it."""
    found = {name: (cpu_ms(ours, name, COMPARED), cpu_ms(plain, name, max(5, COMPARED // 4))) for name in PAGES}
    for name, (own, stock) in found.items():
        print(f"CPU per opened session, {name}: {own:.1f} ms; plain settings {stock:.1f} ms; ratio {stock / own:.1f}")
    assert found["home"][0] <= HOME_CPU_MS * NOISE


def test_many_readers_in_the_same_moment(ours: Served, plain: Served) -> None:
    """Nobody waits because others came."""
    page, query = PAGES["council"]
    own, stock = (sessions.at_once(here, AT_ONCE, page, query) for here in (ours, plain))
    print(
        f"{AT_ONCE} opened at once: p95 {p95(own):.2f} s, median {median(own):.2f} s; "
        f"plain settings p95 {p95(stock):.2f} s; ratio {p95(stock) / p95(own):.1f}"
    )
    assert p95(own) <= OPEN_P95_S * NOISE


def test_memory_after_many_readers(ours: Served) -> None:
    """A process that grows with every reader has to be restarted by somebody."""
    page, query = PAGES["council"]
    sessions.one_after_another(ours, min(50, OPENS), page, query)
    marks = [ours.memory()]
    for _ in range(5):
        sessions.one_after_another(ours, OPENS // 5, page, query)
        marks.append(ours.memory())
    print(f"memory over {OPENS} opens: {' '.join(f'{mark:.0f}' for mark in marks)} MB")
    assert marks[-1] - marks[0] <= GROWTH_MB + 0.05 * OPENS


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")
def test_bytes_of_a_cold_page(ours: Served, plain: Served) -> None:
    """A phone on a slow line pays for every byte."""
    found = {
        name: [cold_bytes(here, "/app/{}?{}".format(*PAGES[name])) / 1e6 for here in (ours, plain)]
        for name in ("council", "history", "map")
    }
    for name, (own, stock) in found.items():
        print(f"cold page, {name}: {own:.2f} MB; plain settings {stock:.2f} MB; ratio {stock / own:.1f}")
    assert found["council"][0] <= TEXT_MB
    assert found["map"][0] <= TEXT_MB
    assert found["history"][0] <= CHART_MB


def cold_bytes(here: Served, path: str) -> int:
    """Everything an empty browser receives until the page is drawn, websocket included."""
    total = 0

    def add(count: float) -> None:
        nonlocal total
        total += int(count)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_context().new_page()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
        wire.on("Network.webSocketFrameReceived", lambda event: add(len(event["response"]["payloadData"]) * 3 / 4))
        page.goto(here.address + path)
        page.get_by_text("Not a CQC rating").first.wait_for(timeout=60_000)
        if "history" in path:
            page.locator(".js-plotly-plot .xtick").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        browser.close()
    return total
