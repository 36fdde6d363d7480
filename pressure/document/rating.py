"""A rating as a document: the JSON of `pressure rate`, of a council's rating.json and of every page."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypedDict

from pressure.document.shapes import (
    BandEdge,
    CausePart,
    ExactLine,
    FamilyPart,
    MeasureLine,
    OwnFigure,
    RaisedPart,
    RatingPart,
    RegisterLine,
    SettlingPart,
)
from pressure.document.values import iso, moment, number, stamp
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.causes import Cause
from pressure.domain.rating.points import FamilyPoints
from pressure.domain.rating.results import Rating, Reason
from pressure.domain.rating.rounding import is_rounded
from pressure.domain.rating.settling import Settled
from pressure.domain.readings import Reading
from pressure.domain.register import Entry, RaisedLevel
from pressure.domain.rulebook import Rulebook


class BriefLine(TypedDict):
    """The part of a measure's line that is also one of reasons_as_published.csv."""

    measure_id: str
    unit: str
    weight: int
    state: str
    band: int | None
    missing_counted_as: int | None
    points: int
    value: int | float | None
    numerator: int | float | None
    denominator: int | None
    period_end: str | None
    source_id: str | None
    marker: str


class _Received(TypedDict):
    reading_status: str | None
    cadence: str | None
    value_is_rounded: bool | None
    received_at: str | None


def public_document(rating: Rating, rulebook: Rulebook, cause: Cause | None = None) -> RatingPart:
    """Everything needed to check the level by hand, as anyone may see it: each figure is the public one. `cause` says
    what moved the level since the rating before."""
    day = day_of(rating.rated_at)
    return document_of(rating, rulebook, cause, [measure_line(r, rulebook, day) for r in rating.reasons])


def document_of(rating: Rating, rulebook: Rulebook, cause: Cause | None, measures: list[MeasureLine]) -> RatingPart:
    """The same round the lines of its measures."""
    given = rulebook.level(rating.level_published)
    until, lasts = rating.confirmed_until, timedelta(days=rulebook.freshness.register_confirmation_days)
    return {
        "council_code": rating.council_code,
        "nation_code": rating.nation_code,
        "at": stamp(rating.rated_at),
        "status": rating.status,
        "level_published": rating.level_published,
        "level_calculated": rating.level_calculated,
        "level_figures": rating.level_figures,
        "level_unsettled": rating.level_unsettled,
        "level_points": rating.level_points,
        "level_before": rating.level_before,
        "level_name": given.name,
        "points": rating.points,
        "points_possible": rating.points_possible,
        "evidence_percent": rating.evidence_percent,
        "level_if_missing_best": rating.level_if_missing_best,
        "level_if_missing_worst": rating.level_if_missing_worst,
        "deciding_rule": rating.deciding_rule,
        "why_no_level": rating.why_no_level,
        "not_sent": list(rating.not_sent),
        "will_be": rating.will_be,
        "undeclared": list(rating.undeclared),
        "chance_alone": rating.chance_alone,
        "weeks_sent": rating.weeks_sent,
        "weeks_looked_back": rating.weeks_looked_back,
        "register_confirmed": until is not None and day_of(rating.rated_at) <= until,
        "register_confirmed_for": iso(until - lasts) if until else None,
        "cause": None if cause is None else _cause(cause),
        "floors": [{"rule": f.rule, "level": f.level} for f in rating.floors],
        "families": {name: _family(f) for name, f in rating.families.items()},
        "measures": measures,
        "what_would_change": [
            {"measure_id": c.measure_id, "to_band": c.to_band, "level": c.level} for c in rating.changes
        ],
        "register": [register_line(e, rating.rated_at) for e in rating.register],
        "raised": None if rating.raised is None else _raised(rating.raised),
        "since": stamp(rating.since),
        "data_to": iso(rating.data_to),
        "next_due": moment(rating.next_due),
        "valid_until": moment(rating.valid_until),
        "slot": stamp(rating.slot),
        "settling": _settling(rating.settled),
        "settling_from": _settling(rating.settled_from),
        "raised_spent": sorted(map(stamp, rating.raised_spent)),
        "method_version": rating.method_version,
        "method_published_on": rating.rules_of.isoformat(),
        "worked_out_afterwards": day_of(rating.rated_at) < rating.rules_of,
    }


def exact_document(
    rating: Rating, rulebook: Rulebook, readings: Iterable[Reading], cause: Cause | None = None
) -> RatingPart:
    """The same for officers only: beside each public figure of their own return the exact one. Later versions come
    last among the readings, also those that change no public figure."""
    document = public_document(rating, rulebook, cause)
    every = list(readings)
    received = {_name(r): r for r in every}
    later = {(*r.key, r.same_as_load): r for r in every if r.same_as_load is not None}
    measures: list[MeasureLine] = []
    for line, reason in zip(document["measures"], rating.reasons, strict=True):
        shown = reason.reading
        exact = later.get((*shown.key, shown.load_id), received.get(_name(shown))) if shown else None
        measures.append(_exactly(line, exact))
    return {**document, "measures": measures}


def brief_line(reason: Reason) -> BriefLine:
    """What a line of reasons_as_published.csv says of a measure: nothing of it changes from day to day."""
    measure, reading = reason.measure, reason.reading
    return {
        "measure_id": measure.id,
        "unit": measure.unit.value,
        "weight": measure.weight,
        "state": reason.state,
        "band": reason.band,
        "missing_counted_as": reason.missing_counted_as,
        "points": reason.points,
        "value": number(reason.value),
        "numerator": number(reading.count) if reading else None,
        "denominator": reading.denominator if reading else None,
        "period_end": reading.period_end.isoformat() if reading else None,
        "source_id": reading.source_id if reading else None,
        "marker": reading.marker if reading else "",
    }


def measure_line(reason: Reason, rulebook: Rulebook, day: date) -> MeasureLine:
    """One measure's public figure, band, points and distances on a day, or why it could not be scored."""
    measure, reading, brief = reason.measure, reason.reading, brief_line(reason)
    return {
        "measure_id": brief["measure_id"],
        "title": measure.title,
        "family": measure.family,
        "unit": brief["unit"],
        "weight": brief["weight"],
        "source": reason.source,
        "state": brief["state"],
        "band": brief["band"],
        "missing_counted_as": brief["missing_counted_as"],
        "points": brief["points"],
        "value": brief["value"],
        "numerator": brief["numerator"],
        "denominator": brief["denominator"],
        "to_worse": number(reason.to_worse),
        "to_better": number(reason.to_better),
        "bands": band_edges(measure),
        "assumed": measure.assumed,
        "period_start": reading.period_start.isoformat() if reading else None,
        "period_end": brief["period_end"],
        "source_id": brief["source_id"],
        **_received(reading, measure, rulebook),
        "marker": brief["marker"],
        "age_days": reading.age_on(day) if reading else None,
        "fresh_until": iso(reason.fresh_until),
        "counts_until": iso(reason.counts_until),
        "beside": None if reason.beside is None else _beside(reason.beside, measure),
        "how_we_looked": (reading.looked or None) if reading else None,
        "rule_effective_from": reason.version.effective_from.isoformat(),
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


def _family(own: FamilyPoints) -> FamilyPart:
    return {
        "level": own.level,
        "points": own.points,
        "points_possible": own.points_possible,
        "weight_fresh": own.weight_fresh,
        "weight": own.weight,
        "enough": own.enough,
    }


def _raised(raised: RaisedLevel) -> RaisedPart:
    return {
        "level": raised.level,
        "reason": raised.reason,
        "from": stamp(raised.from_at),
        "review_by": raised.review_by.isoformat(),
    }


def _cause(cause: Cause) -> CausePart:
    return {"moved": cause.moved.value, "level_by_rules_before": cause.level_by_rules_before}


def _settling(settled: Settled) -> SettlingPart:
    return {
        "level": settled.level,
        "lower": list(settled.lower),
        "return_to": iso(settled.return_to),
        "without_since": moment(settled.without_since),
    }


def _beside(own: Reading, measure: Measure) -> OwnFigure:
    return {
        "value": number(own.exact(measure.unit)),
        "numerator": number(own.count),
        "denominator": own.denominator,
        "period_end": own.period_end.isoformat(),
        "source_id": own.source_id,
    }


def _exactly(line: MeasureLine, exact: Reading | None) -> ExactLine:
    """The line with the exact counts, and the public ones beside them. Its value stays the one that is banded."""
    return {
        **line,
        "numerator": number(exact.count) if exact else line["numerator"],
        "denominator": exact.denominator if exact else line["denominator"],
        "public_numerator": line["numerator"],
        "public_denominator": line["denominator"],
    }


def _name(reading: Reading) -> tuple[object, ...]:
    return *reading.key, *reading.received


def _received(reading: Reading | None, measure: Measure, rulebook: Rulebook) -> _Received:
    if reading is None:
        return {"reading_status": None, "cadence": None, "value_is_rounded": None, "received_at": None}
    return {
        "reading_status": reading.status.value,
        "cadence": reading.cadence.value,
        "value_is_rounded": reading.value_is_rounded or is_rounded(reading, measure, rulebook.disclosure),
        "received_at": moment(reading.recorded_at),
    }
