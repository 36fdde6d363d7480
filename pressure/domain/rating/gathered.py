"""Everything a council's rating is made from, gathered once: its rows by measure, oldest first, and its returns. What a
row is worth is worked out when it is first asked for, because most rows of a long history never are."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from operator import attrgetter
from typing import Any

from pressure.domain.measures import Cadence, Measure, Missing
from pressure.domain.moments import day_of
from pressure.domain.national import Nation, NationalMeasure
from pressure.domain.rating.figures import (
    SCORED,
    SENT_UNSCORED,
    STALE,
    WITHDRAWN,
    band_at,
    fresh_until,
    state_if_kept,
    value_of,
)
from pressure.domain.rating.once import once
from pressure.domain.rating.rounding import public_figure
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading
from pressure.domain.rulebook import Rulebook

ENDED = attrgetter("period_end")


class Figure:
    """One row of a measure: what was received, and its public figure with what the rules make of it."""

    def __init__(self, received: Reading, measure: Measure, source: NationalMeasure, book: Rulebook) -> None:
        self.received, self.measure, self.source, self.book = received, measure, source, book
        self.period_end = received.period_end

    @property
    def usable(self) -> bool:
        """Whether its sender says that it is a figure."""
        return self.received.status in USABLE

    @once
    def reading(self) -> Reading:
        """The reading in its public figure."""
        return public_figure(self.received, self.measure, self.book.disclosure)

    @once
    def state_if_kept(self) -> str:
        """SCORED, or why it cannot be, whether or not it was taken back afterwards, its age apart."""
        return state_if_kept(self.reading, self.measure, self.source, self.book)

    @property
    def state(self) -> str:
        """SCORED, or why it cannot be, its age apart."""
        return WITHDRAWN if self.received.withdrawn else self.state_if_kept

    @once
    def value(self) -> Fraction | None:
        """In the measure's unit, exactly."""
        return value_of(self.reading, self.measure, self.source)

    @once
    def band(self) -> int | None:
        """The band of its value; None without one."""
        return None if self.value is None else band_at(self.measure, self.value, self.reading.count)

    @once
    def fresh_until(self) -> date:
        """The last day on which it may be scored."""
        return fresh_until(self.received, self.measure, self.book)

    @once
    def known_from(self) -> date:
        """The first day on which it could count: its period had ended and it had come."""
        return max(self.period_end, day_of(self.received.recorded_at))

    def judged(self, day: date) -> str:
        """SCORED, or why it cannot be on a day."""
        state = self.state
        return STALE if day > self.fresh_until and state in {SCORED, *SENT_UNSCORED} else state


class Gathered:
    """The rows of one council under the rules of one day, in any order; more may come. Every row of a council belongs
    to a return, also one that was taken back; a publication that was taken back never was."""

    def __init__(self, readings: Iterable[Reading], book: Rulebook, nation: Nation) -> None:
        self.book, self.nation = book, nation
        self.measures = book.set_of(nation.code)
        self.readings: list[Reading] = []
        self.periods: list[date] = []
        self.returns: list[date] = []
        self.weeks: list[date] = []
        self.confirmed: list[date] = []
        self.confirming: dict[date, bool] = {}
        self.kept: dict[str, Any] = {}
        """What was chosen of a measure, for as long as no row of it comes."""
        self.told: dict[str, Any] = {}
        """How what was last chosen of a measure is told."""
        self._rows: dict[str, list[Reading]] = {m.id: [] for m in self.measures}
        self._answers: dict[tuple[str, date], list[Reading]] = {}
        self._figures: dict[str, tuple[list[Figure], list[Figure]]] = {}
        self._standing_in: dict[str, Measure] = {}
        for reading in readings:
            self.add(reading)

    def add(self, reading: Reading) -> None:
        """One more row, which may change what is made of its measure, and of its Sunday."""
        name, end = reading.measure_id, reading.period_end
        self.readings.append(reading)
        _among(self.periods, end)
        if reading.from_council:
            _among(self.returns, end)
            if reading.cadence is Cadence.WEEKLY:
                _among(self.weeks, end)
        elif reading.withdrawn:
            return
        if name in self._rows:
            self._rows[name].append(reading)
            self.kept.pop(name, None)
            self._add_figure(name, reading)
        else:
            self._answers.setdefault((name, end), []).append(reading)
            self.confirming.pop(end, None)
            if name == REGISTER_CONFIRMED:
                _among(self.confirmed, end)

    def figures(self, measure: Measure) -> tuple[list[Figure], list[Figure]]:
        """A measure's own figures, and its publications in the newest version of each, oldest first."""
        if measure.id not in self._figures:
            made = [self._figure(row, measure) for row in sorted(self._rows[measure.id], key=newest)]
            own = [f for f in made if f.received.from_council]
            published = newest_versions([f for f in made if not f.received.from_council])
            self._figures[measure.id] = own, list(published)[::-1]
        return self._figures[measure.id]

    def periods_after(self, day: date) -> list[date]:
        """The ends of the periods that had not ended on a day."""
        return self.periods[bisect_right(self.periods, day) :]

    def weeks_among(self, days: Sequence[date]) -> int:
        """On how many of some days, newest first, a week ended for which a row came."""
        recent = self.weeks[bisect_left(self.weeks, days[-1]) :]
        return sum(day in recent for day in days)

    def answers(self, name: str, sunday: date) -> list[Reading]:
        """The rows of a Sunday that answer for the register."""
        return self._answers.get((name, sunday), [])

    def standing_in(self, measure: Measure) -> Measure:
        """A measure as it counts while the council's own figure stands in for a publication."""
        if measure.id not in self._standing_in:
            self._standing_in[measure.id] = replace(measure, when_missing=Missing.WORST_KNOWN)
        return self._standing_in[measure.id]

    def _figure(self, row: Reading, measure: Measure) -> Figure:
        return Figure(row, measure, self.nation.source_of(measure.id), self.book)

    def _add_figure(self, name: str, row: Reading) -> None:
        """To the figures that have been asked for; where a publication comes they are made again when next asked."""
        own, _ = self._figures.get(name, ([], []))
        if own and row.from_council:
            insort(own, self._figure(row, own[0].measure), key=_came)
        else:
            self._figures.pop(name, None)


def _among(days: list[date], day: date) -> None:
    """Insert a day into days in order, unless it is there."""
    if not days or days[-1] < day:
        days.append(day)
    elif days[-1] != day and days[place := bisect_left(days, day)] != day:
        days.insert(place, day)


@dataclass(frozen=True)
class Sent:
    """What had been gathered for periods ended by a day."""

    gathered: Gathered
    day: date

    @property
    def book(self) -> Rulebook:
        return self.gathered.book

    @property
    def nation(self) -> Nation:
        return self.gathered.nation

    @once
    def returns(self) -> Sequence[date]:
        """The last day of every period with a row of the council."""
        return self.gathered.returns[: bisect_right(self.gathered.returns, self.day)]

    @once
    def last_return(self) -> date | None:
        ended = bisect_right(self.gathered.returns, self.day)
        return self.gathered.returns[ended - 1] if ended else None

    @property
    def last_week(self) -> date | None:
        """The last Sunday with a weekly row of the council."""
        ended = bisect_right(self.gathered.weeks, self.day)
        return self.gathered.weeks[ended - 1] if ended else None

    def own(self, measure: Measure) -> list[Figure]:
        """The council's own figures of a measure, oldest first."""
        return self._ended(self.gathered.figures(measure)[0])

    def published(self, measure: Measure) -> list[Figure]:
        """A measure's publications, the newest version of each, oldest first."""
        return self._ended(self.gathered.figures(measure)[1])

    def _ended(self, figures: list[Figure]) -> list[Figure]:
        return figures[: bisect_right(figures, self.day, key=ENDED)]


def newest(reading: Reading) -> tuple[date, datetime, int, int]:
    """Readings of one measure in the order of their periods, and of when they were received."""
    return reading.period_end, reading.recorded_at, reading.load_id, reading.row


def _came(figure: Figure) -> tuple[date, datetime, int, int]:
    return newest(figure.received)


def newest_versions(figures: Sequence[Figure]) -> Iterator[Figure]:
    """From the newest back, without those that a later one of the same period and source replaced."""
    seen: set[tuple[date, str]] = set()
    for figure in reversed(figures):
        key = figure.period_end, figure.received.source_id
        if key not in seen:
            seen.add(key)
            yield figure
