"""Facts journalists count by hand, counted: every council by year, season and run, from levels as published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pressure.domain.councils import Council
from pressure.domain.day_counts import Published, Span, Stretch, days_at, seasons, shares, spans, years
from pressure.domain.moments import day_of
from pressure.publish.csv_text import body, header
from pressure.publish.draft import Draft
from pressure.publish.facts import Facts

DAYS = ("council_code", "council_name", "period_kind", "period", "first_day", "last_day", "days_level_1",
        "days_level_2", "days_level_3", "days_level_4", "days_unknown", "days")
RUNS = ("council_code", "council_name", "level", "first_day", "last_day", "days", "ended")
Make = Callable[["Counted", int | None], Iterator[dict[str, Any]]]


@dataclass(frozen=True)
class Counted:
    """Every council's days up to the last whole one, or to its own last day."""

    facts: Facts

    @cached_property
    def last(self) -> date:
        return day_of(self.facts.release.published_at) - timedelta(days=1)

    @cached_property
    def councils(self) -> list[tuple[Council, list[Span]]]:
        every = ((c, spans(history(self.facts, c.code), min(self.last, c.valid_to or self.last)))
                 for c in self.facts.councils)
        return [(council, known) for council, known in every if known]


def add(draft: Draft, facts: Facts) -> None:
    """days_at_level.csv and level_runs.csv: a segment a closed year, and one of what is still open."""
    counted = Counted(facts)
    first = min((known[0].first.year for _, known in counted.councils), default=counted.last.year)
    for name, columns, make in _FILES:
        draft.put_segments(f"data/{facts.csv_name(name)}", header(columns), (
            (str(year or "open"), _inputs(counted, year),
             lambda year=year, make=make, columns=columns: body(columns, make(counted, year)))  # type: ignore[misc]
            for year in (*range(first, counted.last.year), None)))


def history(facts: Facts, code: str) -> list[Published]:
    """A council's levels as published, ready to be counted."""
    return [Published(r.rated_at, r.level_published, r.valid_until) for r in facts.levels.get(code, ())]


def _inputs(counted: Counted, year: int | None) -> list[Any]:
    """A closed year is made from names alone, for its ratings are all in; what is open from the newest rating too."""
    names = [(c.code, c.name, c.valid_to) for c in counted.facts.councils]
    newest = max((rows[-1].last_id for rows in counted.facts.levels.values()), default=0)
    return [names, year] if year else [names, newest, counted.last]


def _days(counted: Counted, year: int | None) -> Iterator[dict[str, Any]]:
    """Years and seasons that ended in a year; for what is open those that had not ended, and the whole time."""
    levels = [lv.number for lv in counted.facts.book.levels]
    for council, known in counted.councils:
        first, last = known[0].first, known[-1].last
        stretches = [s for s in (*years(first, last), *seasons(first, last)) if _closed(s.last, counted) == year]
        whole = [] if year else [Stretch("all", "all", first, last)]
        for stretch in (*stretches, *whole):
            yield {**_named(council), "period_kind": stretch.kind, "period": stretch.name,
                   "first_day": stretch.first, "last_day": stretch.last,
                   **shares(days_at(known, stretch.first, stretch.last), levels)}


def _runs(counted: Counted, year: int | None) -> Iterator[dict[str, Any]]:
    """Runs that ended in a year; for what is open those that ended in the open year or go on."""
    for council, known in counted.councils:
        for span in known:
            if _closed(span.last, counted) == year:
                yield {**_named(council), "level": span.level, "first_day": span.first, "last_day": span.last,
                       "days": span.days, "ended": span.last < counted.last}


def _closed(last: date, counted: Counted) -> int | None:
    """The closed year something ended in, or None while that year is open."""
    return last.year if last.year < counted.last.year else None


def _named(council: Council) -> dict[str, str]:
    return {"council_code": council.code, "council_name": council.name}


_FILES: tuple[tuple[str, tuple[str, ...], Make], ...] = (
    ("days_at_level.csv", DAYS, _days), ("level_runs.csv", RUNS, _runs))
