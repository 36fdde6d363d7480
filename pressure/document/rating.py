"""A rating as a document: the JSON of `pressure rate`, of a council's rating.json and of every page."""

from datetime import datetime
from typing import TypedDict

from pressure.document.shapes import (
    BandEdge,
    FamilyPart,
    MeasureLine,
    NewerUnusable,
    RaisedPart,
    RatingPart,
    RegisterLine,
)
from pressure.document.values import iso, moment, number, stamp
from pressure.domain.disclosure import Shown, exactly, in_public, rounded_in_public
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.levels import FamilyScore
from pressure.domain.rating.ratings import Rating
from pressure.domain.rating.reasons import Reason
from pressure.domain.readings import Reading, why_unusable
from pressure.domain.register import Entry, RaisedLevel
from pressure.domain.rulebook import Rulebook


class _Figure(TypedDict):
    value: int | float | None
    numerator: int | float | None
    denominator: int | None
    marker: str


class _Read(TypedDict):
    period_start: str | None
    period_end: str | None
    source_id: str | None
    reading_status: str | None
    cadence: str | None
    value_is_rounded: bool | None
    received_at: str | None


def public_document(rating: Rating, rulebook: Rulebook, now: datetime | None = None) -> RatingPart:
    """Everything needed to check the level by hand, as anyone may see it. `now` decides whether a past moment is
    labelled as worked out afterwards."""
    return _document(rating, rulebook, now, public=True)


def exact_document(rating: Rating, rulebook: Rulebook, now: datetime | None = None) -> RatingPart:
    """The same with exact figures, for officers only."""
    return _document(rating, rulebook, now, public=False)


def _document(rating: Rating, rulebook: Rulebook, now: datetime | None, *, public: bool) -> RatingPart:
    published_on = max(v.published_on for v in rulebook.parts.values())
    return {
        "council_code": rating.council_code,
        "at": stamp(rating.rated_at),
        "level_published": rating.level_published,
        "level_calculated": rating.level_calculated,
        "level_points": rating.level_points,
        "level_before": rating.level_before,
        "level_name": rulebook.level(rating.level_published).name,
        "status": rating.status,
        "points": rating.points,
        "points_possible": rating.points_possible,
        "evidence_percent": rating.evidence_percent,
        "level_if_missing_best": rating.level_if_missing_best,
        "level_if_missing_worst": rating.level_if_missing_worst,
        "deciding_rule": rating.deciding_rule,
        "held": rating.held,
        "holds": dict(rating.holds),
        "floors": [{"rule": f.rule, "level": f.level} for f in rating.floors],
        "families": {name: _family(f) for name, f in rating.families.items()},
        "measures": [measure_line(r, rulebook, public=public) for r in rating.reasons],
        "what_would_change": [
            {"measure_id": c.measure_id, "to_band": c.to_band, "level": c.level} for c in rating.changes
        ],
        "register": [register_line(e, rating.rated_at) for e in rating.register],
        "raised": None if rating.raised is None else _raised(rating.raised),
        "since": stamp(rating.since),
        "data_to": iso(rating.data_to),
        "next_due": moment(rating.next_due),
        "valid_until": moment(rating.valid_until),
        "method_version": rating.method_version,
        "method_published_on": published_on.isoformat(),
        "worked_out_afterwards": now is not None and rating.rated_at < now,
    }


def measure_line(reason: Reason, rulebook: Rulebook, *, public: bool) -> MeasureLine:
    """One measure's figure, band, points and distances, or why it could not be scored."""
    measure, newer = reason.measure, reason.newer_unusable
    shown = in_public(reason, rulebook) if public else exactly(reason)
    return {
        "measure_id": measure.id,
        "title": measure.title,
        "family": measure.family,
        "unit": measure.unit.value,
        "weight": measure.weight,
        "state": reason.state,
        "band": reason.band,
        "points": reason.points,
        "stage": reason.stage,
        **_figure(shown),
        "to_worse": number(shown.to_worse),
        "to_better": number(shown.to_better),
        "bands": band_edges(measure),
        "assumed": measure.assumed,
        **_read(reason.reading, about_people=public and measure.about_people),
        "age_days": reason.age_days,
        "fresh_until": iso(reason.fresh_until),
        "newer_unusable": None if newer is None else _newer(newer, measure, rulebook),
        "rule_effective_from": iso(rulebook.version_of(measure.id).effective_from),
    }


def band_edges(measure: Measure) -> dict[str, BandEdge]:
    """Band edges by band number, as pages and what-if print them."""
    return {
        str(band): {
            "from": number(edge.value),
            "inclusive": edge.at_least is not None,
            "people_at_least": edge.people_at_least,
        }
        for band, edge in measure.edges.items()
    }


def register_line(entry: Entry, at: datetime) -> RegisterLine:
    """One line of the register, without a person in it."""
    return {
        "declaration_id": entry.declaration_id,
        "measure_id": entry.measure_id,
        "stage": entry.stage,
        "area": entry.area,
        "starts_at": stamp(entry.starts_at),
        "signed_at": stamp(entry.signed_at),
        "in_force_from": stamp(entry.in_force_from),
        "review_by": entry.review_by.isoformat(),
        "review_overdue": entry.review_overdue(day_of(at)),
    }


def _family(score: FamilyScore) -> FamilyPart:
    return {
        "level": score.level,
        "points": score.points,
        "points_possible": score.points_possible,
        "weight_scored": score.weight_scored,
        "weight": score.weight,
        "enough": score.enough,
    }


def _raised(raised: RaisedLevel) -> RaisedPart:
    return {
        "level": raised.level,
        "reason": raised.reason,
        "from": stamp(raised.from_at),
        "review_by": raised.review_by.isoformat(),
    }


def _newer(newer: Reading, measure: Measure, rulebook: Rulebook) -> NewerUnusable:
    return {
        "period_start": newer.period_start.isoformat(),
        "period_end": newer.period_end.isoformat(),
        "status": why_unusable(newer, measure.unit, rulebook.evidence.too_few_denominator) or newer.status.value,
        "source_id": newer.source_id,
    }


def _figure(shown: Shown) -> _Figure:
    return {
        "value": number(shown.value),
        "numerator": number(shown.numerator),
        "denominator": shown.denominator,
        "marker": shown.marker,
    }


def _read(reading: Reading | None, *, about_people: bool) -> _Read:
    if reading is None:
        return {
            "period_start": None,
            "period_end": None,
            "source_id": None,
            "reading_status": None,
            "cadence": None,
            "value_is_rounded": None,
            "received_at": None,
        }
    return {
        "period_start": reading.period_start.isoformat(),
        "period_end": reading.period_end.isoformat(),
        "source_id": reading.source_id,
        "reading_status": reading.status.value,
        "cadence": reading.cadence.value,
        "value_is_rounded": rounded_in_public(reading, about_people=about_people),
        "received_at": moment(reading.recorded_at),
    }
