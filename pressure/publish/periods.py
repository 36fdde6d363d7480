"""Closed periods of a history: one a year, and one a month in the year of the release."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `end`."""

    name: str
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def periods(first: datetime, last: datetime) -> list[Period]:
    """Every period from the first moment's to the last moment's, which is the open one."""
    years = [Period(str(y), _start(y), _start(y + 1)) for y in range(first.year, last.year)]
    opening = first.month if first.year == last.year else 1
    months = [Period(f"{last.year}-{m:02}", _start(last.year, m),
                     _start(last.year, m + 1) if m < 12 else _start(last.year + 1))
              for m in range(opening, last.month + 1)]
    return years + months


def _start(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)
