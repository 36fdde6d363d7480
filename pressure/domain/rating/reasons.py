"""One measure's part in a rating: the figure used, its band and points, and how far the next band is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.readings import USABLE, Reading, why_unusable
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook

SCORED = "scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a measure scored what it did, or why it could not be scored.

    `state` is "scored", "missing", "stale", "too_few", "no_population" or the sender's own status. `reading` is the
    figure used, or the latest known one when none could be. `to_worse` and `to_better` are distances to the
    next band in the measure's unit: to reach the worse one, and to fall below this one.
    `newer_unusable` is a later figure that could not be scored, shown beside it.
    """

    measure: Measure
    state: str
    band: int | None = None
    points: int = 0
    value: Fraction | None = None
    reading: Reading | None = None
    age_days: int | None = None
    fresh_until: date | None = None
    to_worse: Fraction | None = None
    to_better: Fraction | None = None
    newer_unusable: Reading | None = None
    stage: int | None = None

    @property
    def scored(self) -> bool:
        return self.state == SCORED


def fresh_until(reading: Reading, measure: Measure, rulebook: Rulebook) -> date:
    """The last day on which the reading may be scored."""
    days = (
        rulebook.freshness.register_confirmation_days
        if measure.from_register
        else rulebook.freshness.limit(reading.cadence, measure.family)
    )
    return reading.period_end + timedelta(days=days)


def band_of(measure: Measure, value: Fraction, people: Fraction | None) -> int:
    """The band a value falls in; band 1 when it reaches no edge. A value on an edge takes the higher band."""
    return max((band for band, edge in measure.edges.items() if edge.met_by(value, people)), default=1)


def reason_for(measure: Measure, readings: Iterable[Reading], rulebook: Rulebook, day: date) -> Reason:
    """The newest usable fresh reading, banded (METHOD, rules 1 to 3)."""
    known = sorted((r for r in readings if r.period_end <= day), key=_preference, reverse=True)
    judged = [(r, _state(r, measure, rulebook, day)) for r in known]
    used = next((r for r, state in judged if state == SCORED), None)
    if used is not None:
        newer = next((r for r, state in judged if r.period_end > used.period_end and state != "stale"), None)
        return _scored(measure, used, rulebook, day, newer)
    if not judged:
        return Reason(measure=measure, state="missing")
    latest = next((r for r, _ in judged if r.exact(measure.unit) is not None), judged[0][0])
    return Reason(
        measure=measure,
        state=judged[0][1],
        reading=latest,
        value=latest.exact(measure.unit),
        age_days=latest.age_on(day),
        fresh_until=fresh_until(latest, measure, rulebook),
    )


def stage_reason(
    measure: Measure, readings: Iterable[Reading], register: Register, rulebook: Rulebook, at: datetime
) -> Reason:
    """The highest stage in force; without one, only a confirmed register scores as calm (METHOD, Measures)."""
    day = day_of(at)
    confirmed = max(
        (r for r in readings if r.period_end <= day and r.status in USABLE and r.value == 1),
        key=_preference,
        default=None,
    )
    stage = register.stage(at)
    fresh = confirmed is not None and day <= fresh_until(confirmed, measure, rulebook)
    if stage is None and not fresh:
        return Reason(
            measure=measure,
            state="missing" if confirmed is None else "stale",
            reading=confirmed,
            age_days=confirmed.age_on(day) if confirmed else None,
        )
    band = measure.stage_bands[stage or 0]
    return Reason(
        measure=measure,
        state=SCORED,
        band=band,
        points=(band - 1) * measure.weight,
        stage=stage or 0,
        reading=confirmed if fresh else None,
        age_days=confirmed.age_on(day) if confirmed and fresh else None,
        fresh_until=fresh_until(confirmed, measure, rulebook) if confirmed and fresh else None,
    )


def _preference(reading: Reading) -> tuple[date, bool, tuple[datetime, int, int]]:
    """Later period first, then the council's own return, then the newest received."""
    return reading.period_end, reading.from_council, reading.received


def _state(reading: Reading, measure: Measure, rulebook: Rulebook, day: date) -> str:
    if day > fresh_until(reading, measure, rulebook):
        return "stale"
    return why_unusable(reading, measure.unit, rulebook.evidence.too_few_denominator) or SCORED


def _scored(measure: Measure, reading: Reading, rulebook: Rulebook, day: date, newer: Reading | None) -> Reason:
    value = reading.exact(measure.unit)
    if value is None:
        raise ValueError(f"{measure.id}: a usable reading has no value")
    band = band_of(measure, value, reading.count)
    above, own = measure.edges.get(band + 1), measure.edges.get(band)
    return Reason(
        measure=measure,
        state=SCORED,
        band=band,
        points=(band - 1) * measure.weight,
        value=value,
        reading=reading,
        age_days=reading.age_on(day),
        fresh_until=fresh_until(reading, measure, rulebook),
        newer_unusable=newer,
        to_worse=above.value - value if above and above.value > value else None,
        to_better=value - own.value if own else None,
    )
