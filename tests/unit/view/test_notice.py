"""The council's notice: its order, its states, and what it must never say."""

import re
from typing import Any

import pytest

from pressure.content.notice.easy_read import easy_read
from pressure.content.notice.notice import notice
from pressure.drawing.blocks import DefinitionList, Items
from pressure.words.quote import not_reported
from tests import level_cases
from tests import notice_cases as cases
from tests.rating_cases import AT, BOOK, FIGURES, full_return, rated, reading
from tests.unit.view.notice_text import section, text_of, whole

WITH_LEVEL = [
    "help",
    "meaning",
    "why",
    "waits",
    "exceptional",
    "actions",
    "waiting",
    "unknown",
    "history",
    "level",
    "journalists",
    "links",
]
WITHOUT = ["official", "help", "missing", "history", "links"]
WAIT, WAITS = cases.WAIT, cases.WAITS
PAST = cases.history((400, 1), (21, 3))


def test_sections_come_in_the_order_a_worried_person_needs() -> None:
    made = notice({**cases.high(), "context": [WAIT]}, PAST, BOOK)
    assert [s.id for s in made.sections] == WITH_LEVEL


def test_without_a_level_the_page_says_what_is_missing_and_what_is_known() -> None:
    made = notice(cases.no_level(), cases.history((400, 2), (100, None)), BOOK)

    assert [s.id for s in made.sections] == WITHOUT
    assert made.level_line == BOOK.no_level.name
    words = section(made, "missing")
    assert "The council has not sent: waiting for an assessment, waiting over six months" in words
    assert "In no publication here: " in words
    assert "with our letter." in words
    assert "The last level was level 2 (raised pressure), until 16 August 2026. Do not rely on it now." in words
    assert "That is too long ago to count." in words


def test_a_place_too_small_for_a_level_says_that_and_not_that_figures_are_missing() -> None:
    small = level_cases.rated(full_return(2), at=AT, place=level_cases.Somewhere(adults_18plus=14_999))
    made = notice(cases.document(small), [], BOOK)
    assert made.level is None
    assert made.sentence.startswith("No current level. So few adults live here that a level would be chance.")
    assert "missing or too old" not in section(made, "missing")


def test_waits_are_left_out_when_none_was_published_and_never_promised_when_one_was() -> None:
    assert "waits" not in [s.id for s in notice(cases.high(), PAST, BOOK).sections]
    words = waits(WAIT)
    assert "waited 34 days or longer" in words
    assert "In the year to 31 March 2026." in words
    assert "Source: Waiting times (The Department)." in words
    assert "We cannot promise" in words


def waits(*figures: dict[str, Any]) -> str:
    document = {**cases.high(), "context": list(figures), "sources": WAITS}
    return section(notice(document, PAST, BOOK), "waits")


def test_an_old_wait_is_dated_quiet_and_called_old() -> None:
    document = {**cases.high(), "context": [{**WAIT, "state": "stale", "period_end": "2023-03-31"}], "sources": WAITS}
    part = next(s for s in notice(document, PAST, BOOK).sections if s.id == "waits")
    assert [b.tone for b in part.blocks if isinstance(b, DefinitionList)] == ["quiet"]
    assert "31 March 2023" in section(notice(document, PAST, BOOK), "waits")
    assert "Things may be very different now." in section(notice(document, PAST, BOOK), "waits")


def test_a_wait_kept_back_by_its_publisher_says_so_and_one_never_given_says_nothing() -> None:
    assert "so small that it could point to a person" in waits({**WAIT, "value": None, "state": "suppressed"})
    assert waits({**WAIT, "value": None, "state": "not_submitted"}) == ""
    later = {
        **WAIT,
        "newer_unusable": {"period_start": "2026-09-01", "period_end": "2026-09-30", "status": "suppressed"},
    }
    assert "There is a later figure, for September 2026, that" in waits(later)


def test_other_published_figures_are_folded_away_and_never_called_a_wait() -> None:
    staff = {**WAIT, "measure_id": "ctx_turnover", "title": "Care staff who left", "unit": "percent", "value": 23.7}
    made = notice({**cases.high(), "context": [staff], "sources": WAITS}, PAST, BOOK)
    assert "waits" not in [s.id for s in made.sections]
    assert "never count towards the level" in section(made, "links")
    assert "Care staff who left: 23.7%." in section(made, "links")


def test_the_three_figures_that_weigh_most_stand_with_the_level() -> None:
    top = notice(cases.high(), PAST, BOOK).top
    assert top is not None
    assert top.decided.startswith("The most points come from: planned home-care hours not delivered (band 4), ")
    assert top.decided.count("(band ") == 3


def test_a_count_of_life_and_limb_is_public_and_rounded() -> None:
    """37 people in the block are about 35: nobody can be picked out, and nobody is left out."""
    other = full_return(2, without=["ll_critical_unsourced"])
    made = notice(cases.document(rated([*other, reading("ll_critical_unsourced", count=37)])), [], BOOK)
    assert "about 35 people" in whole(made)
    assert not re.search(r"\b37\b", whole(made))


def test_a_declared_level_is_never_described_as_measured() -> None:
    made = notice(cases.declared(), PAST, BOOK)

    assert made.level == 4
    assert BOOK.level(4).sentence not in whole(made)
    assert made.sentence == (
        "Adult social care in Testshire has been at level 4 of 4 (very high pressure) since Wednesday 25 November "
        "2026, because the council has declared an exceptional measure. Figures alone give level 2. "
        + BOOK.level(2).sentence
    )


def test_a_level_without_figures_says_at_least() -> None:
    made = notice(cases.floor_only(), PAST, BOOK)

    assert made.level_line == "At least level 4 of 4"
    assert made.caveat.startswith("At least level 4 (declared).")
    assert made.sentence == (
        "Adult social care in Testshire has been at level 4 of 4 at least (very high pressure) since "
        "Sunday 24 January 2027, because the council has declared an exceptional measure."
    )
    assert "overdue" in section(made, "exceptional")


def test_a_level_that_settles_says_so_beside_the_number() -> None:
    made = notice(cases.settling(), PAST, BOOK)

    assert made.level == 3
    assert made.caveat == "It is level 3 now. It will be level 2 if next week's figures say so again."
    assert "because it comes down only when two weeks running say so. Figures alone give level 2." in made.sentence


def test_figures_that_were_not_sent_are_said_to_count_as_high() -> None:
    made = notice(cases.not_sent(), PAST, BOOK)

    assert made.sentence.endswith(", because figures that were not sent count as high.")
    assert "2 figures of 11 could not count." in section(made, "unknown")
    assert "Until a figure comes it counts as high: band 4." in section(made, "unknown")
    assert "Until a figure comes it counts as high: band 3." in section(made, "unknown")


def test_the_register_tells_none_from_not_confirmed() -> None:
    assert section(notice(cases.calm(), PAST, BOOK), "exceptional").startswith("None.")
    silent = cases.document(rated(full_return(1, confirms=False)))
    assert "has not confirmed" in section(notice(silent, PAST, BOOK), "missing")


def test_a_declaration_in_force_is_shown_with_the_fixed_line_about_rights() -> None:
    row = {"declaration_id": "D3", "people": "People with care at home", "reason": "Two providers closed."}
    words = section(notice(cases.declared(), PAST, BOOK, [row]), "exceptional")

    assert "Two providers closed." in words
    assert "the north of the area" in words
    assert BOOK.declarations.fixed_public_line.strip() in words


@pytest.mark.parametrize(
    ("nation", "ombudsman"),
    [
        ("E92000001", "Local Government and Social Care Ombudsman"),
        ("W92000004", "Public Services Ombudsman for Wales"),
        ("S92000003", "Scottish Public Services Ombudsman"),
        ("N92000002", "Northern Ireland Public Services Ombudsman"),
    ],
)
def test_complaints_go_to_the_ombudsman_of_the_nation(nation: str, ombudsman: str) -> None:
    made = notice({**cases.calm(), "council": {**cases.COUNCIL_FACTS, "nation_code": nation}}, PAST, BOOK)
    others = {
        "Local Government and Social Care Ombudsman",
        "Public Services Ombudsman for Wales",
        "Scottish Public Services Ombudsman",
        "Northern Ireland Public Services Ombudsman",
    } - {ombudsman}

    assert ombudsman in section(made, "waiting")
    assert not any(other in section(made, "waiting") for other in others)


def test_northern_ireland_has_trusts_and_no_111() -> None:
    trust = {
        **cases.COUNCIL_FACTS,
        "kind": "hsc_trust",
        "nation_code": "N92000002",
        "gov_uk_slug": "",
        "name": "Northern",
        "official_name": "Northern Health and Social Care Trust",
    }
    made = notice({**cases.no_level(), "council": trust}, PAST, BOOK)

    assert "GP out of hours" in section(made, "help")
    assert "111" not in section(made, "help")
    assert "The trust has not sent" in section(made, "missing")
    assert "council" not in section(made, "missing")


def test_help_leads_to_the_councils_own_page_and_never_to_a_guessed_number() -> None:
    words = section(notice(cases.high(), PAST, BOOK), "help")
    assert words.startswith("If someone is in danger now, call 999.")
    assert re.findall(r"\d{3,}", words) == ["999", "111", "111"]


@pytest.mark.parametrize(
    "made",
    cases.RATED,
)
def test_every_notice_says_until_when_it_can_be_relied_on_and_never_what_it_is_not(made: Any) -> None:
    words = whole(notice(made(), PAST, BOOK))

    assert "Do not rely on this after" in words
    assert "ask for help" in words.lower()
    for banned in (
        "OPEL",
        "critical incident",
        "not rated",
        "special measures",
        "league",
        "worst council",
        "only call",
        "do not call",
        "avoid contacting",
    ):
        assert banned not in words, banned


def test_all_in_one_band_still_makes_a_page() -> None:
    for band in (1, 2, 3, 4):
        made = notice(cases.document(rated(full_return({m.id: band for m in FIGURES}))), [], BOOK)
        assert made.level is not None


def test_the_demonstration_stays_under_its_own_address() -> None:
    made = notice({**cases.high(), "demonstration": True}, PAST, BOOK, base="/demo")
    hrefs = [
        part.href
        for s in made.sections
        for b in s.blocks
        if isinstance(b, Items)
        for item in b.items
        for part in item
        if not isinstance(part, str)
    ]
    ours = [h for h in hrefs if h.startswith("/") and not h.startswith("/app/")]

    assert ours
    assert all(h.startswith("/demo/") for h in ours)


def test_easy_read_keeps_help_level_and_register() -> None:
    made = easy_read(cases.declared(), BOOK)
    words = "\n".join(text_of(b) for s in made.sections for b in s.blocks)

    assert "Call 999" in words
    assert "You can still ask for help." in words
    assert "Do not rely on this after" in words
    assert BOOK.level(4).sentence not in words
    assert AT.year == 2026


def test_contacts_the_operator_gave_come_in_the_order_they_are_needed() -> None:
    """By day, by night, and in writing; the council's own page is never left out."""
    given = {"telephone": "01632 960001", "out_of_hours_telephone": "01632 960101", "email": "care@testshire.example"}
    words = section(notice({**cases.high(), "contact": given}, PAST, BOOK), "help").replace("\N{NO-BREAK SPACE}", " ")
    assert words.splitlines()[1:4] == [
        "To ask for care, or to say that things have got worse, call 01632 960001.",
        "In the evening, at night or at the weekend, call 01632 960101.",
        "You can also write to care@testshire.example or contact Testshire County Council.",
    ]
    only = section(notice({**cases.high(), "contact": {"email": "care@testshire.example"}}, PAST, BOOK), "help")
    assert "worse, write to care@testshire.example or contact Testshire County Council." in only


def test_a_place_that_never_had_a_level_says_so_and_draws_no_history() -> None:
    never = notice(cases.no_level(), cases.history((100, None)), BOOK)
    assert "No level was ever published here." in section(never, "missing")
    assert "history" not in [s.id for s in never.sections]
    lost = notice(cases.no_level(), cases.history((400, 2), (100, None)), BOOK)
    assert "No level was ever" not in section(lost, "missing")
    assert "history" in [s.id for s in lost.sections]


def test_the_history_never_says_now_because_the_page_is_kept() -> None:
    """A page may stand for weeks: what goes on is dated."""
    words = section(notice(cases.high(), PAST, BOOK), "history")
    assert "3, High pressure; 4 Nov 2026; goes on; 21 days by 25 Nov 2026" in words
    assert "; now;" not in words


def test_on_the_day_of_a_change_the_new_level_goes_on_and_the_one_before_it_has_ended() -> None:
    """The day journalists look: panel, first row, sentence and picture say the same."""
    made = notice(cases.high(), cases.history((56, 2), (0, 3)), BOOK)
    words = section(made, "history")
    assert made.level == 3
    assert "3, High pressure; 25 Nov 2026; goes on; from today, 25 Nov 2026" in words
    assert "2, Raised pressure; 30 Sep 2026; 24 Nov 2026; 56 days" in words
    assert "From 30 September 2026 to 24 November 2026: level 2 for 56 days." in words
    assert "It changed 1 time. The highest level was 3." in words
    assert "goes on; 56 days" not in words


def test_the_same_level_with_and_without_figures_is_one_run() -> None:
    """“At least level 3” is level 3: the run goes on, and the row says that part of it was signed."""
    rows = cases.history((40, 3), (10, 3))
    rows[1]["status"] = "floor_only"
    words = section(notice(cases.high(), rows, BOOK), "history")
    assert "3 or at least 3, High pressure; 16 Oct 2026; goes on; 40 days by 25 Nov 2026" in words


def test_time_without_a_level_is_one_line_whatever_the_reason() -> None:
    ran_out = [*cases.history((300, 2), (200, None))]
    ran_out[0]["valid_until"] = "2026-04-01T00:00:00Z"
    words = section(notice(cases.no_level(), ran_out, BOOK), "history")
    assert words.count("No current level;") == 1
    assert "No current level; 1 Apr 2026; goes on" in words


def test_what_was_not_reported_is_said_once_an_age() -> None:
    words = "\n".join(not_reported(cases.no_level()["rating"]))
    old = (
        "Last for the year to 31 March 2022, 1,700 days before this page came out: adults ready to leave hospital "
        "and delayed."
    )
    assert old in words
    assert words.count("Never sent:") == 1


def test_a_median_below_a_day_is_not_called_a_wait_of_nought_days() -> None:
    assert "had waited less than a day" in waits({**WAIT, "value": 0})
    assert "had waited 1 day or longer" in waits({**WAIT, "value": 1})


def test_a_citation_is_a_whole_address_where_the_site_has_one() -> None:
    made = notice(cases.high(), PAST, BOOK, address="https://pressure.example")
    assert "https://pressure.example/councils/X99000001/." in section(made, "journalists")
