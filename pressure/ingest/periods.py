"""Text of one cell to a day or a period. Each source declares its form; a form is never guessed cell by cell."""

import re
from calendar import monthrange
from datetime import date

from pressure.ingest.report import RowRejected, quoted

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_MONTH = re.compile(r"([0-9]{4})([0-9]{2})")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9}) ([0-9]{4})")
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_YEARS = re.compile(r"(20[0-9]{2})(?: to |-|/)((?:20)?[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")


def iso_day(text: str, column: str) -> date:
    """A day such as 2026-11-15. Bare spreadsheet serials and d/m/y are refused in their own words."""
    shown = _MIDNIGHT.sub("", text.strip())
    if found := _ISO.fullmatch(shown):
        return _day(int(found[1]), int(found[2]), int(found[3]), text, column)
    if _SERIAL.fullmatch(shown):
        raise RowRejected(
            column,
            found=f"the bare number {quoted(shown)}, a spreadsheet's way of storing a date",
            expected="a date such as 2026-11-15",
            next_step="Format the column as dates, or type year-month-day.",
        )
    if "/" in shown or "." in shown:
        raise RowRejected(
            column,
            found=quoted(shown),
            expected="a date such as 2026-11-15",
            next_step="Write year-month-day, so that day and month cannot be confused.",
        )
    raise RowRejected(column, found=quoted(shown), expected="a date such as 2026-11-15", next_step="Correct the date.")


def whole_month(text: str, column: str) -> tuple[date, date]:
    """First and last day of a month given as 202411 or as its first day, 2024-11-01."""
    shown = text.strip()
    if found := _YEAR_MONTH.fullmatch(shown):
        first = _day(int(found[1]), int(found[2]), 1, text, column)
    else:
        first = iso_day(shown, column)
    if first.day != 1:
        raise RowRejected(
            column, found=quoted(shown), expected="the first day of a month", next_step="Check the month."
        )
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def a_month(text: str, column: str) -> tuple[date, date]:
    """First and last day of a month in any of the ways publishers write one: 202411, 2024-11, 2024-11-01, Nov-2024,
    November 2024."""
    shown = " ".join(text.replace("-", " ").split()) if re.match("[A-Za-z]", text.strip()) else text.strip()
    if found := _MONTH_YEAR.fullmatch(shown):
        number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(found[1].lower())), 0)
        if number:
            return whole_month(f"{found[2]}{number:02d}", column)
    if re.fullmatch("[0-9]{4}-[0-9]{2}", shown):
        shown = shown.replace("-", "")
    return whole_month(shown, column)


def month_day_year(text: str, column: str) -> date:
    """The Care Quality Commission's ratings file writes 05/29/2026."""
    found = _US.fullmatch(text.strip())
    if found:
        return _day(int(found[3]), int(found[1]), int(found[2]), text, column)
    raise RowRejected(
        column, found=quoted(text), expected="month/day/year, such as 05/29/2026", next_step="Check the date."
    )


def financial_year(text: str) -> tuple[date, date] | None:
    """First and last day of "2024 to 2025", "2024-25" or "2024/25"; None when the text is not such a year."""
    found = _YEARS.fullmatch(text.strip())
    if not found or int(found[2]) % 100 != (int(found[1]) + 1) % 100:
        return None
    return date(int(found[1]), 4, 1), date(int(found[1]) + 1, 3, 31)


def _day(year: int, month: int, day: int, text: str, column: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or not 1990 <= year < 2100:
        raise RowRejected(column, found=quoted(text), expected="a day that exists", next_step="Check the date.")
    return found
