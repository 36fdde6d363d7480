"""The release clock: when returns close and when the next release comes out, in UK time."""

from collections.abc import Iterable
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


def slot_due(calendar: ReleaseCalendar, at: datetime, made: Iterable[datetime]) -> datetime | None:
    """The newest scheduled time not later than a moment, unless one of the scheduled releases `made` served it: one
    made between it and the next."""
    due = last_release_due(calendar, at)
    return None if any(last_release_due(calendar, one) == due for one in made) else due
