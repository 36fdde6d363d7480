"""The page of a real council without a level on a telephone and a desk: the answer stands on the first screen."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from pressure.actions.installation import Installation
from pressure.actions.installation_upgrade import upgrade
from pressure.release import site
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store.engine import open_engine
from tests.browser.serving import needs_chromium

pytestmark = [needs_chromium, pytest.mark.slow]
PLACES = {"E10000025": "England", "S12000033": "Scotland", "W06000015": "Wales", "BHSCT": "Northern Ireland"}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
FIRST = """() => {
  const ends = e => e.getBoundingClientRect().bottom;
  const part = document.querySelector('#official').parentElement;
  return [ends(document.querySelector('.panel')), ends(part.querySelector('.strong')),
          ends(part.querySelector('li') || part.querySelector('.strong'))];
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """As the first command of a fresh installation publishes them."""
    folder = tmp_path_factory.mktemp("fresh")
    upgrade(
        Installation(
            engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
            site_dir=Path(folder / "site"),
            settings=Settings(),
            rules=load_rules(),
        )
    )
    release = site.current(folder / "site")
    return {code: release.read(f"councils/{code}/index.html").decode() for code in PLACES}


@pytest.mark.parametrize("code", PLACES)
def test_the_answer_stands_on_the_first_screen_of_a_telephone(
    browser: Browser, pages: dict[str, str], code: str
) -> None:
    """The words for no level, the count, and the first figure where there is one."""
    page = browser.new_context(viewport=PHONE).new_page()
    page.set_content(pages[code])
    seen = page.evaluate(FIRST)
    page.context.close()
    assert max(seen) <= PHONE["height"], seen


@pytest.mark.parametrize("wide", [320, 1280])
def test_nothing_scrolls_sideways_and_axe_objects_to_nothing(
    browser: Browser, pages: dict[str, str], wide: int
) -> None:
    page = browser.new_context(viewport={**DESK, "width": wide}).new_page()
    for code in PLACES:
        page.set_content(pages[code])
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, code
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found] == [], code
    page.context.close()
