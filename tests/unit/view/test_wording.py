"""Public sentences at their edges: dates, numbers, reasons and the level itself."""

import re
from datetime import timedelta
from typing import Any

import pytest

from pressure.content.steps import steps
from pressure.domain.day_counts import days_at
from pressure.words import dates, history, numbers, quote, reasons
from pressure.words import level as words_level
from pressure.words import register as words_register
from pressure.words.nations import anywhere
from pressure.words.reasons import WHY_NOT
from tests import notice_cases as cases
from tests.rating_cases import AT, BOOK, FIGURES, full_return, rated

HERE = anywhere(BOOK)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-16", "Monday 16 November 2026"),
        ("2026-11-16T00:30:00Z", "Monday 16 November 2026"),
        ("2026-06-30T23:30:00Z", "Wednesday 1 July 2026"),
        ("", "not known"),
        (None, "not known"),
    ],
)
def test_a_date_is_the_day_in_the_united_kingdom(when: str | None, words: str) -> None:
    assert dates.uk_date(when) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-18T09:30:00Z", "9:30am"),
        ("2026-07-01T08:30:00Z", "9:30am"),
        ("2026-11-18T14:00:00Z", "2pm"),
        ("2026-11-18T12:00:00Z", "midday"),
        ("2026-07-01T23:00:00Z", "midnight"),
        ("2026-11-18T00:05:00Z", "12:05am"),
    ],
)
def test_a_time_is_the_clock_in_the_united_kingdom(when: str, words: str) -> None:
    assert dates.uk_time(when) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-12-14T00:00:00Z", "Sunday 13 December 2026"),
        ("2026-06-30T23:00:00Z", "Tuesday 30 June 2026"),
        ("2026-12-14T15:00:00Z", "3pm on Monday 14 December 2026"),
    ],
)
def test_what_ends_at_midnight_can_be_relied_on_through_the_day_before(when: str, words: str) -> None:
    assert dates.last_good(when) == words


@pytest.mark.parametrize(
    ("value", "edges", "places", "words"),
    [
        (250, (250,), 0, "250"),
        (249.97, (250,), 0, "249.97"),
        (249.4, (250,), 0, "249"),
        (1250.4, (), 0, "1,250"),
        (4.96, (5,), 1, "4.96"),
        (5.04, (5,), 1, "5.04"),
        (0.0004, (0,), 0, "0.0004"),
        (0, (0,), 0, "0"),
        (100, (), 1, "100"),
    ],
)
def test_a_printed_figure_stays_on_its_own_side_of_every_edge(
    value: float, edges: tuple[float, ...], places: int, words: str
) -> None:
    assert numbers.plain(value, edges, places) == words


def test_figures_and_people_carry_their_units() -> None:
    assert numbers.figure(312, "per_100k") == "312 per 100,000 adults"
    assert numbers.figure(4.83, "percent") == "4.8%"
    assert numbers.people(1250, about=True) == "about 1,250 people"
    assert numbers.people(1, about=False) == "1 person"
    assert numbers.listed(["a", "b", "c"]) == "a, b and c"


def explained(measure_id: str, document: dict[str, Any]) -> dict[str, Any]:
    return next(m for m in document["rating"]["measures"] if m["measure_id"] == measure_id)


@pytest.mark.parametrize("measure", FIGURES, ids=lambda m: m.id)
@pytest.mark.parametrize("band", [1, 2, 3, 4])
def test_every_measure_says_its_figure_and_its_band_in_every_band(measure: Any, band: int) -> None:
    said = explained(measure.id, cases.document(rated(full_return({measure.id: band}))))
    words = reasons.reason(said, BOOK, HERE)

    assert words.startswith(f"Band {band} of 4.")
    assert numbers.plain(said["value"], [e["from"] for e in said["bands"].values()]) in words


@pytest.mark.parametrize("state", sorted(WHY_NOT))
def test_a_figure_that_could_not_count_says_why(state: str) -> None:
    said = {"measure_id": "wl_assess_rate", "unit": "per_100k", "state": state, "value": None, "period_end": None}
    said |= {"numerator": None, "marker": "", "source_id": None, "missing_counted_as": None}
    assert reasons.reason(said, BOOK, HERE) == WHY_NOT[state]


def test_a_stale_figure_says_its_date_and_no_pressure() -> None:
    stale = {
        "measure_id": "wl_assess_rate",
        "unit": "per_100k",
        "state": "stale",
        "value": 400,
        "period_start": "2024-04-01",
        "period_end": "2025-03-31",
        "band": None,
        "missing_counted_as": None,
    }
    assert reasons.reason(stale, BOOK, HERE) == (
        "The last figure is from the year to 31 March 2025, which is too old to count."
    )


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        (
            {"register_confirmed_for": "2026-11-15"},
            "None is signed. The council's newest return says that it uses longer periods alone, and nobody has signed "
            "that yet. The council last confirmed its register for the week to 15 November 2026.",
        ),
        (
            {"register_confirmed_for": None},
            "None is signed. The council's newest return says that it uses longer periods alone, and nobody has signed "
            "that yet.",
        ),
        (
            {"register_confirmed_for": "2026-11-15", "used_not_declared": ["longer_periods_alone"]},
            "None is signed. The council last confirmed its register for the week to 15 November 2026.",
        ),
    ],
)
def test_a_confirmed_register_never_says_none_beside_a_yes_in_the_newest_return(
    beside: dict[str, Any], words: str
) -> None:
    rating: Any = {"register_confirmed": True, "return_says_used": ["longer_periods_alone"], **beside}
    assert words_register.none_in_force(rating, BOOK) == words


@pytest.mark.parametrize(
    ("confirmed", "week", "words"),
    [
        (False, None, "The council has not confirmed whether an exceptional measure is in force."),
        (
            False,
            "2026-03-01",
            "The council last confirmed its register for the week to 1 March 2026. That is too long ago to count.",
        ),
        (True, "2026-11-22", "None. The council confirmed this for the week to 22 November 2026."),
    ],
)
def test_silence_about_the_register_is_never_read_as_calm(confirmed: bool, week: str | None, words: str) -> None:
    rating: Any = {"register_confirmed": confirmed, "register_confirmed_for": week}
    assert words_register.none_in_force(rating, BOOK) == words


@pytest.mark.parametrize(
    ("made", "start"),
    [
        (cases.calm, "Each figure scores points. Together they make 0 of 63 points. That is level 1."),
        (cases.settling, "It is still level 3. The level goes up at once, and comes down only when the figures of"),
        (cases.not_sent, "Some figures were not sent: planned home-care hours not delivered and "),
        (
            cases.declared,
            "The council has signed an exceptional measure. While it is in force, the level is at least 4",
        ),
        (cases.raised_level, "Two senior officers of the council have raised the level to 3. Without that it would be"),
    ],
)
def test_the_rule_that_decided_is_said_with_its_own_figures(made: Any, start: str) -> None:
    assert words_level.decided(made()["rating"], BOOK, HERE).startswith(start)


def test_the_families_floor_names_each_family_and_its_level() -> None:
    """Waiting lists all in band 4: 24 of 63 points are level 2, and the families 4, 1 and 1 make it 3."""
    rating = cases.document(rated(full_return({m.id: 4 for m in FIGURES if m.family == "waiting_list"})))["rating"]
    words = words_level.decided(rating, BOOK, HERE)

    assert (rating["deciding_rule"], rating["level_points"], rating["level_published"]) == ("family_floor", 2, 3)
    assert "“Waiting lists” at level 4, “Provider capacity” at level 1 and “Life and limb” at level 1" in words


def test_people_without_critical_care_are_named_as_what_decided() -> None:
    rating = cases.document(rated(full_return({"ll_critical_unsourced": 3})))["rating"]
    assert words_level.decided(rating, BOOK, HERE) == (
        "This figure alone keeps the level from being lower than 2: "
        "people without life-sustaining care for over 24 hours."
    )


def test_what_next_week_may_bring_is_said_only_while_a_level_settles() -> None:
    assert words_level.will_be(cases.settling()["rating"]) == "It will be level 2 if next week's figures say so again."
    assert words_level.will_be(cases.calm()["rating"]) == ""


def test_a_level_without_figures_says_at_least_and_since_when() -> None:
    rating = cases.floor_only()["rating"]
    assert words_level.at_least(rating, "2026-12-13", HERE) == (
        "At least level 4 (declared). Figures out of date since Sunday 13 December 2026."
    )
    assert (
        words_level.at_least(rating, None, HERE)
        == "At least level 4 (declared). We do not have enough up-to-date figures."
    )


@pytest.mark.parametrize(
    ("now", "was", "first", "words"),
    [
        (3, 2, False, "It has gone up. Before that it was level 2 (raised pressure)."),
        (1, 2, False, "It has gone down. Before that it was level 2 (raised pressure)."),
        (3, None, False, "Before that there was no current level."),
        (3, None, True, "This is the first level we have published here."),
        (None, 4, False, "Before that it was level 4 (very high pressure)."),
    ],
)
def test_the_direction_is_said_only_between_two_levels(
    now: int | None, was: int | None, first: bool, words: str
) -> None:
    rating = {"level_published": now, "level_before": was, "cause": None}
    assert words_level.direction(rating, BOOK, first=first) == words


def test_an_update_that_did_not_come_is_said_to_be_late() -> None:
    rating = {"next_due": "2026-03-11T09:30:00Z", "at": "2026-11-25T09:30:00Z"}
    assert words_level.next_update(rating) == (
        "It was due at 9:30am on Wednesday 11 March 2026. The figures have not come."
    )


def test_the_history_counts_unknown_days_beside_the_known() -> None:
    known = steps(cases.history((30, 2), (20, None), (5, 3)), AT)
    assert history.history_sentence(known) == (
        "From 26 October 2026 to 24 November 2026: level 2 for 10 days and level 3 for 5 days, "
        "and no current level for 15 days."
    )


def test_time_after_a_rating_ran_out_counts_as_unknown() -> None:
    start = AT - timedelta(days=30)
    ran_out = cases.row(start, None, 2, valid_until=(AT - timedelta(days=10)).isoformat())
    assert days_at(steps([ran_out], AT)) == {2: 20, None: 10}


@pytest.mark.parametrize(
    "made",
    cases.EVERY_STATE,
)
def test_the_quotable_sentence_has_place_day_and_level(made: Any) -> None:
    document = made()
    words = quote.quotable(document, BOOK, HERE)

    assert "Testshire" in words
    assert re.search(r"On \d+ \w+ 20\d\d", words)
    level = document["rating"]["level_published"]
    assert (f"{level} of 4" if level else "no current pressure level") in words


def test_a_demonstration_is_never_quotable() -> None:
    assert "Do not quote" in quote.quotable({**cases.high(), "demonstration": True}, BOOK, HERE)
