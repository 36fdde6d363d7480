"""A council's published history as unbroken runs at one level, unknown time included and never filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pressure.view.words_dates import as_moment, days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Time at one published level. No level is a level of its own here: it is unknown, and shown as such."""

    start: datetime
    end: datetime
    level: int | None
    status: str
    release_id: str

    @property
    def days(self) -> int:
        return days_between(self.start, self.end)


def runs(history: Iterable[Mapping[str, Any]], until: str | datetime) -> tuple[Run, ...]:
    """Rows oldest to newest, joined where level and status stay the same; without a level, whatever the reason.

    A row that ran out before the next was published counts as unknown from then on.
    """
    end = as_moment(until)
    if end is None:
        raise ValueError("a history needs a moment at which it ends")
    pieces = [piece for row in history for piece in _pieces(row, end)]
    joined: list[Run] = []
    for piece in pieces:
        if joined and joined[-1].level == piece.level and (piece.level is None or joined[-1].status == piece.status):
            joined[-1] = replace(joined[-1], end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)


def days_at(history_runs: Sequence[Run]) -> dict[int | None, int]:
    """Days at each level, days unknown under None."""
    totals: dict[int | None, int] = {}
    for run in history_runs:
        totals[run.level] = totals.get(run.level, 0) + run.days
    return totals


def out_of_date_since(history_runs: Sequence[Run], rating: Mapping[str, Any]) -> str | None:
    """The day figures stopped being enough: the start of the last run without them, after one with them."""
    if not any(run.status == "rated" for run in history_runs):
        return None
    last_rated = max(run.end for run in history_runs if run.status == "rated")
    at = as_moment(rating["at"])
    return last_rated.isoformat() if at and last_rated <= at else None


def last_level(history_runs: Sequence[Run]) -> Run | None:
    """The newest run that had a level, when the present has none."""
    return next((run for run in reversed(history_runs) if run.level is not None), None)


def number(value: Any) -> int | None:
    """A level from text or from a typed row; empty is unknown."""
    return int(value) if value not in (None, "") else None


def _pieces(row: Mapping[str, Any], end: datetime) -> Iterable[Run]:
    start = as_moment(row["published_at"])
    stop = min(as_moment(row.get("superseded_at")) or end, end)
    if start is None or start >= stop:
        return
    ran_out = as_moment(row.get("valid_until"))
    good_until = min(ran_out, stop) if ran_out else stop
    level, status, release = number(row.get("level_published")), str(row.get("status") or ""), str(row["release_id"])
    if start < good_until:
        yield Run(start=start, end=good_until, level=level, status=status, release_id=release)
    if good_until < stop:
        yield Run(start=max(start, good_until), end=stop, level=None, status="out_of_date", release_id=release)
