"""Days at each level: whole United Kingdom days, each counted at the level in force at its end, unknown ones too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from operator import attrgetter

from pressure.domain.moments import day_of

DAY = timedelta(days=1)
SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}
SEASON_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Published:
    """A level published at a moment, valid until another at the latest. No level is None."""

    at: datetime
    level: int | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row at one level, both ends included. Level None is unknown."""

    first: date
    last: date
    level: int | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A year or a season, or what of it has been counted."""

    kind: str
    name: str
    first: date
    last: date


def spans(history: Sequence[Published], last: date) -> list[Span]:
    """The days from the first publication up to and including one, joined where the level stays the same. A level
    that had run out by the end of a day is unknown on that day."""
    pieces = (piece for row, after in pairwise([*history, None]) if row is not None
              for piece in _pieces(row, min(last, day_of(after.at) - DAY) if after else last))
    runs = (list(run) for _, run in groupby(pieces, key=attrgetter("level")))
    return [Span(run[0].first, run[-1].last, run[0].level) for run in runs]


def _pieces(row: Published, last: date) -> Iterator[Span]:
    first = day_of(row.at)
    good = last if row.level is None or row.valid_until is None else min(last, day_of(row.valid_until) - DAY)
    if first <= good:
        yield Span(first, good, row.level)
    if good < last:
        yield Span(max(first, good + DAY), last, None)


def days_at(known: Iterable[Span], first: date = date.min, last: date = date.max) -> dict[int | None, int]:
    """Days at each level within two days, both included; days unknown under None."""
    totals: dict[int | None, int] = {}
    for span in known:
        days = (min(span.last, last) - max(span.first, first)).days + 1
        if days > 0:
            totals[span.level] = totals.get(span.level, 0) + days
    return totals


@dataclass(frozen=True, slots=True)
class LongAgo:
    """Days up to one day, kept short: the first, how many there were at each level before the last span, and that."""

    first: date
    before: Mapping[int | None, int]
    last: Span


def long_ago(known: Sequence[Span], end: date) -> LongAgo | None:
    """What is worth keeping of the days up to one, or None when there were none."""
    cut = [replace(s, last=min(s.last, end)) for s in known if s.first <= end]
    return LongAgo(cut[0].first, days_at(cut[:-1]), cut[-1]) if cut else None


def joined(past: LongAgo, known: Sequence[Span]) -> list[Span]:
    """The last span of long ago and those since; a span that goes on over the border is one."""
    if known and known[0].level == past.last.level:
        return [replace(known[0], first=past.last.first), *known[1:]]
    return [past.last, *known]


def longest(known: Iterable[Span]) -> dict[int, Span]:
    """The longest run at each level; of two as long, the earlier."""
    found: dict[int, Span] = {}
    for span in known:
        if span.level is not None and (span.level not in found or span.days > found[span.level].days):
            found[span.level] = span
    return found


def last_time_before(known: Sequence[Span], level: int) -> date | None:
    """The last day at a level before the run that goes on now, or None when there was none."""
    return next((span.last for span in reversed(known[:-1]) if span.level == level), None)


def highest(known: Iterable[Span], first: date, last: date) -> int | None:
    """The highest level within two days."""
    return max((level for level in days_at(known, first, last) if level is not None), default=None)


def years(first: date, last: date) -> list[Stretch]:
    """Every calendar year from one day to another, cut at both."""
    return [Stretch("year", str(y), max(first, date(y, 1, 1)), min(last, date(y, 12, 31)))
            for y in range(first.year, last.year + 1)] if first <= last else []


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


def shares(totals: Mapping[int | None, int], levels: Iterable[int]) -> dict[str, int]:
    """The columns of a count: one a level, the unknown days beside them, and all."""
    named = {f"days_level_{level}": totals.get(level, 0) for level in levels}
    return {**named, "days_unknown": totals.get(None, 0), "days": sum(totals.values())}
