"""Closed periods of a history: one a year, and one a month in the year of the release."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


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
    months = [Period(f"{last.year}-{m:02}", _start(last.year, m),
                     _start(last.year, m + 1) if m < 12 else _start(last.year + 1))
              for m in range(opening, last.month + 1)]
    return closed + months


def pieces_of(period: Period, until: datetime) -> list[Period]:
    """The year a moment is in by months up to it, the month by weeks of seven days; a period that ended as it is."""
    if not period.holds(until):
        return [period]
    if period.end - period.start > timedelta(days=31):
        return periods(period.start, until)
    result, start = [], period.start
    while start < period.end and start <= until:
        end = min(start + timedelta(days=7), period.end)
        result.append(Period(f"{period.name}-{start.day:02}", start, end))
        start = end
    return result


def _start(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)
