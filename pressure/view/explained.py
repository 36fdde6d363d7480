"""A rating as plain data: the JSON of `pressure rate`, of a council's rating.json and of every page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from pressure.domain.disclosure import Shown, exactly, in_public, rounded_in_public
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.ratings import Rating
from pressure.domain.rating.reasons import Reason
from pressure.domain.readings import Reading, why_unusable
from pressure.domain.register import Entry
from pressure.domain.rulebook import Rulebook

DECIMAL_PLACES = 4
COPIED = (
    "council_code",
    "points",
    "points_possible",
    "level_points",
    "level_calculated",
    "level_published",
    "status",
    "evidence_percent",
    "level_if_missing_best",
    "level_if_missing_worst",
    "deciding_rule",
    "held",
    "level_before",
    "method_version",
)


def explained(rating: Rating, rulebook: Rulebook, *, public: bool, now: datetime | None = None) -> dict[str, Any]:
    """Everything needed to check the level by hand. `public` applies disclosure control; without it the
    figures are exact, for officers only. `now` decides whether a past moment is labelled as worked out afterwards."""
    level = rulebook.level(rating.level_published)
    published_on = max(v.published_on for v in rulebook.parts.values())
    return {
        **{name: getattr(rating, name) for name in COPIED},
        "at": moment(rating.rated_at),
        "level_name": level.name,
        "families": {
            name: {
                "level": f.level,
                "points": f.points,
                "points_possible": f.points_possible,
                "weight_scored": f.weight_scored,
                "weight": f.weight,
                "enough": f.enough,
            }
            for name, f in rating.families.items()
        },
        "floors": [{"rule": f.rule, "level": f.level} for f in rating.floors],
        "holds": dict(rating.holds),
        "measures": [measure_explained(r, rulebook, public=public) for r in rating.reasons],
        "what_would_change": [
            {"measure_id": c.measure_id, "to_band": c.to_band, "level": c.level} for c in rating.changes
        ],
        "register": [entry_explained(e, rating.rated_at) for e in rating.register],
        "raised": None
        if rating.raised is None
        else {
            "level": rating.raised.level,
            "reason": rating.raised.reason,
            "from": moment(rating.raised.from_at),
            "review_by": rating.raised.review_by.isoformat(),
        },
        "since": moment(rating.since),
        "data_to": iso(rating.data_to),
        "next_due": moment(rating.next_due),
        "valid_until": moment(rating.valid_until),
        "method_published_on": published_on.isoformat(),
        "worked_out_afterwards": now is not None and rating.rated_at < now,
    }


def measure_explained(reason: Reason, rulebook: Rulebook, *, public: bool) -> dict[str, Any]:
    """One measure's figure, band, points and distances, or why it could not be scored."""
    measure = reason.measure
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
        **_reading(reason.reading, about_people=public and measure.about_people),
        "age_days": reason.age_days,
        "fresh_until": iso(reason.fresh_until),
        "newer_unusable": None
        if reason.newer_unusable is None
        else {
            "period_start": reason.newer_unusable.period_start.isoformat(),
            "period_end": reason.newer_unusable.period_end.isoformat(),
            "status": why_unusable(reason.newer_unusable, measure.unit, rulebook.evidence.too_few_denominator)
            or reason.newer_unusable.status.value,
            "source_id": reason.newer_unusable.source_id,
        },
        "rule_effective_from": iso(rulebook.version_of(measure.id).effective_from),
    }


def band_edges(measure: Measure) -> dict[str, Any]:
    """Band edges by band number, as pages and what-if print them."""
    return {
        str(band): {
            "from": number(edge.value),
            "inclusive": edge.at_least is not None,
            "people_at_least": edge.people_at_least,
        }
        for band, edge in measure.edges.items()
    }


def entry_explained(entry: Entry, at: datetime) -> dict[str, Any]:
    """One line of the register, without a person in it."""
    return {
        "declaration_id": entry.declaration_id,
        "measure_id": entry.measure_id,
        "stage": entry.stage,
        "area": entry.area,
        "starts_at": moment(entry.starts_at),
        "signed_at": moment(entry.signed_at),
        "in_force_from": moment(entry.in_force_from),
        "review_by": entry.review_by.isoformat(),
        "review_overdue": entry.review_overdue(day_of(at)),
    }


def number(value: Fraction | None) -> int | float | None:
    """A JSON number: whole where it is whole, else rounded to four places."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), DECIMAL_PLACES)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z" if at else None


def _figure(shown: Shown) -> Mapping[str, Any]:
    return {
        "value": number(shown.value),
        "numerator": number(shown.numerator),
        "denominator": shown.denominator,
        "marker": shown.marker,
    }


def _reading(reading: Reading | None, *, about_people: bool) -> Mapping[str, Any]:
    if reading is None:
        return dict.fromkeys(
            ("period_start", "period_end", "source_id", "reading_status", "cadence", "value_is_rounded", "received_at")
        )
    return {
        "period_start": reading.period_start.isoformat(),
        "period_end": reading.period_end.isoformat(),
        "source_id": reading.source_id,
        "reading_status": reading.status.value,
        "cadence": reading.cadence.value,
        "value_is_rounded": rounded_in_public(reading, about_people=about_people),
        "received_at": moment(reading.recorded_at),
    }
