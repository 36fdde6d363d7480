"""The page of one council, in every state a council can be in."""

import html
import re

import pytest

from pressure.clock import now
from pressure.content.app import council
from pressure.content.explore import explorer_words
from pressure.web.installation_now import published
from tests.pages.conftest import Opened, said
from tests.rating_cases import BOOK
from tests.site_cases import DEMONSTRATION, STATES

LEVELS = {"E10000001": 1, "E10000003": 3, "E10000004": 2, "E10000002": 4, "E10000007": 3}
DECIDED_BY_FIGURES = {"E10000001", "E10000003"}


@pytest.mark.parametrize(("code", "level"), LEVELS.items())
def test_a_rated_council_shows_its_level_as_number_word_and_bars_first(opened: Opened, code: str, level: int) -> None:
    """The one question a resident comes with is answered before anything else."""
    page = opened(code=code)
    assert not page.exception
    assert [t.value for t in page.title] == [STATES[code][0]]
    sign = next(m.value for m in page.markdown if "<svg" in m.value).partition('<div class="side">')[0]
    assert f"evel {level} of 4" in sign
    assert BOOK.level(level).name in sign
    assert sign.count('fill="currentColor"') == level
    if code in DECIDED_BY_FIGURES:
        assert BOOK.level(level).sentence in said(page)


def test_level_two_is_shown_too(opened: Opened) -> None:
    """A history with every level has them all in its table."""
    assert BOOK.level(2).name in said(opened("history", code="E10000003"))


def test_every_figure_is_a_row_with_its_band_and_what_weighs_most_is_said_first(opened: Opened) -> None:
    """A reader sees what weighs most without looking for it."""
    page = opened(code="E10000003")
    top, table = (next(m.value for m in page.markdown if one in m.value) for one in ('class="top"', 'class="figs"'))
    assert "The most points come from: planned home-care hours not delivered (band 4)" in top
    assert 'aria-label="The last 52 weeks, oldest first: ' in top
    assert table.count('<tr class="f"') == table.count('<tr class="more"') == table.count('<th scope="row">') == 11
    assert "<caption>" in table
    assert "band 4" in table


def test_the_plain_page_and_its_twin_have_the_same_first_screen_and_figures(opened: Opened) -> None:
    page, seen = opened(code="E10000003"), published()
    council = seen.find("E10000003")
    assert council is not None
    plain = seen.release.read("councils/E10000003/index.html").decode()
    for name in ("families", "figs"):
        app = next(m.value for m in page.markdown if f'class="{name}"' in m.value)
        assert words_of(app, name) == words_of(plain, name)


def words_of(drawn: str, name: str) -> list[str]:
    table = drawn.partition(f'<table class="{name}">')[2].partition("</table>")[0]
    return html.unescape(re.sub(r"<[^>]+>", " ", table)).split()


def test_a_level_that_what_was_not_sent_keeps_up_says_so(opened: Opened) -> None:
    """A level that only missing figures keep up must not look like a finding."""
    text = said(opened(code="E10000004"))
    assert "Some figures were not sent: planned home-care hours not delivered and " in text
    assert "Each counts as high until it comes." in text


@pytest.mark.parametrize("code", ["E10000003", "E10000004"])
def test_a_page_says_how_far_what_is_missing_could_move_the_level(opened: Opened, code: str) -> None:
    """The range stands beside the level."""
    page = opened(code=code)
    assert "How sure this is" in [h.value for h in page.header]
    assert "% of the weight. A level needs two thirds" in said(page)


def test_a_declared_level_without_figures_says_at_least(opened: Opened) -> None:
    """Silence does not end a signed measure, and does not make its level exact."""
    text = said(opened(code="E10000005"))
    assert "At least level 4" in text
    assert "Life-sustaining care only" in text or "stage 3" in text


@pytest.mark.parametrize("code", ["E10000003", "E10000002", "S12000033", DEMONSTRATION])
def test_a_page_says_how_its_level_is_challenged_and_what_is_to_be_checked(opened: Opened, code: str) -> None:
    page = opened(code=code)
    base = "/demo" if code == DEMONSTRATION else ""
    assert f'href="{base}/method/#challenge"' in said(page)
    assert f'href="{base}/method/#nations"' in said(page)
    assert "is to be checked" in said(page)


def test_at_the_highest_level_what_to_do_now_stands_first(opened: Opened) -> None:
    def heads(code: str) -> list[str]:
        return [h.value for h in opened(code=code).header]

    assert heads("E10000002")[0] == "What to do now"
    assert "What to do now" not in heads("E10000003")


def test_without_a_level_official_figures_come_first_and_no_level_is_named(opened: Opened) -> None:
    """A worst case or a family's own level is quoted as a level of the council."""
    page = opened(code="S12000033")
    text = said(page)
    assert BOOK.no_level.name in text
    assert BOOK.no_level.sentence in text
    assert [h.value for h in page.header][:2] == ["Official figures", "How to get help"]
    assert "1 of 1 official figure is in the two highest of four bands. This is not a level." in text
    assert "Hospital, Oct 2026: of every 100,000 adults, 42 a day were ready to leave and still there." in text
    assert "would be level" not in text
    assert explorer_words.FAMILIES not in text


def test_a_raised_level_gives_its_public_reason(opened: Opened) -> None:
    """Whoever raises a level says why, to everyone."""
    assert "A provider closes this week." in said(opened(code="E10000007"))


def test_an_invented_council_is_marked_as_invented(opened: Opened) -> None:
    """No one may take the demonstration for news."""
    page = opened(code=DEMONSTRATION)
    assert "and its figures are invented" in page.warning[0].value
    assert "(invented)" in next(o for o in page.selectbox[0].options if o.startswith("Invented Vale"))
    assert page.selectbox[0].value == DEMONSTRATION


def test_an_unknown_code_says_so_and_offers_the_list(opened: Opened) -> None:
    """A mistyped link is not an error page."""
    page = opened(code="E99999999")
    assert not page.exception
    assert "E99999999" in page.warning[0].value
    assert [t.value for t in page.title] == ["Your council"]


def test_without_a_code_the_page_asks_for_a_council(opened: Opened) -> None:
    """The first visit begins with the finder."""
    page = opened()
    assert not page.exception
    assert page.info
    assert page.selectbox[0].label == "Find your council"


@pytest.mark.parametrize("typed", ["HBY", "highbury on the hill"])
def test_another_name_finds_the_council_and_the_address_then_carries_its_code(opened: Opened, typed: str) -> None:
    """People use other names than the statistics office does."""
    page = opened(code=typed)
    assert page.query_params["code"] in ("E10000003", ["E10000003"])
    assert page.title[0].value == "Highbury"


@pytest.mark.parametrize("typed", ["High", "bury", "e1000000"])
def test_a_part_of_a_name_opens_nothing_and_offers_what_it_could_mean(opened: Opened, typed: str) -> None:
    """Nobody reads another council's level for their own."""
    page = opened(code=typed)
    assert page.title[0].value != "Highbury"
    assert "code" not in page.query_params
    assert ("/app/council?code=E10000003" in said(page)) is (typed != "e1000000")
    assert "https://www.gov.uk/find-local-council" in said(page)


def test_a_rating_that_ran_out_warns_by_itself(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to publish anything for a page to say it is out of date."""
    from datetime import timedelta

    assert not opened(code="E10000003").error
    seen = published()
    highbury = seen.find("E10000003")
    assert highbury is not None
    assert not council.out_of_date(seen, highbury, now())
    assert "not up to date since" in council.out_of_date(seen, highbury, now() + timedelta(days=400))


def test_every_line_of_the_page_links_on_to_the_plain_page_and_the_files(opened: Opened) -> None:
    """The plain page is the one to print and to keep."""
    text = said(opened(code="E10000003"))
    for address in ("/councils/E10000003/", "/councils/E10000003/rating.json", "/councils/E10000003/history.csv"):
        assert f'href="{address}"' in text


def test_a_councils_page_leads_to_its_brief_for_members_and_scrutiny(opened: Opened) -> None:
    """In front of the files: it is what a committee prints."""
    assert "/councils/E10000003/brief/" in said(opened(code="E10000003"))
