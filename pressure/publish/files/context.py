"""Figures beside a rating that never count towards it: only what a publication said, never a council's own return."""

from collections.abc import Iterable
from datetime import date

from pressure.document.shapes import ContextFigure
from pressure.document.values import number
from pressure.domain.measures import ContextMeasure
from pressure.domain.readings import Reading, Status, latest_versions
from pressure.domain.rulebook import Rulebook

STALE, KNOWN = "stale", "known"


def context(readings: Iterable[Reading], book: Rulebook, day: date) -> list[ContextFigure]:
    """One entry a figure, in the order of the rules: the newest one with a value, and beside it a later one kept back.
    `state` is known, stale (older than a scored figure of its kind may be), or why nothing may be shown."""
    ended = sorted(
        (r for r in latest_versions(readings) if r.period_end <= day and not r.from_council),
        key=lambda r: (r.period_end, r.received),
        reverse=True,
    )
    by_measure = {m.id: [r for r in ended if r.measure_id == m.id] for m in book.context}
    return [_entry(measure, own, book, day) for measure in book.context if (own := by_measure[measure.id])]


def _entry(measure: ContextMeasure, newest_first: list[Reading], book: Rulebook, day: date) -> ContextFigure:
    reading = next((r for r in newest_first if r.in_unit(measure.unit) is not None), newest_first[0])
    newer = next((r for r in newest_first if r.status is Status.SUPPRESSED and r.period_end > reading.period_end), None)
    value = reading.in_unit(measure.unit)
    old = reading.age_on(day) > book.freshness.limit(reading.cadence, measure.family)
    return {
        "measure_id": measure.id,
        "title": measure.title,
        "family": measure.family,
        "unit": measure.unit,
        "value": number(value),
        "marker": reading.marker,
        "state": reading.status.value if value is None else STALE if old else KNOWN,
        "period_start": reading.period_start.isoformat(),
        "period_end": reading.period_end.isoformat(),
        "source_id": reading.source_id,
        "value_is_rounded": reading.value_is_rounded,
        "newer_unusable": None
        if newer is None
        else {
            "period_start": newer.period_start.isoformat(),
            "period_end": newer.period_end.isoformat(),
            "status": newer.status.value,
        },
    }
