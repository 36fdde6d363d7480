from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from pressure.council_list import load_councils
from pressure.domain.councils import Councils
from pressure.domain.measures import Unit
from pressure.ingest.read import read_file
from pressure.ingest.report import Taken
from pressure.ingest.sources import source

HEADER = "council_code,week_ending,measure_id,numerator,denominator,value,status,note"
MEASURES = {
    "wl_assess_rate": Unit.PER_100K,
    "wl_assess_over_6m": Unit.PER_100K,
    "wl_care_start_rate": Unit.PER_100K,
    "wl_reviews_overdue": Unit.PERCENT,
    "wl_discharge_rate": Unit.PER_100K,
    "cap_home_occupancy": Unit.PERCENT,
    "cap_homecare_unfilled": Unit.PERCENT,
    "cap_vacancy_rate": Unit.PERCENT,
    "cap_quality_ri_inad": Unit.PERCENT,
    "ll_critical_unsourced": Unit.PER_100K,
    "ll_contingency_stage": Unit.STAGE,
    "ll_safeguarding_wait": Unit.PERCENT,
}
CONTEXT = {"ctx_assess_median_days": "days", "ctx_weeks_to_clear": "weeks", "ctx_carers_waiting": "people"}


@pytest.fixture(scope="session")
def councils() -> Councils:
    return load_councils()


@pytest.fixture(scope="session")
def measures() -> dict[str, Unit]:
    return MEASURES


@pytest.fixture(scope="session")
def take(councils: Councils) -> Callable[..., Taken]:
    """Reads bytes as they would have been read on Saturday 21 November 2026."""

    def taken(data: bytes, source_id: str = "weekly-return", *, name: str = "return.csv", **options: object) -> Taken:
        return read_file(
            source(source_id),
            data,
            name=name,
            councils=councils,
            measures=MEASURES,
            context=CONTEXT,
            today=date(2026, 11, 21),
            recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
            **options,
        )

    return taken


@pytest.fixture(scope="session")
def take_rows(take: Callable[..., Taken]) -> Callable[..., Taken]:
    """Reads a weekly return given as its rows, without the header."""
    return lambda *rows, **options: take("\n".join((HEADER, *rows, "")).encode(), **options)


@pytest.fixture(scope="session")
def take_shipped(take: Callable[..., Taken]) -> Callable[[str], Taken]:
    """Reads a shipped publication once a session."""
    known: dict[str, Taken] = {}

    def taken(source_id: str) -> Taken:
        if source_id not in known:
            path = source(source_id).shipped_file
            known[source_id] = take(path.read_bytes(), source_id, name=path.name)
        return known[source_id]

    return taken
