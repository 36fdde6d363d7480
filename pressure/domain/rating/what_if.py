"""What the rules would say of figures nobody sent, or of other thresholds. Pure, and never about a council."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pressure.domain.calendar import period_start, whole_weeks
from pressure.domain.measures import UNIT_BASE, Asked, Cadence, Measure, Unit
from pressure.domain.moments import day_of
from pressure.domain.rating.confirming import items
from pressure.domain.rating.method import rate
from pressure.domain.rating.results import Rating
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
    return replace(book, measures=tuple(moved_edges(m, moved[m.id]) if m.id in moved else m for m in book.measures))


def imagine(book: Rulebook, values: Mapping[str, Fraction], *, stage: int | None, adults: int, at: datetime) -> Rating:
    """Rate values in each measure's unit for an area of so many adults that returns every figure itself. A measure not
    named is missing.

    `stage` is the highest exceptional measure in force, 0 when the register is confirmed to have none above
    stage 1, None when it is not confirmed.
    """
    area = _Area(adults)
    book = replace(book, nations={NOBODY: replace(next(iter(book.nations.values())), code=NOBODY, measures={})})
    readings = [_reading(m, values[m.id], area, book, at) for m in book.measures if m.id in values]
    entries = (_entry(stage, at),) if stage else ()
    if stage is not None:
        readings.append(replace(_made(REGISTER_CONFIRMED, at), value=Decimal(1)))
        readings += [replace(_made(item, at), value=Decimal(0)) for item in items(book)]
    rules = Rules(parts={}, known_on=date.max, assemble=lambda _, __: book)
    return rate(readings, rules, at, Register(entries), council=area)


@dataclass(frozen=True, slots=True)
class _Area:
    adults_18plus: int
    code: str = NOBODY
    nation_code: str = NOBODY


def moved_edges(measure: Measure, moved: Edges) -> Measure:
    """The same measure with some thresholds moved. Raises OutOfOrder."""
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


def _reading(measure: Measure, value: Fraction, area: _Area, book: Rulebook, at: datetime) -> Reading:
    below = area.adults_18plus if measure.unit is Unit.PER_100K else OUT_OF
    made = _made(measure.id, at)
    start = period_start(book.calendar, measure, made.period_end)
    weeks = whole_weeks(start, made.period_end) if measure.mean_week else 1
    count = value * weeks * below / UNIT_BASE[measure.unit]
    return replace(
        made,
        period_start=start,
        cadence=Cadence.FOUR_WEEKLY if measure.asked is Asked.BLOCK else Cadence.WEEKLY,
        numerator=count.numerator,
        scale=count.denominator,
        denominator=below,
    )


def _made(name: str, at: datetime) -> Reading:
    day = day_of(at)
    return Reading(
        council_code=NOBODY,
        measure_id=name,
        period_start=day,
        period_end=day,
        status=Status.OK,
        cadence=Cadence.WEEKLY,
        source_id=NOBODY,
        recorded_at=at,
        from_council=True,
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
