"""History as once published, register, data, compare and the look back, each in the states it can be in."""

import hashlib
import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from pressure.content.app import back_test_words as words
from pressure.content.explore import history_words as words_of_history
from pressure.web import health
from pressure.web.installation_now import published
from tests.pages.conftest import Opened, said
from tests.rating_cases import BOOK
from tests.site_cases import FIRST, SECOND, STATES


def test_history_can_be_read_as_an_earlier_release_had_it(opened: Opened) -> None:
    """What was published then stays readable as it was."""
    page = opened("history", code="E10000003", as_of=FIRST)
    assert "This is what was published on 9:30am on Wednesday 18 November 2026" in page.info[0].value
    assert f"/releases/{FIRST}/councils/E10000003/history.csv" in said(page)


def test_history_names_its_file_with_rows_and_digest(opened: Opened) -> None:
    """Anyone can check that nothing is missing."""
    text = said(opened("history", code="E10000003"))
    content = published().release.read("councils/E10000003/history.csv")
    assert hashlib.sha256(content).hexdigest() in text
    assert "4 rows" in text


def test_history_can_be_cut_to_the_last_weeks(opened: Opened) -> None:
    """A long history hides the present."""
    whole, part = opened("history", code="E10000003"), opened("history", code="E10000003", span="91")
    assert said(part).count("<tr>") < said(whole).count("<tr>")


def test_history_can_be_cut_to_a_calendar_year_and_names_only_years_there_are(opened: Opened) -> None:
    """By year, as people ask; the axis is one of dates whatever is chosen."""
    page = opened("history", code="E10000001", span="2026")
    assert "From 1 January 2026" in said(page)
    options = next(s for s in page.selectbox if s.label == words_of_history.SPAN).options
    assert "2026" in options
    assert " to 31 December 2025: " in said(opened("history", code="E10000001", span="2025"))
    assert "1999" not in options


def test_history_marks_what_else_happened(opened: Opened) -> None:
    """A level moves for reasons that are not figures too."""
    text = said(opened("history", code="E10000001"))
    assert "It began" in text
    assert "It ended on" in text
    assert "No exceptional measure" in said(opened("history", code="E10000003"))


def section(page: AppTest, title: str) -> str:
    """What stands below a heading of the register."""
    shown = list(page.main.children.values())
    place = next(n for n, one in enumerate(shown) if one.type == "header" and one.value == title)
    return str(shown[place + 1].value)


def test_the_register_puts_an_overdue_review_first(opened: Opened) -> None:
    """What should have been looked at again must not be found last."""
    page = opened("register")
    now = section(page, "In force now")
    assert now.index("Floorsea") < now.index("This is overdue. The measure is still in force.") < now.index("Middleham")
    assert "54 days so far" in now
    assert "Lasted" in section(page, "Ended")
    assert "30 days" in section(page, "Ended")


def test_the_register_tells_no_measure_from_no_answer(opened: Opened) -> None:
    """Silence is not read as calm."""
    page = opened("register")
    unconfirmed = section(page, "Councils that have not confirmed their register")
    confirmed = section(page, "Councils that have confirmed that none is in force")
    assert "Stillwater" in unconfirmed
    assert "Calmshire" in confirmed
    assert "Stillwater" not in confirmed


def test_the_register_says_none_in_force_when_there_is_none(opened: Opened) -> None:
    """An empty list is an answer and is written out."""
    assert "None in force." in section(opened("register", stage="3"), "In force now")


def test_the_register_can_be_filtered_by_place_and_state(opened: Opened) -> None:
    """A reader who wants one region gets one region."""
    assert "<h3>" not in section(opened("register", area="S92000003"), "In force now")
    in_force = section(opened("register", state="in_force"), "In force now")
    assert re.findall(r"<h3>(\w+)", in_force) == ["Middleham"]


@pytest.mark.parametrize(
    ("find", "found"), [("", True), ("rotas morning", True), ("MORNING care is", True), ("rotas evening", False)]
)
def test_what_ended_is_found_by_words_of_what_helped(opened: Opened, find: str, found: bool) -> None:
    """Other councils learn; what is in force stays as it is."""
    page = opened("register", find=find)
    ended = section(page, "Ended")
    assert ("Shared rotas each morning" in ended) is found
    assert found or "None that has ended is as you ask here." in ended
    assert "<h3>" in section(page, "In force now")


def test_invented_councils_are_marked_in_the_register(opened: Opened) -> None:
    """Nobody takes them for real ones."""
    assert "invented" in opened("register", area="demo").warning[0].value
    assert not opened("register").warning


def test_the_data_page_lists_every_file_with_rows_bytes_and_digest(opened: Opened) -> None:
    """Complete means that anyone can see that it is."""
    text = said(opened("data"))
    release = published().release
    for path, entry in release.manifest["files"].items():
        if path.startswith("data/") and not path.endswith(".html"):
            assert f'href="/{path}"' in text
            assert entry["sha256"] in text
            assert f"{entry['bytes']:,} byte" in text
            assert f'href="/releases/{SECOND}/{path}"' in text


def test_the_data_page_leads_to_everything_in_one_file(opened: Opened) -> None:
    """One zip, one database, and the list that proves them complete."""
    text = said(opened("data"))
    for file in ("everything.zip", "care-pressure.sqlite", "manifest.json"):
        assert f'href="/data/{file}"' in text
    assert 'href="/demo/data/DEMO_everything.zip"' in said(opened("data", councils="invented"))


def test_the_data_page_shows_the_first_rows_of_a_file(opened: Opened) -> None:
    """Nobody should download a file to learn its columns."""
    text = said(opened("data"))
    assert "First rows and hash of readings.csv" in text
    assert '<th scope="row">measure_id</th>' in text


def test_the_data_page_gives_a_citation_a_badge_and_examples(opened: Opened) -> None:
    """Reuse should be easy and traceable."""
    page = opened("data")
    code, text = "\n".join(c.value for c in page.code), said(page)
    assert f"release {SECOND}" in code
    assert "badge.svg" in code
    for example in ("pandas.read_parquet(", "read.csv(", "duckdb.sql(", "curl -O"):
        assert example in text


def test_compare_puts_the_council_beside_its_own_past_first(opened: Opened) -> None:
    """A council is best read against itself."""
    page = opened("compare", code="E10000003")
    assert page.header[0].value == "Beside its own past"
    assert ">Higher: 2" in said(page)
    assert "Choose a council above" in page.info[0].value


def test_compare_shows_coverage_and_definitions_with_the_figures(opened: Opened) -> None:
    """A figure beside another without what it rests on misleads."""
    page = opened("compare", code="E10000003", **{"with": "E10000001,S12000033"})
    text = said(page)
    assert "Weight that is known" in text
    assert "Where they come from" in text
    assert "These councils differ in: nation" in text
    assert text.count("1,500,000 (2024)") == 3
    assert text.index("Weight that is known") < text.index("The same figure from the same source")
    assert "Nobody may conclude" in page.warning[0].value


def test_compare_draws_the_same_weeks_of_each_and_its_own_first(opened: Opened) -> None:
    """Its own past stands before anybody else's, on the same axis; every picture says in words what it shows."""
    text = said(opened("compare", code="E10000003", **{"with": "E10000001,S12000033"}))
    strips = re.findall(r'class="strip" [^>]*aria-label="([^"]+)"', text)
    assert [s.partition(":")[0] for s in strips[:4]] == ["Highbury", "Highbury", "Calmshire", "Stillwater"]
    assert all("week" in s for s in strips[:4])
    assert "among 3 councils with this figure" in strips[4]
    assert text.index("The last 52 weeks") < text.index("Where each stands among all councils")


def test_compare_alone_has_no_other_councils_weeks(opened: Opened) -> None:
    """Nobody is put beside another without being asked for."""
    strips = re.findall(r'class="strip" [^>]*aria-label="([^"]+)"', said(opened("compare", code="E10000003")))
    assert strips[0].startswith("Highbury: ")
    assert all("Highbury" in s for s in strips)
    assert not any(name in s for s in strips for name in ("Calmshire", "Stillwater"))
    assert "among 3 councils with this figure" in strips[1]


def test_compare_never_ranks(opened: Opened) -> None:
    """Columns stand by name, whatever the figures say."""
    text = said(opened("compare", code="E10000003", **{"with": "S12000033,E10000001"}))
    assert text.index('<th scope="col">Calmshire') < text.index('<th scope="col">Stillwater')
    assert "rank" not in text.lower()


def test_compare_without_a_council_asks_for_one(opened: Opened) -> None:
    """No empty table."""
    assert opened("compare").info


def test_looking_back_says_that_it_was_worked_out_afterwards(opened: Opened) -> None:
    """Nobody may take it for what was published."""
    assert opened("back_test").info[0].value.startswith("Worked out afterwards")


def test_looking_back_gives_the_national_families_of_the_method_paper(opened: Opened) -> None:
    """England in April 2022: 10 of 15 points in the family of waiting lists, level 3."""
    text = said(opened("back_test"))
    assert "England, 30 April 2022: waiting lists 10 of 15 points, level 3" in text
    assert "provider capacity weight 3 of 8 known, no level" in text


def test_looking_back_says_why_a_publication_gives_no_family_level(opened: Opened) -> None:
    """Two of eight parts are not half a family; the page shows bands and says that they are no levels."""
    page = opened("back_test")
    assert "England, year by year: Waiting lists" in [s.value for s in page.subheader]
    text = unescape(said(page))
    assert "That makes 2 of the family's 8 parts." in text
    assert "no level here, to a council or to a family" in text
    assert '<th scope="col">Level' not in text.partition("Waiting lists")[2].partition("</table>")[0]
    assert '<th scope="col">Band 4</th>' in text


def test_looking_back_shows_what_another_threshold_would_have_done(opened: Opened) -> None:
    """Communities see the trade-off on real figures."""
    what = "wl_assess_rate.weekly-return"
    assert said(opened("back_test", show=what)).count("0 of 2 figures would have been") == 1
    moved = opened("back_test", show=what, **{f"t2.{what}": "125"})
    assert "1 of 2 figures would have been in another band" in said(moved)
    refused = opened("back_test", show=what, **{f"t2.{what}": "500"})
    assert "must rise" in said(refused)


def test_figures_of_nations_with_their_own_thresholds_are_not_moved_by_one(opened: Opened) -> None:
    """Delayed discharges are counted otherwise in Scotland than in England: one threshold of both would be nobody's."""
    offered = next(s for s in opened("back_test").selectbox if s.label == words.WHAT).options
    assert [o for o in offered if "discharge" in o] == []


def test_looking_back_draws_the_invented_region_with_weeks_without_a_level(opened: Opened) -> None:
    """A chart, a sentence and a table that say the same."""
    page = opened("back_test")
    assert page.get("plotly_chart")[0].proto.alt
    assert "3 Sundays" in said(page)
    assert "invented" in page.warning[-1].value


def test_the_method_page_shows_one_councils_figures_against_the_bands(opened: Opened) -> None:
    """How a council came to its band, beside what the band is."""
    page = opened("method", code="E10000003")
    assert page.selectbox[0].value == "E10000003"
    text = said(page)
    assert (
        "Hospital bed days lost to delayed discharge, by council area: 3 figures from November 2023 to November "
        "2024. The newest is 32 per 100,000 adults (band 2)."
    ) in text
    assert text.count('<p class="strong">Highbury over time</p>') == len(BOOK.measures)
    assert "No figure of Highbury has been published" in text
    assert "over time" not in said(opened("method"))


def test_a_figure_that_was_withheld_is_no_point_and_critical_care_is_a_line_like_any_other(opened: Opened) -> None:
    """What was marked as withheld has no place between the bands; everything else is public as it was scored."""
    drawn = [m.value for m in opened("method", code="E10000003").markdown if "over time</p>" in m.value]
    waiting = next(m for m in drawn if "120 per 100,000" in m)
    assert "2 figures from the week to 11 October 2026 to the week to 25 October 2026" in waiting
    critical = next(m for m in drawn if "1.6 per 100,000" in m)
    assert len(re.findall(r'd="M[^"]*L[^"]*L[^"]*" fill="none"', critical)) == 1


def test_the_method_page_with_a_code_nobody_knows_shows_no_council(opened: Opened) -> None:
    """A mistyped link still explains the method."""
    page = opened("method", code="E99999999")
    assert page.title[0].value == "How levels are worked out"
    assert "over time" not in said(page)


def test_the_method_page_shows_how_real_councils_stand_or_that_nobody_knows(opened: Opened) -> None:
    """Three councils are too few for a percentile."""
    text = said(opened("method"))
    assert "No publication gives this by council" in text
    assert "/app/what-if" in text


def test_a_first_load_that_failed_is_told_from_one_that_goes_on(
    opened: Opened, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patience does not help against a fault."""
    from pressure.settings import settings

    monkeypatch.setattr(settings, "site_dir", tmp_path)
    monkeypatch.setattr(health.start_failed, "is_set", lambda: True)
    assert "did not work" in opened().info[0].value


def test_every_page_says_who_runs_it_what_data_it_is_and_where_to_turn(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public page has somebody behind it."""
    from pressure.settings import settings

    monkeypatch.setattr(settings, "operated_by", "North Hub")
    monkeypatch.setattr(settings, "feedback_address", "help@north.example")
    text = said(opened("councils"))
    assert "Run by North Hub." in text
    assert "mailto:help@north.example" in text
    assert "/accessibility/" in text
    assert "Real figures, published" in text
    assert f"method version {BOOK.method_version}" in text
    assert len(STATES) > 1
