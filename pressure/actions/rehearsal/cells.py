"""A figure as the cells of a weekly return, as it was or multiplied."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pressure.domain.measures import Measure, Unit
from pressure.domain.readings import USABLE, Reading
from pressure.ingest.templates import Line

WHOLE = 1_000
"""The denominator of a percentage that was published without its counts: it is a share of this."""


def cells(measure: Measure | None, one: Reading, factor: float = 1.0, *, shares: Iterable[str] = ()) -> Line | None:
    """Numerator, denominator, value and status; None for what no return can say. Nothing is more than the whole it is a
    part of. `shares` are measures whose whole stands in another row."""
    if one.status not in USABLE:
        return None
    if measure is None:  # an item of the register: yes or no
        return ("", "", "yes" if one.value == 1 else "no", "ok") if one.value is not None else None
    if measure.unit is Unit.PER_100K:
        if one.numerator is None:
            return None
        told = Fraction(one.numerator, one.scale) * Fraction(factor)
        places = 1 if measure.average_of_days else 0
        return (f"{float(told):.{places}f}", "", one.looked or "", "ok")
    part, whole = _counts(one)
    if whole is None:
        return None
    said = min(round(part * Decimal(factor)), whole)
    return (str(said), "" if measure.id in shares else str(whole), "", "ok")


def _counts(one: Reading) -> tuple[Decimal, int | None]:
    if one.numerator is not None and one.denominator:
        return Decimal(one.numerator) / one.scale, one.denominator
    if one.value is not None:
        return one.value * WHOLE / 100, WHOLE
    return Decimal(), None
