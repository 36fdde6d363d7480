"""Which figure counts, which version of a rule is in force, and where a UK day begins."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from pressure.domain.measures import Cadence
from pressure.domain.moments import at_uk_time, day_of, end_of, start_of
from pressure.domain.readings import Status
from pressure.domain.rules_history import Dated, NoRuleInForce, Rules, in_force
from tests.rating_cases import AT, DAY, RECEIVED, RULES, SUNDAY, in_band, published, rated, reading, reason

WEEK = timedelta(weeks=1)
MEASURE = "cap_vacancy_rate"


def used(*readings, at=AT):
    return reason(rated(readings, at=at), MEASURE)


def test_the_newest_period_counts_whatever_arrived_last():
    """An old week sent late does not replace the newest one."""
    newest = in_band(MEASURE, 2)
    late = in_band(MEASURE, 4, period_end=SUNDAY - WEEK, recorded_at=RECEIVED + timedelta(hours=5))
    assert used(newest, late).band == 2


def test_a_publication_of_a_later_period_comes_before_an_older_return():
    """The period decides first, not the sender."""
    assert used(in_band(MEASURE, 2, period_end=SUNDAY - WEEK), published(MEASURE, "10")).band == 4


def test_for_the_same_period_the_councils_own_return_comes_before_a_publication():
    """Also when the publication arrived later."""
    own = in_band(MEASURE, 2)
    later = published(MEASURE, "10", recorded_at=RECEIVED + timedelta(days=1))
    assert used(own, later).band == 2


def test_for_the_same_period_and_kind_of_sender_the_newest_received_counts():
    """Two publications of one month."""
    first = published(MEASURE, "10", source_id="one")
    second = published(MEASURE, "6", source_id="two", recorded_at=RECEIVED + timedelta(seconds=1))
    assert used(first, second).band == 2
    assert used(second, first).band == 2


def test_a_newer_figure_that_cannot_be_used_is_shown_beside_and_cancels_nothing():
    """ "Not submitted" this week leaves last week's figure standing while it is fresh."""
    known = in_band(MEASURE, 3, period_end=SUNDAY - WEEK)
    silent = reading(MEASURE, status=Status.NOT_SUBMITTED)
    both = used(known, silent)
    assert (both.band, both.reading.period_end) == (3, SUNDAY - WEEK)
    assert both.newer_unusable is not None
    assert (both.newer_unusable.period_end, both.newer_unusable.status) == (SUNDAY, Status.NOT_SUBMITTED)


def test_an_older_figure_that_cannot_be_used_is_not_shown_beside_a_newer_one():
    """Only what came after the figure used is news."""
    older = reading(MEASURE, status=Status.REFUSED, period_end=SUNDAY - WEEK)
    assert used(in_band(MEASURE, 3), older).newer_unusable is None


def test_an_older_yearly_figure_counts_once_the_weekly_one_is_stale():
    """Each reading is as fresh as its own cadence allows."""
    weekly = in_band(MEASURE, 4, period_end=DAY - timedelta(days=29))
    yearly = published(MEASURE, "6", period_end=DAY - timedelta(days=400))
    assert (used(weekly, yearly).band, used(weekly, yearly).reading.cadence) == (2, Cadence.YEARLY)


def test_a_revision_replaces_the_figure_it_revises_also_when_it_cannot_be_used():
    """A withdrawn number does not live on because its correction says "suppressed"."""
    first = in_band(MEASURE, 4)
    revised = replace(first, status=Status.SUPPRESSED, numerator=None, recorded_at=RECEIVED + timedelta(hours=1))
    lower = replace(in_band(MEASURE, 2), recorded_at=RECEIVED + timedelta(hours=2))
    assert used(first, revised).state == "suppressed"
    assert used(first, revised, lower).band == 2


def test_within_one_load_the_later_row_is_the_revision():
    """Same moment, same load: the order of rows decides, the order of the list does not."""
    first, second = in_band(MEASURE, 2, load_id=1, row=7), in_band(MEASURE, 4, load_id=1, row=9)
    assert used(first, second).band == used(second, first).band == 4


def test_a_period_that_has_not_ended_does_not_count_yet():
    """A figure for tomorrow is not a figure for today; on the day its period ends it is."""
    ahead = in_band(MEASURE, 4, period_end=DAY + timedelta(days=1))
    assert used(ahead).state == "missing"
    assert used(ahead, at=AT + timedelta(days=1)).band == 4
    assert used(in_band(MEASURE, 4, period_end=DAY)).band == 4


def test_the_latest_known_figure_is_shown_unscored_when_none_can_be_used():
    """A page says what was last known and since when, greyed."""
    old = in_band(MEASURE, 3, period_end=SUNDAY - 10 * WEEK)
    silent = reading(MEASURE, status=Status.NOT_SUBMITTED)
    shown = used(old, silent)
    assert (shown.state, shown.band, shown.points) == ("not_submitted", None, 0)
    assert (shown.reading.period_end, shown.value) == (SUNDAY - 10 * WEEK, 8)


def version(effective: date, published_on: date, *, retrospective: bool = False, content: str = "") -> Dated:
    old = RULES.parts["evidence"][0].version
    return Dated(
        replace(old, effective_from=effective, published_on=published_on, retrospective=retrospective), content
    )


FIRST = version(date(2015, 1, 1), date(2026, 11, 21), retrospective=True, content="first")
SECOND = version(date(2027, 4, 1), date(2027, 3, 1), content="second")
FIX = version(date(2027, 4, 1), date(2027, 6, 1), retrospective=True, content="correction of the second")


@pytest.mark.parametrize(
    ("on", "known_on", "content"),
    [
        (date(2027, 3, 31), date(2027, 12, 1), "first"),
        (date(2027, 4, 1), date(2027, 12, 1), "correction of the second"),
        (date(2027, 4, 1), date(2027, 5, 31), "second"),
        (date(2027, 4, 1), date(2027, 6, 1), "correction of the second"),
        (date(2027, 4, 1), date(2027, 2, 28), "first"),
        (date(2027, 4, 1), date(2027, 3, 1), "second"),
        (date(2015, 1, 1), date(2027, 12, 1), "first"),
        (date(2020, 6, 1), date(2020, 6, 1), "first"),
    ],
)
def test_the_rule_in_force_is_the_newest_known_version_effective_on_the_day(on, known_on, content):
    """A version published later never changes what was known before it; the first also covers earlier days."""
    assert in_force((FIRST, SECOND, FIX), on, known_on).content == content


def test_no_rule_is_in_force_before_the_first():
    """2014 has no rating, not a guessed one."""
    with pytest.raises(NoRuleInForce):
        in_force((FIRST, SECOND), date(2014, 12, 31), date(2027, 12, 1))
    with pytest.raises(NoRuleInForce):
        rated([], at=datetime(2014, 12, 31, 12, tzinfo=UTC))


def test_the_rules_as_known_on_a_day_leave_out_what_was_published_later():
    """A past rating is worked out again with the rules of its day."""
    rules = Rules(parts={"only": (FIRST, SECOND)}, known_on=date.max, assemble=lambda parts: parts["only"].content)
    assert rules.in_force(date(2027, 4, 1)) == "second"
    assert rules.as_known_on(date(2027, 2, 28)).in_force(date(2027, 4, 1)) == "first"
    assert rules.known_then(date(2027, 4, 1)) == "second"
    assert rules.as_known_on(date(2027, 2, 28)).known_then(date(2027, 4, 1)) == "first"
    assert rules.changes_after(date(2026, 1, 1)) == [date(2027, 4, 1)]
    assert rules.as_known_on(date(2027, 2, 28)).changes_after(date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, 59, 999999, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_moment_belongs_to_its_uk_day_in_winter_and_in_summer(moment, day):
    """A figure does not go stale an hour early or late because the clocks changed."""
    assert day_of(moment) == day


def test_days_begin_and_end_without_a_gap_all_year_round():
    """Also on the 23-hour and the 25-hour day."""
    for number in range(366):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert day_of(start_of(day)) == day_of(end_of(day)) == day
        assert end_of(day) + timedelta(microseconds=1) == start_of(day + timedelta(days=1))
    assert start_of(date(2026, 3, 30)) - start_of(date(2026, 3, 29)) == timedelta(hours=23)
    assert start_of(date(2026, 10, 26)) - start_of(date(2026, 10, 25)) == timedelta(hours=25)


def test_a_figure_goes_stale_at_midnight_in_the_uk_not_in_utc():
    """In summer that is 23:00 UTC."""
    sunday = date(2026, 6, 7)
    row = in_band(MEASURE, 3, period_end=sunday)
    midnight = at_uk_time(sunday + timedelta(days=29), time())
    assert midnight == datetime(2026, 7, 5, 23, tzinfo=UTC)
    assert used(row, at=midnight - timedelta(microseconds=1)).state == "scored"
    assert used(row, at=midnight).state == "stale"
    assert rated([row], at=midnight - timedelta(days=3)).valid_until == midnight


def test_a_published_value_keeps_every_digit_it_was_printed_with():
    """Decimal text in, exact fraction out."""
    assert used(published(MEASURE, Decimal("9.99999999999999999999"))).band == 3


def test_a_newer_figure_that_only_grew_old_is_not_shown_as_one_that_cannot_be_used():
    """A weekly figure of a month ago beside a yearly one: it could be scored, and was; nobody withheld it."""
    weekly = in_band(MEASURE, 4, period_end=DAY - timedelta(days=29))
    yearly = published(MEASURE, "6", period_end=DAY - timedelta(days=400))
    assert used(weekly, yearly).newer_unusable is None
    silent = reading(MEASURE, status=Status.REFUSED, period_end=DAY - timedelta(days=20))
    assert used(weekly, yearly, silent).newer_unusable == silent, "what cannot be used and is fresh still is"
