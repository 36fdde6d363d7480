"""Rows that come one after another make what they make when all are there at once, whatever was asked before."""

import pickle
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pressure.domain.calendar import weeks_closed
from pressure.domain.measures import Cadence
from pressure.domain.rating.method import gather, rate_gathered
from pressure.domain.rating.points import by_figures
from pressure.domain.readings import Status
from pressure.domain.register import NO_REGISTER
from pressure.domain.rules_history import Dated, Rules
from tests.level_cases import (
    AT,
    BOOK,
    DAY,
    ENGLAND,
    OXFORDSHIRE,
    RULES,
    SUNDAY,
    confirmed,
    entry,
    everything,
    in_band,
    publication,
    rated,
    reason,
    row,
    whole_return,
    withdrawn,
    without,
)

WHOLE = everything(1)
DAYS_OLD = "cap_quality_ri_inad"


def one_after_another(first, later):
    """The rating after each row that comes later, the first rows having been rated before."""
    gathered = gather(first, RULES, AT, OXFORDSHIRE)
    ratings = [rate_gathered(gathered, RULES, AT, NO_REGISTER, None, council=OXFORDSHIRE)]
    for reading in later:
        gathered.add(reading)
        ratings.append(rate_gathered(gathered, RULES, AT, NO_REGISTER, None, council=OXFORDSHIRE))
    return ratings


LATER = {
    "a figure of the return again": [in_band("wl_assess_rate", 4, load_id=2)],
    "a figure of the week before": [in_band("wl_assess_rate", 4, -1)],
    "weeks in any order": [in_band("wl_assess_rate", 4, week) for week in (-1, -4, -2, -4, -3, 1, 0)],
    "the newest publication": [publication(DAYS_OLD, "90", period_end=SUNDAY + timedelta(days=1))],
    "an older publication": [publication(DAYS_OLD, "90", period_end=SUNDAY - timedelta(days=40))],
    "a publication again": [publication(DAYS_OLD, "90", recorded_at=AT)],
    "its own figure beside a publication, then another publication": [
        row(DAYS_OLD, 10, 20),
        row(DAYS_OLD, 20, 20, load_id=2),
        publication(DAYS_OLD, "90", recorded_at=AT),
    ],
    "a figure that was taken back": [withdrawn(in_band("wl_assess_rate", 4, load_id=2))],
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
def test_what_comes_later_counts_as_if_it_had_been_there(later):
    for number, found in enumerate(one_after_another(WHOLE, later)):
        assert found == rated([*WHOLE, *later[:number]])


def test_a_confirmation_that_comes_later_answer_by_answer_counts_once_it_is_whole():
    first = [r for r in WHOLE if r not in confirmed()]
    *before, last = one_after_another(first, confirmed())
    assert {rating.why_no_level for rating in before} == {"register_not_confirmed"}
    assert last == rated(WHOLE)
    assert last.confirmed_until is not None


def test_weeks_are_counted_once_each_from_the_oldest_looked_back_at():
    newest, *others, oldest = (
        (day - SUNDAY).days // 7 for day in weeks_closed(BOOK.calendar, AT, BOOK.freshness.weeks_looked_back)
    )
    every = [r for week in (newest, *others, oldest, oldest - 1) for r in whole_return(1, week)]
    assert rated(every).weeks_sent == BOOK.freshness.weeks_looked_back == len(others) + 2
    assert [rated(whole_return(1, week)).weeks_sent for week in (newest, oldest, oldest - 1)] == [1, 1, 0]


# Until when a rating holds

LAST_DAY = date(2026, 12, 20)


def until(rating):
    return rating.valid_until and rating.valid_until.date()


def test_what_went_out_of_date_before_ends_nothing_more():
    """Whether long ago or on the day before."""
    assert until(rated(WHOLE)) == LAST_DAY + timedelta(days=1)
    fresh_until = reason(rated(WHOLE), DAYS_OLD).fresh_until
    for gone in (1, 2, 300):
        end = SUNDAY - (fresh_until - DAY) - timedelta(days=gone)
        old = [*without(WHOLE, DAYS_OLD), publication(DAYS_OLD, "1", period_end=end)]
        assert reason(rated(old), DAYS_OLD).state == "stale"
        assert until(rated(old)) == LAST_DAY + timedelta(days=1)


def test_without_a_level_a_moment_at_which_nothing_changes_ends_nothing():
    """A core figure that is missing now is missing at each later moment too."""
    to_come = entry(1, starts_at=AT + timedelta(days=1))
    assert until(rated(without(WHOLE, "wl_assess_rate"), to_come)) == LAST_DAY + timedelta(days=1)


def test_a_core_figure_that_new_rules_keep_for_longer_ends_nothing_under_the_old_ones():
    last = RULES.parts["freshness"][-1]
    longer = replace(last.content, days={**last.content.days, Cadence.WEEKLY: 35})
    begins = LAST_DAY + timedelta(days=1)
    version = replace(last.version, effective_from=begins, published_on=begins, method_version="3")
    parts = {**RULES.parts, "freshness": (*RULES.parts["freshness"], Dated(version, longer))}
    rules = Rules(parts=parts, known_on=date.max, assemble=RULES._assemble)
    assert until(rated(WHOLE, rules=rules)) == SUNDAY + timedelta(days=29)  # the confirmation's end


def test_a_figure_that_is_missing_is_told_no_distance():
    missing = reason(rated(without(WHOLE, "wl_assess_rate")), "wl_assess_rate")
    assert (missing.band, missing.to_worse, missing.to_better) == (None, None, None)


# Which figure is told, and what is remembered


def test_where_the_newest_row_is_no_figure_the_last_one_that_was_is_told():
    sent, none = in_band("wl_assess_rate", 2, -1), row("wl_assess_rate", None, None, status=Status.NOT_SUBMITTED)
    others = without(WHOLE, "wl_assess_rate")
    told = reason(rated([*others, sent, none]), "wl_assess_rate")
    assert (told.state, told.reading.period_end, told.value) == ("not_submitted", sent.period_end, 250)
    alone = reason(rated([*others, none]), "wl_assess_rate")
    assert (alone.state, alone.reading, alone.value) == ("not_submitted", none, None)
    assert reason(rated(others), "wl_assess_rate").reading is None


def test_a_newer_figure_that_cannot_be_scored_is_told_itself():
    sent, small = in_band("wl_over_6m_share", 2, -1), row("wl_over_6m_share", 5, 10)
    told = reason(rated([*without(WHOLE, "wl_over_6m_share"), sent, small]), "wl_over_6m_share")
    assert (told.state, told.reading.period_end) == ("too_few", SUNDAY)


def test_only_a_nations_own_set_is_remembered_with_the_rules():
    """Another set goes, and a later one may stand where it stood in memory."""
    own, other = BOOK.set_of(ENGLAND), list(BOOK.set_of(ENGLAND))
    bands = {"wl_assess_rate": 4, "cap_vacancy_rate": 2}
    assert by_figures(other, bands, BOOK) == by_figures(own, bands, BOOK)
    assert id(own) in BOOK.scales
    assert id(other) not in BOOK.scales


def test_rules_that_have_rated_go_to_another_process_and_say_the_same_there():
    """What they remember of a set is kept by where it lies, which is another place there."""
    measures = BOOK.set_of(ENGLAND)
    bands = dict.fromkeys((m.id for m in measures), 3)
    here = by_figures(measures, bands, BOOK)
    there = pickle.loads(pickle.dumps(BOOK))
    assert there == BOOK
    assert "scales" not in vars(there)
    assert by_figures(there.set_of(ENGLAND), bands, there) == here


def test_a_set_without_the_measure_of_a_floor_has_no_such_floor():
    floors = {floor.measure_id for floor in BOOK.floors.measures}
    some = [m for m in BOOK.set_of(ENGLAND) if m.id not in floors]
    assert by_figures(some, {some[0].id: 1}, BOOK).floors == ()
