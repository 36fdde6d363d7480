"""A council's published history as a file tells it, read into intervals at one level: unknown time is never filled."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pressure.document.lines import HistoryColumn, HistoryLine
from pressure.document.shapes import RatingPart
from pressure.domain.level_history import Interval, Published, in_force, intervals
from pressure.words.dates import as_moment


def steps(
    history: Iterable[HistoryLine], until: str | datetime, column: HistoryColumn = "level_published"
) -> tuple[Interval, ...]:
    """Lines of history.csv, oldest first, as intervals up to a moment; of the published level or the one worked out."""
    end = as_moment(until)
    if end is None:
        raise ValueError("a history needs a moment at which it ends")
    return tuple(intervals((_published(row, column) for row in history), end))


def ran_out(rating: RatingPart, at: datetime) -> bool:
    """Whether a rating that nothing has replaced could no longer be relied on at a moment."""
    return not in_force(as_moment(rating.get("valid_until")), at)


def out_of_date_since(known: Sequence[Interval], rating: RatingPart) -> str | None:
    """The day figures stopped being enough: the start of the last interval without them, after one with them."""
    if not any(one.status == "rated" for one in known):
        return None
    last_rated = max(one.end for one in known if one.status == "rated")
    at = as_moment(rating["at"])
    return last_rated.isoformat() if at and last_rated <= at else None


def last_level(known: Sequence[Interval]) -> Interval | None:
    """The newest run that had a level, when the present has none."""
    return next((one for one in reversed(known) if one.level is not None), None)


def _published(row: HistoryLine, column: HistoryColumn) -> Published:
    start, level = as_moment(row["published_at"]), row.get(column)
    if start is None:
        raise ValueError("a line of a history needs the moment it was published")
    return Published(
        rated_at=start,
        level_published=int(level) if level else None,
        valid_until=as_moment(row.get("valid_until")),
        status=row.get("status") or "",
    )
