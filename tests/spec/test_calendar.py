"""Weeks, and when their returns close and are shown (METHOD, rule 11): one calendar for every page and file."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain import calendar as clock
from pressure.domain.rulebook import ReleaseCalendar
from pressure.rules import load_rules

CALENDAR = load_rules().in_force(date(2026, 11, 25)).calendar
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
