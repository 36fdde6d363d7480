"""A council's past as marks on one axis of time, before anything is drawn: what the plain picture and the Streamlit one
both draw, so that neither can show what the other does not."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from pressure.domain.moments import day_of

QUARTER, MONTHS = 3, 12
LONG, LONGER = timedelta(days=660), timedelta(days=365 * 7)
"""Longer than this only quarters are named, and longer than that only years."""


class Kind(StrEnum):
    """What a mark is; each kind has one look, and all but the first three a lane of their own."""

    LEVEL = "level"
    UNKNOWN = "unknown"
    WORKED_OUT = "worked_out"
    MEASURE = "measure"
    RAISED = "raised"
    CORRECTION = "correction"
    METHOD = "method"
    RETURN = "return"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the axis: from a moment to another, or at a moment where it has no end. `number` is a level or a
    stage, `said` the whole of it in words, `label` the few that may stand beside it."""

    kind: Kind
    start: datetime
    end: datetime | None = None
    number: int | None = None
    said: str = ""
    label: str = ""
    goes_on: bool = False

    @property
    def until(self) -> datetime:
        """Where it ends on the axis."""
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as it stood at the end of a period; None where none came."""

    at: datetime
    value: float | None


@dataclass(frozen=True, slots=True)
class Beneath:
    """The figure drawn below the levels: its points oldest first, and where its bands begin, from the second on. A gap
    longer than `joined` is never drawn over. `unit` is as data has it, `unit_said` as people say it."""

    title: str
    unit: str
    unit_said: str
    points: tuple[Point, ...]
    edges: tuple[float, ...]
    joined: timedelta
    source: str = ""

    @property
    def known(self) -> list[tuple[datetime, float]]:
        """The points that have a value."""
        return [(p.at, p.value) for p in self.points if p.value is not None]

    @property
    def most(self) -> float:
        """The upper end of its scale: above every point and every edge."""
        return 1.15 * max((*(value for _, value in self.known), *self.edges, 1e-9))

    def lines(self) -> list[list[tuple[datetime, float]]]:
        """Points that may be joined, line by line."""
        found: list[list[tuple[datetime, float]]] = []
        before: Point | None = None
        for point in self.points:
            if point.value is not None:
                broken = before is None or before.value is None or point.at - before.at > self.joined
                if broken:
                    found.append([])
                found[-1].append((point.at, point.value))
            before = point
        return found

    def unknown(self) -> list[tuple[datetime, datetime]]:
        """From a point to the next, where no value stood between them."""
        lines = self.lines()
        return [(one[-1][0], other[0][0]) for one, other in itertools.pairwise(lines)]


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or a year as the axis names it."""

    at: datetime
    label: str
    year: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A level as a row of the picture: its number, its short word, its colour."""

    number: int
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn between two moments. `levels` are the rows, lowest first."""

    start: datetime
    end: datetime
    levels: tuple[Row, ...]
    marks: tuple[Mark, ...]
    beneath: Beneath | None = None
    now: tuple[str, str] = field(default=("", ""))

    def of(self, *kinds: Kind) -> list[Mark]:
        """The marks of some kinds, oldest first."""
        return [mark for mark in self.marks if mark.kind in kinds]

    def within(self, start: datetime, end: datetime) -> "Timeline":
        """What of it lies between two moments; what reaches over is cut there."""
        first, last = max(start, self.start), min(end, self.end)
        beneath = self.beneath and replace(
            self.beneath, points=tuple(p for p in self.beneath.points if first <= p.at <= last)
        )
        return replace(
            self,
            start=first,
            end=last,
            marks=tuple(_cut(m, first, last) for m in self.marks if m.until >= first and m.start <= last),
            beneath=beneath if beneath and beneath.known else None,
            now=self.now if last == self.end else ("", ""),
        )

    def years(self) -> list[int]:
        """The calendar years it touches, oldest first."""
        return list(range(day_of(self.start).year, day_of(self.end).year + 1))


def _cut(mark: Mark, first: datetime, last: datetime) -> Mark:
    if mark.end is None:
        return mark
    return replace(mark, start=max(mark.start, first), end=min(mark.end, last), goes_on=mark.goes_on or mark.end > last)


def at_end_of(day: date) -> datetime:
    """Where a day's figure stands on the axis."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def year_of(year: int) -> tuple[datetime, datetime]:
    """The first moment of a calendar year, and of the one after."""
    return datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)


def ticks(start: datetime, end: datetime, *, narrow: bool = False) -> list[Tick]:
    """Years and, where there is room, quarters or months, from one moment to another."""
    room = (end - start) * (2 if narrow else 1)
    step = MONTHS if room > LONGER else QUARTER if room > LONG / 2 else 1
    first, found = day_of(start), list[Tick]()
    year, month = first.year, 1
    while (at := datetime(year, month, 1, tzinfo=UTC)) < end:
        if at > start:
            found.append(Tick(at, str(year) if month == 1 else f"{at:%b}", month == 1))
        month += step
        year, month = year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    return found


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Oldest first, and the same marks always in the same order."""
    return tuple(sorted(marks, key=lambda m: (m.start, m.kind, m.number or 0, m.said)))
