"""Which of a council's weekly returns came in time, from the published readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pressure.document.lines import ReadingLine
from pressure.domain.calendar import WEEK, days_late, return_due, week_ended
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import ReleaseCalendar
from pressure.words import brief as words
from pressure.words.dates import as_moment, days_in_words, short_date
from pressure.words.numbers import counted

NOT_SENT = "not_submitted"
WEEKS, SHOWN = 12, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week's return. `received_at` is when the first of it came, None when nothing did; `missing` counts
    measures that never came."""

    ending: date
    due_at: datetime
    received_at: datetime | None
    missing: int

    @property
    def late(self) -> bool:
        return self.received_at is not None and self.received_at > self.due_at

    @property
    def days_late(self) -> int:
        return days_late(self.due_at, self.received_at) if self.received_at else 0


def weeks_due(rows: Iterable[ReadingLine], calendar: ReleaseCalendar, at: datetime) -> tuple[Week, ...]:
    """The last weeks whose return was due when a release came out, newest first, since the first the council ever
    sent. Rows as in readings.csv; a line without `received_at` is a figure that was due and had not come."""
    came: dict[date, list[datetime]] = {}
    measures: dict[date, set[str]] = {}
    absent: dict[date, set[str]] = {}
    for row in (r for r in rows if r["source_id"] == RETURN):
        week, received = date.fromisoformat(row["period_end"]), as_moment(row["received_at"])
        if received is None:
            absent.setdefault(week, set()).add(row["measure_id"])
        elif received <= at:
            came.setdefault(week, []).append(received)
            measures.setdefault(week, set()).add(row["measure_id"])
    if not came:
        return ()
    found: list[Week] = []
    week = week_ended(day_of(at))
    while week >= min(came) and len(found) < WEEKS:
        due = return_due(calendar, week)
        if due <= at:
            missing = absent.get(week, set()) - measures.get(week, set())
            found.append(
                Week(ending=week, due_at=due, received_at=min(came.get(week, ()), default=None), missing=len(missing))
            )
        week -= WEEK
    return tuple(found)


def said(weeks: tuple[Week, ...]) -> tuple[str, tuple[str, ...]]:
    """One sentence on all of them, and one on each that was late, in part or never came."""
    if not weeks:
        return words.NO_RETURNS, ()
    late, missing = sum(w.late for w in weeks), sum(w.received_at is None for w in weeks)
    whole = words.RETURNS_SAID.format(weeks=len(weeks), on_time=len(weeks) - late - missing, late=late, missing=missing)
    odd = [text for w in weeks if (text := _one(w))]
    if not odd:
        return f"{whole} {words.COMPLETE}", ()
    more = len(odd) - SHOWN
    return whole, (*odd[:SHOWN], *([words.RETURNS_MORE.format(more=more)] if more > 0 else []))


def _one(week: Week) -> str:
    ending = short_date(week.ending)
    if week.received_at is None:
        return words.RETURN_MISSING.format(week=ending)
    late = words.RETURN_LATE if week.days_late else words.RETURN_SAME_DAY
    parts = [late.format(week=ending, days=days_in_words(week.days_late))] if week.late else []
    if week.missing:
        parts.append(words.RETURN_PART.format(week=ending, missing=counted(week.missing, "figure")))
    return " ".join(parts)
