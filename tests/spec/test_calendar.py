"""Weeks, and when their returns close and are shown (METHOD, rule 11): one calendar for every page and file."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain import calendar as clock
from pressure.domain.measures import Asked
from pressure.domain.rulebook import ReleaseCalendar
from pressure.rules import load_rules

BOOK = load_rules().in_force(date(2026, 11, 25))
CALENDAR = BOOK.calendar
FRIDAY = replace(CALENDAR, release_weekday=4)
LATE_CLOSE = replace(CALENDAR, returns_close_weekday=2, returns_close_at=time(9, 30))
DAYS = st.dates(date(2015, 1, 5), date(2060, 1, 1))


def at(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "week", "closes", "shown"),
    [
        (CALENDAR, date(2026, 11, 22), at("2026-11-24", "12:00"), at("2026-11-25", "09:30")),
        (CALENDAR, date(2026, 7, 5), at("2026-07-07", "11:00"), at("2026-07-08", "08:30")),  # British Summer Time
        (CALENDAR, date(2026, 10, 25), at("2026-10-27", "12:00"), at("2026-10-28", "09:30")),  # the clocks go back
        (FRIDAY, date(2026, 11, 22), at("2026-11-24", "12:00"), at("2026-11-27", "09:30")),
        (LATE_CLOSE, date(2026, 11, 22), at("2026-11-25", "09:30"), at("2026-12-02", "09:30")),  # too late for that one
    ],
)
def test_a_return_closes_and_is_shown_when_the_rules_say_so(
    calendar: ReleaseCalendar, week: date, closes: datetime, shown: datetime
) -> None:
    assert clock.return_due(calendar, week) == closes
    assert clock.shown_from(calendar, week) == shown


@pytest.mark.parametrize(
    ("due", "came", "days"),
    [
        (at("2026-11-24", "12:00"), at("2026-11-24", "12:01"), 0),  # late, on the day
        (at("2026-11-24", "12:00"), at("2026-11-25", "00:00"), 1),
        (at("2026-11-24", "12:00"), at("2026-11-20", "12:00"), 0),
        (at("2026-07-07", "11:00"), at("2026-07-07", "23:30"), 1),  # past midnight in the United Kingdom
    ],
)
def test_lateness_is_counted_in_days_of_the_united_kingdom(due: datetime, came: datetime, days: int) -> None:
    assert clock.days_late(due, came) == days


@given(DAYS)
def test_every_day_lies_between_the_sunday_that_has_come_and_the_one_its_week_ends_on(day: date) -> None:
    ended, ending = clock.week_ended(day), clock.week_ending(day)
    assert ended.weekday() == ending.weekday() == clock.SUNDAY
    assert ended <= day <= ending
    assert (ending == ended) == (day.weekday() == clock.SUNDAY)
    assert ending - ended in (timedelta(0), clock.WEEK)


@pytest.mark.parametrize(
    ("day", "ended", "ending"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 22)),  # a Sunday is its own
        (date(2026, 11, 23), date(2026, 11, 22), date(2026, 11, 29)),
        (date(2026, 11, 28), date(2026, 11, 22), date(2026, 11, 29)),
    ],
)
def test_the_sunday_that_has_come_and_the_one_of_the_week(day: date, ended: date, ending: date) -> None:
    assert (clock.week_ended(day), clock.week_ending(day)) == (ended, ending)


@pytest.mark.parametrize(
    ("last", "weeks"),
    [(date(2026, 11, 21), 0), (date(2026, 11, 22), 1), (date(2026, 11, 28), 1), (date(2026, 11, 29), 2)],
)
def test_whole_weeks_count_the_first_day_and_the_last(last: date, weeks: int) -> None:
    assert clock.whole_weeks(date(2026, 11, 16), last) == weeks


@pytest.mark.parametrize(
    ("when", "newest"),
    [
        (at("2026-11-24", "11:59"), date(2026, 11, 15)),
        (at("2026-11-24", "12:00"), date(2026, 11, 22)),  # at the very moment
        (at("2026-11-29", "12:00"), date(2026, 11, 22)),  # a Sunday's own return is not due on it
    ],
)
def test_a_return_has_closed_from_its_moment_on_and_the_weeks_before_it_follow(when: datetime, newest: date) -> None:
    assert clock.weeks_closed(CALENDAR, when, 3) == (newest, newest - clock.WEEK, newest - 2 * clock.WEEK)
    assert clock.weeks_closed(CALENDAR, when, 0) == ()


@pytest.mark.parametrize(
    ("when", "before", "after"),
    [
        (at("2026-11-25", "09:29"), at("2026-11-18", "09:30"), at("2026-11-25", "09:30")),
        (at("2026-11-25", "09:30"), at("2026-11-25", "09:30"), at("2026-12-02", "09:30")),  # the moment itself has come
        (at("2026-11-24", "23:00"), at("2026-11-18", "09:30"), at("2026-11-25", "09:30")),
        (at("2026-03-26", "12:00"), at("2026-03-25", "09:30"), at("2026-04-01", "08:30")),  # summer time begins between
    ],
)
def test_of_the_scheduled_releases_one_has_come_and_one_is_next(
    when: datetime, before: datetime, after: datetime
) -> None:
    assert (clock.last_release_due(CALENDAR, when), clock.next_release(CALENDAR, when)) == (before, after)


def test_the_scheduled_releases_between_two_moments_are_neither_of_them() -> None:
    first, last = at("2026-11-11", "09:30"), at("2026-12-02", "09:30")
    assert list(clock.scheduled(CALENDAR, first, last)) == [at("2026-11-18", "09:30"), at("2026-11-25", "09:30")]
    assert list(clock.scheduled(CALENDAR, last, first)) == []


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ((), at("2026-11-25", "09:30")),
        ((at("2026-11-25", "09:30"),), None),
        ((at("2026-12-02", "09:29"),), None),  # late, and before the next
        ((at("2026-11-25", "09:29"), at("2026-12-02", "09:30")), at("2026-11-25", "09:30")),  # those served others
    ],
)
def test_a_scheduled_release_is_due_until_one_made_between_it_and_the_next_serves_it(
    made: tuple[datetime, ...], due: datetime | None
) -> None:
    assert clock.slot_due(CALENDAR, at("2026-11-27", "12:00"), made) == due


@pytest.mark.parametrize(("asked", "first"), [(Asked.WEEKLY, date(2026, 11, 16)), (Asked.BLOCK, date(2026, 10, 26))])
def test_a_period_is_the_week_or_the_block_of_four_that_ends_on_the_sunday(asked: Asked, first: date) -> None:
    """Without blocks, as in version 1, it is always the week."""
    one = next(m for m in BOOK.measures if m.asked is asked)
    assert clock.period_start(CALENDAR, one, date(2026, 11, 22)) == first
    assert clock.period_start(replace(CALENDAR, blocks=None), one, date(2026, 11, 22)) == date(2026, 11, 16)
