"""The days of the rating: a moment is aware UTC, a day is a day in the United Kingdom."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


@lru_cache(maxsize=65_536)
def day_of(moment: datetime) -> date:
    """The UK calendar day a moment falls on."""
    return moment.astimezone(UK).date()


def start_of(day: date) -> datetime:
    """The first moment of a UK day, as aware UTC."""
    return datetime.combine(day, time(), UK).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of a UK day, as aware UTC: what a bare date means when a moment is asked for."""
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)


def at_uk_time(day: date, clock: time) -> datetime:
    """A UK wall-clock time on a day, as aware UTC."""
    return datetime.combine(day, clock, UK).astimezone(UTC)
