"""Small parts of the rating, each at the edge where a small change would show."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from pressure.document.rating import measure_line
from pressure.domain.measures import Cadence
from pressure.domain.moments import start_of
from pressure.domain.rating.causes import Cause, Moved, cause_of_change
from pressure.domain.rating.figures import (
    DOES_NOT_APPLY,
    LOW_COVERAGE,
    MISSING,
    NO_COUNTS,
    NONE_OF_NONE,
    SCORED,
    SENT_UNSCORED,
    STALE,
    TOO_FEW,
    TOO_SHORT,
    WITHDRAWN,
    band_of,
    few_expected,
    fresh_until,
    state_of,
    value_of,
)
from pressure.domain.rating.gathered import Gathered, Sent
from pressure.domain.rating.points import Decided, FamilyPoints, by_figures, enough_evidence, family_points
from pressure.domain.rating.rounding import public_figure
from pressure.domain.rating.undeclared import undeclared, used_not_declared
from pressure.domain.readings import Status
from pressure.domain.register import NO_REGISTER
from pressure.domain.rules_history import Dated, Rules
from tests.level_cases import (
    AT,
    BOOK,
    DAY,
    ENGLAND,
    NORTHERN_IRELAND,
    RULES,
    SCOTLAND,
    SUNDAY,
    Somewhere,
    confirmed,
    entry,
    everything,
    in_band,
    measure,
    publication,
    raised,
    rated,
    reason,
    released,
    row,
    whole_return,
    without,
)

SET = BOOK.set_of(ENGLAND)
OF = {f.id: [m.id for m in SET if m.family == f.id] for f in BOOK.families}
FIFTEEN = {  # points: 8 in the waiting list, 5 in capacity, 2 in life and limb; the points alone give level 2
    "wl_assess_rate": 4,
    "wl_over_6m_share": 3,
    "cap_vacancy_rate": 3,
    "cap_home_unavailable": 2,
    "ll_safeguarding_wait": 2,
}


def test_one_family_alone_gives_no_floor_and_no_other_family_has_a_level():
    found = by_figures(SET, dict.fromkeys(OF["waiting_list"], 4), BOOK)
    assert (found.families, found.floors, found.decided) == ({"waiting_list": 4}, (), Decided("points", 4))


def test_two_families_give_the_floor_that_three_do():
    bands = dict.fromkeys(OF["waiting_list"], 4) | dict.fromkeys(OF["life_and_limb"], 1)
    assert Decided("family_floor", 3) in by_figures(SET, bands, BOOK).floors


def test_a_family_of_which_nothing_is_counted_has_no_level_and_not_enough():
    ids = OF["life_and_limb"]
    bands = dict.fromkeys(OF["waiting_list"], 1)
    of = family_points(SET, bands, bands, ids, BOOK)["life_and_limb"]
    assert of == FamilyPoints(level=None, points=0, points_possible=0, weight_fresh=0, weight=0, enough=False)


@pytest.mark.parametrize(("known", "enough"), [((6, 5, 3), True), ((6, 4, 3), False)])
def test_enough_is_two_thirds_of_the_whole_set_also_where_each_family_has_half(known, enough):
    of = {
        f: FamilyPoints(level=1, points=0, points_possible=24, weight_fresh=k, weight=w, enough=True)
        for f, k, w in zip(OF, known, (8, 8, 5), strict=True)
    }
    assert enough_evidence(of, BOOK) is enough
    few = replace(of["life_and_limb"], enough=False)
    assert enough_evidence(of | {"life_and_limb": few}, BOOK) is False


@pytest.mark.parametrize(
    ("value", "public"), [("5.12345", "5.1234"), ("5.12346", "5.1235"), ("5.1234", "5.1234"), ("5", "5")]
)
def test_a_published_value_counts_to_the_places_that_files_print(value, public):
    one = publication("cap_vacancy_rate", value)
    found = public_figure(one, measure("cap_vacancy_rate"), BOOK.disclosure)
    assert found.value == Decimal(public)
    assert (found is one) == (value == public)


def test_a_published_count_stays_as_it_is():
    one = replace(publication("cap_vacancy_rate", "5"), value=None, numerator=1, denominator=3)
    assert public_figure(one, measure("cap_vacancy_rate"), BOOK.disclosure) is one


def test_a_core_measure_that_is_missing_counts_as_nothing():
    told = reason(rated(without(everything(1), "wl_assess_rate")), "wl_assess_rate")
    assert (told.missing_counted_as, told.points) == (None, 0)


def test_a_figure_that_is_there_counts_without_end():
    """Also in the highest band, which a missing one would keep for a year only."""
    told = reason(rated(everything({"wl_reviews_overdue": 4})), "wl_reviews_overdue")
    assert (told.band, told.counts_until) == (4, None)


def test_what_was_sent_and_is_too_few_stays_out_of_the_worst_and_the_best():
    bands = {"wl_assess_rate": 3, "cap_vacancy_rate": 3, "cap_quality_ri_inad": 3}
    rows = [*without(everything(bands), "ll_safeguarding_wait"), row("ll_safeguarding_wait", 0, 20)]
    rating = rated(rows)
    assert reason(rating, "ll_safeguarding_wait").state == "too_few"
    assert (rating.points, rating.points_possible) == (12, 57)
    assert (rating.level_if_missing_best, rating.level_if_missing_worst) == (1, 1)


def test_the_best_that_a_missing_figure_could_be_is_band_1():
    rating = rated(without(everything(FIFTEEN), "cap_homecare_unfilled"))
    assert rating.level_if_missing_best == 2


def test_no_step_leads_below_band_1_or_above_the_highest():
    fifteen = rated(everything(FIFTEEN))
    assert (fifteen.points, fifteen.level_unsettled) == (15, 2)
    assert {s.to_band for s in fifteen.changes} <= {1, 2, 3, 4}
    fourteen = rated(everything(FIFTEEN | {"cap_home_unavailable": 1}))
    assert (fourteen.points, fourteen.level_unsettled) == (14, 1)
    assert {s.to_band for s in fourteen.changes} <= {1, 2, 3, 4}
    assert {s.measure_id for s in fourteen.changes if s.to_band == 2} >= {"ll_critical_unsourced"}


def test_a_raised_level_is_spent_when_it_was_reached_and_not_before():
    act = raised(3)
    assert rated(everything(1), act).raised_spent == frozenset()
    assert rated(everything(3), act).raised_spent == {act.from_at}
    assert rated([], act).raised_spent == frozenset()


@pytest.mark.parametrize("other", [{"from_at": AT + timedelta(hours=1)}, {"ended_at": AT - timedelta(minutes=1)}])
def test_a_raised_level_stands_from_its_beginning_to_its_end(other):
    rating = rated(everything(1), raised(3, **other))
    assert (rating.raised, rating.level_published) == (None, 1)


def test_only_measures_that_are_known_can_ask_whether_something_is_in_use():
    given = Sent(Gathered(everything(1), BOOK, BOOK.nation(ENGLAND)), DAY)
    assert undeclared(given, (), None) == ()
    assert rated([*without(everything(1), "ll_critical_unsourced"), in_band("ll_critical_unsourced", 3)]).undeclared
    assert not rated(everything({"ll_critical_unsourced": 3}), entry(2)).undeclared


def test_a_block_asks_until_the_next_one_comes():
    """Also when later returns without a block have come."""
    rows = [*everything({"ll_critical_unsourced": 3}), *without(whole_return(1, 1), "ll_critical_unsourced")]
    assert rated(rows, at=released(1)).undeclared == ("ll_critical_unsourced",)


@pytest.mark.parametrize("status", [Status.OK, Status.SUPPRESSED, Status.REFUSED])
def test_two_returns_running_ask_when_both_figures_can_be_scored(status):
    first = [
        replace(r, status=status) if r.measure_id == "cap_homecare_unfilled" else r
        for r in everything({"cap_homecare_unfilled": 4})
    ]
    rows = [*first, *whole_return({"cap_homecare_unfilled": 4}, 1)]
    asks = ("cap_homecare_unfilled",) if status is Status.OK else ()
    assert rated(rows, at=released(1)).undeclared == asks
    assert rated(whole_return({"cap_homecare_unfilled": 4}, 1), at=released(1)).undeclared == ()


def test_a_return_between_without_the_figure_breaks_the_run():
    high = {"cap_homecare_unfilled": 4}
    rows = [*everything(high), *without(whole_return(1, 1), "cap_homecare_unfilled"), *whole_return(high, 2)]
    assert rated(rows, at=released(2)).undeclared == ()


@pytest.mark.parametrize(
    ("other", "used"),
    [({}, 1), ({"from_council": False}, 0), ({"withdrawn": True}, 0), ({"status": Status.SUPPRESSED}, 0)],
)
def test_a_measure_is_used_and_not_declared_by_the_councils_own_usable_answer(other, used):
    item = replace(row("em_longer_periods_alone", None, None, value=Decimal(1)), **other)
    said = {SUNDAY: AT - timedelta(days=30)}
    found = used_not_declared([item], NO_REGISTER, AT, said, BOOK.floors)
    assert found == ("longer_periods_alone",) * used
    assert used_not_declared([], NO_REGISTER, AT, said, BOOK.floors) == ()


@pytest.mark.parametrize("name", ["register_confirmed", "em_longer_periods_alone"])
@pytest.mark.parametrize("other", [{"withdrawn": True}, {"status": Status.NOT_SUBMITTED}, {"status": Status.REFUSED}])
def test_an_answer_that_was_taken_back_or_cannot_be_used_confirms_nothing(name, other):
    rows = [replace(r, **other) if r.measure_id == name else r for r in everything(1)]
    assert rated(everything(1)).why_no_level is None
    assert rated(rows).why_no_level == "register_not_confirmed"


def test_the_names_of_what_moved_a_level_and_of_a_state_are_published():
    assert [m.value for m in Moved] == ["nothing", "figures", "rules", "both", "correction"]
    states = [SCORED, MISSING, STALE, WITHDRAWN, TOO_FEW, NONE_OF_NONE, DOES_NOT_APPLY, NO_COUNTS, TOO_SHORT]
    assert states[:5] == ["scored", "missing", "stale", "withdrawn", "too_few"]
    assert states[5:] == ["none_of_none", "does_not_apply", "no_counts", "too_short"]
    assert LOW_COVERAGE == "low_coverage"


def vacancies_moved(day):
    """The rules, and edges of vacancies that move on a later day: what was band 2 is band 4."""
    part = "measures/cap_vacancy_rate"
    last = RULES.parts[part][-1]
    edges = {b: replace(e, at_least=Fraction(b)) for b, e in last.content.edges.items()}
    version = replace(last.version, effective_from=day, published_on=day, method_version="3")
    parts = {**RULES.parts, part: (*RULES.parts[part], Dated(version, replace(last.content, edges=edges)))}
    return Rules(parts=parts, known_on=date.max, assemble=RULES._assemble)


CALM = {"wl_assess_rate": 4, "cap_vacancy_rate": 2, "cap_home_unavailable": 3, "ll_safeguarding_wait": 2}


def test_a_moved_edge_of_any_measure_is_told_by_the_rules_before():
    """Missing figures as they were judged; a rating without its moment counts by its slot."""
    rules = vacancies_moved(DAY + timedelta(days=3))
    rows = without(everything(CALM), "wl_reviews_overdue")
    before = rated(rows, rules=rules)
    after = rated([*rows, *without(everything(CALM, 1), "wl_reviews_overdue")], rules=rules, at=released(1))
    assert (before.level_unsettled, after.level_unsettled) == (1, 2)
    for previous in (before.as_previous(), replace(before.as_previous(), rated_at=None)):
        assert cause_of_change(previous, after, rules) == Cause(Moved.RULES, 1)


def test_a_release_between_two_wednesdays_is_of_the_rules_of_its_own_day():
    rules = vacancies_moved(DAY + timedelta(days=1))
    before = rated(everything(CALM), rules=rules, at=AT + timedelta(days=1))
    after = rated(everything(CALM, 1), rules=rules, at=released(1))
    assert cause_of_change(before.as_previous(), after, rules) == Cause(Moved.NOTHING, before.level_unsettled)


def test_rules_of_before_version_2_give_no_level_to_compare_with():
    after = rated(everything(2))
    before = replace(after.as_previous(), level_unsettled=None)
    for known in (None, date(2026, 11, 22)):
        assert cause_of_change(replace(before, rules_of=known), after, RULES).level_by_rules_before is None


def test_a_measure_may_not_apply_where_its_rule_says_so():
    source = BOOK.nation(ENGLAND).source_of("ll_safeguarding_wait")
    own = measure("ll_safeguarding_wait")
    one = replace(row(own.id, 5, 100), status=Status.NOT_APPLICABLE)
    allowed = replace(own, may_not_apply=True)
    assert state_of(one, own, source, BOOK) == "not_applicable"
    assert state_of(one, allowed, source, BOOK) == DOES_NOT_APPLY
    assert state_of(replace(one, status=Status.OK), allowed, source, BOOK) == SCORED
    assert state_of(replace(one, status=Status.REFUSED), allowed, source, BOOK) == "refused"
    assert DOES_NOT_APPLY in SENT_UNSCORED


def state(one):
    return state_of(one, measure(one.measure_id), BOOK.nation(ENGLAND).source_of(one.measure_id), BOOK)


@pytest.mark.parametrize(
    ("measure_id", "count", "below", "expected"),
    [
        ("ll_safeguarding_wait", 5, None, NO_COUNTS),
        ("wl_assess_rate", 5, None, "no_population"),
        ("wl_assess_rate", 5, 20, SCORED),
        ("wl_discharge_rate", 5, 1000, SCORED),
        ("ll_safeguarding_wait", 5, 20, TOO_FEW),
        ("ll_safeguarding_wait", 5, 25, SCORED),
    ],
)
def test_the_state_of_a_row_of_a_return(measure_id, count, below, expected):
    """Too few is said of percentages alone; coverage is asked of publications alone."""
    assert state(row(measure_id, count, below)) == expected


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [(None, LOW_COVERAGE), (Fraction(749, 1000), LOW_COVERAGE), (Fraction(3, 4), SCORED)],
)
def test_a_publication_without_enough_coverage_is_not_scored(coverage, expected):
    assert state(publication("wl_discharge_rate", "20", coverage=coverage)) == expected


def test_a_block_that_is_no_whole_week_has_no_mean_week():
    one = row("ll_critical_unsourced", 10, 100_000)
    short = replace(one, period_start=one.period_end)
    source = BOOK.nation(ENGLAND).source_of(one.measure_id)
    assert value_of(one, measure(one.measure_id), source) == Fraction(5, 2)
    assert value_of(short, measure(one.measure_id), source) == 10
    assert state(short) == TOO_SHORT


FIRST_STALE = start_of(SUNDAY + timedelta(days=22))
"""When the weekly figures of a whole return go out of date."""


def test_a_moment_at_which_nothing_changes_ends_nothing():
    assert rated(everything(1), entry(1, starts_at=AT + timedelta(days=1))).valid_until == FIRST_STALE
    old = publication("cap_vacancy_rate", "0", period_end=DAY - timedelta(days=638))
    rows = [*everything(1), old]
    assert rated(rows).valid_until == FIRST_STALE


def test_a_level_ends_with_its_confirmation_where_the_figures_last_longer():
    rows = [*everything(1), *(r for w in (1, 2) for r in whole_return(1, w) if BOOK.measure(r.measure_id))]
    assert rated(rows, at=released(2)).valid_until == start_of(SUNDAY + timedelta(days=29))


def test_a_period_that_ends_later_counts_from_its_last_day():
    rows = [*everything(1), *whole_return(4, 2)]
    assert rated(rows).valid_until == start_of(SUNDAY + timedelta(days=14))


def test_a_rule_that_changes_ends_what_was_rated_before_it():
    rules = vacancies_moved(DAY + timedelta(days=3))
    assert rated(everything(CALM), rules=rules).valid_until == start_of(DAY + timedelta(days=3))


def test_a_period_that_ends_today_is_no_later_moment():
    rows = [*everything(1), publication("cap_vacancy_rate", "0", period_end=DAY)]
    assert rated(rows).valid_until == FIRST_STALE


def test_what_was_taken_back_or_refused_is_told_so_also_when_it_is_old():
    for other, expected in (
        ({"withdrawn": True}, "withdrawn"),
        ({"status": Status.SUPPRESSED}, "suppressed"),
        ({}, "stale"),
    ):
        old = replace(in_band("wl_assess_rate", 2), **other)
        assert reason(rated([old], at=AT + timedelta(days=60)), "wl_assess_rate").state == expected


def test_a_publication_that_was_taken_back_never_was():
    """The version before it counts again, and no other row is lost with it."""
    first = publication("cap_vacancy_rate", "9")
    gone = replace(publication("cap_vacancy_rate", "2"), recorded_at=AT - timedelta(days=1), withdrawn=True)
    rating = rated([gone, first, *without(everything(1), "cap_vacancy_rate")])
    assert (reason(rating, "cap_vacancy_rate").band, rating.why_no_level) == (3, None)


def test_a_publication_that_was_revised_counts_as_revised():
    first = publication("cap_vacancy_rate", "9")
    hidden = replace(first, recorded_at=AT - timedelta(days=1), status=Status.SUPPRESSED, value=None)
    told = reason(rated([first, hidden]), "cap_vacancy_rate")
    assert (told.state, told.band) == ("suppressed", None)


def test_the_next_return_is_due_after_the_newest_week():
    assert rated(everything(1)).next_due == AT + timedelta(days=0)
    assert rated([*everything(1), *whole_return(1, 1)], at=released(1)).next_due == released(1)


def test_a_confirmation_of_a_later_sunday_or_with_answers_of_another_counts_for_nothing():
    figures = [r for r in everything(1) if BOOK.measure(r.measure_id)]
    assert rated([*figures, *confirmed(2)]).why_no_level == "register_not_confirmed"
    other = [r for r in confirmed(0) if r.measure_id != "em_longer_periods_alone"]
    assert rated([*figures, *other, *confirmed(2)]).why_no_level == "register_not_confirmed"
    late = [r for r in confirmed(-4) if r.measure_id == "em_longer_periods_alone"]
    assert rated([*figures, *other, *late]).why_no_level == "register_not_confirmed"
    noon = start_of(SUNDAY) + timedelta(hours=12)
    assert rated([*figures, *confirmed(0)], at=noon).why_no_level is None


def test_the_own_figure_beside_a_publication_is_the_newest_that_is_one():
    own = in_band("cap_vacancy_rate", 2)
    later = replace(in_band("cap_vacancy_rate", 3, 1), status=Status.SUPPRESSED)
    for age in (17, 640):
        rows = [own, later, publication("cap_vacancy_rate", "9", period_end=released(1).date() - timedelta(days=age))]
        told = reason(rated(rows, at=released(1)), "cap_vacancy_rate")
        assert (told.band, told.beside.status, told.beside.recorded_at) == (3, Status.OK, own.recorded_at)
    newer = [own, publication("cap_vacancy_rate", "9", period_end=released(1).date() - timedelta(days=10))]
    assert reason(rated(newer, at=released(1)), "cap_vacancy_rate").beside is None, "only a newer one stands beside it"


def test_a_return_whose_core_figure_cannot_be_used_is_no_new_return():
    before = rated(everything(2))
    refused = [replace(r, status=Status.REFUSED) if r.measure_id == "wl_assess_rate" else r for r in whole_return(1, 1)]
    after = rated([*everything(2), *refused], at=released(1), previous=before)
    assert (before.settled.return_to, after.settled.return_to) == (SUNDAY, SUNDAY)


def test_a_weekly_figure_is_owed_by_every_return():
    """Also by one in whose week no block ends."""
    rows = [*everything(1), *without(whole_return(1, 1), "cap_homecare_unfilled")]
    told = reason(rated(rows, at=released(1)), "cap_homecare_unfilled")
    assert (told.state, told.missing_counted_as, told.band) == ("not_submitted", 4, None)


def test_the_band_it_last_had_is_of_a_figure_that_could_be_scored():
    few = row("wl_reviews_overdue", 5, 20)
    rows = [in_band("wl_reviews_overdue", 4, -4), few, *without(whole_return(1, 4), "wl_reviews_overdue")]
    told = reason(rated(rows, at=released(4)), "wl_reviews_overdue")
    assert (told.state, told.missing_counted_as) == ("not_submitted", 4)


def monthly(ended, known):
    """A monthly publication by the days, before today, on which its period ended and it became known."""
    return publication(
        "cap_vacancy_rate",
        "5",
        period_end=DAY - timedelta(days=ended),
        recorded_at=AT - timedelta(days=known),
        cadence=Cadence.MONTHLY,
    )


@pytest.mark.parametrize(
    ("published", "status", "counted"),
    [
        ([], Status.OK, 4),
        ([], Status.SUPPRESSED, None),
        ([monthly(111, 100), monthly(40, 19)], Status.OK, 4),  # for one day, the first on which it was known
        ([monthly(111, 100), monthly(40, 20)], Status.OK, None),
        ([monthly(99, 95)], Status.OK, None),  # to the last day of both
        ([monthly(100, 95)], Status.OK, 4),
        ([monthly(110, 20), monthly(40, 19)], Status.OK, None),  # a publication for one day, the first
    ],
)
def test_an_own_figure_stood_in_when_it_was_known_and_fresh_and_no_publication_was(published, status, counted):
    """Known for twelve days, 20 to 9 days ago; then every publication lapses."""
    days = {"period_end": DAY - timedelta(days=30), "recorded_at": AT - timedelta(days=20), "cadence": Cadence.WEEKLY}
    rows = [*published, row("cap_vacancy_rate", 10, 100, **days, status=status)]
    assert reason(rated(rows, at=AT + timedelta(days=60)), "cap_vacancy_rate").missing_counted_as == counted


def test_without_a_level_nothing_decides_nothing_would_change_it_and_nothing_settles():
    nothing, gap = rated([]), rated(without(everything(2), "wl_assess_rate"), previous=rated(everything(3)))
    assert (nothing.deciding_rule, nothing.changes, nothing.will_be, nothing.status) == (None, (), None, "not_rated")
    assert (gap.deciding_rule, gap.changes, gap.will_be, gap.not_sent) == (None, (), None, ("wl_assess_rate",))


def test_the_register_decides_where_figures_give_no_level():
    rating = rated([], entry(2))
    assert (rating.deciding_rule, rating.status, rating.floors) == (
        "register_floor",
        "floor_only",
        (Decided("register_floor", 3),),
    )
    assert rated(everything(1), entry(2)).floors == (Decided("family_floor", 1), Decided("register_floor", 3))
    assert rated(everything(1), entry(1)).floors == (Decided("family_floor", 1),)


def test_a_raised_level_that_was_reached_is_over_for_good():
    act = raised(3)
    reached = rated(everything(2), act, entry(2))
    second = rated(everything(2), act, previous=reached, at=AT + timedelta(hours=1))
    third = rated(everything(2), act, previous=second, at=AT + timedelta(hours=2))
    assert (second.level_published, third.level_published, third.raised_spent) == (2, 2, {act.from_at})


def test_data_go_to_the_last_period_that_is_scored():
    late = replace(in_band("cap_homecare_unfilled", 1, 1), status=Status.REFUSED)
    assert rated([*everything(1), late], at=released(1)).data_to == SUNDAY
    assert rated([]).data_to is None


def test_a_rating_says_when_the_newest_of_its_rules_was_published():
    assert rated([]).rules_of == max(v.published_on for v in BOOK.parts.values())


def test_the_worst_is_never_below_the_level_that_settles():
    rating = rated(everything(1, 1), previous=rated(everything(3)), at=released(1))
    assert (rating.level_unsettled, rating.level_calculated, rating.level_if_missing_worst) == (1, 3, 3)
    assert (rating.level_if_missing_best, rating.will_be, rating.deciding_rule) == (1, 1, "settling")


def test_a_trust_has_the_adults_that_its_nation_gives_it():
    part, code = "nations/northern_ireland", "BHSCT"
    last = RULES.parts[part][-1]
    small = Dated(last.version, replace(last.content, adults={code: 14_999}))
    rules = Rules(
        parts={**RULES.parts, part: (*RULES.parts[part][:-1], small)}, known_on=date.max, assemble=RULES._assemble
    )
    trust = Somewhere(NORTHERN_IRELAND, None, code)
    rows = whole_return(1, place=trust)
    assert rated(rows, place=trust).why_no_level is None
    assert rated(rows, place=trust, rules=rules).why_no_level == "too_small"
    assert rated(rows, place=replace(trust, adults_18plus=15_000), rules=rules).why_no_level is None


def test_a_return_without_home_care_is_a_return():
    assert rated(without(everything(1), "cap_homecare_unfilled")).settled.return_to == SUNDAY


def test_readings_may_come_one_by_one_also_where_a_rule_changes():
    rules = vacancies_moved(DAY + timedelta(days=3))
    rows = everything({"cap_vacancy_rate": 4})
    assert rated(rows, rules=rules).valid_until == FIRST_STALE
    assert rated(iter(rows), rules=rules) == rated(rows, rules=rules)


def test_rows_of_the_same_moment_count_in_the_order_of_their_load_and_row():
    one, two = in_band("wl_assess_rate", 2, load_id=1, row=9), in_band("wl_assess_rate", 3, load_id=2, row=1)
    assert [reason(rated(rows), "wl_assess_rate").band for rows in ([one, two], [two, one])] == [3, 3]
    three = replace(two, numerator=one.numerator, row=2)
    assert [reason(rated(rows), "wl_assess_rate").band for rows in ([two, three], [three, two])] == [2, 2]


def test_a_newer_return_without_a_core_figure_keeps_the_level_from_falling():
    """Also where an older one with every figure came for the same release."""
    before = rated(everything(3))
    rows = [*everything(3), *whole_return(1, 1), *without(whole_return(1, 2), "wl_assess_rate")]
    after = rated(rows, at=released(2), previous=before)
    assert (after.level_unsettled, after.level_figures, after.settled.lower) == (1, 3, ())
    assert after.settled.return_to == SUNDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("measure_id", "count", "adults", "value", "band"),
    [("wl_care_start_rate", 5, 2_047, Fraction(500_000, 2_047), 2), ("ll_critical_unsourced", 5, 125_000, 1, 2)],
)
def test_a_band_kept_by_too_few_people_has_no_distance_to_the_next(measure_id, count, adults, value, band):
    """The value is on the next edge or above it; the people are not."""
    told = reason(rated([row(measure_id, count, adults)]), measure_id)
    assert (told.value, told.band, told.to_worse) == (value, band, None)
    assert measure_line(told, BOOK, DAY)["age_days"] == (DAY - SUNDAY).days


def test_the_rules_before_take_a_missing_figure_as_it_was_judged():
    """One that never came and one that is too old count as band 3; a publication that is not there does not."""
    thirteen = FIFTEEN | {"ll_safeguarding_wait": 1}
    rows = without(everything(thirteen), "wl_reviews_overdue")
    for known in (rows, [*rows, in_band("wl_reviews_overdue", 1, -8)]):
        told = rated(known)
        assert (told.points, told.level_unsettled) == (15, 2)
        assert cause_of_change(told.as_previous(), told, RULES) == Cause(Moved.NOTHING, 2)
    bare = rated(without(rows, "cap_quality_ri_inad"))
    assert cause_of_change(bare.as_previous(), bare, RULES).level_by_rules_before == bare.level_unsettled


def test_only_a_publication_is_divided_by_its_coverage_and_only_where_the_rules_ask_for_it():
    half, own = Fraction(1, 2), measure("wl_discharge_rate")
    england, scotland = (BOOK.nation(code).source_of(own.id) for code in (ENGLAND, SCOTLAND))
    told = publication(own.id, "20", coverage=half)
    assert value_of(told, own, england) == 40
    assert value_of(told, own, scotland) == 20
    assert value_of(replace(told, from_council=True), own, england) == 20
    assert value_of(replace(told, coverage=None), own, england) == 20
    assert value_of(replace(told, value=None), own, england) is None
    assert band_of(replace(told, value=None), own, england) is None


@pytest.mark.parametrize(
    ("status", "own", "days"),
    [(Status.ESTIMATED, True, 91), (Status.OK, True, 640), (Status.ESTIMATED, False, 640)],
)
def test_only_an_estimate_of_a_return_is_older_sooner(status, own, days):
    one = publication("cap_vacancy_rate", "5", status=status, from_council=own)
    assert fresh_until(one, measure("cap_vacancy_rate"), BOOK) == one.period_end + timedelta(days=days)


def test_a_figure_of_too_few_is_expected_where_fewer_than_45_are():
    own = replace(measure("ll_safeguarding_wait"), expected_per_100k_adults=100)
    assert [few_expected(own, adults, BOOK) for adults in (44_999, 45_000)] == [True, False]
    assert few_expected(replace(own, expected_per_100k_adults=None), 1, BOOK) is False


def test_nothing_asks_once_its_figures_are_out_of_date():
    high = {"cap_homecare_unfilled": 4}
    rows = [*everything(high), *whole_return(high, 1)]
    assert rated(rows, at=released(1)).undeclared == ("cap_homecare_unfilled",)
    assert rated(rows, at=released(5)).undeclared == ()


def test_without_a_level_no_step_is_told_though_a_band_alone_would_give_one():
    rows = everything({"ll_critical_unsourced": 3})
    assert rated(rows).changes
    assert rated(without(rows, "wl_assess_rate")).changes == ()


def test_figures_that_are_all_there_could_make_nothing_worse_without_a_level():
    rating = rated([r for r in everything(1) if BOOK.measure(r.measure_id)])
    assert (rating.level_calculated, rating.level_if_missing_best, rating.level_if_missing_worst) == (None, 1, 1)
