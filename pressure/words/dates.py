"""Days and times as people in the United Kingdom say them."""

from datetime import UTC, date, datetime, time, timedelta

from pressure.domain.moments import UK, day_of

When = date | datetime | str | None


def as_moment(when: When) -> datetime | None:
    """A moment from plain data. A bare date is the start of that day in the United Kingdom."""
    if not when:
        return None
    if isinstance(when, str):
        text = when.strip()
        when = date.fromisoformat(text) if len(text) == len("2026-11-16") else datetime.fromisoformat(text)
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime.combine(when, time(), UK).astimezone(UTC)


def as_day(when: When) -> date | None:
    """The United Kingdom day of a moment or date in plain data."""
    moment = as_moment(when)
    return day_of(moment) if moment else None


def uk_date(when: When) -> str:
    """Monday 16 November 2026."""
    day = as_day(when)
    return f"{day:%A} {short_date(day)}" if day else "not known"


def short_date(when: When) -> str:
    """16 November 2026, for tables."""
    day = as_day(when)
    return f"{day.day} {day:%B %Y}" if day else "not known"


def table_date(when: When) -> str:
    """16 Nov 2026, where a column is narrow."""
    day = as_day(when)
    return f"{day.day} {day:%b %Y}" if day else "–"


def uk_time(when: When) -> str:
    """9:30am, 2pm, midday, midnight: the clock in the United Kingdom on that day."""
    moment = as_moment(when)
    if moment is None:
        return "not known"
    return clock_time(moment.astimezone(UK).time())


def clock_time(clock: time) -> str:
    """The same of a time of day."""
    if clock.minute == 0 and clock.hour in {0, 12}:
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock.minute:02d}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def uk_moment(when: When) -> str:
    """9:30am on Wednesday 18 November 2026."""
    return f"{uk_time(when)} on {uk_date(when)}" if as_moment(when) else "not known"


def last_good(when: When, *, short: bool = False) -> str:
    """The last day, or minute, that something ending at `when` can be relied on; `short` without the day of the week.

    What ends at midnight can be relied on through the day before.
    """
    moment = as_moment(when)
    if moment is None:
        return "not known"
    said = short_date if short else uk_date
    if uk_time(moment) == "midnight":
        return said(day_of(moment) - timedelta(days=1))
    return f"{uk_time(moment)} on {said(moment)}"


def days_between(start: When, end: When) -> int:
    """Whole United Kingdom days from one moment to another; 0 when either is not known."""
    first, last = as_day(start), as_day(end)
    return (last - first).days if first and last else 0


def days_in_words(days: int) -> str:
    """12 days, 1 day."""
    return "1 day" if days == 1 else f"{days:,} days"
