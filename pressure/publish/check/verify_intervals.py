"""The part of `pressure verify` that works out again how long each published level was in force."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from pressure.document.names import csv_name
from pressure.document.values import moment
from pressure.domain.level_history import began, in_force_to, intervals, runs
from pressure.domain.moments import start_of
from pressure.domain.refusals import Refusal

PUBLISHED = "ratings_as_published.csv"


class Difference(Refusal):
    """The first place where the release does not agree with itself, named by file, row and column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a rating file, as far as it says when it was in force. `number` is its place in the file."""

    name: str
    number: int
    code: str
    rated_at: datetime
    level_published: int | None
    status: str
    valid_until: datetime | None
    since: datetime
    said_to: str
    said_since: str
    level_before: None = None

    @property
    def where(self) -> str:
        return f"data/{self.name} row {self.number} ({self.code})"


READ = ("council_code", "valid_from", "level_published", "status", "valid_until", "valid_to", "since")
_moment = lru_cache(maxsize=4096)(datetime.fromisoformat)


def read(tree: Path, name: str) -> list[dict[str, str]]:
    """The rows of a data file; those of the Demonstration Region have a name of their own."""
    with path_of(tree, name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def path_of(tree: Path, name: str) -> Path:
    """Where a data file is. Raises Difference when the release has none of that name."""
    for demonstration in (False, True):
        if (path := tree / "data" / csv_name(name, demonstration=demonstration)).is_file():
            return path
    raise Difference(f"data/{name} is not in this release. Get the release again, whole, and check that.")


def check(tree: Path, until: datetime) -> None:
    """`valid_to` of both rating files, `since` of what was published, and every run of level_runs.csv. Raises
    Difference."""
    ends = {
        r["council_code"]: start_of(date.fromisoformat(r["last_day"]) + timedelta(days=1))
        for r in read(tree, "councils.csv")
        if r["last_day"]
    }
    made: list[tuple[Any, ...]] = []
    for name in (PUBLISHED, "ratings.csv"):
        for code, own in _councils(tree, name):
            _check_lines(own, until, ends.get(code))
            made += _runs(code, own, until, ends.get(code)) if name == PUBLISHED else ()
    found = [(r["council_code"], r["since"], r["level"], r["days"], r["ended"]) for r in read(tree, "level_runs.csv")]
    if odd := sorted(set(found) ^ set(made)):
        raise Difference(f"data/level_runs.csv ({odd[0][0]}): the run since {odd[0][1]} is not that of {PUBLISHED}")


def _councils(tree: Path, name: str) -> Iterator[tuple[str, list[Line]]]:
    """Every council's code, and its lines in time."""
    found: dict[str, list[Line]] = {}
    with path_of(tree, name).open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        wanted = itemgetter(*map(next(rows).index, READ))
        for number, row in enumerate(rows, start=2):
            line = _line(name, number, *wanted(row))
            found.setdefault(line.code, []).append(line)
    yield from sorted(found.items())


def _line(name: str, number: int, *cells: str) -> Line:
    code, valid_from, level, status, ends, said_to, said_since = cells
    return Line(
        name=name,
        number=number,
        code=code,
        rated_at=_moment(valid_from),
        level_published=int(level) if level else None,
        status=status,
        valid_until=_moment(ends) if ends else None,
        since=_moment(said_since),
        said_to=said_to,
        said_since=said_since,
    )


def _check_lines(own: list[Line], until: datetime, council_ends: datetime | None) -> None:
    before: Line | None = None
    for line, after in zip(own, [*own[1:], None], strict=True):
        ends = max(council_ends, line.rated_at) if council_ends else None
        gone = min((m for m in (after and after.rated_at, ends) if m), default=None)
        _same(line, "valid_to", line.said_to, in_force_to(line.valid_until, gone, until))
        carried = before and before.level_published == line.level_published and before.since == line.since
        if line.name == PUBLISHED and not carried:  # what was published before a gap ended a run stays as it was
            _same(line, "since", line.said_since, began(line.level_published, line.rated_at, before)[0])
        before = line


def _runs(code: str, own: list[Line], until: datetime, council_ends: datetime | None) -> Iterator[tuple[Any, ...]]:
    known = runs(intervals(own, until, council_ends))
    for run in known:
        ended = run is not known[-1] or run.end < until
        yield (
            code,
            moment(run.start),
            "" if run.level is None else str(run.level),
            str(run.days),
            "yes" if ended else "no",
        )


def _same(line: Line, column: str, found: str, worked_out: datetime | None) -> None:
    right = moment(worked_out) or ""
    if found != right:
        raise Difference(f"{line.where} column {column}: found {found or 'nothing'}, worked out {right or 'nothing'}")
