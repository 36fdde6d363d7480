"""The Sunday a week ended on, as offices in Britain write days: taken where one reading alone is a Sunday."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pressure.ingest.periods import MONTHS, iso_day
from pressure.ingest.report import RowRejected, quoted

_MIDNIGHT = re.compile(r"[ T]00:00(:00)?(\.0+)?$")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_SHORT = re.compile(r"[0-9]{1,2}([/.\-])[0-9]{1,2}\1[0-9]{2}")
_WORDS = re.compile(r"(?:(?P<weekday>[A-Za-z]+),? +)?([0-9]{1,2})(?:st|nd|rd|th)?[ \-]([A-Za-z]{3,9}),?[ \-]([0-9]{4})")
_SUNDAY = 6
BRITISH = "day/month/year"


class Day(NamedTuple):
    """A day, and how it was written where that was another way than ours."""

    day: date
    written: str = ""


@lru_cache(maxsize=1_024)
def day_of(text: str, column: str) -> Day:
    """A day as 2026-11-22, or as 22/11/2026 and 22 November 2026 where it can be no other Sunday. Raises RowRejected;
    a day that is no Sunday is for the caller."""
    shown = _MIDNIGHT.sub("", " ".join(text.split()))
    if found := _NUMBERS.fullmatch(shown):
        return _by_numbers(shown, int(found[1]), int(found[3]), int(found[4]), column)
    if (found := _WORDS.fullmatch(shown)) and (month := _month(found[3])):
        return _by_words(shown, date_or_none(int(found[4]), month, int(found[2])), found["weekday"], column)
    if _SHORT.fullmatch(shown):
        raise RowRejected(
            column,
            found=f"{quoted(shown)}, a year of two digits",
            expected="a day with the whole year, such as 2026-11-22 or 22/11/2026",
            next_step="Write the year out, so that it cannot be taken for the day.",
        )
    return Day(iso_day(shown, column))


def _by_numbers(shown: str, first: int, second: int, year: int, column: str) -> Day:
    british, american = date_or_none(year, second, first), date_or_none(year, first, second)
    either = [day for day in dict.fromkeys((british, american)) if day and day.weekday() == _SUNDAY]
    if len(either) > 1:
        raise RowRejected(
            column,
            found=f"{quoted(shown)}, which can be Sunday {either[0]:%-d %B} or Sunday {either[1]:%-d %B %Y}",
            expected="a day that can be read in one way",
            next_step=f"Write {either[0].isoformat()} or {either[1].isoformat()}.",
        )
    if british is not None and (british.weekday() == _SUNDAY or not either):
        return Day(british, shown)
    if american is not None:
        raise RowRejected(
            column,
            found=f"{quoted(shown)}, with the month first",
            expected=f"{BRITISH} or year-month-day",
            next_step=f"Write {american.isoformat()} if {american:%-d %B %Y} is meant.",
        )
    raise RowRejected(column, found=quoted(shown), expected="a day that exists", next_step="Check the date.")


def _by_words(shown: str, day: date | None, weekday: str | None, column: str) -> Day:
    if day is None or (weekday and not f"{day:%A}".casefold().startswith(weekday.casefold()[:3])):
        raise RowRejected(column, found=quoted(shown), expected="a day that exists", next_step="Check the date.")
    return Day(day, shown)


def _month(name: str) -> int:
    """1 to 12; 0 for what is no month. “Sept” is September."""
    text = name.casefold()
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(text)), 0)


def date_or_none(year: int, month: int, day: int) -> date | None:
    """A day that exists, in the years that a return can be of."""
    try:
        return date(year, month, day) if 1990 <= year < 2100 else None
    except ValueError:
        return None
