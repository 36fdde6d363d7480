"""From points to a published level: quarters, evidence, floors, what is held, what is raised, and until when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest

from pressure.domain.moments import at_uk_time, start_of
from pressure.domain.rating import levels
from pressure.domain.rating.levels import FamilyScore, Score
from pressure.domain.readings import Status
from pressure.domain.rules_history import Dated, Rules
from tests.rating_cases import (
    AT,
    BOOK,
    DAY,
    FAMILIES,
    FIGURES,
    RULES,
    STAGE,
    SUNDAY,
    confirmed,
    entry,
    full_return,
    in_band,
    measure,
    raised,
    rated,
    reading,
    reason,
    weeks_later,
)

WEEK = timedelta(weeks=1)
WORST = ("wl_assess_rate", "cap_homecare_unfilled", "ll_safeguarding_wait")
HIGH = {m.id: 2 for m in FIGURES} | {"cap_vacancy_rate": 3} | dict.fromkeys(WORST, 4)


def weight(measure_ids: Iterable[str]) -> int:
    return sum(measure(m).weight for m in measure_ids)


def sent(bands, *, week=0, without=()):
    return weeks_later(full_return(bands, without=without), week)


def at_week(number: int) -> datetime:
    return AT + number * WEEK


def family_table(by_family):
    return {
        f: FamilyScore(level=level, points=0, points_possible=1, weight_scored=8, weight=8)
        for f, level in zip(FAMILIES, by_family, strict=True)
    }


@pytest.mark.parametrize("most", [3, 15, 24, 48, 51, 72])
def test_the_level_from_points_is_the_quarter_they_fall_in_and_an_edge_is_the_lower_level(most):
    """Four equal shares of the maximum of what was scored, in whole numbers."""
    for points in range(most + 1):
        expected = next(n for n in (1, 2, 3, 4) if 4 * points <= n * most)
        assert levels.level_from_points(points, most, BOOK) == expected
    assert levels.level_from_points(most, most, BOOK) == 4


def test_exactly_two_thirds_of_the_weight_is_enough_and_one_less_is_not():
    """16 of 24: the share itself is enough."""
    eight = [
        "wl_discharge_rate",
        "wl_reviews_overdue",
        "cap_quality_ri_inad",
        "cap_home_occupancy",
        "ll_safeguarding_wait",
    ]
    nine = [*eight, "wl_assess_over_6m"]
    assert (weight(eight), weight(nine), BOOK.weight) == (8, 9, 24)
    exactly, below = rated(full_return(2, without=eight)), rated(full_return(2, without=nine))
    assert (exactly.evidence_percent, exactly.status) == (66, "rated")
    assert (below.status, below.level_points, below.level_published) == ("not_rated", None, None)


def test_half_of_a_family_is_enough_and_less_is_not():
    """Four of eight in one family, with everything else there; three of eight are too few."""
    half = rated(full_return(3, without=["wl_assess_rate", "wl_care_start_rate"]), entry(2))
    less = rated(full_return(3, without=["wl_assess_rate", "wl_care_start_rate", "wl_reviews_overdue"]), entry(2))
    assert (half.families["waiting_list"].weight_scored, half.families["waiting_list"].level) == (4, 3)
    assert (half.status, half.level_calculated) == ("rated", 3)
    assert (less.families["waiting_list"].weight_scored, less.families["waiting_list"].level) == (3, None)
    assert (less.status, less.level_points) == ("floor_only", None)


def test_every_missing_figure_is_listed_with_its_reason():
    """No current level always says what is missing, stale or too few."""
    old = in_band("wl_assess_rate", 2, period_end=SUNDAY - 10 * WEEK)
    rows = [old, reading("cap_vacancy_rate", count=1, denominator=4)]
    states = {r.measure.id: r.state for r in rated(rows).reasons}
    assert len(states) == len(BOOK.measures)
    assert states.pop("wl_assess_rate") == "stale"
    assert states.pop("cap_vacancy_rate") == "too_few"
    assert set(states.values()) == {"missing"}


@pytest.mark.parametrize("by_family", product((1, 2, 3, 4), repeat=3))
def test_the_family_floor_is_the_second_highest_family_and_at_least_the_highest_less_one(by_family):
    """All 64 combinations of family levels."""
    first, second, _ = sorted(by_family, reverse=True)
    (floor,) = levels.floors([], family_table(by_family), None, BOOK)
    assert (floor.rule, floor.level) == ("family_floor", max(second, first - 1))


@pytest.mark.parametrize(("people", "floor"), [(0, 1), (1, 2), (14, 2), (15, 3), (44, 3), (45, 3)])
def test_life_sustaining_care_sets_a_floor_by_its_band(people, floor):
    """Band 2 keeps the level at 2 or more; bands 3 and 4 at 3 or more."""
    rows = [r for r in full_return(1) if r.measure_id != "ll_critical_unsourced"]
    rating = rated([*rows, reading("ll_critical_unsourced", count=people)])
    own = [f.level for f in rating.floors if f.rule == "ll_critical_unsourced_floor"]
    assert max(own, default=1) == floor
    assert rating.level_calculated >= floor


def test_the_measure_floor_needs_a_level_to_lift():
    """Without enough evidence only the register speaks."""
    rating = rated([reading("ll_critical_unsourced", count=100)])
    assert (rating.status, rating.level_published, rating.floors) == ("not_rated", None, ())


@pytest.mark.parametrize(("stage", "level"), [(1, None), (2, 3), (3, 4)])
@pytest.mark.parametrize("evidence", [True, False])
def test_a_stage_in_force_sets_its_floor_with_and_without_evidence(stage, level, evidence):
    """Stage 2 is at least 3 and stage 3 is 4, also when no figure was ever sent."""
    rating = rated(full_return(1) if evidence else [], entry(stage))
    if evidence:
        assert rating.level_calculated == (level or 1)
        assert rating.status == "rated"
    else:
        assert rating.level_calculated == level
        assert rating.status == ("floor_only" if level else "not_rated")


def test_the_highest_stage_in_force_counts_and_part_of_the_area_is_enough():
    """Two measures in two places: the council is as its worst place."""
    rating = rated(full_return(1), entry(2), entry(3, area="one ward"))
    assert (rating.level_calculated, [e.stage for e in rating.register]) == (4, [3, 2])


def test_a_declared_floor_does_not_end_by_a_missed_review_and_ends_by_two_signatures():
    """Silence never calms a declared emergency; only `ended_at` does."""
    overdue = entry(3, review_by=DAY - timedelta(days=5))
    over = replace(overdue, ended_at=AT)
    assert rated([], overdue).level_published == 4
    assert rated([], over, at=AT - timedelta(microseconds=1)).level_published == 4
    assert rated([], over).level_published is None


def test_a_declaration_counts_from_the_later_of_its_start_and_its_signature():
    """Neither a signature before the start nor a start before the signature is in force."""
    for signed_at, starts_at in ((AT, AT - WEEK), (AT - WEEK, AT)):
        act = entry(3, signed_at=signed_at, starts_at=starts_at)
        assert rated([], act, at=AT - timedelta(microseconds=1)).level_published is None
        assert rated([], act, at=AT).level_published == 4


def test_the_deciding_rule_is_the_points_when_a_floor_says_only_the_same():
    """A floor decides only when it lifts."""
    assert rated(full_return(3), entry(2)).deciding_rule == "points"
    assert rated(full_return(1), entry(2)).deciding_rule == "register_floor"


@pytest.mark.parametrize(("level", "published", "rule"), [(2, 3, "points"), (3, 3, "points"), (4, 4, "raised")])
def test_a_raised_level_lifts_the_published_level_and_never_lowers_it(level, published, rule):
    """Calculated and published are kept apart, and a lower "raise" does nothing."""
    rating = rated(full_return(3), entry(2), raised(level))
    assert (rating.level_calculated, rating.level_published, rating.deciding_rule) == (3, published, rule)


def test_a_level_can_be_raised_also_when_there_is_no_current_level():
    """A council without figures may still say that things are bad."""
    rating = rated([], raised(3))
    assert (rating.status, rating.level_published) == ("floor_only", 3)
    assert (rating.level_calculated, rating.level_points, rating.deciding_rule) == (None, None, "raised")


def test_a_raised_level_counts_from_its_signature_until_it_is_ended():
    """Between those two moments and at neither side of them."""
    act = raised(4, from_at=AT, ended_at=AT + WEEK)
    for at, level in ((AT - timedelta(microseconds=1), 1), (AT, 4), (AT + WEEK - timedelta(microseconds=1), 4)):
        assert rated(full_return(1), act, at=at).level_published == level
    assert rated(weeks_later(full_return(1), 1), act, at=AT + WEEK).level_published == 1


def test_the_three_worst_figures_missing_hold_the_level_and_are_named():
    """Held: three figures missing; the figures alone would say less."""
    before = rated(sent(HIGH))
    after = rated(sent(HIGH, week=4, without=WORST), at=at_week(4), previous=before)
    assert (before.level_calculated, after.level_points) == (3, 2)
    assert (after.level_calculated, after.deciding_rule, after.held) == (3, "held", True)
    assert dict(after.holds) == dict.fromkeys(WORST, 3)


def test_a_held_level_may_rise():
    """What is known to be worse is published at once."""
    before = rated(sent(HIGH))
    worse = rated(sent(4, week=4, without=["wl_assess_rate"]), at=at_week(4), previous=before)
    assert (worse.level_calculated, worse.held) == (4, False)


def test_a_hold_lasts_as_long_as_the_figure_stays_away():
    """Week after week, through ratings that were themselves held."""
    last = rated(sent(HIGH))
    for week in range(4, 12):
        last = rated(sent(HIGH, week=week, without=WORST), at=at_week(week), previous=last)
        assert (last.level_calculated, last.held, set(last.holds)) == (3, True, set(WORST))


def test_a_held_level_is_released_when_the_figures_return():
    """With the figures back the level is what they say."""
    before = rated(sent(HIGH))
    held = rated(sent(HIGH, week=4, without=WORST), at=at_week(4), previous=before)
    back = rated(sent(2, week=5), at=at_week(5), previous=held)
    assert (back.level_calculated, back.held, dict(back.holds)) == (2, False, {})


def test_a_held_level_stays_while_one_of_the_figures_is_still_away():
    """Two of three back is not all back."""
    before = rated(sent(HIGH))
    held = rated(sent(HIGH, week=4, without=WORST), at=at_week(4), previous=before)
    part = rated(sent(2, week=5, without=WORST[:1]), at=at_week(5), previous=held)
    assert (part.level_calculated, dict(part.holds)) == (3, {WORST[0]: 3})


def test_a_hold_ends_when_the_council_has_no_current_level_and_does_not_come_back():
    """No current level is a gap: what was held before it is over."""
    before = rated(sent(HIGH))
    gap = rated([], at=at_week(8), previous=before)
    assert (gap.status, gap.level_published, dict(gap.holds)) == ("not_rated", None, {})
    again = rated(sent(HIGH, week=9, without=WORST), at=at_week(9), previous=gap)
    assert (again.level_calculated, again.held) == (2, False)


def test_the_range_puts_every_missing_figure_in_the_best_band_and_then_in_the_worst():
    """Of a council that sends nothing everything is possible; of one that sends everything nothing else is."""
    nothing, all_sent = rated([]), rated(full_return(3), entry(2))
    assert (nothing.level_if_missing_best, nothing.level_if_missing_worst) == (1, 4)
    assert (all_sent.level_if_missing_best, all_sent.level_if_missing_worst) == (3, 3)
    assert rated([], entry(2)).level_if_missing_best == 3


def test_the_printed_range_contains_a_held_level():
    """The figures alone could not give 4 even at their worst; the held level is still within the range."""
    before = rated(sent(4))
    held = rated(sent(1, week=4, without=["wl_assess_over_6m"]), at=at_week(4), previous=before)
    assert (held.level_calculated, held.deciding_rule) == (4, "held")
    assert (held.level_if_missing_best, held.level_if_missing_worst) == (1, 4)


def test_a_declared_floor_without_enough_figures_is_a_gap_too_and_holds_nothing_afterwards():
    """ "At least level 4 (declared)" rested on the register: the few figures of that week hold no level 4."""
    some = ("cap_vacancy_rate", "wl_assess_rate")
    floor_only = rated([in_band(m, 1) for m in some], entry(3))
    after = rated(sent(1, week=1, without=some), at=at_week(1), previous=floor_only)
    assert (floor_only.status, floor_only.level_calculated) == ("floor_only", 4)
    assert (after.level_calculated, dict(after.holds)) == (1, {})


def test_after_rising_a_level_falls_back_only_to_the_level_the_missing_figure_was_last_scored_at():
    """A later peak that the missing figure had no part in does not hold for ever."""
    before = rated(sent(HIGH))
    peak = rated(sent(4, week=4, without=["wl_assess_rate"]), at=at_week(4), previous=before)
    calm = rated(sent(1, week=5, without=["wl_assess_rate"]), at=at_week(5), previous=peak)
    assert (peak.level_calculated, calm.level_calculated, dict(calm.holds)) == (4, 3, {"wl_assess_rate": 3})


def test_a_stale_figure_holds_like_a_missing_one():
    """Getting old is one way to be unusable."""
    before = rated(sent(HIGH))
    after = rated([*sent(HIGH), *sent(HIGH, week=5, without=WORST)], at=at_week(5), previous=before)
    assert (reason(after, WORST[0]).state, after.level_calculated, after.held) == ("stale", 3, True)


def test_a_figure_that_was_never_scored_holds_nothing():
    """Only what the last published level rested on can hold it."""
    before = rated(sent(HIGH, without=["wl_assess_over_6m"]))
    after = rated(sent(2, week=1, without=["wl_assess_over_6m"]), at=at_week(1), previous=before)
    assert (after.level_calculated, dict(after.holds)) == (2, {})


def test_since_is_the_start_of_the_unbroken_run_and_level_before_is_what_came_before_it():
    """Four weeks at two levels."""
    one = rated(sent(1))
    two = rated(sent(1, week=1), at=at_week(1), previous=one)
    three = rated(sent(3, week=2), entry(2), at=at_week(2), previous=two)
    four = rated(sent(3, week=3), entry(2), at=at_week(3), previous=three)
    assert [(r.level_published, r.since, r.level_before) for r in (one, two, three, four)] == [
        (1, AT, None),
        (1, AT, None),
        (3, at_week(2), 1),
        (3, at_week(2), 1),
    ]


def test_a_week_without_a_level_ends_the_run():
    """The same level after a gap is a new run."""
    one = rated(sent(1))
    gap = rated([], at=at_week(8), previous=one)
    back = rated(sent(1, week=9), at=at_week(9), previous=gap)
    assert (gap.since, gap.level_before) == (one.valid_until, 1)
    assert (back.level_published, back.since, back.level_before) == (1, at_week(9), None)


def test_a_level_that_ran_out_before_the_next_was_published_begins_anew():
    """No release said that it had run out; it had all the same."""
    one = rated(sent(1))
    late = rated(sent(1, week=9), at=at_week(9), previous=one)
    assert one.valid_until < at_week(9)
    assert (late.level_published, late.since, late.level_before) == (1, at_week(9), None)


def test_a_level_given_again_on_the_day_it_ran_out_was_not_lost():
    """No day ended without it, so its run goes on; also when a release came hours after midnight."""
    one = rated(sent(1))
    same_day = rated(sent(1, week=2), at=one.valid_until + timedelta(hours=9), previous=one)
    next_day = rated(sent(1, week=2), at=one.valid_until + timedelta(hours=24), previous=one)
    assert (same_day.level_published, same_day.since) == (1, AT)
    assert (next_day.level_published, next_day.since) == (1, one.valid_until + timedelta(hours=24))


def test_data_to_is_the_newest_period_among_the_figures_scored():
    """A newer figure that could not be scored does not make the data look newer."""
    newer = in_band("wl_assess_rate", 2, period_end=SUNDAY + timedelta(days=1), status=Status.SUPPRESSED)
    assert rated([*full_return(1), newer]).data_to == SUNDAY
    rows = [*full_return(1), in_band("cap_home_occupancy", 1, period_end=SUNDAY - WEEK)]
    assert rated(rows).data_to == SUNDAY
    assert rated([]).data_to is None


@pytest.mark.parametrize(
    ("week_ending", "due"),
    [
        (date(2026, 11, 22), datetime(2026, 12, 2, 9, 30, tzinfo=UTC)),
        (date(2026, 6, 21), datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        (date(2026, 3, 22), datetime(2026, 4, 1, 8, 30, tzinfo=UTC)),
    ],
)
def test_the_next_release_is_due_ten_days_after_the_week_ending_at_half_past_nine_uk_time(week_ending, due):
    """In winter, in summer, and across the change of the clocks."""
    rating = rated([confirmed(week_ending)], at=at_uk_time(week_ending + timedelta(days=3), time(9, 30)))
    assert rating.next_due == due


def test_nothing_is_due_from_a_council_that_sends_no_return():
    """A national publication promises no weekly figure."""
    assert rated([in_band("cap_vacancy_rate", 2, from_council=False)]).next_due is None


def test_a_rating_is_valid_until_its_first_figure_goes_stale():
    """Life-and-limb figures last 21 days after their Sunday: the 22nd day is the first that differs."""
    rating = rated(full_return(2))
    assert rating.valid_until == start_of(SUNDAY + timedelta(days=22))


def test_a_figure_that_plays_no_part_does_not_end_the_validity_when_it_goes_stale():
    """Another answer ends it, not another date: an older period and a suppressed row grow old unnoticed."""
    older = in_band("wl_assess_rate", 4, period_end=SUNDAY - WEEK)
    hidden = in_band("wl_assess_rate", 4, period_end=SUNDAY - 2 * WEEK, status=Status.SUPPRESSED)
    assert rated([*full_return(1), older, hidden]).valid_until == start_of(SUNDAY + timedelta(days=22))


@pytest.mark.parametrize(("days", "calm"), [(28, True), (29, False)])
def test_the_register_confirmation_ends_the_validity_on_its_29th_day(days, calm):
    """28 days after its Sunday it still counts; the day after it does not."""
    at = at_uk_time(SUNDAY + timedelta(days=days), time(12))
    assert (reason(rated([confirmed()], at=at), STAGE.id).band == 1) is calm


def test_a_signed_measure_that_starts_later_ends_the_validity_at_its_start():
    """What is already signed for Thursday is known today."""
    start = AT + timedelta(days=1, hours=3)
    rating = rated(full_return(1), entry(3, starts_at=start))
    assert (rating.level_published, rating.valid_until) == (1, start)


def test_a_register_without_review_or_end_stays_valid_as_long_as_nothing_else_changes():
    """A declared floor does not run out by itself."""
    assert rated([], entry(3)).valid_until is None
    assert rated([]).valid_until is None


def with_new_version(part: str, content, *, effective: date, published: date) -> Rules:
    """The published rules with a second version of one file."""
    old = RULES.parts[part][0]
    new = Dated(
        replace(old.version, effective_from=effective, published_on=published, retrospective=False, method_version="2"),
        content,
    )
    return Rules(parts={**RULES.parts, part: (old, new)}, known_on=date.max, assemble=RULES._assemble)


def test_a_new_rule_version_that_changes_the_answer_ends_the_validity_on_its_first_day():
    """Published in advance, in force from a day: the page says so until then and not after."""
    stricter = replace(RULES.parts["evidence"][0].content, whole_at_least=1, family_at_least=1)
    first_day = DAY + timedelta(days=4)
    rules = with_new_version("evidence", stricter, effective=first_day, published=DAY)
    rating = rated(full_return(1, without=["wl_reviews_overdue"]), rules=rules)
    assert (rating.status, rating.valid_until) == ("rated", start_of(first_day))


def test_a_new_rule_version_that_changes_nothing_here_does_not_end_the_validity():
    """Another answer ends it, not another date on a file."""
    same = RULES.parts["evidence"][0].content
    rules = with_new_version("evidence", same, effective=DAY + timedelta(days=4), published=DAY)
    assert rated(full_return(1), rules=rules).valid_until == start_of(SUNDAY + timedelta(days=22))


def test_a_shorter_freshness_coming_into_force_later_is_foreseen():
    """From day 4 weekly figures last 10 days: the first of them goes stale on day 11 after its Sunday."""
    old = RULES.parts["freshness"][0].content
    shorter = replace(old, days=dict.fromkeys(old.days, 10), family_days={}, register_confirmation_days=10)
    rules = with_new_version("freshness", shorter, effective=DAY + timedelta(days=4), published=DAY)
    assert rated(full_return(1), rules=rules).valid_until == start_of(SUNDAY + timedelta(days=11))


def test_a_score_is_its_band_and_weight_and_nothing_else():
    """Points are never stored apart from the band they come from."""
    assert [Score("m", "f", 3, band).points for band in (1, 2, 3, 4)] == [0, 3, 6, 9]
