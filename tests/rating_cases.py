"""Readings, register entries and ratings made to order: every figure is exact and built from the published rules. The
council is an English one that counts everything itself, and the week is the one to 22 November 2026."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pressure.domain.measures import UNIT_BASE, Measure, Unit
from pressure.domain.rating.method import rate
from pressure.domain.rating.results import Previous, Rating
from pressure.domain.readings import Reading
from pressure.domain.register import NO_REGISTER, Entry, RaisedLevel, Register
from tests import level_cases

RULES = level_cases.RULES
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = AT.date()
BOOK = RULES.in_force(DAY)
SEARCHES = int(os.environ.get("PRESSURE_SEARCHES", "1"))  # nightly runs search many times as long
ADULTS = 1_500_000
OUT_OF = 1_000
COUNCIL = level_cases.OXFORDSHIRE.code
PLACE = level_cases.Somewhere(adults_18plus=ADULTS)
WEEK = -1  # as level_cases counts them
SUNDAY = level_cases.sunday(WEEK)
BLOCK_END = date(2026, 11, 1)
RECEIVED = datetime(2026, 11, 24, 11, tzinfo=UTC)
FIGURES = BOOK.set_of(PLACE.nation_code)
FAMILIES = tuple(f.id for f in BOOK.families)


def measure(measure_id: str) -> Measure:
    return next(m for m in FIGURES if m.id == measure_id)


def reading(
    measure_id: str,
    value: Fraction | int | None = None,
    *,
    count: Fraction | int | None = None,
    denominator: int | None = None,
    **other: Any,
) -> Reading:
    """A row of a return: by its value in the measure's unit, or by its count."""
    own = measure(measure_id)
    if denominator is None:
        denominator = ADULTS if own.unit is Unit.PER_100K else OUT_OF
    if value is not None:
        count = Fraction(value) * denominator / UNIT_BASE[own.unit] * (4 if own.mean_week else 1)
    return level_cases.row(measure_id, count, None if count is None else denominator, WEEK, **other)


def published(measure_id: str, value: str | Decimal, **other: Any) -> Reading:
    """An officially published value, without the counts behind it."""
    given = {
        "period_start": SUNDAY - timedelta(days=6),
        "period_end": SUNDAY,
        "recorded_at": RECEIVED,
        "coverage": Fraction(1),
    }
    return level_cases.publication(measure_id, str(value), **(given | other))


def edge(measure_id: str, band: int) -> Fraction:
    return measure(measure_id).edges[band].value


def in_band(measure_id: str, band: int, **other: Any) -> Reading:
    """A figure whose public figure stands on the band's lower edge, or on the next multiple of five above it."""
    own = measure(measure_id)
    below = ADULTS if own.unit is Unit.PER_100K else OUT_OF
    if band == 1:
        return reading(measure_id, count=0, **other)
    count = own.edges[band].value * below / UNIT_BASE[own.unit] * (4 if own.mean_week else 1)
    return reading(measure_id, count=-(-count // 5) * 5, **other)


def confirmed(**other: Any) -> list[Reading]:
    """The rows of a return that say the register is right, and answer for each of its items."""
    return level_cases.confirmed(WEEK, **other)


def entry(stage: int, **other: Any) -> Entry:
    begun = AT - timedelta(days=3)
    given = {"starts_at": begun, "signed_at": begun, "review_by": DAY + timedelta(days=10)}
    return level_cases.entry(stage, **(given | other))


def raised(level: int, **other: Any) -> RaisedLevel:
    given = {"from_at": AT - timedelta(hours=1), "review_by": DAY + timedelta(days=10)}
    return level_cases.raised(level, **(given | other))


def register(*signed: Entry | RaisedLevel) -> Register:
    return Register(
        tuple(s for s in signed if isinstance(s, Entry)), tuple(s for s in signed if isinstance(s, RaisedLevel))
    )


def full_return(
    bands: Mapping[str, int] | int = 1, *, without: Iterable[str] = (), confirms: bool = True, **other: Any
) -> list[Reading]:
    """Every figure, each in its band, with the register confirmed."""
    if isinstance(bands, int):
        bands = {m.id: bands for m in FIGURES}
    wanted = {m.id: bands.get(m.id, 1) for m in FIGURES if m.id not in set(without)}
    rows = [in_band(measure_id, band, **other) for measure_id, band in wanted.items()]
    return [*rows, *confirmed(**other)] if confirms else rows


def rated(
    readings: Iterable[Reading],
    *signed: Entry | RaisedLevel,
    at: datetime = AT,
    previous: Rating | Previous | None = None,
    rules: Any = RULES,
) -> Rating:
    if isinstance(previous, Rating):
        previous = previous.as_previous()
    return rate(readings, rules, at, register(*signed) if signed else NO_REGISTER, previous, council=PLACE)


def weeks_later(readings: Iterable[Reading], weeks: int) -> list[Reading]:
    """The same figures, sent that many weeks later."""
    later = timedelta(weeks=weeks)
    return [
        replace(
            r, period_start=r.period_start + later, period_end=r.period_end + later, recorded_at=r.recorded_at + later
        )
        for r in readings
    ]


def reason(rating: Rating, measure_id: str) -> Any:
    return level_cases.reason(rating, measure_id)


def bands_worth(points: int) -> dict[str, int]:
    """Bands of the eleven measures that add up to a number of points."""
    return level_cases.bands_worth(points)
