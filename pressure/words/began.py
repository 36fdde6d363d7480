"""When an exceptional measure began, and when it was signed: both days, wherever its start is told.

A row is one of declarations.csv or of a rating's register. It is in force from the later of the two moments.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pressure.words.dates import as_day, as_moment, short_date, table_date, uk_date

Row = Mapping[str, Any]


def in_force_from(row: Row) -> datetime | None:
    """The later of its start and its signature; what is not signed yet has only a start."""
    moments = [m for m in map(as_moment, (row.get("starts_at"), row.get("signed_at"))) if m]
    return max(moments) if moments else as_moment(row.get("in_force_from"))


def began(row: Row) -> str:
    """It began on Sunday 4 October 2026 and was signed on Monday 5 October 2026."""
    start, signed = _days(row)
    if signed is None:
        return f"It begins, or began, on {uk_date(start)}."
    if start == signed:
        return f"It began and was signed on {uk_date(start)}."
    first, second = f"began on {uk_date(start)}", f"was signed on {uk_date(signed)}"
    return f"It {first} and {second}." if start < signed else f"It {second} and began on {uk_date(start)}."


def in_force_since(row: Row) -> str:
    """Monday 5 October 2026. It began on Sunday 4 October 2026 and was signed on Monday 5 October 2026."""
    start, signed = _days(row)
    same = "It began and was signed on this day."
    return began(row) if signed is None else f"{uk_date(in_force_from(row))}. {same if start == signed else began(row)}"


def began_in_table(row: Row) -> str:
    """4 Oct 2026, signed 5 Oct 2026; one day where they are the same."""
    start, signed = _days(row)
    return table_date(start) + ("" if signed in {None, start} else f", signed {table_date(signed)}")


def began_in_short_lines(row: Row) -> tuple[str, ...]:
    """For easy read: one idea a line."""
    start, signed = _days(row)
    first = f"It began on {short_date(start)}."
    return (first,) if signed in {None, start} else (first, f"It was signed on {short_date(signed)}.")


def _days(row: Row) -> Any:
    return as_day(row.get("starts_at") or row.get("in_force_from")), as_day(row.get("signed_at"))
