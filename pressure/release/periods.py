"""Closed periods of a history: one a year, and one a month in the year of the release."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`."""

    name: str
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def years(first: datetime, last: datetime) -> list[Period]:
    """Every year from the first moment's to the last moment's, which is the open one."""
    return [Period(str(y), _start(y), _start(y + 1)) for y in range(first.year, last.year + 1)]


def periods(first: datetime, last: datetime) -> list[Period]:
    """The same, with the open year by month."""
    closed = years(first, last)[:-1]
    opening = first.month if first.year == last.year else 1
    months = [
        Period(
            f"{last.year}-{m:02}", _start(last.year, m), _start(last.year, m + 1) if m < 12 else _start(last.year + 1)
        )
        for m in range(opening, last.month + 1)
    ]
    return closed + months


def months_of(period: Period, until: datetime) -> list[Period]:
    """A year by the months that have begun; a month is itself."""
    if period.end - period.start <= LONGEST_MONTH:
        return [period]
    return periods(period.start, min(until, period.end - timedelta.resolution))


def weeks_of(period: Period, until: datetime) -> list[Period]:
    """The months of a period by seven days each, as far as they have begun."""
    found = []
    for month in months_of(period, until):
        start = month.start
        while start < month.end and start <= until:
            end = min(start + timedelta(days=7), month.end)
            found.append(Period(f"{month.name}-{start.day:02}", start, end))
            start = end
    return found


def _start(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)
