"""Readings, register entries and ratings made to order: every figure is exact and built from the published rules."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pressure.domain.measures import UNIT_BASE, Cadence, Measure, Unit
from pressure.domain.rating.rate import rate
from pressure.domain.rating.ratings import Previous, Rating
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.domain.register import NO_REGISTER, Entry, RaisedLevel, Register
from tests.first_edition import first_rules

RULES = first_rules()
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = AT.date()
BOOK = RULES.in_force(DAY)
SEARCHES = int(os.environ.get("PRESSURE_SEARCHES", "1"))  # nightly runs search many times as long
COUNCIL = "X99000001"
ADULTS = 1_500_000
OUT_OF = 1_000
SUNDAY = date(2026, 11, 22)
RECEIVED = datetime(2026, 11, 24, 11, tzinfo=UTC)
STAGE = next(m for m in BOOK.measures if m.from_register)
FIGURES = tuple(m for m in BOOK.measures if not m.from_register)
FAMILIES = tuple(f.id for f in BOOK.families)
STAGE_OF_BAND = {1: None, 2: None, 3: 2, 4: 3}


def measure(measure_id: str) -> Measure:
    return next(m for m in BOOK.measures if m.id == measure_id)


def reading(
    measure_id: str,
    value: Fraction | int | None = None,
    *,
    count: Fraction | int | None = None,
    denominator: int | None = None,
    **other: Any,
) -> Reading:
    """A weekly return of one figure: by its value in the measure's unit, or by its count."""
    unit = measure(measure_id).unit
    if denominator is None:
        denominator = ADULTS if unit is Unit.PER_100K else OUT_OF
    if value is not None:
        count = Fraction(value) * denominator / UNIT_BASE[unit]
    known = (
        {}
        if count is None
        else {"numerator": Fraction(count).numerator, "scale": Fraction(count).denominator, "denominator": denominator}
    )
    return Reading(
        **{
            "council_code": COUNCIL,
            "measure_id": measure_id,
            "period_start": SUNDAY - timedelta(days=6),
            "period_end": SUNDAY,
            "status": Status.OK,
            "cadence": Cadence.WEEKLY,
            "source_id": "weekly-return",
            "recorded_at": RECEIVED,
            "from_council": True,
            **known,
            **other,
        }
    )


def published(measure_id: str, value: str | Decimal, **other: Any) -> Reading:
    """An officially published value, without the counts behind it."""
    return Reading(
        **{
            "council_code": COUNCIL,
            "measure_id": measure_id,
            "period_start": SUNDAY - timedelta(days=6),
            "period_end": SUNDAY,
            "status": Status.OK,
            "cadence": Cadence.YEARLY,
            "source_id": "a-publication",
            "recorded_at": RECEIVED,
            "from_council": False,
            "value": Decimal(value),
            **other,
        }
    )


def edge(measure_id: str, band: int) -> Fraction:
    return measure(measure_id).edges[band].value


def in_band(measure_id: str, band: int, **other: Any) -> Reading:
    """A figure exactly on the band's lower edge, or just above it where the edge itself is not in the band."""
    if band == 1:
        return reading(measure_id, 0, **other)
    lower = measure(measure_id).edges[band]
    if lower.at_least is None:
        return reading(measure_id, count=1, **other)
    return reading(measure_id, lower.value, **other)


def confirmed(period_end: date = SUNDAY, **other: Any) -> Reading:
    """The row of a return that says the register is right."""
    return Reading(
        **{
            "council_code": COUNCIL,
            "measure_id": REGISTER_CONFIRMED,
            "period_start": period_end - timedelta(days=6),
            "period_end": period_end,
            "status": Status.OK,
            "cadence": Cadence.WEEKLY,
            "source_id": "weekly-return",
            "recorded_at": RECEIVED,
            "from_council": True,
            "value": Decimal(1),
            **other,
        }
    )


def entry(stage: int, **other: Any) -> Entry:
    return Entry(
        **{
            "declaration_id": f"D{stage}",
            "council_code": COUNCIL,
            "measure_id": "longer_periods_alone",
            "stage": stage,
            "area": "the north of the area",
            "starts_at": AT - timedelta(days=3),
            "signed_at": AT - timedelta(days=3),
            "review_by": DAY + timedelta(days=10),
            **other,
        }
    )


def raised(level: int, **other: Any) -> RaisedLevel:
    return RaisedLevel(
        **{
            "council_code": COUNCIL,
            "level": level,
            "reason": "A provider closes this week.",
            "from_at": AT - timedelta(hours=1),
            "review_by": DAY + timedelta(days=10),
            **other,
        }
    )


def register(*signed: Entry | RaisedLevel) -> Register:
    return Register(
        tuple(s for s in signed if isinstance(s, Entry)), tuple(s for s in signed if isinstance(s, RaisedLevel))
    )


def full_return(bands: Mapping[str, int] | int = 1, *, without: Iterable[str] = (), **other: Any) -> list[Reading]:
    """A whole weekly return, each figure in its band, with the register confirmed."""
    if isinstance(bands, int):
        bands = {m.id: bands for m in FIGURES}
    wanted = {m.id: bands.get(m.id, 1) for m in FIGURES if m.id not in set(without)}
    rows = [in_band(measure_id, band, **other) for measure_id, band in wanted.items()]
    return rows if STAGE.id in set(without) else [*rows, confirmed(**other)]


def rated(
    readings: Iterable[Reading],
    *signed: Entry | RaisedLevel,
    at: datetime = AT,
    previous: Rating | Previous | None = None,
    rules: Any = RULES,
) -> Rating:
    if isinstance(previous, Rating):
        previous = previous.as_previous()
    return rate(readings, rules, at, register(*signed) if signed else NO_REGISTER, previous, council_code=COUNCIL)


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
    return next(r for r in rating.reasons if r.measure.id == measure_id)


def bands_worth(points: int) -> dict[str, int]:
    """Bands of the eleven figures that add up to a number of points, the stage apart."""
    ways: dict[int, dict[str, int]] = {0: {}}
    for m in FIGURES:
        ways = {
            total + (band - 1) * m.weight: {**bands, m.id: band}
            for total, bands in ways.items()
            for band in range(len(BOOK.levels), 0, -1)
        }
    return ways[points]
