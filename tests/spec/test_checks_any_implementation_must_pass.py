"""The last table of the method, one row a test: any implementation must give these answers."""

import csv
import re
from datetime import timedelta

import pytest

from pressure.domain.rating import levels, ranges
from pressure.rules import RULES_DIR
from tests.rating_cases import (
    AT,
    BOOK,
    FIGURES,
    STAGE_OF_BAND,
    bands_worth,
    edge,
    entry,
    full_return,
    published,
    rated,
    reading,
    reason,
    weeks_later,
)

ANCHORS = RULES_DIR.parent / "publications" / "anchors" / "national_anchors.csv"
LIFE_AND_LIMB, CAPACITY, WAITING = "life_and_limb", "provider_capacity", "waiting_list"


@pytest.mark.parametrize(("band", "points", "level"), [(1, 0, 1), (2, 21, 2), (3, 48, 3), (4, 72, 4)])
def test_every_measure_in_one_band_gives_the_points_and_level_of_that_band(band, points, level):
    """The four plain cases a director can work out on paper."""
    stage = STAGE_OF_BAND[band]
    rating = rated(full_return(band), *([entry(stage)] if stage else []))
    assert (rating.points, rating.points_possible, rating.level_points) == (points, 72, level)


@pytest.mark.parametrize(("points", "level"), [(18, 1), (19, 2), (36, 2), (37, 3), (54, 3), (55, 4)])
def test_each_edge_of_the_points_belongs_to_the_lower_level(points, level):
    """A quarter of 72 is 18: the edge itself is still the better level."""
    rating = rated(full_return(bands_worth(points)))
    assert (rating.points, rating.points_possible, rating.level_points) == (points, 72, level)


def test_exactly_250_per_100k_waiting_for_assessment_is_band_2_and_a_hair_below_is_band_1():
    """A value on an edge takes the higher band, without any rounding."""
    on_edge = rated([reading("wl_assess_rate", 250)])
    below = rated([reading("wl_assess_rate", 250 - edge("wl_assess_rate", 2) / 10**30)])
    assert reason(on_edge, "wl_assess_rate").band == 2
    assert reason(below, "wl_assess_rate").band == 1


def test_one_stage_2_measure_in_force_lifts_a_calm_council_to_3():
    """What a council has signed counts even when its figures are calm."""
    rating = rated(full_return(1), entry(2))
    assert (rating.points, rating.points_possible) == (6, 72)
    assert (rating.level_points, rating.level_calculated, rating.deciding_rule) == (1, 3, "register_floor")


def test_one_person_without_life_sustaining_care_lifts_a_calm_council_to_2():
    """One is enough, and an average cannot hide it."""
    calm = [r for r in full_return(1) if r.measure_id != "ll_critical_unsourced"]
    rating = rated([*calm, reading("ll_critical_unsourced", count=1)])
    assert (rating.level_points, rating.level_calculated) == (1, 2)
    assert rating.deciding_rule == "ll_critical_unsourced_floor"


def test_two_families_at_4_make_the_council_4_whatever_the_third_says():
    """Good figures in one family do not hide bad ones in two others."""
    bands = {m.id: 1 if m.family == LIFE_AND_LIMB else 4 for m in FIGURES}
    rating = rated(full_return(bands))
    assert (rating.points, rating.points_possible, rating.level_points) == (48, 72, 3)
    assert [rating.families[f].level for f in (WAITING, CAPACITY, LIFE_AND_LIMB)] == [4, 4, 1]
    assert (rating.level_calculated, rating.deciding_rule) == (4, "family_floor")


def test_life_and_limb_scored_only_by_the_register_gives_no_level_and_no_family_level():
    """Three of eight is less than half: the council has no current level, so no family may be quoted with one."""
    own = [m.id for m in FIGURES if m.family == LIFE_AND_LIMB]
    rating = rated(full_return({m.id: 3 for m in FIGURES}, without=own))
    family = rating.families[LIFE_AND_LIMB]
    assert (family.weight_scored, family.weight, family.level) == (3, 8, None)
    assert (rating.status, rating.level_published) == ("not_rated", None)
    assert [rating.families[f].level for f in (WAITING, CAPACITY)] == [None, None]
    assert [rating.families[f].enough for f in (WAITING, CAPACITY, LIFE_AND_LIMB)] == [True, True, False]


def test_a_level_3_council_that_stops_sending_its_three_worst_measures_is_held_at_3():
    """Not sending bad news must not make a level better."""
    worst = {"wl_assess_rate": 4, "cap_homecare_unfilled": 4, "ll_safeguarding_wait": 4}
    bands = {m.id: 2 for m in FIGURES} | {"cap_vacancy_rate": 3} | worst
    before = rated(full_return(bands))
    assert before.level_calculated == 3
    after = rated(weeks_later(full_return(bands, without=worst), 4), at=AT + timedelta(weeks=4), previous=before)
    assert (after.level_calculated, after.held, set(after.holds)) == (3, True, set(worst))
    assert after.level_points == 2


def test_stage_3_in_force_and_no_return_for_60_days_is_at_least_level_4_and_nothing_more():
    """A declared emergency does not fade because nobody wrote."""
    rating = rated(full_return(1), entry(3), at=AT + timedelta(days=60))
    assert (rating.status, rating.level_published, rating.level_points) == ("floor_only", 4, None)
    assert rating.deciding_rule == "register_floor"


def england(measure: str, day: str) -> dict[str, str]:
    """The one row of the shipped anchor file for England, by measure and day."""
    with ANCHORS.open(encoding="utf-8", newline="") as file:
        rows = [
            r
            for r in csv.DictReader(file)
            if r["measure"].startswith(measure) and r["area"] == "England" and r["date"] == day
        ]
    exact = [r for r in rows if r["measure"] == measure]
    (row,) = exact or rows
    return row


def by_arithmetic(rating, family: str) -> levels.FamilyScore:
    """A family on its own points, as the floors take it: a nation's figures, never what is said of one council."""
    bands = {r.measure.id: r.band for r in rating.reasons if r.band is not None}
    return levels.family_scores(ranges.scores(bands, BOOK), BOOK)[family]


def test_england_in_april_2022_has_waiting_list_level_3_and_capacity_level_4():
    """The worst spring on record, from the shipped national surveys; freshness plays no part here."""
    peak = re.search(r"peak ([0-9.]+) in 2021/22", england("adult social care vacancy rate", "2025-03-31")["note"])
    figures = {
        "wl_assess_rate": england("people waiting for assessment", "2022-04-30")["per_100k_adults"],
        "wl_assess_over_6m": england("people waiting for assessment more", "2022-04-30")["per_100k_adults"],
        "wl_care_start_rate": england("assessed and waiting for care", "2022-04-30")["per_100k_adults"],
        "cap_homecare_unfilled": england("home-care hours commissioned", "2022-03-31")["value"],
        "cap_vacancy_rate": peak.group(1),
    }
    assert list(figures.values()) == ["654", "164", "83", "5.2", "10.5"]
    rating = rated(published(m, v) for m, v in figures.items())
    assert {family.level for family in rating.families.values()} == {None}
    waiting, capacity = by_arithmetic(rating, WAITING), by_arithmetic(rating, CAPACITY)
    assert (waiting.points, waiting.points_possible, waiting.level) == (11, 15, 3)
    assert (capacity.points, capacity.points_possible, capacity.level) == (15, 15, 4)


def test_england_in_march_2025_has_no_waiting_list_level_and_capacity_level_2():
    """Two waiting figures are too little for a family level, however bad they are."""
    whole = england("people waiting (assessment", "2025-03-31")
    assert "about half waiting for an assessment" in whole["note"]
    figures = {
        "wl_assess_rate": str(int(whole["per_100k_adults"]) // 2),
        "wl_assess_over_6m": england("people waiting for assessment more", "2025-03-31")["per_100k_adults"],
        "cap_vacancy_rate": england("adult social care vacancy rate", "2025-03-31")["value"],
        "cap_quality_ri_inad": england("residential providers requires", "2025-03-31")["value"],
        "cap_home_occupancy": england("care-home beds occupied", "2025-07-14")["value"],
    }
    assert list(figures.values()) == ["400", "121", "7.0", "18.3", "86.0"]
    rating = rated(published(m, v) for m, v in figures.items())
    assert {family.level for family in rating.families.values()} == {None}
    waiting, capacity = by_arithmetic(rating, WAITING), by_arithmetic(rating, CAPACITY)
    assert (waiting.points, waiting.points_possible, waiting.weight_scored, waiting.weight) == (4, 9, 3, 8)
    assert waiting.level is None
    assert (capacity.points, capacity.points_possible, capacity.level) == (4, 15, 2)
