"""Which figure counts, which version of a rule is in force, and where a UK day begins."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from pressure.domain.moments import at_uk_time, day_of, end_of, start_of
from pressure.domain.rules_history import Dated, NoRuleInForce, Rules, in_force
from tests.rating_cases import AT, RULES, in_band, rated, reason

WEEK = timedelta(weeks=1)
MEASURE = "wl_assess_rate"


def used(*readings, at=AT):
    return reason(rated(readings, at=at), MEASURE)


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
    rules = Rules(parts={"only": (FIRST, SECOND)}, known_on=date.max, assemble=lambda parts, _: parts["only"].content)
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
    midnight = at_uk_time(sunday + timedelta(days=22), time())
    assert midnight == datetime(2026, 6, 28, 23, tzinfo=UTC)
    assert used(row, at=midnight - timedelta(microseconds=1)).state == "scored"
    assert used(row, at=midnight).state == "stale"
    assert rated([row], at=midnight - timedelta(days=3)).valid_until == midnight
