"""The last table of METHOD 2, one row a test: any implementation must give these answers."""

from datetime import timedelta
from fractions import Fraction

import pytest

from pressure.domain.rating.figures import SCORED, band_of, state_of
from pressure.domain.rating.points import by_figures, points_of
from pressure.domain.rating.raising import check_raise
from pressure.domain.rating.rounding import public_figure
from pressure.domain.refusals import Refusal
from tests.level_cases import (
    AT,
    BELFAST,
    BOOK,
    CARDIFF,
    ENGLAND,
    FIFE,
    OXFORDSHIRE,
    SCOTLAND,
    Somewhere,
    bands_worth,
    entry,
    everything,
    history,
    in_band,
    measure,
    not_submitted,
    official,
    publication,
    rated,
    reason,
    released,
    row,
    whole_return,
    without,
)

WAITING, CAPACITY, LIFE_AND_LIMB = "waiting_list", "provider_capacity", "life_and_limb"
CORES = ["wl_assess_rate", "wl_over_6m_share", "wl_care_start_rate"]


def one(reading, place=OXFORDSHIRE):
    """State, public count, value and band of one reading."""
    own, nation = measure(reading.measure_id, place), BOOK.nations[place.nation_code]
    public = public_figure(reading, own, BOOK.disclosure)
    source = nation.source_of(own.id)
    return state_of(public, own, source, BOOK), public.numerator, band_of(public, own, source)


@pytest.mark.parametrize(("band", "points", "level"), [(1, 0, 1), (2, 21, 2), (3, 42, 3), (4, 63, 4)])
def test_every_measure_in_one_band_gives_the_points_and_level_of_that_band(band, points, level):
    rating = rated(everything(band))
    assert (rating.points, rating.points_possible, rating.level_points) == (points, 63, level)
    assert (rating.level_published, rating.deciding_rule, rating.status) == (level, "points", "rated")


@pytest.mark.parametrize(("points", "level"), [(14, 1), (15, 2), (31, 2), (32, 3), (45, 3), (46, 4)])
def test_each_cut_belongs_to_the_lower_level(points, level):
    rating = rated(everything(bands_worth(points)))
    assert (rating.points, rating.points_possible, rating.level_points) == (points, 63, level)


@pytest.mark.parametrize(("people", "public", "band"), [(248, 250, 2), (247, 245, 1)])
def test_people_waiting_are_rounded_before_they_are_banded(people, public, band):
    assert one(row("wl_assess_rate", people, 100_000)) == (SCORED, public, band)


def test_a_rate_also_needs_a_number_of_people():
    """4 of 2,047 adults are 5 people, 244 per 100,000: band 3 needs ten."""
    assert one(row("wl_care_start_rate", 4, 2_047)) == (SCORED, 5, 2)


@pytest.mark.parametrize(("people", "public", "band"), [(4, 5, 1), (8, 10, 2)])
def test_critical_care_is_the_mean_week_of_its_block(people, public, band):
    assert one(row("ll_critical_unsourced", people, 300_000)) == (SCORED, public, band)


def test_one_stage_2_measure_in_force_lifts_a_calm_council_to_3():
    rating = rated(everything(1), entry(2))
    assert (rating.points, rating.points_possible, rating.level_figures) == (0, 63, 1)
    assert (rating.level_calculated, rating.deciding_rule) == (3, "register_floor")


@pytest.mark.parametrize(("band", "level"), [(3, 2), (4, 4)])
def test_critical_care_alone_keeps_the_level_from_being_lower(band, level):
    rating = rated(everything({"ll_critical_unsourced": band}))
    assert (rating.level_points, rating.level_figures) == (1, level)
    assert rating.deciding_rule == "ll_critical_unsourced_floor"


def test_waiting_lists_at_4_and_the_rest_at_1_give_3():
    rating = rated(everything({m.id: 4 for m in BOOK.measures if m.family == WAITING}))
    assert (rating.points, rating.points_possible, rating.level_points) == (24, 63, 2)
    assert [f.level for f in rating.families.values()] == [4, 1, 1]
    assert (rating.level_figures, rating.deciding_rule) == (3, "family_floor")


def test_two_families_in_band_4_give_4_by_points():
    rating = rated(everything({m.id: 4 for m in BOOK.measures if m.family != LIFE_AND_LIMB}))
    assert (rating.points, rating.points_possible, rating.level_points) == (48, 63, 4)


def test_critical_care_not_sent_is_no_level_and_no_family_level():
    rating = rated(without(everything(3), "ll_critical_unsourced"))
    assert (rating.level_published, rating.status, rating.why_no_level) == (None, "not_rated", "core_not_sent")
    assert {f.level for f in rating.families.values()} == {None}


@pytest.mark.parametrize(("last", "counted"), [(4, 4), (2, 3)])
def test_reviews_not_submitted_count_as_the_last_band_and_at_least_as_band_3(last, counted):
    earlier = in_band("wl_reviews_overdue", last, -4)
    now = not_submitted(in_band("wl_reviews_overdue", 1))
    rating = rated([*without(everything(1), "wl_reviews_overdue"), earlier, now])
    told = reason(rating, "wl_reviews_overdue")
    assert (told.state, told.band, told.missing_counted_as) == ("not_submitted", None, counted)
    assert rating.not_sent == ("wl_reviews_overdue",)


def test_reviews_in_band_1_and_the_same_block_again_as_not_submitted_count_as_band_3():
    """Also while the figure of the block before is still fresh."""
    earlier, now = in_band("wl_reviews_overdue", 1, -4), in_band("wl_reviews_overdue", 1)
    rows = [*without(everything(1), "wl_reviews_overdue"), earlier, now, not_submitted(now)]
    assert reason(rated(rows), "wl_reviews_overdue").missing_counted_as == 3


@pytest.mark.parametrize("core", CORES)
def test_a_return_without_the_row_of_a_core_measure_keeps_its_figure_and_the_level_cannot_fall(core):
    """Last week's figure counts, and the week is none of the two."""
    high = everything({m.id: 3 for m in BOOK.measures} | {core: 1})
    calm = without(whole_return(1, 1), core)
    weeks = history([high, [*calm, *official({}, 1)], whole_return(1, 2)])
    assert reason(weeks[1], core).band == 1
    assert (weeks[0].level_figures, weeks[1].level_figures) == (3, 3)
    assert weeks[1].level_unsettled < 3
    assert weeks[1].will_be is None


def test_england_without_vacancies_has_57_points_at_most():
    rating = rated(without(everything(1), "cap_vacancy_rate"))
    assert (rating.points_possible, reason(rating, "cap_vacancy_rate").missing_counted_as) == (57, None)


def test_scotland_without_vacancies_counts_them_in_band_3():
    rating = rated(whole_return(1, place=FIFE, without=["cap_vacancy_rate"]), place=FIFE)
    assert reason(rating, "cap_vacancy_rate").missing_counted_as == 3


def test_home_care_never_sent_counts_in_band_4():
    rating = rated(without(everything(1), "cap_homecare_unfilled"))
    assert reason(rating, "cap_homecare_unfilled").missing_counted_as == 4
    assert (rating.points, rating.points_possible) == (9, 63)


def test_a_publication_is_scored_and_the_councils_own_newer_figure_stands_beside_it():
    own = row("cap_vacancy_rate", 5, 100)
    told = reason(
        rated([*without(everything(1), "cap_vacancy_rate"), publication("cap_vacancy_rate", "12"), own]),
        "cap_vacancy_rate",
    )
    assert (told.band, told.value, told.beside) == (4, 12, own)


@pytest.mark.parametrize(("coverage", "state", "possible"), [(74, "low_coverage", 57), (75, "scored", 63)])
def test_discharge_is_scored_from_75_percent_coverage_and_divided_by_it(coverage, state, possible):
    figure = publication("wl_discharge_rate", "15", coverage=Fraction(coverage, 100))
    rating = rated([*without(everything(1), "wl_discharge_rate"), figure])
    told = reason(rating, "wl_discharge_rate")
    assert (told.state, rating.points_possible) == (state, possible)
    assert told.reading == figure
    if state == SCORED:
        assert (told.value, told.band) == (20, 2)


@pytest.mark.parametrize(("adults", "status", "why"), [(14_999, "not_rated", "too_small"), (15_000, "rated", None)])
def test_a_place_too_small_has_no_level_and_shows_its_figures(adults, status, why):
    rating = rated(everything(1), place=Somewhere(ENGLAND, adults))
    assert (rating.status, rating.why_no_level, rating.chance_alone) == (status, why, True)
    assert all(r.band == 1 for r in rating.reasons)
    declared = rated(everything(1), entry(3), place=Somewhere(ENGLAND, adults))
    assert (declared.level_published, declared.status) == (4, "floor_only" if why else "rated")


SERIES = [
    ((3, 2, 2), (3, 3, 2)),
    ((3, 2, 1), (3, 3, 2)),
    ((3, 1, 2), (3, 3, 2)),
    ((2, 3), (2, 3)),
    ((3, 2, None, 2, 2), (3, 3, None, 3, 2)),
    ((3, 2, "no return", 2, 2), (3, 3, 3, 3, 2)),
]


@pytest.mark.parametrize(("unsettled", "settled"), SERIES)
def test_a_level_rises_at_once_and_falls_after_two_weeks(unsettled, settled):
    """Through whole ratings: a week without a level is one in which a core figure is called not submitted."""
    weeks = []
    for week, level in enumerate(unsettled):
        if level == "no return":
            weeks.append([])
        elif level is None:
            first, *rest = whole_return(1, week)
            weeks.append([not_submitted(first), *rest, *official({}, week)])
        else:
            weeks.append(
                [*whole_return(level, week, recorded_at=released(week)), *official(dict.fromkeys(IDS, level), week)]
            )
    found = history(weeks)
    assert [r.level_figures for r in found] == list(settled)


IDS = [m.id for m in BOOK.measures]


def test_stage_3_in_force_and_no_return_for_60_days_is_at_least_level_4():
    rating = rated(everything(1), entry(3), at=AT + timedelta(days=60))
    assert (rating.status, rating.level_published, rating.level_points) == ("floor_only", 4, None)


@pytest.mark.parametrize("calculated", [1, 2, 3, 4])
def test_a_raise_to_the_calculated_level_or_below_is_refused(calculated):
    """Asked when it is proposed, and again when it is signed."""
    for level in (1, 2, 3, 4):
        if level <= calculated:
            with pytest.raises(Refusal, match="choose a higher one"):
                check_raise(level, calculated)
        else:
            check_raise(level, calculated)
    with pytest.raises(Refusal, match="no calculated level"):
        check_raise(4, None)


def by_arithmetic(values):
    """Rule 4 alone, on published figures of England."""
    measures, nation = BOOK.set_of(ENGLAND), BOOK.nations[ENGLAND]
    bands = {}
    for measure_id, value in values.items():
        own = next(m for m in measures if m.id == measure_id)
        bands[measure_id] = band_of(publication(measure_id, value), own, nation.source_of(measure_id))
    return bands, {f.id: points_of(measures, bands, f.id) for f in BOOK.families}, by_figures(measures, bands, BOOK)


def test_england_in_april_2022_has_waiting_list_level_3_and_capacity_level_4():
    _, points, found = by_arithmetic(
        {
            "wl_assess_rate": "654",
            "wl_care_start_rate": "83",
            "wl_over_6m_share": "25.1",
            "cap_homecare_unfilled": "5.2",
            "cap_vacancy_rate": "10.5",
        }
    )
    assert (points[WAITING], found.families[WAITING]) == ((10, 15), 3)
    assert (points[CAPACITY], found.families[CAPACITY]) == ((15, 15), 4)


def test_england_in_march_2025_has_no_waiting_list_level_and_capacity_level_2():
    bands, points, found = by_arithmetic(
        {
            "wl_assess_rate": "400",
            "wl_over_6m_share": "30.2",
            "cap_vacancy_rate": "7.0",
            "cap_quality_ri_inad": "18.3",
            "cap_home_unavailable": "89.2",
        }
    )
    weight = sum(m.weight for m in BOOK.measures if m.id in bands and m.family == WAITING)
    assert (points[WAITING], weight, BOOK.weight_of(WAITING)) == ((4, 9), 3, 8)
    assert weight < BOOK.weights_needed[WAITING]
    assert (points[CAPACITY], found.families[CAPACITY]) == ((4, 15), 2)


@pytest.mark.parametrize(
    "place", [BELFAST, CARDIFF, FIFE, OXFORDSHIRE], ids=["Belfast", "Cardiff", "Fife", "Oxfordshire"]
)
def test_a_full_return_in_band_1_is_level_1_in_every_nation(place):
    rating = rated(whole_return(1, place=place), place=place)
    assert (rating.level_published, rating.status, rating.not_sent) == (1, "rated", ())


def test_the_edges_of_delayed_discharge_are_the_nations_own():
    edges = {
        code: [e.value for m in BOOK.set_of(code) if m.id == "wl_discharge_rate" for e in m.edges.values()]
        for code in BOOK.nations
    }
    assert edges == {
        ENGLAND: [20, 28, 36],
        SCOTLAND: [25, 35, 55],
        CARDIFF.nation_code: [60, 70, 85],
        BELFAST.nation_code: [20, 28, 36],
    }
