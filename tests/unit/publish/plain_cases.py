"""Plain data for the pages that list councils, as a release holds it."""

from typing import Any

from pressure.content.data_page import DataFiles
from pressure.drawing.templating import Frame
from tests.notice_cases import RELEASE
from tests.rating_cases import BOOK

FRAME = Frame(release_id=RELEASE, published_at="2026-11-25T09:30:00Z", method_version=BOOK.method_version)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def row(code: str, name: str, level: int | None, nation: str = "England", **other: Any) -> dict[str, Any]:
    """One line of ratings.csv."""
    return {
        "council_code": code,
        "council_name": name,
        "nation": nation,
        "region_code": "E12000004",
        "region": "East Midlands",
        "level_published": level,
        "level_figures": level and max(1, level - 1),
        "status": "rated" if level else "not_rated",
        "valid_until": "2026-12-14T00:00:00Z" if level else "",
        **other,
    }


ROWS: list[Any] = [
    row("X99000003", "Überton & Vale", 3),
    row("X99000001", "Testshire", 1),
    row("X99000002", "Aberfold", None, "Wales"),
    row("X99000004", "Moorby", 4, status="floor_only", aliases=("Moor Bay",)),
]
DECLARATIONS: list[Any] = [
    {
        "declaration_id": "D1",
        "council_code": "X99000004",
        "council_name": "Moorby",
        "stage": 3,
        "measure_id": "life_sustaining_care_only",
        "area": "the harbour wards",
        "people": "People with care at home",
        "reason": "Two providers closed.",
        "starts_at": "2026-11-18T08:00:00Z",
        "review_by": "2026-11-24",
        "ended_at": "",
        "status": "review_overdue",
        "declared_late_days": "2",
        "psw_view": "Supports with conditions.",
    },
    {
        "declaration_id": "D0",
        "council_code": "X99000001",
        "council_name": "Testshire",
        "stage": 2,
        "measure_id": "longer_periods_alone",
        "area": "whole area",
        "people": "",
        "reason": "Snow.",
        "starts_at": "2026-01-10T08:00:00Z",
        "review_by": "2026-02-01",
        "ended_at": "2026-02-01T08:00:00Z",
        "end_reason": "Usual visits are back.",
        "what_helped": "Shorter rounds.",
        "status": "ended",
    },
]
AREA: Any = {
    "code": "E12000004",
    "name": "East Midlands",
    "councils": 4,
    "councils_with_level": 3,
    "adults": 1_000_000,
    "adults_with_level": 970_000,
    "levels": [
        {"level": 1, "councils": 1, "councils_by_figures": 1, "adults": 500_000, "adult_share": 0.5},
        {"level": 2, "councils": 0, "councils_by_figures": 2, "adults": 0, "adult_share": 0.0},
        {"level": 3, "councils": 1, "councils_by_figures": 0, "adults": 300_000, "adult_share": 0.3},
        {"level": 4, "councils": 1, "councils_by_figures": 0, "adults": 170_000, "adult_share": 0.17},
        {"level": None, "councils": 1, "councils_by_figures": 1, "adults": 30_000, "adult_share": 0.03},
    ],
}
CORRECTIONS: list[Any] = [
    {
        "correction_id": "1",
        "published_at": "2026-11-25T09:30:00Z",
        "release_id": RELEASE,
        "corrects_release_id": "20261118T093000Z-1",
        "council_code": "X99000001",
        "council_name": "Testshire",
        "what": "Level 2 was published. It should have been level 1.",
        "why": "The council sent a new figure.",
    }
]
DUE: list[Any] = [
    {
        "council_code": "X99000001",
        "council_name": "Testshire",
        "last_week_ending": "2026-11-22",
        "received_at": "2026-11-24T11:00:00Z",
        "due_at": "2026-12-01T12:00:00Z",
        "days_late": 0,
    },
    {
        "council_code": "X99000003",
        "council_name": "Überton & Vale",
        "last_week_ending": "2026-11-08",
        "received_at": "2026-11-10T11:00:00Z",
        "due_at": "2026-11-17T12:00:00Z",
        "days_late": 8,
    },
    {
        "council_code": "X99000002",
        "council_name": "Aberfold",
        "last_week_ending": None,
        "received_at": None,
        "due_at": None,
        "days_late": None,
    },
]
SOURCES: list[Any] = [
    {
        "title": "Delayed discharges",
        "publisher": "Public Health Scotland",
        "cadence": "monthly",
        "last_period_end": "2026-09-30",
        "received_at": "2026-11-03T10:00:00Z",
        "fetched": True,
        "looked_at": "2026-11-17T09:45:00Z",
        "expected_on": "2026-12-15",
        "days_overdue": 0,
        "licence": "Open Government Licence v3.0",
        "url": "https://publichealthscotland.scot/",
    }
]
FILES: list[Any] = [
    {"path": "data/ratings.csv", "title": "Ratings, as now believed", "rows": 153, "bytes": 40_211, "sha256": HASH},
    {"path": "data/ratings.parquet", "title": "Ratings, as Parquet", "rows": 153, "bytes": 9_211, "sha256": HASH},
    {"path": "data/datapackage.json", "title": "Data package", "rows": None, "bytes": 9_120, "sha256": HASH},
]
DATA = DataFiles(
    files=FILES,
    sources=SOURCES,
    areas=[("South West", "E12000009")],
    previews={"data/ratings.csv": (("council_code", "level_published"), ("E10000001", "3"), ("E10000002", ""))},
    release_id=RELEASE,
    published_at="2026-11-18T09:30:00Z",
    here="https://pressure.example",
    base="",
    demonstration=False,
)
COUNTED = {"days_level_1": 0, "days_level_2": 7, "days_level_3": 19, "days_level_4": 0, "days_unknown": 6, "days": 32}
DAYS: Any = {
    "council_code": "X99000001",
    "council_name": "Testshire",
    "demonstration": False,
    "counted_to": "2027-01-02",
    "sentences": [
        "From 2 December 2026 to 2 January 2027, Testshire had 7 days at level 2, 19 days at level 3 and "
        "6 days unknown.",
        "The level has not gone down from one published level to another.",
    ],
    "periods": [
        {"kind": "all", "name": "all", **COUNTED},
        {"kind": "year", "name": "2026", **COUNTED},
        {"kind": "season", "name": "2026-27 winter", **COUNTED},
    ],
}
NO_DAYS: Any = {
    **DAYS,
    "counted_to": None,
    "periods": [],
    "sentences": ["No whole day has passed since Testshire was first listed here. Nothing is counted yet."],
}
TESTED: Any = {
    "tested_on": "2026-11-21",
    "axe_core": "4.12.1",
    "browser": "156.0",
    "groups": {
        "plain": {
            "pages": ["front", "notice"],
            "looks": [
                {"width": 320, "theme": "dark", "forced_colours": False},
                {"width": 1280, "theme": "light", "forced_colours": True},
            ],
        }
    },
    "violations": {"critical": 0, "serious": 0, "moderate": 1, "minor": 2},
    "found": [
        {
            "rule": "region",
            "impact": "moderate",
            "says": "All page content should be contained by landmarks",
            "pages": ["plain: front"],
        }
    ],
}
