"""Every page in both themes, on a telephone and on a desk: asks nobody else, breaks no policy, fits, reads aloud.

A short part runs with the suite, and every second page in one of its looks with the slow tests. All of it, and the
statement made from it:

    pytest -n 0 -m "slow or not slow" tests/browser/test_every_page.py --write-accessibility
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from pressure.words import shell
from tests import site_cases
from tests.browser import demonstration
from tests.browser.looks import FORCED, LOOKS, Look, examine, stops_people
from tests.browser.serving import needs_chromium, served
from tests.unit.publish.every_page import every_page

PLAIN = every_page()
EXPLORE = {
    "council": "council?code=E10000003",
    "council, no level": "council?code=S12000033",
    "council, invented": "council?code=X99000001",
    "council, none chosen": "council",
    "history": "history?code=E10000003",
    "compare": "compare?code=E10000003&with=E10000001,S12000033",
    "compare, none chosen": "compare",
    "councils": "councils",
    "map": "map",
    "map, one measure": "map?area=E92000001&show=wl_discharge_rate.phs-delayed-discharges&date=2024-11-30",
    "register": "register",
    "method": "method",
    "method, one council": "method?code=E10000003",
    "what-if": "what-if?v.wl_assess_rate=800&t4.wl_assess_rate=900",
    "back-test": "back-test",
    "data": "data",
}
OFFICERS = {page.address: page.address for page in shell.OFFICER_PAGES}
OTHER = {
    "sign in": "/sign-in",
    "ask for an account": "/take-part/account/",
    "record": "/demo/record/",
    "a page that is not there": "/demo/nothing",
}
TABLE: dict[str, tuple[list[str], tuple[Look, ...]]] = {
    "plain": (list(PLAIN), LOOKS + FORCED),
    "explore": (list(EXPLORE), LOOKS),
    "officers": (list(OFFICERS), LOOKS),
    "other": (list(OTHER), LOOKS),
}
SHORT = {"plain": 24}
"""Of which groups every how many-eth page is in the short part."""
ROLES = {
    "officer-sign": "signatory",
    "officer-view": "principal-social-worker",
    "officer-people": "administrator",
    "officer-record": "auditor",
}
WEEKS = 12
FITS = """document.documentElement.scrollWidth <= innerWidth
       && [...document.querySelectorAll("[data-testid=stMain]")].every(m => m.scrollWidth <= m.clientWidth + 1)"""
pytestmark = [needs_chromium, pytest.mark.timeout(600)]


def cases() -> Iterator[object]:
    """Each page takes one look into the parts that run often, the next page the next look."""
    for group, (names, looks) in TABLE.items():
        for place, name in enumerate(names):
            for turn, look in enumerate(looks):
                often, short = turn == place % len(looks), group in SHORT and place % SHORT[group] == 0
                marks = () if often and short else pytest.mark.slow if often and place % 2 else pytest.mark.whole
                yield pytest.param(group, name, look, id=f"{group}, {name}, {look}", marks=marks)


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("site")
    site_cases.two_releases(root)
    with served(root, root / "pressure.sqlite") as here:
        yield here


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A demonstration and everyone's password."""
    folder = tmp_path_factory.mktemp("demonstration")
    password = demonstration.build(folder, WEEKS)
    with demonstration.served(folder) as here:
        yield here, password


@pytest.fixture(scope="module")
def kept() -> dict[str, object]:
    """Who has signed in already."""
    return {}


def go_in(browser: Browser, told: tuple[str, str], role: str, kept: dict[str, object]) -> object:
    """The cookies of an officer of the demonstration, signed in once."""
    if role not in kept:
        page = browser.new_context().new_page()
        page.goto(f"{told[0]}/sign-in?next=/app/officer-desk")
        page.get_by_label("E-mail address").fill(f"{role}@brackwater.example")
        page.get_by_label("Password").fill(told[1])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text("Signed in as").wait_for(timeout=60_000)
        kept[role] = page.context.storage_state()
        page.context.close()
    return kept[role]


def show(page: Page, group: str, name: str, request: pytest.FixtureRequest) -> str:
    """Put the page before the reader; returns the only address it may ask."""
    if group == "plain":
        page.set_content(PLAIN[name].decode())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return "about:"
    if group == "other":
        here: str = request.getfixturevalue("told")[0]
        page.goto(here + OTHER[name])
        return here
    here = request.getfixturevalue("told")[0] if group == "officers" else request.getfixturevalue("explored")
    page.goto(f"{here}/app/{(OFFICERS if group == 'officers' else EXPLORE)[name]}")
    page.get_by_role("heading", level=1).first.wait_for(timeout=30_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_timeout(600)
    return here


@pytest.mark.parametrize(("group", "name", "look"), cases())
def test_a_page_asks_nobody_else_breaks_no_policy_fits_and_is_accessible(
    request: pytest.FixtureRequest, browser: Browser, kept: dict[str, object], group: str, name: str, look: Look
) -> None:
    """One look at each page in each shape a reader may meet it in."""
    who = (
        go_in(browser, request.getfixturevalue("told"), ROLES.get(name, "director"), kept)
        if group == "officers"
        else None
    )
    page = browser.new_context(**look.context, storage_state=who).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda asking: asked.append(asking.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    here = show(page, group, name, request)
    found = examine(page, group, name, look)
    assert stops_people(found) == []
    assert group != "plain" or [v["id"] for v in found] == []
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []
    assert [text for text in said if "404 (Not Found)" not in text] == []
    assert page.evaluate(FITS)
    assert page.evaluate("document.documentElement.lang") == ("cy" if "in Welsh" in name else "en-GB")
    page.context.close()


def test_the_table_has_every_page_below_app() -> None:
    """A page nobody looks at is a page nobody can use."""
    assert {address.partition("?")[0] for address in EXPLORE.values()} == {p.address for p in shell.PAGES}
