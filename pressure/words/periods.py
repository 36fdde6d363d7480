"""The time a figure is about, told as what it is: a day, a week, a month, a year, or the average of one of these."""

from calendar import monthrange
from datetime import date, timedelta

from pressure.document.lines import Dated
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date, table_date
from pressure.words.measures import is_average

Day = str | date | None
WEEK = timedelta(days=6)


def period(start: Day, end: Day, *, narrow: bool = False) -> str:
    """30 November 2024, November 2024, the week to 22 November 2026, the year to 31 March 2025, or both days.

    Without a first day it is the period that ended then. `narrow` is for columns of a table.
    """
    first, last = _day(start), _day(end)
    said = table_date if narrow else short_date
    the = "" if narrow else "the "
    if last is None:
        return said(None)
    if first == last:
        return said(last)
    if first is None:
        return f"{the}period to {said(last)}"
    if last - first == WEEK:
        return f"{the}week to {said(last)}"
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return f"{last:%b %Y}" if narrow else f"{last:%B %Y}"
    if first == _year_before(last):
        return f"{the}year to {said(last)}"
    return f"{said(first)} to {said(last)}"


def of_figure(figure: Dated, book: Rulebook, *, narrow: bool = False) -> str:
    """What a figure of a measure is of: November 2024, or the average of November 2024."""
    told = period(figure.get("period_start"), figure.get("period_end"), narrow=narrow)
    if not averaged(figure, book):
        return told
    return f"{told}, average" if narrow else f"the average of {told}"


def during(figure: Dated, book: Rulebook) -> str:
    """On 30 November 2024, in November 2024, in the year to 31 March 2025; or the average of it."""
    told = of_figure(figure, book)
    start, end = _day(figure.get("period_start")), _day(figure.get("period_end"))
    if averaged(figure, book):
        return told
    return f"{'on' if start == end else 'from' if ' to ' in told and not told.startswith('the ') else 'in'} {told}"


def averaged(figure: Dated, book: Rulebook) -> bool:
    """Whether the figure is the average over its days, by the counting rules of its measure."""
    return is_average(figure["measure_id"] or "", book) and figure.get("period_start") != figure.get("period_end")


def _day(when: Day) -> date | None:
    if isinstance(when, str):
        return date.fromisoformat(when) if when else None
    return when


def _year_before(last: date) -> date:
    """The first day of the twelve months that end on a day."""
    after = last + timedelta(days=1)
    return after.replace(year=after.year - 1, day=28 if (after.month, after.day) == (2, 29) else after.day)
