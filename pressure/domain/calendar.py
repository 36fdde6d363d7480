"""The release clock: when returns close and when the next release comes out, in UK time."""

from datetime import datetime, timedelta

from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.rulebook import ReleaseCalendar


def next_release(calendar: ReleaseCalendar, after: datetime) -> datetime:
    """The first scheduled release later than a moment."""
    day = day_of(after) + timedelta(days=(calendar.release_weekday - day_of(after).weekday()) % 7)
    moment = at_uk_time(day, calendar.release_at)
    return moment if moment > after else at_uk_time(day + timedelta(days=7), calendar.release_at)


def last_release_due(calendar: ReleaseCalendar, at: datetime) -> datetime:
    """The newest scheduled release time not later than a moment."""
    following = next_release(calendar, at)
    return at_uk_time(day_of(following) - timedelta(days=7), calendar.release_at)
