"""When an exceptional measure began, and when it was signed: both days, wherever its start is told.

It is in force from the later of the two moments.
"""

from datetime import date, datetime

from pressure.document.lines import Began
from pressure.words.dates import as_day, as_moment, short_date, table_date, uk_date


def in_force_from(row: Began) -> datetime | None:
    """The later of its start and its signature; what is not signed yet has only a start."""
    return max((m for m in map(as_moment, (row["starts_at"], row.get("signed_at"))) if m), default=None)


def began(row: Began) -> str:
    """It began on Sunday 4 October 2026 and was signed on Monday 5 October 2026."""
    start, signed = _days(row)
    if signed is None:
        return f"It begins, or began, on {uk_date(start)}."
    if start == signed:
        return f"It began and was signed on {uk_date(start)}."
    first, second = f"began on {uk_date(start)}", f"was signed on {uk_date(signed)}"
    return f"It {first} and {second}." if start and start < signed else f"It {second} and began on {uk_date(start)}."


def in_force_since(row: Began) -> str:
    """Monday 5 October 2026. It began on Sunday 4 October 2026 and was signed on Monday 5 October 2026."""
    start, signed = _days(row)
    same = "It began and was signed on this day."
    return began(row) if signed is None else f"{uk_date(in_force_from(row))}. {same if start == signed else began(row)}"


def began_in_table(row: Began) -> str:
    """4 Oct 2026, signed 5 Oct 2026; one day where they are the same."""
    start, signed = _days(row)
    return table_date(start) + ("" if signed in {None, start} else f", signed {table_date(signed)}")


def began_in_short_lines(row: Began) -> tuple[str, ...]:
    """For easy read: one idea a line."""
    start, signed = _days(row)
    first = f"It began on {short_date(start)}."
    return (first,) if signed in {None, start} else (first, f"It was signed on {short_date(signed)}.")


def _days(row: Began) -> tuple[date | None, date | None]:
    return as_day(row["starts_at"]), as_day(row.get("signed_at"))
