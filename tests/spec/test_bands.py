"""Which band a figure falls in, and which figures cannot be scored at all."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pressure.domain.measures import UNIT_BASE, Cadence, Unit
from pressure.domain.readings import Status
from tests.rating_cases import (
    ADULTS,
    AT,
    BOOK,
    DAY,
    FIGURES,
    STAGE,
    confirmed,
    edge,
    entry,
    published,
    rated,
    reading,
    reason,
)

HAIR = Fraction(1, 10**30)
EDGES = [(m.id, band) for m in FIGURES for band in m.edges]
PERCENTS = [m.id for m in FIGURES if m.unit is Unit.PERCENT]
LIMITS = [
    (Cadence.WEEKLY, "waiting_list", 28),
    (Cadence.WEEKLY, "provider_capacity", 28),
    (Cadence.WEEKLY, "life_and_limb", 21),
    (Cadence.FOUR_WEEKLY, "waiting_list", 45),
    (Cadence.FOUR_WEEKLY, "life_and_limb", 45),
    (Cadence.MONTHLY, "provider_capacity", 75),
    (Cadence.MONTHLY, "life_and_limb", 75),
    (Cadence.YEARLY, "provider_capacity", 640),
    (Cadence.YEARLY, "life_and_limb", 640),
]


def judged(*readings, at=AT):
    return reason(rated(readings, at=at), readings[0].measure_id)


def on_or_above(measure_id, band):
    """The band a value on the edge has: an `above` edge does not take its own value."""
    inclusive = next(m for m in FIGURES if m.id == measure_id).edges[band].at_least is not None
    return band if inclusive else band - 1


@pytest.mark.parametrize(("measure_id", "band"), EDGES)
def test_a_value_on_an_edge_takes_the_higher_band(measure_id, band):
    """Nobody argues about the edge: it belongs to the worse band, unless the rule says "above"."""
    assert judged(reading(measure_id, edge(measure_id, band))).band == on_or_above(measure_id, band)


@pytest.mark.parametrize(("measure_id", "band"), [e for e in EDGES if e != ("ll_critical_unsourced", 2)])
def test_a_hair_below_an_edge_is_still_the_lower_band(measure_id, band):
    """No rounding before banding, however close."""
    assert judged(reading(measure_id, edge(measure_id, band) - HAIR)).band == band - 1


@pytest.mark.parametrize(("measure_id", "band"), EDGES)
def test_a_hair_above_an_edge_is_in_the_band(measure_id, band):
    """And no rounding the other way."""
    assert judged(reading(measure_id, edge(measure_id, band) + HAIR)).band == band


@pytest.mark.parametrize("measure_id", [m.id for m in FIGURES])
def test_zero_is_band_1_and_a_known_zero_is_not_a_missing_figure(measure_id):
    """A council that counted and found none has said something."""
    known = judged(reading(measure_id, 0))
    assert (known.state, known.band, known.points) == ("scored", 1, 0)


@pytest.mark.parametrize("measure_id", [m.id for m in FIGURES])
def test_a_missing_figure_has_no_band_and_no_points(measure_id):
    """Missing is never 0 and never band 1."""
    silent = reason(rated([]), measure_id)
    assert (silent.state, silent.band, silent.points, silent.scored) == ("missing", None, 0, False)


@pytest.mark.parametrize("status", ["suppressed", "not_submitted", "not_applicable", "refused"])
@pytest.mark.parametrize("measure_id", [m.id for m in FIGURES])
def test_a_figure_marked_unusable_is_never_scored_even_with_a_number_beside_it(measure_id, status):
    """The mark decides, not what happens to stand in the cell."""
    marked = judged(reading(measure_id, edge(measure_id, 4), status=Status(status)))
    assert (marked.state, marked.band, marked.points) == (status, None, 0)


@pytest.mark.parametrize("status", ["ok", "provisional", "estimated"])
def test_a_provisional_or_estimated_figure_is_scored_like_any_other(status):
    """A flagged figure is better than none."""
    assert judged(reading("wl_assess_rate", 450, status=Status(status))).band == 3


@pytest.mark.parametrize(("cadence", "family", "days"), LIMITS)
def test_a_figure_is_fresh_on_its_last_day_and_stale_on_the_next(cadence, family, days):
    """Age equal to the limit is still fresh."""
    own = next(m for m in FIGURES if m.family == family)
    on_limit = judged(reading(own.id, edge(own.id, 3), cadence=cadence, period_end=DAY - timedelta(days=days)))
    day_after = judged(reading(own.id, edge(own.id, 3), cadence=cadence, period_end=DAY - timedelta(days=days + 1)))
    assert (on_limit.state, on_limit.band, on_limit.age_days, on_limit.fresh_until) == ("scored", 3, days, DAY)
    assert (day_after.state, day_after.band, day_after.points) == ("stale", None, 0)
    assert day_after.value is not None, "a stale figure is shown with its date, unscored"


@pytest.mark.parametrize("measure_id", PERCENTS)
def test_a_percentage_of_four_is_too_few_and_of_five_is_scored(measure_id):
    """One person more or less would move a percentage of four by a band or more."""
    four = judged(reading(measure_id, count=4, denominator=4))
    five = judged(reading(measure_id, count=5, denominator=5))
    assert (four.state, four.band) == ("too_few", None)
    assert (five.state, five.band) == ("scored", 4)


def test_a_rate_per_100k_is_scored_in_the_smallest_area():
    """ "Too few" is a rule about percentages only."""
    assert judged(reading("wl_assess_rate", count=1, denominator=4)).band == 4


@pytest.mark.parametrize("measure_id", PERCENTS)
def test_none_of_none_is_not_applicable_and_some_of_none_is_refused(measure_id):
    """0 of 0 is an honest answer to a question that does not arise; n of 0 is a mistake."""
    assert judged(reading(measure_id, count=0, denominator=0)).state == "not_applicable"
    assert judged(reading(measure_id, count=3, denominator=0)).state == "refused"


def test_a_count_without_any_population_figure_has_no_rate():
    """A rate needs a population; where none is published there is no rate, no zero, and nobody says that it does not
    apply."""
    bare = judged(reading("wl_assess_rate", numerator=300, scale=1, denominator=None))
    assert (bare.state, bare.band, bare.value) == ("no_population", None, None)


@pytest.mark.parametrize(
    ("people", "denominator", "band"),
    [
        (7, 100_000, 2),
        (8, 100_000, 3),
        (14, 100_000, 3),
        (15, 100_000, 4),
        (8, 800_000, 3),
        (8, 800_001, 2),
        (15, 500_000, 4),
        (15, 500_001, 3),
        (7, 7, 2),
        (1, ADULTS, 2),
        (0, 7, 1),
    ],
)
def test_life_sustaining_care_needs_both_the_rate_and_the_number_of_people(people, denominator, band):
    """So that a small council's band never gives one person away: every band is at least seven people wide."""
    assert judged(reading("ll_critical_unsourced", count=people, denominator=denominator)).band == band


@pytest.mark.parametrize("measure_id", [m.id for m in FIGURES])
def test_a_published_decimal_is_banded_exactly_as_printed(measure_id):
    """5.2 is five and two tenths, not the nearest binary fraction."""
    top = edge(measure_id, 4)
    assert judged(published(measure_id, Decimal(int(top)))).band == on_or_above(measure_id, 4)
    assert judged(published(measure_id, Decimal(int(top)) - Decimal("1e-25"))).band == 3


def test_points_are_the_band_less_one_times_the_weight_for_every_measure():
    """Whole points only, as every reader can multiply."""
    for own in FIGURES:
        for band in (2, 3, 4):
            assert judged(reading(own.id, edge(own.id, band) + HAIR)).points == (band - 1) * own.weight


def test_distances_run_to_the_worse_edge_and_back_to_the_edge_of_its_own_band():
    """How far to the next band each way, in the measure's unit."""
    middle = judged(reading("wl_assess_rate", 300))
    assert (middle.to_worse, middle.to_better) == (150, 50)
    best, worst = judged(reading("wl_assess_rate", 100)), judged(reading("wl_assess_rate", 900))
    assert (best.to_worse, best.to_better) == (150, None)
    assert (worst.to_worse, worst.to_better) == (None, 200)


@pytest.mark.parametrize(("stage", "band", "points"), [(1, 1, 0), (2, 3, 6), (3, 4, 9)])
def test_the_stage_in_force_gives_its_band_without_any_return(stage, band, points):
    """The register itself is the figure: it is never typed in."""
    known = reason(rated([], entry(stage)), STAGE.id)
    assert (known.state, known.stage, known.band, known.points) == ("scored", stage, band, points)


def test_a_confirmed_register_without_measures_is_stage_0_and_band_1():
    """Calm counts only when somebody says so."""
    known = reason(rated([confirmed()]), STAGE.id)
    assert (known.state, known.stage, known.band) == ("scored", 0, 1)


def test_silence_about_the_register_does_not_score_as_calm():
    """No return, no band."""
    assert (reason(rated([]), STAGE.id).state, reason(rated([]), STAGE.id).band) == ("missing", None)


def test_a_register_confirmation_counts_for_28_days_and_not_for_29():
    """Longer than the 21 days of the other life-and-limb figures, by its own rule."""
    last = confirmed(period_end=DAY - timedelta(days=28))
    late = confirmed(period_end=DAY - timedelta(days=29))
    assert reason(rated([last]), STAGE.id).band == 1
    assert (reason(rated([late]), STAGE.id).state, reason(rated([late]), STAGE.id).band) == ("stale", None)


@pytest.mark.parametrize("status", ["suppressed", "not_submitted", "not_applicable", "refused"])
def test_a_confirmation_marked_unusable_does_not_score_as_calm(status):
    """A row that says "not submitted" confirms nothing, whatever its value cell holds."""
    assert reason(rated([confirmed(status=Status(status))]), STAGE.id).band is None


def test_a_confirmation_that_does_not_say_yes_confirms_nothing():
    """Only an explicit yes counts."""
    for value in (None, Decimal(0), Decimal("0.5")):
        assert reason(rated([confirmed(value=value)]), STAGE.id).band is None


def test_a_stage_typed_into_a_return_is_ignored_by_the_rating():
    """The highest stage comes from two signatures, never from a cell."""
    typed = published(STAGE.id, "3", cadence=Cadence.WEEKLY)
    assert reason(rated([typed]), STAGE.id).band is None


def test_every_measure_has_three_edges_that_rise():
    """The table above would prove nothing if a measure had lost an edge."""
    assert len(EDGES) == 3 * (len(BOOK.measures) - 1)
    assert all(m.edges[2].value < m.edges[3].value < m.edges[4].value for m in FIGURES)
    assert set(UNIT_BASE) == {m.unit for m in FIGURES}
