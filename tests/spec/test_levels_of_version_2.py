"""Rules 1 to 12 of METHOD 2, each with the edges it has; the numbers come from the rule data."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pressure.domain.measures import Cadence, Unit
from pressure.domain.moments import start_of
from pressure.domain.national import From
from pressure.domain.rating.causes import Cause, Moved, cause_of_change
from pressure.domain.rating.figures import band_of, few_expected, state_of
from pressure.domain.rating.points import level_from_points
from pressure.domain.rating.results import Step
from pressure.domain.rating.rounding import public_figure
from pressure.domain.rating.settling import NEVER, Settled, settle
from pressure.domain.rating.undeclared import said_used, says_used, used_not_declared
from pressure.domain.readings import REGISTER_CONFIRMED, Status
from pressure.domain.refusals import Refusal
from pressure.domain.register import NO_REGISTER, Register
from pressure.domain.rules_history import Dated, Rules
from tests.level_cases import (
    ADULTS,
    AT,
    BOOK,
    CARDIFF,
    DAY,
    ENGLAND,
    FIFE,
    ITEMS,
    OXFORDSHIRE,
    RULES,
    SUNDAY,
    WEEK,
    Somewhere,
    confirmed,
    entry,
    everything,
    history,
    in_band,
    measure,
    not_submitted,
    official,
    publication,
    raised,
    rated,
    reason,
    released,
    row,
    whole_return,
    withdrawn,
    without,
)

EDGES = [(code, m.id, band) for code in BOOK.nations for m in BOOK.set_of(code) for band in m.edges]
IDS = [m.id for m in BOOK.measures]
PEOPLE = [m for m in BOOK.measures if m.about_people and m.unit is Unit.PER_100K and m.id != "wl_discharge_rate"]
HAIR = Fraction(1, 10**30)


@pytest.mark.parametrize(("code", "measure_id", "band"), EDGES)
def test_a_published_value_on_an_edge_takes_the_higher_band_and_a_hair_below_the_lower(code, measure_id, band):
    own = next(m for m in BOOK.set_of(code) if m.id == measure_id)
    # A whole cover and, for a mean week, one week: the value is the edge itself.
    source = replace(BOOK.nations[code].source_of(measure_id), coverage_percent_at_least=None)
    one = publication(measure_id, "0", period_start=SUNDAY - timedelta(days=6))
    found = [band_of(replace(one, value=own.edges[band].value + by), own, source) for by in (-HAIR, 0, HAIR)]
    assert found == [band - 1, band, band]


@pytest.mark.parametrize(("measure_id", "band"), [(m.id, b) for m in PEOPLE for b in m.edges])
def test_a_band_of_people_needs_that_many_people_whatever_the_rate(measure_id, band):
    """Five, ten and fifteen, in public figures: in a place of 5,000 the rate is always there before the people are."""
    own = measure(measure_id)
    people = own.edges[band].people_at_least
    source = BOOK.nations[ENGLAND].source_of(measure_id)
    at_least = band_of(row(measure_id, people, 1000), own, source)
    below = band_of(row(measure_id, people - 5, 1000), own, source)
    assert (people, at_least, below) == ({2: 5, 3: 10, 4: 15}[band], band, band - 1)


@pytest.mark.parametrize("own", BOOK.measures, ids=IDS)
def test_what_a_return_says_of_people_and_hours_is_rounded_and_nothing_else(own):
    """Of a percentage both counts, of a rate the people and never the adults; no publication is touched."""
    reading = row(own.id, 13, 1003)
    public = public_figure(reading, own, BOOK.disclosure)
    rounded = own.counted in {"people", "hours"}
    below = 1005 if rounded and own.unit is Unit.PERCENT else 1003
    assert (public.numerator, public.denominator) == (15 if rounded else 13, below)
    assert public_figure(public, own, BOOK.disclosure) == public
    assert public_figure(replace(reading, from_council=False), own, BOOK.disclosure).numerator == 13


def test_a_daily_average_of_people_is_rounded_like_a_count():
    """In a nation whose return asks for delayed discharges."""
    public = public_figure(
        row("wl_discharge_rate", Fraction(127, 10), ADULTS), measure("wl_discharge_rate"), BOOK.disclosure
    )
    assert (public.numerator, public.scale) == (15, 1)


def judged(reading, place=OXFORDSHIRE):
    own, nation = measure(reading.measure_id, place), BOOK.nations[place.nation_code]
    return state_of(public_figure(reading, own, BOOK.disclosure), own, nation.source_of(own.id), BOOK)


@pytest.mark.parametrize(
    ("reading", "state"),
    [
        (row("wl_over_6m_share", 10, 22), "too_few"),
        (row("wl_over_6m_share", 10, 23), "scored"),
        (row("cap_homecare_unfilled", 10, 497), "too_few"),
        (row("cap_homecare_unfilled", 10, 498), "scored"),
        (row("cap_home_unavailable", 9, 10, providers=2), "too_few"),
        (row("cap_home_unavailable", 9, 10, providers=3), "scored"),
        (row("wl_over_6m_share", 0, 0), "none_of_none"),
        (row("wl_over_6m_share", 3, 0), "refused"),
        (row("wl_assess_rate", 300, None), "no_population"),
        (row("wl_assess_rate", None, None, value=Decimal(300)), "no_counts"),
        (row("ll_critical_unsourced", 5, ADULTS, period_start=SUNDAY - timedelta(days=20)), "scored"),
        (row("ll_critical_unsourced", 5, ADULTS, period_start=SUNDAY - timedelta(days=19)), "too_short"),
        (row("wl_assess_rate", 300, ADULTS, status=Status.PROVISIONAL), "scored"),
        (row("wl_assess_rate", 300, ADULTS, status=Status.ESTIMATED), "scored"),
        (row("wl_assess_rate", 300, ADULTS, status=Status.NOT_APPLICABLE), "not_applicable"),
        (row("wl_assess_rate", 300, ADULTS, withdrawn=True), "withdrawn"),
    ],
)
def test_what_can_be_scored(reading, state):
    assert judged(reading) == state


@pytest.mark.parametrize(("adults", "few"), [(32_142, True), (32_143, False)])
def test_too_few_is_expected_only_where_the_place_is_small(adults, few):
    """140 in 100,000 wait for an assessment where few do: 45 of them is a place of 32,143 adults."""
    assert few_expected(measure("wl_over_6m_share"), adults, BOOK) is few
    assert not few_expected(measure("wl_assess_rate"), adults, BOOK)


@pytest.mark.parametrize("core", [m.id for m in BOOK.measures if m.core])
def test_without_a_core_measure_there_is_no_level(core):
    """Also when its newest row was taken back while an older figure is fresh."""
    rows = without(everything(1), core)
    earlier, now = in_band(core, 1, -4), in_band(core, 1)
    for given, rated_at_all in (
        ([], False),
        ([earlier, now], True),
        ([earlier, not_submitted(now)], False),
        ([earlier, withdrawn(now)], False),
    ):
        rating = rated([*rows, *given])
        assert (rating.status == "rated") is rated_at_all, given
        assert rating.why_no_level == (None if rated_at_all else "core_not_sent")


@pytest.mark.parametrize("status", ["too_few", "none_of_none"])
def test_a_core_measure_that_is_too_few_has_been_sent_and_is_out_of_the_points(status):
    few = row("wl_over_6m_share", 0, 0 if status == "none_of_none" else 15)
    rating = rated([*without(everything(3), "wl_over_6m_share"), few])
    assert (rating.status, rating.points_possible) == ("rated", 60)
    assert (reason(rating, "wl_over_6m_share").state, rating.families["waiting_list"].weight) == (status, 7)


@pytest.mark.parametrize(("days", "status"), [(28, "rated"), (29, "not_rated")])
def test_the_register_must_have_been_confirmed_within_28_days(days, status):
    at = AT.replace(hour=12) + (SUNDAY + timedelta(days=days) - DAY)
    fresh = [replace(r, period_end=at.date()) for r in everything(1) if not r.measure_id.startswith(("reg", "em_"))]
    rating = rated([*fresh, *confirmed(0)], at=at)
    assert (rating.status, rating.why_no_level) == (status, None if status == "rated" else "register_not_confirmed")


@pytest.mark.parametrize("item", ITEMS)
def test_a_confirmation_counts_only_with_an_answer_to_each_item(item):
    """Seven of them; a yes is an answer too."""
    assert len(ITEMS) == 7
    rows = everything(1)
    assert rated(without(rows, item)).why_no_level == "register_not_confirmed"
    said = [replace(r, value=Decimal(1)) if r.measure_id == item else r for r in rows]
    assert rated(said).status == "rated"
    no = [replace(r, value=Decimal(0)) if r.measure_id == REGISTER_CONFIRMED else r for r in rows]
    assert rated(no).why_no_level == "register_not_confirmed"


def test_without_half_a_family_there_is_no_level():
    """Safeguarding gone is 3 of 5 in life and limb; home care gone in England without publications is nothing of 3."""
    assert rated(without(everything(1), "ll_safeguarding_wait")).status == "rated"
    only_return = without(whole_return(1), "cap_homecare_unfilled")
    rating = rated(only_return)
    assert (rating.status, rating.why_no_level) == ("not_rated", "too_little_evidence")
    assert {f.level for f in rating.families.values()} == {None}


@pytest.mark.parametrize(("days", "counted"), [(365, 4), (366, 3)])
def test_a_last_band_is_remembered_for_365_days(days, counted):
    old = in_band("wl_reviews_overdue", 4, period_end=DAY - timedelta(days=days))
    rating = rated([*without(everything(1), "wl_reviews_overdue"), old])
    assert reason(rating, "wl_reviews_overdue").missing_counted_as == counted


def test_a_figure_taken_back_is_still_the_last_band():
    taken = withdrawn(in_band("wl_reviews_overdue", 4))
    rating = rated([*without(everything(1), "wl_reviews_overdue"), taken])
    told = reason(rating, "wl_reviews_overdue")
    assert (told.state, told.missing_counted_as, rating.not_sent) == ("withdrawn", 4, ("wl_reviews_overdue",))


def test_a_block_figure_that_is_not_there_is_not_sent_from_the_first_return_that_owes_it():
    """Until then the last block's stands; the day of a block alone changes nothing."""
    before = whole_return(1, -4)
    late = whole_return(1, 0, without=["wl_reviews_overdue"])
    old = in_band("wl_reviews_overdue", 1, -4)
    only_before = rated([*without(before, "wl_reviews_overdue"), old], at=released(-1))
    assert reason(only_before, "wl_reviews_overdue").band == 1
    after = rated([*before, *late])
    assert (reason(after, "wl_reviews_overdue").state, reason(after, "wl_reviews_overdue").missing_counted_as) == (
        "not_submitted",
        3,
    )
    came = rated([*before, *late, in_band("wl_reviews_overdue", 1, recorded_at=AT - timedelta(hours=1))])
    assert reason(came, "wl_reviews_overdue").band == 1


def test_a_late_block_of_critical_care_keeps_the_level_from_falling():
    high = everything(3, -4)
    calm = [[*whole_return(1, w, without=["ll_critical_unsourced"]), *official({}, w)] for w in (0, 1)]
    last = rated(high, at=released(-4))
    known = high
    for week, came in enumerate(calm):
        known = [*known, *came]
        last = rated(known, at=released(week), previous=last)
        assert (last.level_unsettled, last.level_figures, last.will_be) == (2, 3, None)


def test_silence_clears_nothing_and_what_is_left_out_shrinks_the_maximum():
    """Home care that goes stale counts in band 4 and is named; a stale publication is left out."""
    stale = publication("cap_vacancy_rate", "12", period_end=DAY - timedelta(days=641))
    rating = rated([*without(everything(1), "cap_vacancy_rate"), stale])
    told = reason(rating, "cap_vacancy_rate")
    assert (told.state, told.missing_counted_as, rating.points_possible) == ("stale", None, 57)
    assert told.reading == stale


@pytest.mark.parametrize(
    ("overdue", "days", "scored"), [(False, 640, True), (False, 641, False), (True, 670, True), (True, 671, False)]
)
def test_an_overdue_publication_keeps_30_days_longer(overdue, days, scored):
    old = publication("cap_vacancy_rate", "12", period_end=DAY - timedelta(days=days), overdue=overdue)
    assert reason(rated([*without(everything(1), "cap_vacancy_rate"), old]), "cap_vacancy_rate").scored is scored


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence.WEEKLY, 21),
        (Cadence.FOUR_WEEKLY, 45),
        (Cadence.MONTHLY, 90),
        (Cadence.QUARTERLY, 150),
        (Cadence.YEARLY, 640),
    ],
)
def test_each_cadence_is_fresh_for_its_days(cadence, days):
    for age, scored in ((days, True), (days + 1, False)):
        one = publication("cap_quality_ri_inad", "15", cadence=cadence, period_end=DAY - timedelta(days=age))
        assert reason(rated([one]), "cap_quality_ri_inad").scored is scored


def test_an_estimate_of_a_return_is_no_older_than_13_weeks():
    for days, scored in ((91, True), (92, False)):
        one = row(
            "cap_vacancy_rate",
            5,
            100,
            period_end=DAY - timedelta(days=days),
            status=Status.ESTIMATED,
            cadence=Cadence.YEARLY,
        )
        assert reason(rated([one], place=FIFE), "cap_vacancy_rate").scored is scored


def test_while_no_publication_is_fresh_the_councils_own_figure_is_scored_and_then_missed():
    """A council that has used its own figure cannot drop it again: it counts as the worst known for 365 days."""
    own = row("cap_vacancy_rate", 10, 100)
    used = rated([*without(everything(1), "cap_vacancy_rate"), own])
    assert reason(used, "cap_vacancy_rate").band == 4
    later = AT + timedelta(days=45)
    rows = [replace(r, period_end=later.date(), recorded_at=later) for r in without(everything(1), "cap_vacancy_rate")]
    gone = rated([*rows, own], at=later)
    assert reason(gone, "cap_vacancy_rate").missing_counted_as == 4
    never = rated(rows, at=later)
    assert reason(never, "cap_vacancy_rate").missing_counted_as is None


def test_own_figures_beside_a_fresh_publication_were_never_used():
    """When the publication lapses the council has taken nothing away."""
    one = publication("cap_vacancy_rate", "5", cadence=Cadence.MONTHLY, recorded_at=AT - timedelta(days=20))
    own = row("cap_vacancy_rate", 10, 100)
    later = AT + timedelta(days=95)
    assert reason(rated([one, own], at=later), "cap_vacancy_rate").missing_counted_as is None


@pytest.mark.parametrize(("stage", "level"), [(None, 1), (1, 1), (2, 3), (3, 4)])
def test_the_register_acts_at_once_both_ways_and_is_kept_apart(stage, level):
    before = rated(everything(1))
    acts = [entry(stage)] if stage else []
    now = rated(everything(1), *acts, previous=before)
    after = rated(everything(1), previous=now)
    assert (now.level_points, now.level_unsettled, now.level_figures, now.level_calculated) == (1, 1, 1, level)
    assert (after.level_calculated, after.deciding_rule) == (1, "points")


def test_a_raised_level_needs_a_calculated_one_below_it_and_lasts_28_days():
    assert rated(everything(2), raised(3)).level_published == 3
    assert rated(everything(2), raised(3)).deciding_rule == "raised"
    assert rated(everything(3), raised(3)).raised is None
    assert rated([], raised(3)).level_published is None
    old = raised(3, from_at=AT - timedelta(days=28))
    assert rated(everything(2), old).level_published == 2
    assert rated(everything(2), replace(old, from_at=old.from_at + timedelta(seconds=1))).level_published == 3


def test_a_raised_level_that_was_reached_is_over():
    """It does not come back when the calculated level falls again; and it does not settle."""
    act = raised(3)
    reached = rated(everything(2), act, entry(2))
    again = rated(everything(2), act, previous=reached, at=AT + timedelta(hours=1))
    assert (reached.level_published, reached.raised) == (3, None)
    assert (again.level_published, again.raised) == (2, None)


@pytest.mark.parametrize(
    ("bands", "rule"),
    [
        ({m.id: 3 for m in BOOK.measures}, "points"),
        ({m.id: 4 for m in BOOK.measures if m.family == "waiting_list"}, "family_floor"),
        ({"ll_critical_unsourced": 4}, "ll_critical_unsourced_floor"),
    ],
)
def test_one_rule_decides_and_the_earlier_of_equals(bands, rule):
    assert rated(everything(bands)).deciding_rule == rule


def test_a_missing_figure_decides_when_the_level_would_be_lower_without_it():
    bands = {"ll_critical_unsourced": 2, "cap_vacancy_rate": 2, "wl_assess_rate": 2}
    rows = everything(bands)
    one, other = rated(rows), rated(without(rows, "cap_homecare_unfilled"))
    assert (one.level_figures, one.deciding_rule) == (1, "points")
    assert (other.level_figures, other.deciding_rule) == (2, "missing")


def test_settling_decides_while_it_keeps_the_level_up_and_says_what_comes():
    weeks = history([everything(3), everything(1, 1), everything(1, 2)])
    assert [(r.level_figures, r.deciding_rule, r.will_be) for r in weeks] == [
        (3, "points", None),
        (3, "settling", 1),
        (1, "points", None),
    ]


CASES = [
    # before, unsettled, week of the return, may fall → level, next
    (NEVER, 2, 0, True, 2, None),
    (Settled(level=3, return_to=SUNDAY), 2, 1, True, 3, 2),
    (Settled(level=3, return_to=SUNDAY), 2, 0, True, 3, None),
    (Settled(level=3, return_to=SUNDAY), 2, 1, False, 3, None),
    (Settled(level=3, return_to=SUNDAY), 3, 1, True, 3, None),
    (Settled(level=3, return_to=SUNDAY), 4, 1, True, 4, None),
    (Settled(level=4, return_to=SUNDAY, lower=(1,)), 2, 1, True, 2, None),
    (Settled(level=4, return_to=SUNDAY, lower=(2,)), 1, 1, True, 2, 1),
    (Settled(level=4, return_to=SUNDAY, lower=(2,)), 1, 0, True, 4, None),
    (Settled(level=4, return_to=SUNDAY, lower=(2,)), 1, 1, False, 4, None),
    (Settled(level=4, return_to=SUNDAY, lower=(2,)), None, 1, True, None, None),
    (Settled(level=3, return_to=SUNDAY, without_since=AT - 12 * WEEK), 1, 1, True, 3, 1),
    (Settled(level=3, return_to=SUNDAY, without_since=AT - 12 * WEEK - timedelta(seconds=1)), 1, 1, True, 1, None),
    (Settled(level=3, return_to=SUNDAY, without_since=AT - 12 * WEEK), 4, 1, True, 4, None),
]


@pytest.mark.parametrize(("before", "unsettled", "week", "may_fall", "level", "following"), CASES)
def test_settling_one_week_at_a_time(before, unsettled, week, may_fall, level, following):
    found, kept = settle(unsettled, before, AT, BOOK.second, return_to=SUNDAY + week * WEEK, may_fall=may_fall)
    assert (found, kept.next_level) == (level, following)
    assert kept.level == (level if level is not None else before.level)
    assert (kept.without_since is None) is (level is not None)


def test_a_gap_is_counted_from_its_first_week():
    _, first = settle(None, Settled(level=3), AT, BOOK.second, return_to=None, may_fall=False)
    _, second = settle(None, first, AT + WEEK, BOOK.second, return_to=None, may_fall=False)
    assert (first.without_since, second.without_since, second.level) == (AT, AT, 3)
    assert settle(None, NEVER, AT, BOOK.second, return_to=None, may_fall=False)[1].without_since is None


def test_several_returns_that_arrive_for_one_release_count_once():
    weeks = history([everything(3), [], [*everything(1, 1), *everything(1, 2)], everything(1, 3)])
    assert [r.level_figures for r in weeks] == [3, 3, 3, 1]


def test_another_release_of_the_same_week_does_not_count_as_a_week():
    """A signature on Thursday does not make a level fall a week early."""
    weeks = history([everything(3), everything(1, 1)])
    known = [*everything(3), *everything(1, 1)]
    thursday = rated(known, previous=weeks[1], at=released(1) + timedelta(days=1))
    friday = rated(known, previous=thursday, at=released(1) + timedelta(days=2))
    assert [r.level_figures for r in (weeks[1], thursday, friday)] == [3, 3, 3]
    assert thursday.will_be == friday.will_be == 1


def test_a_correction_worked_through_the_weeks_may_lower_at_once():
    sent = [*whole_return(4), *official({})]
    wrong = history([sent, everything(1, 1)])
    right = history([[*sent, *whole_return(1, recorded_at=AT - timedelta(minutes=1))], everything(1, 1)])
    assert (wrong[1].level_figures, right[1].level_figures) == (4, 1)


@pytest.mark.parametrize(("band", "asks"), [(2, ()), (3, ("ll_critical_unsourced",)), (4, ("ll_critical_unsourced",))])
def test_critical_care_in_band_3_asks_whether_measures_are_in_use(band, asks):
    rows = everything({"ll_critical_unsourced": band})
    assert rated(rows).undeclared == asks
    assert rated(rows, entry(1)).undeclared == asks
    assert rated(rows, entry(2)).undeclared == ()
    assert rated(rows, entry(3)).undeclared == ()


@pytest.mark.parametrize(
    ("bands", "asks"), [((4,), False), ((3, 4), False), ((4, 3), False), ((4, 4), True), ((4, None, 4), False)]
)
def test_home_care_asks_after_two_returns_running_in_band_4(bands, asks):
    weeks = [
        whole_return({"cap_homecare_unfilled": band or 1}, w, without=[] if band else ["cap_homecare_unfilled"])
        for w, band in enumerate(bands)
    ]
    assert (history(weeks)[-1].undeclared == ("cap_homecare_unfilled",)) is asks


def test_a_measure_used_and_not_declared_is_named_7_days_after_the_director_confirmed():
    """Of the newest return alone, and not while that very measure is in force."""
    item = "em_longer_periods_alone"
    rows = [replace(r, value=Decimal(1)) if r.measure_id == item else r for r in confirmed()]
    said = {SUNDAY: AT - timedelta(days=7)}

    def named(given, register=NO_REGISTER, at=AT, confirmed_at=said):
        return used_not_declared(given, register, at, confirmed_at, BOOK.floors)

    assert named(rows) == ("longer_periods_alone",)
    assert named(rows, at=AT - timedelta(seconds=1)) == ()
    assert named(rows, confirmed_at={}) == ()
    assert named([*rows, *confirmed(1)], confirmed_at={**said, SUNDAY + WEEK: AT - timedelta(days=7)}) == ()
    later = [replace(r, period_end=r.period_end + WEEK) for r in rows]
    assert named([*rows, *later]) == ("longer_periods_alone",), "the newer return says so too, confirmed or not"
    assert named([*rows, *confirmed(1), *(replace(r, period_end=r.period_end + 2 * WEEK) for r in rows)]) == ()
    assert named(rows, Register((entry(2),))) == ()
    assert named(rows, Register((entry(2, measure_id="fewer_or_shorter_visits"),))) == ("longer_periods_alone",)
    assert named([withdrawn(r) for r in rows]) == ()


def test_what_a_return_says_is_used_is_known_at_once_until_a_return_says_otherwise_or_it_is_in_force():
    item = "em_longer_periods_alone"
    rows = [replace(r, value=Decimal(1)) if r.measure_id == item else r for r in confirmed()]

    assert says_used(rows, NO_REGISTER, AT) == ("longer_periods_alone",)
    assert says_used([*rows, *confirmed(1)], NO_REGISTER, AT) == ()
    assert says_used(rows, Register((entry(2),)), AT) == ()
    assert says_used([withdrawn(r) for r in rows], NO_REGISTER, AT) == ()
    assert says_used(confirmed(), NO_REGISTER, AT) == ()


def test_what_one_return_says_is_used_leaves_out_what_is_declared_and_what_is_no_yes():
    item = "em_longer_periods_alone"
    rows = [replace(r, value=Decimal(1)) if r.measure_id == item else r for r in confirmed()]

    assert said_used(rows, ()) == ("longer_periods_alone",), "and not the confirmation, which is a yes too"
    assert said_used(rows, ["longer_periods_alone"]) == ()
    assert said_used([replace(r, status=Status.SUPPRESSED) for r in rows], ()) == ()
    assert said_used([replace(r, value=Decimal(2)) for r in rows], ()) == ()
    assert said_used(confirmed(), ()) == ()


def test_a_measure_that_the_newest_return_leaves_out_is_not_said_to_be_used():
    item = "em_longer_periods_alone"
    rows = [replace(r, value=Decimal(1)) if r.measure_id == item else r for r in confirmed()]
    newer = [r for r in confirmed(1) if r.measure_id != item]
    said = {SUNDAY: AT - timedelta(days=7)}

    assert used_not_declared([*rows, *newer], NO_REGISTER, AT, said, BOOK.floors) == ()
    assert says_used([*rows, *newer], NO_REGISTER, AT) == ()


def test_the_range_holds_the_level_and_left_out_figures_too():
    rating = rated(without(everything(1), "cap_vacancy_rate", "cap_homecare_unfilled"))
    assert (rating.level_if_missing_best, rating.level_if_missing_worst) == (1, 2)
    assert (rated([]).level_if_missing_best, rated([]).level_if_missing_worst) == (1, 4)
    assert rated([], entry(2)).level_if_missing_best == 3


def test_the_cuts_are_rule_data_and_belong_to_the_lower_level():
    assert [level_from_points(p, 63, BOOK.cuts) for p in (0, 14, 15, 31, 32, 45, 46, 63)] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert [level_from_points(p, 9, BOOK.cuts) for p in (2, 3, 4, 5, 6, 7)] == [1, 2, 2, 3, 3, 4]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 28), date(2026, 11, 1)),
        (date(2026, 11, 29), date(2026, 11, 29)),
        (date(2026, 10, 31), date(2026, 10, 4)),
        (date(2015, 1, 4), date(2014, 12, 14)),
    ],
)
def test_blocks_end_every_28_days_before_and_after_1_november_2026(day, due):
    blocks = BOOK.calendar.blocks
    assert blocks.due(day) == due
    assert blocks.ends(day) is (day == due)
    assert due.weekday() == 6


def test_each_nation_has_its_own_set():
    weights = {BOOK.nations[c].name: sum(m.weight for m in BOOK.set_of(c)) for c in BOOK.nations}
    assert weights == {"England": 21, "Wales": 19, "Scotland": 19, "Northern Ireland": 19}
    published = {
        n.name: {m for m, s in n.measures.items() if s.comes_from is From.PUBLICATION} for n in BOOK.nations.values()
    }
    assert published == {
        "England": {"wl_discharge_rate", "cap_home_unavailable", "cap_vacancy_rate", "cap_quality_ri_inad"},
        "Wales": {"wl_discharge_rate"},
        "Scotland": {"wl_discharge_rate"},
        "Northern Ireland": set(),
    }


def test_a_nation_without_a_rule_file_is_refused_by_name():
    with pytest.raises(Refusal, match="No rule says what is measured in X99000000"):
        rated([], place=Somewhere("X99000000"))


def test_every_word_of_a_nation_says_who_has_checked_it():
    for nation in BOOK.nations.values():
        for said in (nation.law, nation.professional_lead, nation.ombudsman, nation.medical, nation.regulator):
            assert said.checked == "to be checked"


def test_retired_measures_name_their_successors():
    assert BOOK.retired == {
        "wl_assess_over_6m": "wl_over_6m_share",
        "cap_home_occupancy": "cap_home_unavailable",
        "ll_contingency_stage": "register_confirmed",
    }


def moved_rules(published_on, part="measures/wl_assess_rate"):
    """The rules, and one edge that moves on a later day: assessment in band 4 from 250."""
    last = RULES.parts[part][-1]
    edges = {
        b: replace(e, at_least=Fraction(n))
        for (b, e), n in zip(last.content.edges.items(), (100, 200, 250), strict=True)
    }
    version = replace(last.version, effective_from=published_on, published_on=published_on, method_version="3")
    new = Dated(version, replace(last.content, edges=edges))
    parts = {**RULES.parts, part: (*RULES.parts[part], new)}
    return Rules(parts=parts, known_on=date.max, assemble=RULES._assemble)


@pytest.mark.parametrize(
    ("first", "second", "moved", "then"),
    [
        ({}, {"ll_critical_unsourced": 4}, Moved.FIGURES, 4),
        ({"wl_care_start_rate": 4}, {"wl_care_start_rate": 4}, Moved.NOTHING, 1),
    ],
)
def test_figures_move_a_level(first, second, moved, then):
    before, after = history([everything(first), everything(second, 1)])
    assert cause_of_change(before.as_previous(), after, RULES) == Cause(moved, then)


@pytest.mark.parametrize(("now", "moved"), [(1, Moved.CORRECTION), (2, Moved.NOTHING)])
def test_a_correction_of_the_week_before_moves_a_level_where_it_changed_what_that_week_left(now, moved):
    """Published at 3, believed at 1: the level is 1 at once. Published as it is believed, nothing moved it."""
    high, calm = history([everything(3)])[-1].as_previous(), history([everything(now)])[-1].as_previous()
    before = replace(high, level_unsettled=now, settled=calm.settled)
    after = rated([*everything(now), *everything(now, 1)], at=released(1), previous=before)
    published = high if now == 1 else before
    assert (after.level_figures, after.since == after.rated_at) == (now, True)
    assert cause_of_change(before, after, RULES, published).moved is moved


@pytest.mark.parametrize(
    ("second", "moved", "then"),
    [
        ({}, Moved.RULES, 1),
        ({"wl_over_6m_share": 4, "wl_reviews_overdue": 4, "cap_homecare_unfilled": 4}, Moved.BOTH, 2),
    ],
)
def test_a_changed_edge_moves_a_level_alone_or_with_the_figures(second, moved, then):
    """ "By the rules before it would still be level 1.\""""
    rules = moved_rules(DAY + timedelta(days=3))
    calm = {"wl_assess_rate": 2, "wl_care_start_rate": 3, "cap_vacancy_rate": 3, "ll_critical_unsourced": 2}
    before = rated(everything(calm), rules=rules)
    after = rated([*everything(calm), *everything({**calm, **second}, 1)], rules=rules, at=released(1), previous=before)
    assert before.level_unsettled == 1
    cause = cause_of_change(before.as_previous(), after, rules)
    assert (cause.moved, cause.level_by_rules_before) == (moved, then)
    gone = cause_of_change(before.as_previous(), replace(after, level_unsettled=None), rules)
    assert gone.level_by_rules_before is None


def test_a_welsh_and_a_scottish_council_miss_what_their_return_asks_for():
    for place in (CARDIFF, FIFE):
        rating = rated(whole_return(1, place=place, without=["cap_home_unavailable"]), place=place)
        assert rating.not_sent == ("cap_home_unavailable",)


def test_what_would_change_the_level_is_told_both_ways():
    """One band worse or better of one measure, and the level it would give before settling."""
    worse = rated(everything(3)).changes
    assert Step(measure_id="ll_critical_unsourced", to_band=4, level=4) in worse
    better = rated(everything({"ll_critical_unsourced": 3})).changes
    assert better == (
        Step(measure_id="ll_critical_unsourced", to_band=2, level=1),
        Step(measure_id="ll_critical_unsourced", to_band=4, level=4),
    )
    assert rated([]).changes == ()


@pytest.mark.parametrize(("days", "counted"), [(71, 4), (335, 4), (336, 3), (354, 3), (355, None)])
def test_the_last_day_on_which_an_own_figure_stood_in_begins_the_365_days(days, counted):
    """It stood in for the fortnight between one publication's end and the day the next one came."""
    monthly = {"cadence": Cadence.MONTHLY}
    first = publication("cap_vacancy_rate", "5", period_end=DAY - timedelta(days=115), **monthly)
    second = publication(
        "cap_vacancy_rate",
        "5",
        period_end=DAY - timedelta(days=20),
        recorded_at=AT - timedelta(days=10),
        **monthly,
    )
    first = replace(first, recorded_at=AT - timedelta(days=90))
    own = row("cap_vacancy_rate", 10, 100, period_end=DAY - timedelta(days=30), recorded_at=AT - timedelta(days=28))
    told = reason(rated([first, second, own], at=AT + timedelta(days=days)), "cap_vacancy_rate")
    assert (told.band, told.missing_counted_as) == (None, counted)


def test_a_rating_says_which_day_its_data_reach_and_when_the_next_return_should_show():
    rating = rated(everything(1))
    assert (rating.data_to, rating.next_due) == (SUNDAY, AT)
    assert (rated([]).data_to, rated([]).next_due) == (None, None)
    assert (rating.chance_alone, rated(everything(1), place=Somewhere(ENGLAND, 49_999)).chance_alone) == (False, True)
    assert not rated(everything(1), place=Somewhere(ENGLAND, 50_000)).chance_alone


def test_distances_are_in_the_measures_unit_on_the_public_figure():
    told = reason(rated([row("wl_assess_rate", 3_002, ADULTS)]), "wl_assess_rate")
    assert (told.value, told.band, told.to_worse, told.to_better) == (300, 2, 150, 50)
    best = reason(rated([row("wl_assess_rate", 0, ADULTS)]), "wl_assess_rate")
    worst = reason(rated([row("wl_assess_rate", 9_000, ADULTS)]), "wl_assess_rate")
    assert (best.to_worse, best.to_better) == (250, None)
    assert (worst.to_worse, worst.to_better) == (None, 200)


def test_a_rating_is_valid_until_its_first_figure_or_confirmation_is_out_of_date():
    """21 days after the Sunday of a weekly figure; a measure that starts later, a raised level that runs out."""
    assert rated(everything(2)).valid_until == start_of(SUNDAY + timedelta(days=22))
    start = AT + timedelta(days=1, hours=3)
    assert rated(everything(1), entry(3, starts_at=start)).valid_until == start
    old = raised(3, from_at=AT - timedelta(days=27))
    assert rated(everything(2), old).valid_until == AT + timedelta(days=1)
    assert rated([], entry(3)).valid_until is None


@pytest.mark.parametrize(("weeks", "level"), [(13, 3), (14, 1)])
def test_after_a_gap_of_up_to_12_weeks_the_level_before_is_the_one_to_fall_from(weeks, level):
    """Through whole ratings, a release a week; the first week of the gap is the one whose figures went out of date."""
    last = rated(everything(3))
    for week in range(1, weeks + 1):
        last = rated(everything(3), at=released(week), previous=last)
    back = rated([*everything(3), *everything(1, weeks + 1)], at=released(weeks + 1), previous=last)
    assert (last.level_figures, back.level_figures) == (None, level)


def test_the_points_of_a_measure_are_its_band_less_one_times_its_weight():
    """Also of one that is not there, in the band it counts as; the points of all measures add up."""
    rating = rated(without(everything({"wl_assess_rate": 3}), "cap_homecare_unfilled"))
    worth = {r.measure.id: r.points for r in rating.reasons}
    assert (worth["wl_assess_rate"], worth["cap_homecare_unfilled"], worth["wl_care_start_rate"]) == (4, 9, 0)
    assert sum(worth.values()) == rating.points == 13


@pytest.mark.parametrize("own", [m for m in BOOK.measures if not m.core], ids=lambda m: m.id)
def test_evidence_counts_fresh_weight_alone(own):
    """A figure that counts as high is no evidence; one that is left out is out of the set."""
    rating = rated(without(everything(1), own.id))
    left_out = reason(rating, own.id).missing_counted_as is None
    assert rating.evidence_percent == (100 if left_out else 100 * (21 - own.weight) // 21)


def test_the_newest_of_two_stale_publications_is_shown():
    older = publication("cap_vacancy_rate", "9", period_end=DAY - timedelta(days=900))
    newer = publication("cap_vacancy_rate", "7", period_end=DAY - timedelta(days=700))
    assert reason(rated([older, newer]), "cap_vacancy_rate").reading == newer


def test_the_next_return_is_due_from_weekly_rows_of_the_council_alone():
    block = row("ll_critical_unsourced", 0, ADULTS, period_end=SUNDAY + WEEK)
    later = publication("cap_vacancy_rate", "7", period_end=SUNDAY + WEEK, cadence=Cadence.WEEKLY)
    assert rated([*whole_return(1), block, later]).next_due == AT
    assert rated([later]).next_due is None


def test_the_last_band_is_that_of_the_newest_figure_whatever_came_before_it():
    older, newer = in_band("wl_reviews_overdue", 3, -8), in_band("wl_reviews_overdue", 4, -4)
    rows = without(everything(1), "wl_reviews_overdue")
    told = reason(rated([*rows, older, newer]), "wl_reviews_overdue")
    assert (told.missing_counted_as, told.counts_until) == (4, newer.period_end + timedelta(days=365))
    again = reason(rated([*rows, replace(older, period_end=SUNDAY - 3 * WEEK), newer]), "wl_reviews_overdue")
    assert (again.missing_counted_as, again.counts_until) == (3, None)


def test_a_step_to_band_1_is_told_too():
    light = ("wl_assess_rate", "wl_care_start_rate", "wl_over_6m_share", "cap_homecare_unfilled")
    heavy = ("cap_vacancy_rate", "cap_quality_ri_inad", "ll_critical_unsourced")
    rating = rated(everything(dict.fromkeys(light + heavy, 2)))
    assert (rating.points, rating.level_unsettled) == (15, 2)
    assert {c.measure_id for c in rating.changes if (c.to_band, c.level) == (1, 1)} == {*light, *heavy}
