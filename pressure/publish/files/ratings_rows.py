"""Rows of the rating files, from ratings as they were published (columns: DESIGN §4)."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from pressure.document.dictionary import columns_of
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
    return _without_stray_levels(json.loads(text))


def _without_stray_levels(document: RatingPart) -> RatingPart:
    """No family has a level where the figures are too few for one; ratings stored up to November 2026 gave it some."""
    for family in document["families"].values():
        family.setdefault("enough", family["level"] is not None)
        family["level"] = family["level"] if document["status"] == RATED else None
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
        "valid_to": _to(row.valid_until, council, replaced_at, until),
        "rated_on": day_of(row.rated_at),
        **_said(shown_in(row.id, row.shown)),
        "release_id": row.release_id,
        "correction_id": None,
        "published_at": row.rated_at,
        "superseded_at": replaced_at,
    }


def _to(
    valid_until: datetime | None, council: Council, replaced_at: datetime | None, until: datetime
) -> datetime | None:
    """The moment a rating stopped being in force: its council's end is one."""
    gone = min((m for m in (replaced_at, council.ended_at) if m), default=None)
    return in_force_to(valid_until, gone, until)


def _said(shown: RatingPart) -> Said:
    missing = [m["measure_id"] for m in shown["measures"] if m["state"] != "scored"]
    families = shown["families"]
    return {
        "level_published": shown["level_published"],
        "level_calculated": shown["level_calculated"],
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
    line: PublishedRow, replaced_at: datetime | None, again: Any, council: Council, until: datetime
) -> PublishedRow:
    """A published line as it now stands: the later figures, the release that brought them and the correction."""
    shown = _without_stray_levels(json.loads(again.shown))
    return {
        **line,
        **_said(shown),
        "valid_to": _to(valid_until(shown), council, replaced_at, until),
        "release_id": again.release_id,
        "correction_id": again.correction_id,
    }


def valid_until(shown: RatingPart) -> datetime | None:
    """When a public document stops being true."""
    return datetime.fromisoformat(shown["valid_until"]) if shown["valid_until"] else None


def evidence_percent(row: Any) -> int:
    """The share of the weight that was scored."""
    return shown_in(row.id, row.shown)["evidence_percent"]


def no_level_reason(shown: RatingPart) -> str | None:
    """Why there is no current level: which families lack evidence."""
    if shown["status"] == RATED:
        return None
    lacking = [name for name, f in shown["families"].items() if not f["enough"]]
    return f"not enough up-to-date figures: {', '.join(lacking)}" if lacking else "not enough up-to-date figures"


def reason_rows(row: Any) -> Iterator[ReasonRow]:
    """Each measure behind one rating, as published: what `pressure verify` recomputes the level from."""
    for measure in shown_in(row.id, row.shown)["measures"]:
        yield {
            "council_code": row.council_code,
            "rated_at": row.rated_at,
            "measure_id": measure["measure_id"],
            "state": measure["state"],
            "band": measure["band"],
            "points": measure["points"],
            "weight": measure["weight"],
            "value": measure["value"],
            "unit": measure["unit"],
            "numerator": measure["numerator"],
            "denominator": measure["denominator"],
            "marker": measure["marker"],
            "period_end": measure["period_end"],
            "source_id": measure["source_id"],
            "stage": measure["stage"],
            "release_id": row.release_id,
        }
