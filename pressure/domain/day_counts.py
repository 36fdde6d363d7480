"""Days at each level: whole United Kingdom days, each counted at the level in force at its end, unknown ones too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pressure.domain.level_history import DAY, Interval, join

SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}
SEASON_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A year or a season, or what of it has been counted."""

    kind: str
    name: str
    first: date
    last: date


def days_at(known: Iterable[Interval], first: date = date.min, last: date = date.max) -> dict[int | None, int]:
    """Days at each level within two days, both included, of a history oldest first; days unknown under None."""
    totals: dict[int | None, int] = {}
    for own in known:
        if own.first_day > last:
            break
        ended = own.last_day
        if ended and ended >= first:
            days = (min(ended, last) - max(own.first_day, first)).days + 1
            totals[own.level] = totals.get(own.level, 0) + days
    return totals


@dataclass(frozen=True, slots=True)
class EarlierTotals:
    """All days before a cut-off, in sum: the first day, days per level before the last run, and that run."""

    first: date
    before: Mapping[int | None, int]
    last: Interval


def long_ago(known: Sequence[Interval], end: datetime) -> EarlierTotals | None:
    """What is worth keeping of the runs before the start of a day, or None when there were none."""
    kept = [replace(own, end=min(own.end, end)) for own in known if own.start < end]
    return EarlierTotals(kept[0].first_day, days_at(kept[:-1]), kept[-1]) if kept else None


def joined(past: EarlierTotals, known: Sequence[Interval]) -> list[Interval]:
    """The last run of long ago and those since; a run that goes on over the border is one."""
    if known and known[0].level == past.last.level:
        return [join(past.last, known[0]), *known[1:]]
    return [past.last, *known]


def longest(known: Iterable[Interval]) -> dict[int, Interval]:
    """The longest run at each level; of two as long, the earlier."""
    found: dict[int, Interval] = {}
    for run in known:
        if run.level is not None and run.days and (run.level not in found or run.days > found[run.level].days):
            found[run.level] = run
    return found


def last_time_before(known: Sequence[Interval], level: int) -> date | None:
    """The last day at a level before the run that goes on now, or None when there was none."""
    return next((run.last_day or run.first_day for run in reversed(known[:-1]) if run.level == level), None)


def highest(known: Iterable[Interval], first: date, last: date) -> int | None:
    """The highest level at the end of any day within two days."""
    return max((level for level in days_at(known, first, last) if level is not None), default=None)


def years(first: date, last: date) -> list[Stretch]:
    """Every calendar year from one day to another, cut at both."""
    return (
        [
            Stretch("year", str(y), max(first, date(y, 1, 1)), min(last, date(y, 12, 31)))
            for y in range(first.year, last.year + 1)
        ]
        if first <= last
        else []
    )


def seasons(first: date, last: date) -> list[Stretch]:
    """Every season from one day to another, cut at both. Winter is December to February."""
    result, start = [], season_start(first)
    while start <= last:
        after = _next_season(start)
        result.append(Stretch("season", season_name(start), max(first, start), min(last, after - DAY)))
        start = after
    return result


def season_start(day: date) -> date:
    """The first day of the season a day lies in."""
    month = day.month // SEASON_MONTHS * SEASON_MONTHS
    return date(day.year, month, 1) if month else date(day.year - 1, 12, 1)


def season_name(start: date) -> str:
    """2026-27 winter, 2027 spring: in the order of time when sorted within a year."""
    season = SEASONS[start.month]
    return f"{start.year}-{(start.year + 1) % 100:02} {season}" if season == "winter" else f"{start.year} {season}"


def _next_season(start: date) -> date:
    month = start.month + SEASON_MONTHS
    return date(start.year + month // 13, (month - 1) % 12 + 1, 1)
