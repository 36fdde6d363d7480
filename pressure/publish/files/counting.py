"""Days at each level and unbroken runs, by council, year and season, from levels as published."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from pressure.document.days import shares
from pressure.document.dictionary import columns_of
from pressure.document.rows import DaysRow, RunRow
from pressure.domain.councils import Council
from pressure.domain.day_counts import EarlierTotals, Stretch, days_at, joined, long_ago, season_start, seasons, years
from pressure.domain.level_history import DAY, Interval, intervals, runs
from pressure.domain.moments import day_of, start_of
from pressure.publish.files.csv_text import body, header
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.store.level_steps import Step

DAYS = columns_of(DaysRow)
RUNS = columns_of(RunRow)
Make = Callable[["Counted", list["Days"], int | None], Iterator[Mapping[str, object]]]
Kept = dict[str, list[Any]]
"""By council, the days long ago as JSON: the first, how many at each level, and the last run."""


@dataclass(frozen=True, slots=True)
class Days:
    """A council's days in order, those long ago only as how many there were at each level."""

    council: Council
    first: date
    before: Mapping[int | None, int]
    known: Sequence[Interval]

    @property
    def last(self) -> date:
        """The last whole day: that before the release, or the council's own last."""
        return day_of(self.known[-1].end) - DAY

    def total(self) -> dict[int | None, int]:
        """All days at each level."""
        return dict(Counter(self.before) + Counter(days_at(self.known)))


@dataclass(frozen=True)
class Counted:
    """Every council's days up to the last whole one, or to its own last day."""

    inputs: ReleaseInputs

    @cached_property
    def last(self) -> date:
        return day_of(self.inputs.release.published_at) - DAY

    @cached_property
    def opening(self) -> date:
        """The first day of what is still open: of the winter in which the open year began."""
        return season_start(date(self.last.year, 1, 1))

    @cached_property
    def whole(self) -> list[Days]:
        """All runs from the first publication."""
        steps = self.inputs.steps()
        every = ((c, self._runs(c, steps.get(c.code, ()))) for c in self.inputs.councils)
        return [Days(council, known[0].first_day, {}, known) for council, known in every if known]

    def long_ago(self) -> Kept:
        """By council, what is worth keeping of the days before the opening, as JSON."""
        found = {}
        for days in self.whole:
            if past := long_ago(days.known, start_of(self.opening)):
                last = past.last
                found[days.council.code] = [
                    past.first.isoformat(),
                    [[*n] for n in past.before.items()],
                    [last.start.isoformat(), last.end.isoformat(), last.level, last.status],
                ]
        return found

    def still_open(self, kept: Kept) -> list[Days]:
        """All days again, but only the runs since the opening, and the one before it."""
        opening = start_of(self.opening)
        steps, found = self.inputs.steps(since=opening), []
        for council in self.inputs.councils:
            known = [
                replace(run, start=max(run.start, opening))
                for run in self._runs(council, steps.get(council.code, ()))
                if run.end > opening
            ]
            if past := _read(kept.get(council.code)):
                found.append(Days(council, past.first, past.before, joined(past, known)))
            elif known:
                found.append(Days(council, known[0].first_day, {}, known))
        return found

    def _runs(self, council: Council, steps: Sequence[Step]) -> list[Interval]:
        return runs(intervals(steps, self.inputs.release.published_at, council.ended_at))


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """days_at_level.csv and level_runs.csv: a segment a closed year, and one of what is still open."""
    counted = Counted(inputs)
    kept = draft.remember("days#long_ago", [str(counted.opening), inputs.councils_digest], counted.long_ago)
    still_open = counted.still_open(kept)
    first = min((days.first.year for days in still_open), default=counted.last.year)
    newest = max((row.id for row in inputs.current.values()), default=0)
    for name, columns, make in _FILES:
        draft.put_segments(
            f"data/{inputs.csv_name(name)}",
            header(columns),
            (
                *(
                    (str(year), [year, inputs.councils_digest], partial(_body, columns, make, counted, None, year))
                    for year in range(first, counted.last.year)
                ),
                (
                    "open",
                    [newest, counted.last, inputs.councils_digest, inputs.ran_out],
                    partial(_body, columns, make, counted, still_open, None),
                ),
            ),
        )


def _body(
    columns: tuple[str, ...], make: Make, counted: Counted, councils: list[Days] | None, year: int | None
) -> tuple[bytes, int]:
    return body(columns, make(counted, counted.whole if councils is None else councils, year))


def _read(kept: Any) -> EarlierTotals | None:
    if kept is None:
        return None
    first, before, (start, end, level, status) = kept
    last = Interval(datetime.fromisoformat(start), datetime.fromisoformat(end), level, status)
    return EarlierTotals(date.fromisoformat(first), dict(before), last)


def _days(counted: Counted, councils: list[Days], year: int | None) -> Iterator[DaysRow]:
    """Years and seasons that ended in a year; for what is open those that had not ended, and the whole time."""
    for own in councils:
        for stretch in (*years(own.first, own.last), *seasons(own.first, own.last)):
            if _closed(stretch.last, counted) == year:
                yield _line(own, stretch, days_at(own.known, stretch.first, stretch.last))
        if not year and own.first <= own.last:
            yield _line(own, Stretch("all", "all", own.first, own.last), own.total())


def _line(own: Days, stretch: Stretch, totals: Mapping[int | None, int]) -> DaysRow:
    period = f"{stretch.name} {stretch.kind}" if stretch.kind == "year" else stretch.name  # text, never a number
    return {
        "council_code": own.council.code,
        "council_name": own.council.name,
        "period_kind": stretch.kind,
        "period": period,
        "first_day": stretch.first,
        "last_day": stretch.last,
        **shares(totals),
    }


def _runs(counted: Counted, councils: list[Days], year: int | None) -> Iterator[RunRow]:
    """Runs that ended in a year; for what is open those that ended in the open year or go on."""
    now = counted.inputs.release.published_at
    for own in councils:
        for run in own.known:
            if _closed(run.last_day or run.first_day, counted) == year:
                ended = run is not own.known[-1] or run.end < now
                yield {
                    "council_code": own.council.code,
                    "council_name": own.council.name,
                    "level": run.level,
                    "first_day": run.first_day,
                    "last_day": run.last_day,
                    "days": run.days,
                    "ended": ended,
                    "since": run.start,
                }


def _closed(last: date, counted: Counted) -> int | None:
    """The closed year something ended in, or None while that year is open."""
    return last.year if last.year < counted.last.year else None


_FILES: tuple[tuple[str, tuple[str, ...], Make], ...] = (
    ("days_at_level.csv", DAYS, _days),
    ("level_runs.csv", RUNS, _runs),
)
