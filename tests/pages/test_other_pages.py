"""History, list, method, and the time before the first release."""

import json
from html import unescape
from pathlib import Path

import pytest
from streamlit.navigation.page import StreamlitPage

from pressure.settings import settings
from pressure.words import shell
from pressure.words.shell import PAGES as APP_PAGES
from pressure.words.shell import AppPage
from tests import site_cases
from tests.pages.conftest import Opened, said
from tests.rating_cases import BOOK
from tests.site_cases import STATES

PAGES = [page.script.removesuffix(".py") for page in APP_PAGES]
EMPTY = {
    "council": "We do not have enough up-to-date figures",
    "history": "Nothing has been published for Stillwater",
    "compare": "There is no figure here that can be set beside one of a year before",
    "councils": "1 council, by nation and in alphabetical order. No council has a current level now",
    "map": "No council here has a current level",
    "register": "None in force.",
    "method": "No publication gives this by council",
    "what_if": "Made-up figures",
    "back_test": "This installation has no Demonstration Region",
    "data": "The rating of each council names its sources",
}


def test_history_draws_steps_that_break_where_no_level_was_known(opened: Opened) -> None:
    """A line across unknown weeks would be invented."""
    page = opened("history", code="E10000003")
    assert not page.exception
    assert "no current level for 60 days" in said(page)
    spec = json.loads(page.get("plotly_chart")[0].proto.spec)
    hatched = [t for t in spec["data"] if t["type"] == "bar" and t["marker"].get("pattern")]
    assert hatched[0]["text"][0].startswith("No current level")
    assert spec["layout"]["xaxis"]["type"] == "date"


def test_history_has_a_table_that_says_the_same_as_the_chart(opened: Opened) -> None:
    """The chart cannot be read by everyone."""
    page = opened("history", code="E10000003")
    assert "<caption" in said(page)
    assert said(page).count('<th scope="row">') >= 4
    assert page.header[0].value in page.get("plotly_chart")[0].proto.alt


def test_history_without_a_council_asks_for_one(opened: Opened) -> None:
    """No empty chart."""
    page = opened("history")
    assert page.info
    assert not page.get("plotly_chart")


def test_the_list_has_every_council_in_alphabetical_order_by_nation(opened: Opened) -> None:
    """A list, never a ranking."""
    page = opened("councils")
    assert not page.exception
    assert [h.value for h in page.header] == ["England", "Scotland", "Demonstration Region (invented)"]
    england = next(m.value for m in page.markdown if 'class="az"' in m.value)
    names = sorted(name for code, (name, _, _) in STATES.items() if code.startswith("E"))
    places = [england.index(f">{name}<") for name in names]
    assert places == sorted(places)
    assert "not a ranking" in said(page)


def test_the_method_page_prints_every_measure_threshold_and_level_of_the_rules(opened: Opened) -> None:
    """It is made from the rules, so it cannot say anything else."""
    page = opened("method")
    assert not page.exception
    text = unescape(said(page))
    for measure in BOOK.measures:
        assert measure.title in text
        for how in measure.counting.values():
            assert how in text
    for level in BOOK.levels:
        assert level.name in text
        assert level.sentence in text
    assert "from 250 per 100,000 adults" in text
    assert "from 0.5 per 100,000 adults" in text


@pytest.mark.parametrize("page", [p for p in APP_PAGES if not p.about_one], ids=lambda p: p.address)
def test_a_page_is_headed_as_the_menu_calls_it(opened: Opened, page: AppPage) -> None:
    """Whoever follows a link must see that it led there."""
    assert [t.value for t in opened(page.script.removesuffix(".py")).title] == [page.title]


@pytest.mark.parametrize("address", PAGES)
def test_on_the_first_day_a_page_says_that_there_is_nothing_and_what_that_means(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """One council, no level, no file of figures: empty is written out, never an error and never an empty box."""
    site_cases.publish_bare(tmp_path)
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    text = unescape(said(opened(address, code="S12000033")))
    assert EMPTY[address] in text
    assert shell.NOT_THIS in text


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_fails_keeps_its_footer_and_names_the_line_of_the_log(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """Whoever reports a fault gives us its number; nobody is shown what happened inside."""

    def broken(_: StreamlitPage) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(StreamlitPage, "run", broken)
    page = opened(address, faults_expected=True, code="E10000003")
    shown = page.error[-1].value
    assert shell.FAULT_TITLE in shown
    assert shown.rsplit(" ", 1)[1] in "".join(capsys.readouterr())
    assert "secret detail" not in said(page)
    assert shell.NOT_THIS in unescape(said(page))


@pytest.mark.parametrize("address", PAGES)
def test_before_the_first_release_every_page_says_figures_are_being_loaded(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """A new installation never shows an error."""
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    page = opened(address)
    assert not page.exception
    assert "being loaded" in page.title[0].value
