"""Rows of the rating files, from ratings as they were published (columns: DESIGN §4)."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.rating import BriefLine
from pressure.document.rows import PublishedRow, RatingRow, ReasonRow, Said
from pressure.document.shapes import RatingPart
from pressure.domain.councils import Council
from pressure.domain.level_history import in_force_to
from pressure.domain.moments import day_of

RATINGS = columns_of(RatingRow)
AS_PUBLISHED = columns_of(PublishedRow)
RATED = "rated"


REASONS = columns_of(ReasonRow)


@lru_cache(maxsize=2048)
def shown_in(row_id: int, text: str) -> RatingPart:
    """The public document of a rating row, parsed once; nobody may change it."""
    del row_id
    return _as_now(json.loads(text))


def _as_now(document: RatingPart) -> RatingPart:
    """A document as documents are now. By version 1 of the method ratings had no level by figures of their own, and up
    to November 2026 they gave families a level where the figures were too few for one."""
    document.setdefault("level_figures", None)
    document.setdefault("level_unsettled", None)
    document.setdefault("cause", None)
    document.setdefault("why_no_level", None)
    document.setdefault("register_confirmed", False)
    for family in document["families"].values():
        family.setdefault("enough", family["level"] is not None)
        family["level"] = family["level"] if document["status"] == RATED else None
    for measure in document["measures"]:
        measure.setdefault("missing_counted_as", None)
        measure.setdefault("how_we_looked", None)
    return document


def rating_row(row: Any, council: Council, replaced_at: datetime | None, until: datetime) -> PublishedRow:
    """One rating as a line: the unbroken interval in which it was in force and no public field changed."""
    return {
        "council_code": council.code,
        "council_name": council.name,
        "nation": council.nation,
        "region_code": council.region_code,
        "region": council.region,
        "adults_18plus": council.adults_18plus,
        "valid_from": row.rated_at,
        "valid_to": _to(row.rated_at, row.valid_until, council, replaced_at, until),
        "rated_on": day_of(row.rated_at),
        **said(shown_in(row.id, row.shown)),
        "release_id": row.release_id,
        "correction_id": None,
        "published_at": row.rated_at,
        "superseded_at": replaced_at,
    }


def published_row(row: Any, council: Council, replaced_at: datetime | None, until: datetime) -> PublishedRow:
    """The same as it was published: with the correction that the rating before had been put right by."""
    follows = shown_in(row.id, row.shown).get("follows_correction")
    return {**rating_row(row, council, replaced_at, until), "correction_id": follows}


def _to(
    rated_at: datetime, valid_until: datetime | None, council: Council, replaced_at: datetime | None, until: datetime
) -> datetime | None:
    """The moment a rating stopped being in force: its council's end is one. A rating published after that, before the
    list knew, was never in force."""
    ended = max(council.ended_at, rated_at) if council.ended_at else None
    gone = min((m for m in (replaced_at, ended) if m), default=None)
    return in_force_to(valid_until, gone, until)


def said(shown: RatingPart) -> Said:
    """What a public document says in a line."""
    missing = [m["measure_id"] for m in shown["measures"] if m["state"] != "scored"]
    families = shown["families"]
    return {
        "level_published": shown["level_published"],
        "level_calculated": shown["level_calculated"],
        "level_figures": shown["level_figures"],
        "level_unsettled": shown["level_unsettled"],
        "level_points": shown["level_points"],
        "level_name": shown["level_name"],
        "status": shown["status"],
        "points": shown["points"],
        "points_possible": shown["points_possible"],
        "evidence_percent": shown["evidence_percent"],
        "waiting_list_level": families["waiting_list"]["level"],
        "provider_capacity_level": families["provider_capacity"]["level"],
        "life_and_limb_level": families["life_and_limb"]["level"],
        "deciding_rule": shown["deciding_rule"],
        "level_if_missing_best": shown["level_if_missing_best"],
        "level_if_missing_worst": shown["level_if_missing_worst"],
        "measures_missing": ";".join(missing),
        "moved_by": shown["cause"]["moved"] if shown["cause"] else None,
        "level_by_rules_before": shown["cause"]["level_by_rules_before"] if shown["cause"] else None,
        "no_level_reason": no_level_reason(shown),
        "raised_reason": shown["raised"]["reason"] if shown["raised"] else None,
        "declaration_ids": ";".join(e["declaration_id"] for e in shown["register"]),
        "confirmed_by_role": shown.get("confirmed_by_role"),
        "since": shown["since"],
        "data_to": shown["data_to"],
        "next_due": shown["next_due"],
        "valid_until": shown["valid_until"],
        "method_version": shown["method_version"],
    }


def restated_row(
    row: Any, line: PublishedRow, replaced_at: datetime | None, again: Any, council: Council, until: datetime
) -> PublishedRow:
    """A published line as it now stands: the later figures and the release that brought them."""
    shown = _as_now(json.loads(again.shown))
    return {
        **line,
        **said(shown),
        "valid_to": _to(row.rated_at, valid_until(shown), council, replaced_at, until),
        "release_id": again.release_id,
    }


def valid_until(shown: RatingPart) -> datetime | None:
    """When a public document stops being true."""
    return datetime.fromisoformat(shown["valid_until"]) if shown["valid_until"] else None


def evidence_percent(row: Any) -> int:
    """The share of the weight that was scored."""
    return shown_in(row.id, row.shown)["evidence_percent"]


def level_figures(row: Any) -> int | None:
    """The level by figures, without anything signed."""
    return shown_in(row.id, row.shown)["level_figures"]


def no_level_reason(shown: RatingPart) -> str | None:
    """Why there is no level by figures, as the document says it."""
    return None if shown["status"] == RATED else shown["why_no_level"]


def reason_rows(row: Any) -> Iterator[ReasonRow]:
    """Each measure behind one rating, as published."""
    return reasons(shown_in(row.id, row.shown), row.council_code, row.release_id)


def reasons(shown: RatingPart, council_code: str, release_id: str) -> Iterator[ReasonRow]:
    """Each measure of a public document in a line."""
    for measure in shown["measures"]:
        yield reason_row(measure, council_code, shown["at"], release_id)


def reason_row(measure: BriefLine, council_code: str, at: str, release_id: str) -> ReasonRow:
    """One of them."""
    return {
        "council_code": council_code,
        "rated_at": at,
        "measure_id": measure["measure_id"],
        "state": measure["state"],
        "band": measure["band"],
        "missing_counted_as": measure["missing_counted_as"],
        "points": measure["points"],
        "weight": measure["weight"],
        "value": measure["value"],
        "unit": measure["unit"],
        "numerator": measure["numerator"],
        "denominator": measure["denominator"],
        "marker": measure["marker"],
        "period_end": measure["period_end"],
        "source_id": measure["source_id"],
        "release_id": release_id,
    }
