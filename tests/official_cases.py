"""Official figures of one council, made to order: official.json as a release holds it."""

from typing import Any, cast

from pressure.document.rating import band_edges
from pressure.document.shapes import OfficialDocument
from tests.rating_cases import BOOK

HOSPITAL = BOOK.measure("wl_discharge_rate")
JOBS = BOOK.measure("cap_vacancy_rate")
SOURCES = {
    "delays": {"title": "Delays", "publisher": "The Department", "licence": "OGL", "url": "https://stats.example/"},
    "posts": {"title": "Posts", "publisher": "Surveyors; The Department", "licence": "OGL", "url": ""},
}


def hospital(value: float = 42, band: int | None = 4, **more: Any) -> dict[str, Any]:
    """Ready to leave hospital, monthly, with twelve months before it."""
    assert HOSPITAL is not None
    months = [(2025, m) for m in (10, 11, 12)] + [(2026, m) for m in range(1, 10)]
    past = [
        {"period_start": f"{y}-{m:02}-01", "period_end": f"{y}-{m:02}-28", "value": 30.0 + i}
        for i, (y, m) in enumerate(months)
    ]
    newest = {"period_start": "2026-10-01", "period_end": "2026-10-31", "value": value}
    return {
        "measure_id": "wl_discharge_rate",
        "title": HOSPITAL.title,
        "short_title": HOSPITAL.short_title,
        "unit": "per_100k",
        "value": value,
        "band": band,
        "state": "scored",
        "bands": band_edges(HOSPITAL),
        "average_of_days": True,
        "period_start": "2026-10-01",
        "period_end": "2026-10-31",
        "cadence": "monthly",
        "fresh_until": "2027-01-29",
        "status": "ok",
        "marker": "",
        "source_id": "delays",
        "nation_value": 31.2,
        "year_before": past[0],
        "months_lower": 9,
        "months_compared": 12,
        "past": [*past, newest],
        **more,
    }


def jobs(value: float = 8.1, band: int | None = 3, **more: Any) -> dict[str, Any]:
    """Care posts vacant, once a year, and nothing before it."""
    assert JOBS is not None
    return {
        **hospital(value, band),
        "measure_id": "cap_vacancy_rate",
        "title": JOBS.title,
        "short_title": JOBS.short_title,
        "unit": "percent",
        "bands": band_edges(JOBS),
        "average_of_days": False,
        "period_start": "2025-04-01",
        "period_end": "2026-03-31",
        "cadence": "yearly",
        "source_id": "posts",
        "nation_value": 7.0,
        "year_before": None,
        "months_lower": None,
        "months_compared": None,
        "past": [{"period_start": "2025-04-01", "period_end": "2026-03-31", "value": value}],
        **more,
    }


def official(*figures: dict[str, Any], code: str = "E10000001", name: str = "Testshire") -> OfficialDocument:
    """official.json with the count that its figures have."""
    bands = [figure["band"] for figure in figures if figure["band"]]
    return cast(
        OfficialDocument,
        {
            "council_code": code,
            "council_name": name,
            "nation_code": "E92000001",
            "nation": "England",
            "in_two_highest": sum(band >= 3 for band in bands),
            "with_band": len(bands),
            "figures": list(figures),
            "sources": {s: SOURCES[s] for s in sorted({figure["source_id"] for figure in figures})},
        },
    )
