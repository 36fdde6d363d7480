"""What may be printed of a figure that counts people, and what an attacker can work out from it."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pressure.document.rating import exact_document, public_document
from pressure.domain.measures import Unit
from pressure.domain.rating.disclosure import (
    SUPPRESSED,
    Shown,
    context_in_public,
    exactly,
    in_public,
    rounded_count,
    rounded_in_public,
)
from pressure.domain.readings import Status
from tests.rating_cases import (
    AT,
    BOOK,
    FIGURES,
    SUNDAY,
    confirmed,
    edge,
    full_return,
    in_band,
    measure,
    published,
    rated,
    reading,
    reason,
)

RULE = BOOK.disclosure
LIFE_AND_LIMB = [m.id for m in FIGURES if m.family == "life_and_limb"]
PEOPLE = [m.id for m in FIGURES if m.about_people and m.family != "life_and_limb"]
EXEMPT = [m.id for m in FIGURES if not m.about_people]
NARROWEST = 5


def rounded(count) -> Fraction | None:
    return rounded_count(Fraction(count), RULE)


def public(row) -> Shown:
    return in_public(reason(rated([row]), row.measure_id), BOOK)


def feasible(cases):
    """For every published answer, what could lie behind it: {answer: {secret, …}}."""
    behind = defaultdict(set)
    for secret, answer in cases:
        behind[answer].add(secret)
    return behind


@pytest.mark.parametrize("people", range(8))
def test_seven_people_or_fewer_are_never_printed(people):
    """Also none: a printed 0 would tell 0 from 1."""
    assert rounded(people) is None


@pytest.mark.parametrize(
    ("people", "printed"),
    [
        (8, 10),
        (12, 10),
        (13, 15),
        (17, 15),
        (18, 20),
        (22, 20),
        (23, 25),
        (102, 100),
        (103, 105),
        (Fraction("12.5"), 15),
        (Fraction("12.4"), 10),
        (Fraction("17.5"), 20),
        (Fraction("7.5"), 10),
    ],
)
def test_other_counts_are_rounded_to_the_nearest_five_with_halves_upward(people, printed):
    """12.5 is 15, never 10."""
    assert rounded(people) == printed


@pytest.mark.parametrize("people", ["7.001", "7.1", "7.4", "7.49"])
def test_a_daily_average_just_above_seven_is_not_printed_as_five(people):
    """A printed 5 could only mean "more than 7 and less than 7.5": the exact figure, given away."""
    assert rounded(Fraction(people)) is None


def test_every_printed_count_could_be_five_different_numbers_of_people():
    """The attack of `trust.md` §6 on single counts: nothing printed is narrower than five."""
    for answer, behind in feasible((n, rounded(n)) for n in range(500)).items():
        assert len(behind) >= NARROWEST or max(behind) >= 498, answer


def test_every_printed_daily_average_could_be_fifty_different_tenths():
    """The same for figures that have decimals."""
    for answer, behind in feasible((n, rounded(Fraction(n, 10))) for n in range(5000)).items():
        assert len(behind) >= 10 * NARROWEST or max(behind) >= 4975, answer


def test_every_printed_percentage_leaves_both_its_counts_at_least_five_wide():
    """Numerator, denominator and value together, for every n of d up to 40, with n never above d."""
    answers = feasible(
        ((n, d), (s.numerator, s.denominator, s.value, s.marker))
        for d in range(5, 41)
        for n in range(d + 1)
        for s in [public(reading("wl_reviews_overdue", count=n, denominator=d))]
    )
    for answer, behind in answers.items():
        highest = max(d for _, d in behind)
        for part in range(2):
            assert len({pair[part] for pair in behind}) >= NARROWEST or highest >= 38 or answer[0] is None, answer
    hidden = answers[(None, None, None, SUPPRESSED)]
    assert {n for n, _ in hidden} >= set(range(8))


def test_a_count_and_its_part_printed_side_by_side_stay_five_wide():
    """All waiting, and those of them waiting over six months: the pair gives neither away."""
    answers = feasible(
        ((whole, part), (rounded(whole), rounded(part))) for whole in range(60) for part in range(whole + 1)
    )
    for answer, behind in answers.items():
        for side in range(2):
            assert len({pair[side] for pair in behind}) >= NARROWEST or max(w for w, _ in behind) >= 57, answer


def test_a_total_by_the_same_rule_pins_at_most_one_suppressed_cell_in_two_hundred():
    """The measured figure for tables of three cells; an exact total would pin most of them."""
    answers = feasible((cells, (*map(rounded, cells), rounded(sum(cells)))) for cells in product(range(25), repeat=3))
    hidden = pinned = 0
    for answer, behind in answers.items():
        for cell in (i for i in range(3) if answer[i] is None):
            hidden += len(behind)
            pinned += len(behind) if len({b[cell] for b in behind}) == 1 else 0
    assert pinned / hidden <= 0.005


@pytest.mark.parametrize("measure_id", LIFE_AND_LIMB)
def test_of_a_life_and_limb_figure_only_the_band_is_public(measure_id):
    """No number, no distance, no direction."""
    row = in_band(measure_id, 3)
    assert public(row) == Shown(marker=SUPPRESSED)
    assert reason(rated([row]), measure_id).band == 3


def test_a_published_life_and_limb_figure_is_band_only_too():
    """The rule is about the family, not about who sent it."""
    assert public(published("ll_safeguarding_wait", "30")) == Shown(marker=SUPPRESSED)


def test_each_band_of_people_without_life_sustaining_care_is_at_least_seven_people_wide():
    """In the smallest area as in the largest: a published band never gives one person away."""
    for adults in (7_000, 60_000, 300_000, 800_000, 1_200_000):
        answers = feasible(
            (
                n,
                reason(
                    rated([reading("ll_critical_unsourced", count=n, denominator=adults)]), "ll_critical_unsourced"
                ).band,
            )
            for n in range(60)
        )
        assert answers[1] == {0}
        assert all(len(behind) >= 7 for band, behind in answers.items() if band > 1), adults


@pytest.mark.parametrize("measure_id", PEOPLE)
@pytest.mark.parametrize("people", [0, 1, 7])
def test_seven_people_or_fewer_withhold_the_figure_its_value_and_its_distances(measure_id, people):
    """A suppressed numerator suppresses everything worked out from it."""
    assert public(reading(measure_id, count=people)) == Shown(marker=SUPPRESSED)


@pytest.mark.parametrize("measure_id", [m for m in PEOPLE if measure(m).unit is Unit.PER_100K])
def test_a_published_rate_is_worked_out_from_the_rounded_numerator(measure_id):
    """13 of 600,000 is printed as 15, which is 2.5 per 100,000."""
    shown = public(reading(measure_id, count=13, denominator=600_000))
    assert (shown.numerator, shown.denominator, shown.value) == (15, 600_000, Fraction(5, 2))


def test_a_published_percentage_is_worked_out_from_two_rounded_counts():
    """Its denominator counts people as well."""
    shown = public(reading("wl_reviews_overdue", count=23, denominator=998))
    assert (shown.numerator, shown.denominator, shown.value) == (25, 1000, Fraction(5, 2))
    assert public(reading("wl_reviews_overdue", count=6, denominator=7)) == Shown(marker=SUPPRESSED)


@pytest.mark.parametrize("measure_id", [m for m in PEOPLE if measure(m).unit is Unit.PER_100K])
@pytest.mark.parametrize("adults", [33_431, 60_000, 214_300, 496_700])
def test_a_number_and_its_band_together_leave_at_least_five_numbers_of_people_open(measure_id, adults):
    """The exact band next to a rounded number once pinned counts near an edge; now the number is withheld there."""
    top = int(edge(measure_id, 4) * adults / 100_000) + 60
    answers = feasible(
        (n, (public(row), reason(rated([row]), measure_id).band))
        for n in range(top)
        for row in [reading(measure_id, count=n, denominator=adults)]
    )
    narrowest_band = min(edge(measure_id, b + 1) - edge(measure_id, b) for b in (2, 3)) * adults / 100_000
    for (shown, band), behind in answers.items():
        whole = max(behind) - min(behind) + 1
        assert whole >= min(NARROWEST, int(narrowest_band)) or max(behind) >= top - 8, (shown, band, behind)
        if shown.marker != SUPPRESSED:
            assert len(behind) >= NARROWEST or max(behind) >= top - 8, (shown, band, behind)


@pytest.mark.parametrize("measure_id", EXEMPT)
def test_hours_beds_posts_and_providers_are_printed_exactly(measure_id):
    """They are not people."""
    shown = public(reading(measure_id, count=3, denominator=40))
    assert (shown.numerator, shown.denominator, shown.value) == (3, 40, Fraction(15, 2))


@pytest.mark.parametrize("measure_id", [*PEOPLE, *EXEMPT])
def test_an_officially_published_figure_is_printed_as_published(measure_id):
    """It is public already, its publisher's own control included."""
    row = published(measure_id, "3.7")
    assert public(row) == exactly(reason(rated([row]), measure_id))
    assert public(row).value == Fraction("3.7")


def test_distances_are_those_of_the_rounded_value():
    """633 of 1,500,000 is printed as 635 or 42⅓: its distance to 90 is told from there."""
    shown = public(reading("wl_assess_over_6m", count=633, denominator=1_500_000))
    assert shown.value == Fraction(127, 3)
    assert (shown.to_worse, shown.to_better) == (90 - Fraction(127, 3), Fraction(127, 3) - 40)


@pytest.mark.parametrize("count", [593, 598, 600, 603, 607])
def test_a_number_within_a_step_and_a_half_of_an_edge_is_withheld(count):
    """The band says on which side it is; the number would say by how little."""
    assert public(reading("wl_assess_over_6m", count=count, denominator=1_500_000)) == Shown(marker=SUPPRESSED)


def test_the_same_rounded_figure_and_band_give_the_same_public_document():
    """Two councils that differ only behind the rounding are indistinguishable in everything we print."""
    rest = [r for r in full_return(2) if r.measure_id != "wl_assess_over_6m"]
    documents = defaultdict(set)
    for people in range(80):
        rating = rated([*rest, reading("wl_assess_over_6m", count=people, denominator=50_000)])
        shown = public_document(rating, BOOK)
        documents[(rounded(people), reason(rating, "wl_assess_over_6m").band)].add(repr(shown))
    assert all(len(same) == 1 for same in documents.values())


def test_life_and_limb_figures_in_the_same_band_give_the_same_public_document():
    """15 people or 44, 25 percent or 49: nothing but the band comes out."""
    rest = [r for r in full_return(2) if r.measure_id not in LIFE_AND_LIMB]
    shown = {
        repr(
            public_document(
                rated(
                    [
                        *rest,
                        reading("ll_critical_unsourced", count=people),
                        reading("ll_safeguarding_wait", count=waiting, denominator=of),
                    ]
                ),
                BOOK,
            )
        )
        for people in (15, 30, 44)
        for waiting, of in ((250, 1000), (499, 1000), (2, 5))
    }
    assert len(shown) == 1


def test_what_officers_see_is_exact():
    """Disclosure control is for the public document only."""
    row = reading("wl_assess_over_6m", count=3, denominator=60_000)
    assert exactly(reason(rated([row]), row.measure_id)).numerator == 3
    private = exact_document(rated([row]), BOOK)["measures"]
    assert next(m for m in private if m["measure_id"] == row.measure_id)["numerator"] == 3


def test_a_stale_figure_is_controlled_like_a_fresh_one():
    """Old people are people."""
    long_ago = SUNDAY - timedelta(weeks=20)
    assert public(reading("wl_assess_rate", count=3, period_end=long_ago)) == Shown(marker=SUPPRESSED)
    stale = public(reading("wl_assess_rate", count=13, denominator=60_000, period_end=long_ago))
    assert (stale.numerator, stale.value, stale.to_worse) == (15, 25, None)


def test_a_figure_nobody_sent_has_nothing_to_withhold():
    """ "[c]" marks a withheld figure, never a missing one."""
    for own in FIGURES:
        assert in_public(reason(rated([], at=AT), own.id), BOOK) == Shown()
    assert edge("wl_assess_rate", 2) == 250


@pytest.mark.parametrize(
    ("unit", "figures", "expected"),
    [
        ("people", {"numerator": 7}, (None, None, SUPPRESSED)),
        ("people", {"numerator": 8}, (None, 10, "")),
        ("people", {"value": Decimal(3)}, (None, None, SUPPRESSED)),
        ("people", {"value": Decimal(312)}, (310, None, "")),
        ("per_100k", {"numerator": 4, "denominator": 90_000}, (None, None, SUPPRESSED)),
        ("per_100k", {"numerator": 43, "denominator": 90_001}, (None, 45, "")),
        ("per_100k", {"value": Decimal("4.4")}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5")}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5"), "denominator": 22}, (None, None, SUPPRESSED)),
        ("days", {"value": Decimal("18.5"), "denominator": 23}, (19, None, "")),
        ("days", {"value": Decimal("18.4"), "denominator": 4000}, (18, None, "")),
        ("days", {"status": Status.NOT_SUBMITTED, "marker": "[x]"}, (None, None, "[x]")),
        ("weeks", {"value": Decimal("2.3333")}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 5, "denominator": 40}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 7, "denominator": 3}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 412, "denominator": 22}, (None, None, SUPPRESSED)),
        ("weeks", {"numerator": 412, "denominator": 23}, (16, 410, "")),
        ("weeks", {"numerator": 412, "denominator": 61}, (7, 410, "")),
        ("hours_a_week", {"numerator": 3}, (None, 3, "")),
    ],
)
def test_context_figures_of_a_return_hide_small_counts_of_people_too(unit, figures, expected):
    """Never scored, but printed in readings.csv all the same."""
    shown = context_in_public(confirmed(measure_id="ctx_of_some_kind", **{"value": None, **figures}), unit, RULE)
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
        return context_in_public(
            confirmed(measure_id="ctx_of_some_kind", value=None, numerator=numerator, denominator=denominator),
            unit,
            RULE,
        )

    near = (max(count + own, 0), max(below + other, 1))
    assume(
        all(
            rounded_count(Fraction(a), RULE) == rounded_count(Fraction(b), RULE)
            for a, b in zip((count, below), near, strict=True)
        )
    )
    assert printed(count, below) == printed(*near)


@given(count=st.integers(0, 500))
def test_a_rounded_figure_is_marked_so_whatever_comes_out_of_rounding(count):
    """A mark that is only there when the number changed would tell 40 from 41."""
    row = reading("wl_assess_rate", count=count, denominator=60_000)
    document = public_document(rated([row]), BOOK)["measures"]
    assert next(m for m in document if m["measure_id"] == row.measure_id)["value_is_rounded"] is True


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
    row = replace(reading("wl_assess_rate", count=40, denominator=60_000), **changes)
    assert rounded_in_public(row, about_people=people) is rounded


def test_officers_see_that_their_exact_figure_is_exact():
    row = reading("wl_assess_rate", count=41, denominator=60_000)
    document = exact_document(rated([row]), BOOK)["measures"]
    assert next(m for m in document if m["measure_id"] == row.measure_id)["value_is_rounded"] is False


def test_context_figures_of_a_publication_are_shown_as_published():
    """Its publisher has already decided what may be seen."""
    row = confirmed(measure_id="ctx_deaths_waiting", value=Decimal(3), from_council=False, source_id="a-publication")
    assert context_in_public(row, "people", RULE).value == 3
