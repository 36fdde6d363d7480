"""A figure, what lies between two figures, and the time a figure is of: each told as what it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.content.explore.explorer_words import distances
from pressure.rules import load_rules
from pressure.words.measures import found, is_average
from pressure.words.numbers import change, difference, figure
from pressure.words.periods import during, of_figure, period
from tests.first_edition import first_edition
from tests.shipped_sources import source

BOOK = load_rules().in_force(date(2026, 11, 27))
AVERAGES = {m.id for m in BOOK.measures if is_average(m.id, BOOK)}
HOURS = {m.id for m in BOOK.measures if m.counted == "hours"}
UNITS = ("percent", "per_100k", "days", "weeks", "people", "hours_a_week")
VALUES = st.decimals(0, 1000, places=4).map(float)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1, "percent", "1 percentage point"),
        (0.98, "percent", "1 percentage point"),
        (-1, "percent", "1 percentage point"),
        (0.4, "percent", "0.4 percentage points"),
        (2, "percent", "2 percentage points"),
        (0.04, "percent", "0.04 percentage points"),
        (12.4, "per_100k", "12 per 100,000 adults"),
        (1, "per_100k", "1 per 100,000 adults"),
        (1, "days", "1 day"),
        (2, "days", "2 days"),
        (1, "people", "1 person"),
        (1, "weeks", "1 week"),
        (1, "hours_a_week", "1 hour a week"),
        (3, "hours_a_week", "3 hours a week"),
    ],
)
def test_what_lies_between_two_figures_has_the_unit_of_a_difference(value, unit, words):
    assert difference(value, unit) == words


@given(VALUES, VALUES)
def test_no_difference_of_two_percentages_is_told_as_a_percentage(now, before):
    assert "%" not in change(now, before, "percent")[1]
    assert "percentage point" in change(now, before, "percent")[1]


@given(VALUES, VALUES, st.sampled_from(("percent", "per_100k")))
def test_a_change_agrees_with_the_two_figures_printed_beside_it(now, before, unit):
    """3.8% to 2% is 1.8 percentage points, whatever the decimals nobody sees."""
    shown = [Decimal(figure(v, unit).replace(",", "").replace("%", " ").split()[0]) for v in (now, before)]
    way, by = change(now, before, unit)
    assert Decimal(by.replace(",", "").split()[0]) == abs(shown[0] - shown[1])
    assert way == (shown[0] > shown[1]) - (shown[0] < shown[1])


@given(VALUES, st.sampled_from(UNITS))
def test_one_is_told_as_one_and_the_others_as_many(value, unit):
    for said in (figure(value, unit), difference(value, unit)):
        number, _, words = said.replace("%", " ").partition(" ")
        if words and unit != "per_100k":
            many = words.split(" a ")[0].endswith("s") or words == "people"
            assert many == (number != "1"), said


@pytest.mark.parametrize("unit", ["percent", "per_100k"])
@given(VALUES.filter(bool))
def test_a_distance_is_never_nothing_and_never_a_percentage(unit, value):
    said = distances({"to_worse": value, "to_better": value, "band": 2, "unit": unit})
    assert "%" not in said
    assert " 0 " not in f" {said}"


@pytest.mark.parametrize(
    ("start", "end", "wide", "narrow"),
    [
        ("2024-11-30", "2024-11-30", "30 November 2024", "30 Nov 2024"),
        ("2024-11-01", "2024-11-30", "November 2024", "Nov 2024"),
        ("2024-02-01", "2024-02-29", "February 2024", "Feb 2024"),
        ("2026-11-16", "2026-11-22", "the week to 22 November 2026", "week to 22 Nov 2026"),
        ("2024-04-01", "2025-03-31", "the year to 31 March 2025", "year to 31 Mar 2025"),
        ("2023-03-01", "2024-02-29", "the year to 29 February 2024", "year to 29 Feb 2024"),
        ("2024-03-01", "2025-02-28", "the year to 28 February 2025", "year to 28 Feb 2025"),
        ("2024-04-01", "2024-06-30", "1 April 2024 to 30 June 2024", "1 Apr 2024 to 30 Jun 2024"),
        (None, "2024-11-30", "the period to 30 November 2024", "period to 30 Nov 2024"),
    ],
)
def test_a_period_is_told_as_what_it_is(start, end, wide, narrow):
    assert period(start, end) == wide
    assert period(start, end, narrow=True) == narrow


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 800))
def test_only_a_single_day_is_told_as_a_day(start, days):
    figured = {
        "measure_id": "cap_vacancy_rate",
        "period_start": start.isoformat(),
        "period_end": (start + timedelta(days=days)).isoformat(),
    }
    assert during(figured, BOOK).startswith("on ") == (days == 0)
    assert during(figured, BOOK).split()[0] in {"on", "in", "from"}


@pytest.mark.parametrize("measure_id", sorted(AVERAGES))
def test_a_months_average_is_never_told_as_its_last_day(measure_id):
    november = {"measure_id": measure_id, "period_start": "2024-11-01", "period_end": "2024-11-30"}
    assert of_figure(november, BOOK) == during(november, BOOK) == "the average of November 2024"
    assert of_figure(november, BOOK, narrow=True) == "Nov 2024, average"


def test_the_averages_are_those_whose_counting_rules_say_so():
    assert {m.id for m in BOOK.measures if "divide by" in m.counting["who_is_counted"]} == AVERAGES
    assert {m.id for m in BOOK.measures if "average" in m.found} == AVERAGES


def test_the_return_may_carry_decimals_for_an_average_and_for_hours():
    """The description of the return and the rules must not drift apart."""
    assert source("weekly-return").reader.decimal_counts == AVERAGES | HOURS


def test_a_figure_is_told_in_the_words_of_the_version_it_was_rated_with(tmp_path):
    """A sentence that changes changes no rating of the past."""
    rules = first_edition(tmp_path / "rules")
    file = rules / "measures/cap_vacancy_rate.yaml"
    first = file.read_text(encoding="utf-8")
    second = first[first.index("  - effective_from:") :].replace("    retrospective: true\n", "")
    for old, new in (
        ("effective_from: 2015-01-01", "effective_from: 2028-01-01"),
        ("published_on: 2026-11-21", "published_on: 2027-12-01"),
        ("next_review: 2027-05-22", "next_review: 2028-06-01"),
        ("{n}% of care jobs were empty.", "{n}% of care jobs had nobody in them."),
    ):
        assert old in second
        second = second.replace(old, new)
    file.write_text(first + second, encoding="utf-8")
    book = load_rules(rules).in_force(date(2026, 11, 27))

    def said(day: str) -> str:
        line = {
            "measure_id": "cap_vacancy_rate",
            "unit": "percent",
            "value": 7.0,
            "rule_effective_from": day,
            "bands": {},
        }
        return found({**line, "title": "Vacancies"}, book)

    assert said("2015-01-01") == "7% of care jobs were empty."
    assert said("2028-01-01") == "7% of care jobs had nobody in them."
    assert (
        found({"measure_id": "gone", "title": "Gone", "unit": "percent", "value": 7.0, "bands": {}}, book)
        == "Gone: 7%."
    )
