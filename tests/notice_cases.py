"""Rating documents and histories as a release holds them, made by the real rating from figures made to order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from pressure.document.lines import HistoryLine
from pressure.document.rating import public_document
from pressure.document.shapes import RatingDocument
from pressure.document.values import moment
from pressure.domain.measures import Cadence
from pressure.domain.rating.results import Previous, Rating
from pressure.domain.rating.settling import Settled
from pressure.domain.readings import Reading
from tests.rating_cases import AT, BOOK, COUNCIL, SUNDAY, confirmed, entry, full_return, raised, rated, reading

LEVEL_3 = {
    "wl_assess_rate": 3,
    "wl_over_6m_share": 4,
    "wl_care_start_rate": 3,
    "wl_reviews_overdue": 2,
    "wl_discharge_rate": 3,
    "cap_home_unavailable": 3,
    "cap_homecare_unfilled": 4,
    "cap_vacancy_rate": 2,
    "cap_quality_ri_inad": 3,
    "ll_critical_unsourced": 2,
    "ll_safeguarding_wait": 3,
}
RELEASE = "20261125T093000Z-1"
COUNCIL_FACTS = {
    "code": COUNCIL,
    "name": "Testshire",
    "official_name": "Testshire County Council",
    "kind": "county",
    "region_code": "E12000004",
    "region": "East Midlands",
    "nation_code": "E92000001",
    "nation": "England",
    "adults_18plus": 1_500_000,
    "adults_year": "2024",
    "gov_uk_slug": "testshire",
}
SOURCES = {
    "weekly-return": {
        "title": "Weekly return",
        "publisher": "The council",
        "url": "",
        "licence": "Open Government Licence v3.0",
    }
}


def document(
    rating: Rating, *, demonstration: bool = False, council: dict[str, Any] | None = None, **more: Any
) -> RatingDocument:
    """A rating.json."""
    whole: Any = {
        "release_id": RELEASE,
        "published_at": moment(rating.rated_at),
        "demonstration": demonstration,
        "council": {**COUNCIL_FACTS, **(council or {})},
        "sources": SOURCES,
        "rating": public_document(rating, BOOK),
        **more,
    }
    return cast(RatingDocument, whole)


def at_place(document: RatingDocument, place: dict[str, Any]) -> RatingDocument:
    """The same said of another place; no page or address of the first is left."""
    council: Any = {key: value for key, value in document["council"].items() if key != "gov_uk_slug"}
    return cast(RatingDocument, {**document, "council": {**council, **place}})


def row(
    published_at: datetime, superseded_at: datetime | None, level: int | None, *, status: str = "", **other: Any
) -> HistoryLine:
    """One line of history.csv, as text."""
    line: Any = {
        "published_at": moment(published_at),
        "superseded_at": moment(superseded_at) or "",
        "rated_on": published_at.date().isoformat(),
        "level_published": "" if level is None else str(level),
        "level_calculated": "",
        "level_points": "",
        "status": status or ("rated" if level else "not_rated"),
        "since": moment(published_at),
        "valid_until": "",
        "points": "30",
        "points_possible": "72",
        "deciding_rule": "points",
        "release_id": f"R{published_at:%Y%m%d}",
        **other,
    }
    return cast(HistoryLine, line)


def history(*steps: tuple[int, int | None], until: datetime = AT) -> list[HistoryLine]:
    """Rows from (days before now, level) steps, oldest first."""
    starts = [until - timedelta(days=days) for days, _ in steps]
    ends = [*starts[1:], None]
    return [row(s, e, level) for s, e, (_, level) in zip(starts, ends, steps, strict=True)]


def before(level: int, *, days: int = 21, was: int | None = 2) -> Previous:
    """The week before, at a level, with everything sent."""
    return Previous(
        level_published=level,
        level_before=was,
        since=AT - timedelta(days=days),
        valid_until=None,
        slot=AT - timedelta(days=7),
        settled=Settled(level=level, return_to=SUNDAY - timedelta(days=7)),
        rated_at=AT - timedelta(days=7),
        level_unsettled=level,
        rules_of=date(2026, 11, 28),
    )


def calm() -> RatingDocument:
    return document(rated(full_return(1)))


def high() -> RatingDocument:
    return document(rated(full_return(LEVEL_3), previous=before(3)))


def settling() -> RatingDocument:
    """This week's figures give less than last week's level: it waits for one more."""
    return document(rated(full_return(2), previous=before(3)))


def not_sent() -> RatingDocument:
    """Home care and safeguarding were not sent, and only that they count as high keeps the level from being lower."""
    gone = ("cap_homecare_unfilled", "ll_safeguarding_wait")
    return document(rated(full_return(1, without=gone)))


def declared() -> RatingDocument:
    """Level 4 by the register, with figures that alone would give less."""
    return document(rated(full_return(2), entry(3, measure_id="life_sustaining_care_only"), previous=before(2)))


def floor_only() -> RatingDocument:
    """A stage 3 measure in force and no figures for two months."""
    later = AT + timedelta(days=60)
    rating = rated(full_return(2), entry(3, measure_id="life_sustaining_care_only"), at=later)
    return document(rating)


def raised_level() -> RatingDocument:
    return document(rated(full_return(1), raised(3)))


WAIT = {
    "measure_id": "ctx_assess_median_days",
    "title": "Median days to a finished assessment",
    "family": "waiting_list",
    "unit": "days",
    "value": 34,
    "marker": "",
    "state": "known",
    "period_start": "2025-04-01",
    "period_end": "2026-03-31",
    "source_id": "waits",
    "value_is_rounded": False,
    "newer_unusable": None,
}
TURNOVER = {
    **WAIT,
    "measure_id": "ctx_turnover",
    "title": "Care staff who left their job in the year",
    "family": "provider_capacity",
    "unit": "percent",
    "value": 23.7,
    "state": "stale",
}
WAITS = {
    "waits": {
        "title": "Waiting times",
        "publisher": "The Department",
        "url": "https://waits.example/",
        "licence": "Open Government Licence v3.0",
    }
}
CONTACT = {
    "telephone": "01632 960001",
    "out_of_hours_telephone": "01632 960101",
    "email": "care@testshire.example",
    "web_page": "https://testshire.example/care",
}


def with_everything() -> RatingDocument:
    """Beside the rating: ways to reach the council, its own words, and published figures that never count."""
    statement = {
        "words": "Two care homes have closed. We have found places for everyone who lived there.",
        "written_at": "2026-11-24T12:00:00Z",
        "by_role": "director",
    }
    made = high()
    whole: Any = {
        **made,
        "contact": CONTACT,
        "statement": statement,
        "context": [WAIT, TURNOVER],
        "sources": {**made["sources"], **WAITS},
    }
    return cast(RatingDocument, whole)


def yearly(measure_id: str, value: int, day: date) -> Reading:
    return reading(
        measure_id,
        value,
        period_start=date(day.year - 1, 4, 1),
        period_end=day,
        cadence=Cadence.YEARLY,
        source_id="ascof",
        from_council=False,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def no_level() -> RatingDocument:
    """A council of which only national publications are known: one fresh, two too old."""
    rows = [
        yearly("cap_vacancy_rate", 7, date(2025, 3, 31)),
        yearly("wl_assess_rate", 400, date(2023, 3, 31)),
        yearly("wl_discharge_rate", 31, date(2022, 3, 31)),
        *confirmed(period_end=date(2026, 3, 1)),
    ]
    return document(rated(rows))


RATED = (calm, high, settling, not_sent, declared, floor_only, raised_level)
EVERY_STATE = (*RATED, no_level)
