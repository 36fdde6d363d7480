"""Which level was in force at a moment, and for how long: the one reading of a council's publications that every page,
file, feed and count uses. A level is in force from its publication until the next one, or until it runs out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from pressure.domain.moments import day_of

DAY = timedelta(days=1)
WEEKS = 52
"""How many a strip shows: a year."""
OUT_OF_DATE, SEVERAL = "out_of_date", ""
"""The status of time after a level ran out; that of a run in which several followed each other."""


class Lasting(Protocol):
    """Anything that says of a publication what its level was and how long it could be relied on."""

    @property
    def level_published(self) -> int | None: ...
    @property
    def valid_until(self) -> datetime | None: ...


class Publication(Lasting, Protocol):
    """One publication of a council's level: a row of the database, a step, or a line of a file."""

    @property
    def rated_at(self) -> datetime: ...
    @property
    def status(self) -> str: ...


class Begun(Lasting, Protocol):
    """A publication that knows when its own run began."""

    @property
    def since(self) -> datetime: ...
    @property
    def level_before(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Published:
    """A publication read from a file. No level is None."""

    rated_at: datetime
    level_published: int | None
    valid_until: datetime | None
    status: str = "rated"


@dataclass(frozen=True)
class Interval:
    """Time at one level, the end not included. Level None is unknown. The last of a history ends where the history is
    cut, and may have lasted no time yet. Its days are counted often, so they are kept."""

    start: datetime
    end: datetime
    level: int | None
    status: str = "rated"

    @cached_property
    def first_day(self) -> date:
        """The day it began."""
        return day_of(self.start)

    @cached_property
    def last_day(self) -> date | None:
        """Its last whole day, or None before there is one."""
        last = day_of(self.end) - DAY
        return last if last >= self.first_day else None

    @property
    def days(self) -> int:
        """Whole United Kingdom days: those at whose end it was in force."""
        return (self.last_day - self.first_day).days + 1 if self.last_day else 0


def in_force(valid_until: datetime | None, at: datetime) -> bool:
    """Whether a publication that nothing has replaced still holds at a moment: it does until its `valid_until`."""
    return valid_until is None or at < valid_until


def in_force_to(valid_until: datetime | None, replaced_at: datetime | None, until: datetime) -> datetime | None:
    """The moment a publication stopped being in force; None when it had not by `until`."""
    return min((moment for moment in (valid_until, replaced_at) if moment and moment <= until), default=None)


def level_at(history: Iterable[Publication], at: datetime) -> tuple[int | None, str]:
    """The level in force at a moment and its status, from what had been published by then, oldest first."""
    last = None
    for publication in history:
        if publication.rated_at > at:
            break
        last = publication
    if last is None:
        return None, "not_rated"
    return (last.level_published, last.status) if in_force(last.valid_until, at) else (None, OUT_OF_DATE)


def lost(before: Lasting, level: int | None, at: datetime) -> bool:
    """Whether a level had run out when another answer was published at `at`. One replaced by a level on the United
    Kingdom day on which it ran out was not lost: no day ended without one."""
    ended = before.valid_until
    if before.level_published is None or ended is None or ended >= at:
        return False
    return level is None or day_of(ended) < day_of(at)


def began(level: int | None, at: datetime, before: Begun | None) -> tuple[datetime, int | None]:
    """The start of the unbroken run at a level published at `at`, and the level of the run before it, which is None
    also after time without one."""
    if before is None:
        return at, None
    if not lost(before, level, at):
        return (before.since, before.level_before) if before.level_published == level else (at, before.level_published)
    return (before.valid_until or at, before.level_published) if level is None else (at, None)


def intervals(history: Iterable[Publication], until: datetime, ends: datetime | None = None) -> list[Interval]:
    """The whole history up to a moment, or to the end of the council, without a gap: time after a level ran out is
    unknown. The last interval is what is in force at `until`; a new one begins with the level or its status."""
    stop = min(until, ends) if ends else until
    told = [row for row in history if row.rated_at <= until and (ends is None or row.rated_at < ends)]
    found: list[Interval] = []
    for row, after in pairwise([*told, None]):
        for piece in _pieces(row, after, stop) if row else ():
            if found and found[-1].level == piece.level and (piece.level is None or found[-1].status == piece.status):
                found[-1] = join(found[-1], piece)
            else:
                found.append(piece)
    return found if stop == until else [one for one in found if one.start < one.end]


def _pieces(row: Publication, after: Publication | None, stop: datetime) -> Iterator[Interval]:
    end = after.rated_at if after else stop
    gone = lost(row, after.level_published, end) if after else not in_force(row.valid_until, stop)
    good = max(row.rated_at, row.valid_until) if gone and row.valid_until else end
    yield Interval(row.rated_at, good, row.level_published, row.status)
    if gone:
        yield Interval(good, end, None, OUT_OF_DATE)


def join(one: Interval, other: Interval) -> Interval:
    """Two neighbours as one."""
    return Interval(one.start, other.end, one.level, one.status if one.status == other.status else SEVERAL)


def runs(known: Iterable[Interval]) -> list[Interval]:
    """Unbroken runs at a level, whatever its status: “at least level 3” is level 3."""
    found: list[Interval] = []
    for piece in known:
        if found and found[-1].level == piece.level:
            found[-1] = join(found[-1], piece)
        else:
            found.append(piece)
    return found


def by_week(known: Sequence[Interval], at: datetime, weeks: int = WEEKS) -> tuple[tuple[date, int | None], ...]:
    """The level at a moment and at the same moment of each week before it, by its day, oldest first; None where it is
    unknown. The end of the last interval is the moment itself, and still counts there."""
    found = []
    for back in range(weeks - 1, -1, -1):
        then = at - timedelta(weeks=back)
        own = [one for one in known if one.start <= then and (then < one.end or (not back and then <= one.end))]
        found.append((day_of(then), own[-1].level if own else None))
    return tuple(found)


def cut(known: Sequence[Interval], start: datetime) -> tuple[Interval, ...]:
    """What of a history lies after a moment; the last interval always does."""
    return tuple(replace(k, start=max(k.start, start)) for k in known if k.end > start or k is known[-1])
