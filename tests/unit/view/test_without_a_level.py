"""The page of a council without a level: official figures first, one count that is no level, and where to get help."""

import re
from datetime import date
from typing import Any

import pytest

from pressure.content.notice.doors import doors_of
from pressure.content.notice.notice import Notice, notice
from pressure.content.plain.councils import council_page
from pressure.council_list import load_councils
from pressure.document.shapes import OfficialDocument
from pressure.drawing.blocks import Drawn, Grid
from tests import notice_cases as cases
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK, full_return, rated
from tests.unit.view.notice_text import section, whole

NATIONS = {
    "E92000001": "NHS 111",
    "S92000003": "NHS inform",
    "W92000004": "NHS 111 Wales",
    "N92000002": "GP out of hours",
}


def made(figures: OfficialDocument | None, document: Any = None, **more: Any) -> Notice:
    return notice(document or cases.no_level(), [], BOOK, figures=figures, **more)


def words(*figures: dict[str, Any]) -> str:
    return section(made(official(*figures)), "official")


def table(*figures: dict[str, Any]) -> Grid:
    part = made(official(*figures)).sections[0]
    return next(block for block in part.blocks if isinstance(block, Grid))


def test_the_count_comes_first_and_says_that_it_is_no_level() -> None:
    first = words(hospital(), jobs(5.0, 1)).splitlines()[0]
    assert first == "1 of 2 official figures are in the two highest of four bands. This is not a level."
    assert words(hospital()).startswith("1 of 1 official figure is in the two highest")
    assert words(hospital(band=None, state="stale")).startswith("No official figure here has a band now.")
    assert section(made(official()), "official").startswith("No official figure on our bands is published")
    assert section(made(None), "official") == section(made(official()), "official")


def test_each_figure_is_one_line_with_its_month_its_nation_and_its_own_past() -> None:
    lines = words(hospital(), jobs()).splitlines()
    assert lines[1] == (
        "Hospital, Oct 2026: of every 100,000 adults, 42 a day were ready to leave and still there. England: 31. "
        "Higher than in 9 of the 12 months before."
    )
    assert lines[2] == "Care jobs, 2025-26: 8.1% were empty. England: 7%."


@pytest.mark.parametrize(
    ("lower", "compared", "said"),
    [
        (0, 12, "Not higher than in any of the 12 months before."),
        (12, 12, "Higher than in all of the 12 months before."),
        (1, 1, "Higher than the month before."),
        (0, 1, "Not higher than the month before."),
        (3, 7, "Higher than in 3 of the 7 months before."),
    ],
)
def test_a_month_is_set_beside_the_months_there_are(lower: int, compared: int, said: str) -> None:
    assert said in words(hospital(months_lower=lower, months_compared=compared))


def test_a_figure_without_a_band_says_why_and_is_drawn_on_none() -> None:
    old = table(hospital(band=None, state="stale")).rows[0]
    assert old[3] == Drawn("", "too old for a band")
    assert "(too old for a band)" in words(hospital(band=None, state="stale"))
    part = table(hospital(band=None, state="low_coverage")).rows[0]
    assert part[3] == Drawn("", "of too few hospitals for a band")
    late: dict[str, Any] = {"measure_id": "ctx_discharged_late", "unit": "percent", "bands": {}, "band": None}
    beside = {**hospital(13.7, state="stale", nation_value=None, months_lower=None), **late}
    assert table(beside).rows[0][3] == Drawn("", "no band")
    line = "Left hospital late, Oct 2026: 13.7% left a day or more after they were ready."
    assert f"{line} No band: what it covers is unknown." in words(beside)
    assert words(beside, hospital()).splitlines()[1] == line


def test_pictures_speak_and_never_have_a_colour_of_a_level() -> None:
    row = table(hospital()).rows[0]
    bullet, line = (cell for cell in row if isinstance(cell, Drawn))
    assert 'aria-label="In band 4 of 4; England in band 3"' in bullet.svg
    assert 'aria-label="13 periods, from 30 to 42, at last 42"' in line.svg
    drawn = bullet.svg + line.svg
    assert not any(level.colour in drawn for level in BOOK.levels)
    assert "http" not in drawn
    assert bullet.text == "4 of 4"
    assert row[5:] == ("higher", "Oct 2026")


def test_the_wait_for_care_to_start_stands_beside_the_wait_for_an_assessment() -> None:
    waits = [
        {**cases.WAIT, "value": 38, "period_start": "2022-04-01", "period_end": "2023-03-31"},
        {**cases.WAIT, "measure_id": "ctx_start_median_days", "value": 25},
    ]
    document: Any = {**cases.no_level(), "context": waits, "sources": cases.WAITS}
    said = section(made(None, document), "official")
    assert (
        "Half waited 38 days or longer for an assessment and 25 days or longer for care to start "
        "(2022-23, The Department). Yours may differ."
    ) in said
    none: Any = {**document, "context": [{**waits[0], "value": 0}]}
    assert "Half waited less than a day for an assessment" in section(made(None, none), "official")


@pytest.mark.parametrize(("nation", "medical"), NATIONS.items())
def test_every_nation_has_its_own_doors_and_only_england_the_view_of_its_regulator(nation: str, medical: str) -> None:
    document = cases.at_place(cases.no_level(), {"nation_code": nation})
    page = made(None, document)
    said = section(page, "help")
    assert said.startswith("If someone is in danger now, call 999.")
    assert medical in said
    for start in ("an assessment is free: ", "If you look after someone: ", "Someone to speak up for you: "):
        assert start in said
    assert ("theirs, not ours" in section(page, "links")) == (nation == "E92000001")


def test_the_regulators_own_page_of_a_council_is_written_down_and_never_built() -> None:
    """An address is what somebody saw; for a council without one the list of all is named as a list."""
    kent = council_page(cases.at_place(cases.no_level(), {"code": "E10000016"}), [], BOOK).decode()
    assert "assessment-reports/kent-0525" in kent
    assert "CQC&#39;s own assessment of this council" in kent
    other = council_page(cases.at_place(cases.no_level(), {"code": "E10000025"}), [], BOOK).decode()
    assert 'href="https://www.cqc.org.uk/care-services/local-authority-assessment-reports"' in other
    assert "CQC&#39;s own assessments of councils" in other


def test_every_report_that_is_written_down_is_of_an_english_council_and_at_its_regulators() -> None:
    """An operator adds lines to the list; a slip of a code would show one council's report on another's page."""
    england = doors_of("E92000001")
    assert england is not None
    for code, address in england.assessments.items():
        council = load_councils().by_code(code, date(2026, 11, 28)).council
        assert council is not None, code
        assert council.nation_code == "E92000001"
        assert address.startswith("https://www.cqc.org.uk/care-services/local-authority-assessment-reports/")
    assert len(set(england.assessments.values())) == len(england.assessments)


def test_no_level_of_a_family_and_no_worst_case_is_named() -> None:
    """“Provider capacity at level 4” was quoted as a level of the council."""
    said = whole(made(official(hospital(), jobs())))
    assert not re.search(r"\blevel \d", said, re.IGNORECASE)
    assert "pressure (" not in said


COUNTED = {
    "measure_id": "wl_assess_rate",
    "question": "area",
    "title": "Which area",
    "choice": "whole",
    "says": "The whole area.",
    "own_words": "",
    "since": None,
    "changed_on": [],
    "answered_at": "2026-11-01T09:00:00Z",
}


@pytest.mark.parametrize(
    ("counting", "said"),
    [
        ([], "The council has not said how it counts these figures."),
        ([COUNTED], "How the council counts, in its own answers: as a file."),
        (None, ""),
    ],
)
def test_figures_of_its_own_are_said_to_be_counted_somehow_or_not_said(counting: Any, said: str) -> None:
    """Beside figures that a council sent, and not where it sent none or was never asked."""
    asked: Any = {} if counting is None else {"counting": counting}
    sent = cases.document(rated(full_return(2)[1:]))
    assert sent["rating"]["level_published"] is None
    found = section(made(None, {**sent, **asked}), "known")
    assert said in found
    assert bool(said) == ("not said how" in found or "in its own answers" in found)
    assert "said how" not in whole(made(None, {**cases.no_level(), **asked}))
