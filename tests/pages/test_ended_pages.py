"""The pages below /app/ for a council that ended, for those that follow it, and for a code that was replaced."""

from pathlib import Path

import pytest

from tests.ended_cases import EAST, SURREY, WEST, installed, reorganised
from tests.pages.conftest import Opened, said

ENGLAND = "E92000001"
SAID = "Surrey ended on Wednesday 31 March 2027. From Thursday 1 April 2027 East Surrey and West Surrey follow it."
OF_ONE_COUNCIL = ("council", "history", "compare")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week after the day; the pages of this module are opened on it."""
    here = installed(tmp_path_factory.mktemp("ended"))
    here.at(2027, 4, 7, 9)
    here.take(reorganised(here.folder / "new"))
    here.publish("week", 2027, 4, 7, 9, 30)
    return here.installation.site_dir


@pytest.mark.parametrize("page", OF_ONE_COUNCIL)
def test_the_code_of_a_council_that_ended_says_so_and_leads_on(opened: Opened, page: str) -> None:
    """To its own page, which has everything of before, and to those who follow; nobody is shown for another."""
    app = opened(page, code=SURREY)
    assert not app.exception
    assert [w.value for w in app.warning] == [SAID]
    links = next(m.value for m in app.markdown if f"/councils/{SURREY}/" in m.value)
    assert f"/councils/{EAST}/" in links
    assert f"/councils/{WEST}/" in links
    assert app.query_params.get("code", [""])[0] == ""
    assert "evel 1 of 4" not in said(app)


@pytest.mark.parametrize("page", OF_ONE_COUNCIL)
def test_a_council_that_follows_has_its_own_page_without_a_level(opened: Opened, page: str) -> None:
    """Nothing of the one before is its own, neither a level nor a past."""
    app = opened(page, code=EAST)
    assert not app.exception
    assert [t.value for t in app.title] == ["East Surrey"]
    text = said(app)
    assert {
        "council": "No current level",
        "history": "no current level",
        "compare": "There is no figure here",
    }[page].casefold() in text.casefold()
    own = text.replace("Surrey, on its last day: Level 2 of 4", "")
    assert all(f"{n} of 4" not in own for n in range(1, 5))


def test_the_council_that_ended_can_be_chosen_nowhere_and_those_that_follow_everywhere(opened: Opened) -> None:
    for page in OF_ONE_COUNCIL:
        offered = opened(page).selectbox[0].options
        assert {"East Surrey", "West Surrey"} <= set(offered), page
        assert "Surrey" not in offered, page


def test_the_map_and_its_list_have_those_that_follow_and_not_the_one_that_ended(opened: Opened) -> None:
    """Boundaries of the new councils are not drawn yet, which is said."""
    app = opened("map", area=ENGLAND, show="level")
    assert not app.exception
    entries = next(m.value for m in app.markdown if "<ul>" in m.value and EAST in m.value)
    assert f"code={SURREY}" not in entries
    assert f"code={WEST}" in entries
    drawn = [m.value for m in app.markdown if "<svg" in m.value]
    assert all(f"code={SURREY}" not in one for one in drawn)


@pytest.mark.parametrize("page", OF_ONE_COUNCIL)
def test_a_code_that_was_replaced_opens_the_same_council(opened: Opened, page: str) -> None:
    """Barnsley's later one: nothing ended."""
    app = opened(page, code="E08000038")
    assert not app.exception
    assert [t.value for t in app.title] == ["Barnsley"]
    assert not any("ended" in w.value for w in app.warning)
