"""The days of the rating: a moment is aware UTC, a day is a day in the United Kingdom."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@lru_cache(maxsize=65_536)
def day_of(moment: datetime) -> date:
    """The UK calendar day a moment falls on."""
    return moment.astimezone(UK).date()


@lru_cache(maxsize=65_536)
def start_of(day: date) -> datetime:
    """The first moment of a UK day, as aware UTC."""
    return datetime.combine(day, time(), UK).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of a UK day, as aware UTC: what a bare date means when a moment is asked for."""
    return start_of(day + timedelta(days=1)) - timedelta(microseconds=1)


def moment_meant(text: str) -> datetime:
    """A moment as somebody wrote it, as aware UTC: a bare date is the end of that UK day, a time without an offset is
    UK time. Raises ValueError, also for the few days at the ends of the calendar that have no such moment."""
    try:
        if _DAY.fullmatch(text):
            return end_of(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UK)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text} is not a date such as 2026-11-16 or a time such as 2026-11-16T09:30Z") from None


@lru_cache(maxsize=65_536)
def at_uk_time(day: date, clock: time) -> datetime:
    """A UK wall-clock time on a day, as aware UTC."""
    return datetime.combine(day, clock, UK).astimezone(UTC)
