"""What the rules would say of figures nobody sent, or of other thresholds. Pure, and never about a council."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pressure.domain.measures import UNIT_BASE, Cadence, Measure, Unit
from pressure.domain.moments import day_of
from pressure.domain.rating.rate import rate
from pressure.domain.rating.ratings import Rating
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.domain.refusals import Refusal
from pressure.domain.register import Entry, Register
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules

Edges = Mapping[int, Fraction]
NOBODY = "made-up"
OUT_OF = 10_000


class OutOfOrder(Refusal, ValueError):
    """Thresholds that do not rise from band to band; the message is the measure's id."""


def with_edges(book: Rulebook, moved: Mapping[str, Edges]) -> Rulebook:
    """The same rules with some thresholds moved. Raises OutOfOrder."""
    return replace(book, measures=tuple(_moved(m, moved[m.id]) if m.id in moved else m for m in book.measures))


def imagine(book: Rulebook, values: Mapping[str, Fraction], *, stage: int | None, adults: int, at: datetime) -> Rating:
    """Rate values in each measure's unit for an area of so many adults. A measure not named is missing.

    `stage` is the highest exceptional measure in force, 0 when the register is confirmed to have none above
    stage 1, None when it is not confirmed.
    """
    day = day_of(at)
    readings = [_reading(m, values[m.id], adults, day, at) for m in book.measures if m.id in values]
    entries = (_entry(stage, at),) if stage else ()
    if stage is not None:
        readings.append(replace(_made(REGISTER_CONFIRMED, day, at), value=Decimal(1)))
    rules = Rules(parts={}, known_on=date.max, assemble=lambda _: book)
    return rate(readings, rules, at, Register(entries), council_code=NOBODY)


def _moved(measure: Measure, moved: Edges) -> Measure:
    edges = {
        band: replace(edge, at_least=moved[band])
        if edge.at_least is not None and band in moved
        else replace(edge, above=moved[band])
        if band in moved
        else edge
        for band, edge in sorted(measure.edges.items())
    }
    if any(low.value >= high.value for low, high in pairwise(edges.values())):
        raise OutOfOrder(measure.id)
    return replace(measure, edges=edges)


def _reading(measure: Measure, value: Fraction, adults: int, day: date, at: datetime) -> Reading:
    below = adults if measure.unit is Unit.PER_100K else OUT_OF
    count = value * below / UNIT_BASE[measure.unit]
    return _made(measure.id, day, at, numerator=count.numerator, scale=count.denominator, denominator=below)


def _made(
    measure_id: str,
    day: date,
    at: datetime,
    *,
    numerator: int | None = None,
    denominator: int | None = None,
    scale: int = 1,
) -> Reading:
    return Reading(
        council_code=NOBODY,
        measure_id=measure_id,
        period_start=day,
        period_end=day,
        status=Status.OK,
        cadence=Cadence.WEEKLY,
        source_id=NOBODY,
        recorded_at=at,
        numerator=numerator,
        scale=scale,
        denominator=denominator,
    )


def _entry(stage: int, at: datetime) -> Entry:
    return Entry(
        declaration_id=NOBODY,
        council_code=NOBODY,
        measure_id=NOBODY,
        stage=stage,
        area="",
        starts_at=at,
        signed_at=at,
        review_by=day_of(at),
    )
