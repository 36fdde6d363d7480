"""Single values as every public document writes them."""

from datetime import UTC, date, datetime
from fractions import Fraction

DECIMAL_PLACES = 4


def number(value: Fraction | None) -> int | float | None:
    """A JSON number: whole where it is whole, else rounded to four places."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), DECIMAL_PLACES)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second."""
    return stamp(at) if at else None


def stamp(at: datetime) -> str:
    """The same of a moment that is known."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"
