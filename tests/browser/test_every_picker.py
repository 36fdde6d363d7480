"""The page, its address and a copy of that address opened elsewhere name the same thing, and Back brings the last
choice back: in every picker of every page below /app/, three choices in a row.

A few run with the slow tests; tests/pages/test_choices.py asks the same without a browser. All of them print how many
choices were kept:

    pytest -n 0 -s -m "slow or not slow" tests/browser/test_every_picker.py
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.actions.installation import open_installation
from pressure.demo.events import _text, sign_as_it_waits
from pressure.demo.places import PLACES, actor, person_id
from pressure.domain.moments import day_of
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import writing
from pressure.words import shell
from tests.browser import pickers
from tests.browser.officer_steps import LOCAL, PLACE, Here, read_for_names, running_here, signed_in
from tests.browser.serving import needs_chromium

pytestmark = [needs_chromium, pytest.mark.timeout(1200)]
SHORT = {"register", "council", "data", "officer-sign", "officer-reply"}
WITHOUT = {"councils", "officer-desk", "officer-load", "officer-record", "officer-rehearsal"}
"""Pages that have nothing to choose as they are opened."""
ROLES = {
    "officer-sign": "signatory",
    "officer-view": "principal-social-worker",
    "officer-people": "administrator",
    "officer-record": "auditor",
    "officer-returns": "data-officer",
    "officer-load": "data-officer",
}
NEIGHBOUR = next(place for place in PLACES if place != PLACE)
WARDS = ("North wards", "South wards", "East wards", "The harbour", "The hills")


def pages(known: tuple[shell.AppPage, ...]) -> Iterator[object]:
    """Every page the menu knows, so that a new one is walked without being named here."""
    for page in known:
        mark = pytest.mark.slow if page.address in SHORT else pytest.mark.whole
        yield pytest.param(page.address, marks=mark)


@pytest.fixture(scope="module")
def officers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """Officers of two councils, with the same measure in five places: two of them signed, three waiting."""
    with running_here(tmp_path_factory.mktemp("officers"), LOCAL) as here:
        prepare(here.folder)
        yield here


def prepare(folder: Path) -> None:
    installation = open_installation(
        Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site")
    )
    with writing(installation.engine) as connection:
        for role in (Role.DIRECTOR, Role.ADMINISTRATOR, Role.PRINCIPAL_SOCIAL_WORKER, Role.SIGNATORY):
            people.give_role(connection, person_id(PLACE, role), NEIGHBOUR.code, role)
    now, director = installation.now(), actor(PLACE, Role.DIRECTOR)
    for place, area in enumerate(WARDS):
        text = _text(PLACE, "fewer_or_shorter_visits", now, installation.book()) | {"area": area}
        found = declaring.propose(
            installation,
            by=director,
            council_code=PLACE.code,
            text=text,
            starts_at=now,
            measure_id="fewer_or_shorter_visits",
            review_by=day_of(now) + timedelta(days=12),
        )
        if place < 2:
            sign_as_it_waits(installation, actor(PLACE, Role.SIGNATORY), found)


def proved(context: BrowserContext, url: str, name: str) -> None:
    """Nothing was lost, and nothing named two things."""
    walked = pickers.walk(context, url, name)
    print(f"\n{walked}")
    context.close()
    assert walked.wrong == []
    assert walked.kept == walked.made
    assert bool(walked.made) == (name not in WITHOUT)


@pytest.mark.parametrize("page", pages(shell.PAGES))
def test_three_choices_in_every_picker_of_a_public_page_are_kept_linked_and_brought_back(
    browser: Browser, address: str, page: str
) -> None:
    proved(browser.new_context(viewport={"width": 1280, "height": 900}), f"{address}/app/{page}", page)


@pytest.mark.parametrize("page", pages(shell.OFFICER_PAGES))
def test_three_choices_in_every_picker_of_an_officers_page_are_kept_linked_and_brought_back(
    browser: Browser, officers: Here, page: str
) -> None:
    context = signed_in(browser, officers, ROLES.get(page, "director"), f"/app/{page}").context
    proved(context, f"{officers.address}/app/{page}", page)


@pytest.mark.slow
def test_of_two_measures_that_read_alike_an_officer_signs_the_one_that_is_shown(
    browser: Browser, officers: Here
) -> None:
    """Chosen one after the other, and then gone back to: the digest on the page is the one of the text on the page."""
    page = signed_in(browser, officers, "signatory", "/app/officer-sign")
    pickers.drawn(page)
    picker, had, shown = next(iter(pickers.boxes(page))), set(), {}
    for _ in range(2):
        label = pickers.choose(page, picker, had)
        ward = next(area for area in WARDS if area in label)
        shown[ward] = page.get_by_test_id("stCode").inner_text().strip()
        assert page.get_by_text(ward).count() > 1
        assert page.get_by_text(f"the one with the digest {shown[ward]}").count() == 1
    assert len(set(shown.values())) == 2
    page.go_back()
    pickers.drawn(page)
    first = next(iter(shown))
    assert page.get_by_test_id("stCode").inner_text().strip() == shown[first]
    read_for_names(page)
    page.get_by_role("button", name="Sign this text").click()
    page.get_by_text(f"the text with the digest {shown[first]}").wait_for(timeout=60_000)
    installation = open_installation(Settings(database_url=str(officers.engine.url), site_dir=officers.folder / "site"))
    left = {
        declaring.waiting(installation, f"{PLACE.code}-{n}")[0]["area"]
        for n in (3, 4, 5)
        if f"{PLACE.code}-{n}" not in signed_now(officers)
    }
    assert left == set(WARDS[2:]) - {first}


def signed_now(here: Here) -> set[str]:
    from pressure.store import declarations
    from pressure.store.engine import reading

    installation = open_installation(Settings(database_url=str(here.engine.url), site_dir=here.folder / "site"))
    with reading(installation.engine) as connection:
        found = declarations.filed(connection, installation.book().declarations, council_code=PLACE.code)
    return {f.declaration.declaration_id for f in found if f.declaration.signed_at}
