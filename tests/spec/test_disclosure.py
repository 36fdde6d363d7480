"""What may be printed of figures that are never scored, and when two versions of a figure are one in public."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pressure.document.rating import exact_document, public_document
from pressure.domain.rating.disclosure import SUPPRESSED, Shown, context_in_public, rounded_in_public, same_in_public
from pressure.domain.rating.rounding import nearest
from pressure.domain.readings import Reading, Status
from tests.level_cases import row
from tests.rating_cases import BOOK, rated, reading

RULE = BOOK.disclosure


def context(**figures: object) -> Reading:
    return row("ctx_of_some_kind", None, None, **figures)


@pytest.mark.parametrize(
    ("unit", "figures", "expected"),
    [
        ("people", {"numerator": 2}, (None, 0, "")),
        ("people", {"numerator": 3}, (None, 5, "")),
        ("people", {"value": Decimal(2)}, (0, None, "")),
        ("people", {"value": Decimal(312)}, (310, None, "")),
        ("per_100k", {"numerator": 4, "denominator": 90_000}, (None, 5, "")),
        ("per_100k", {"numerator": 43, "denominator": 90_001}, (None, 45, "")),
        ("per_100k", {"value": Decimal("4.4")}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5")}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5"), "denominator": 22}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5"), "denominator": 23}, (19, None, "")),
        ("days", {"value": Decimal("18.4"), "denominator": 4000}, (18, None, "")),
        ("days", {"status": Status.NOT_SUBMITTED, "marker": "[x]"}, (None, None, "[x]")),
        ("weeks", {"value": Decimal("2.3333")}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 7, "denominator": 3}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 412, "denominator": 22}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 412, "denominator": 23}, (16, 410, "")),
        ("weeks", {"numerator": 2, "denominator": 61}, (0, 0, "")),
        ("hours_a_week", {"numerator": 3}, (None, 3, "")),
    ],
)
def test_context_figures_of_a_return_are_rounded_and_small_bases_withheld(unit, figures, expected):
    """Never scored, but printed in readings.csv all the same."""
    shown = context_in_public(context(**figures), unit, RULE)
    assert (shown.value, shown.numerator, shown.marker) == expected


@given(
    unit=st.sampled_from(["weeks", "days", "people", "per_100k"]),
    count=st.integers(0, 3000),
    below=st.integers(1, 3000),
    own=st.integers(-2, 2),
    other=st.integers(-2, 2),
)
def test_what_is_printed_of_a_context_figure_follows_from_what_is_rounded(unit, count, below, own, other):
    """Two returns whose rounded counts are alike look alike."""

    def printed(numerator: int, denominator: int) -> Shown:
        return context_in_public(context(numerator=numerator, denominator=denominator), unit, RULE)

    near = (max(count + own, 0), max(below + other, 1))
    assume([nearest(n, 5) for n in (count, below)] == [nearest(n, 5) for n in near])
    assert printed(count, below) == printed(*near)


def test_context_figures_of_a_publication_are_shown_as_published():
    """Its publisher has already decided what may be seen."""
    told = context(value=Decimal(3), from_council=False, source_id="a-publication")
    assert context_in_public(told, "people", RULE).value == 3


@given(count=st.integers(0, 500))
def test_a_rounded_figure_is_marked_so_whatever_comes_out_of_rounding(count):
    """A mark that is only there when the number changed would tell 40 from 41."""
    sent = reading("wl_assess_rate", count=count)
    document = public_document(rated([sent]), BOOK)["measures"]
    assert next(m for m in document if m["measure_id"] == sent.measure_id)["value_is_rounded"] is True


def test_officers_see_the_exact_count_and_the_public_one_beside_it():
    sent = reading("wl_assess_rate", count=41)
    line = next(
        m for m in exact_document(rated([sent]), BOOK, [sent])["measures"] if m["measure_id"] == sent.measure_id
    )
    assert (line["numerator"], line["public_numerator"]) == (41, 40)


@pytest.mark.parametrize(
    ("changes", "people", "rounded"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"from_council": False}, True, False),
        ({"numerator": None}, True, False),
        ({"value_is_rounded": True, "from_council": False}, False, True),
    ],
)
def test_rounding_is_for_people_in_a_return_that_were_counted_and_for_what_its_publisher_rounded(
    changes, people, rounded
):
    told = replace(context(numerator=40, denominator=60_000), **changes)
    assert rounded_in_public(told, about_people=people) is rounded


@pytest.mark.parametrize(
    ("measure_id", "before", "after", "same"),
    [
        ("wl_assess_rate", (40, 60_000), (42, 60_000), True),
        ("wl_assess_rate", (40, 60_000), (43, 60_000), False),
        ("wl_reviews_overdue", (40, 100), (41, 102), True),
        ("wl_reviews_overdue", (40, 100), (41, 103), False),
        ("cap_vacancy_rate", (40, 100), (41, 100), False),  # posts are not rounded
    ],
)
def test_a_later_figure_is_news_only_where_its_public_figure_is_another(measure_id, before, after, same):
    """Only a change of a public figure is public."""
    one, other = (reading(measure_id, count=count, denominator=below) for count, below in (before, after))
    assert same_in_public(one, other, BOOK) is same
    assert not same_in_public(one, replace(other, status=Status.PROVISIONAL), BOOK)


def test_answers_and_names_nobody_knows_are_never_the_same():
    """There is nothing to round in a yes."""
    yes, no = (row("register_confirmed", None, None, value=Decimal(said)) for said in (1, 0))
    assert not same_in_public(yes, no, BOOK)
    assert Fraction(yes.value) == 1
