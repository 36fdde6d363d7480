from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressure.council_list import load_councils
from pressure.domain.measures import Unit
from pressure.ingest.read import read_file
from pressure.ingest.report import Taken
from pressure.ingest.sources import source

FIXTURES = Path(__file__).parent / "fixtures"
PER_100K = ("wl_assess_rate", "wl_assess_over_6m", "wl_care_start_rate", "wl_discharge_rate", "ll_critical_unsourced")
PERCENT = (
    "wl_reviews_overdue",
    "cap_home_occupancy",
    "cap_homecare_unfilled",
    "cap_vacancy_rate",
    "cap_quality_ri_inad",
    "ll_safeguarding_wait",
)


@pytest.fixture(scope="session")
def take() -> Callable[..., Taken]:
    """Reads a fixture, or `data` under its name, as it would have been on Saturday 21 November 2026."""
    councils = load_councils()
    measures = {
        **dict.fromkeys(PER_100K, Unit.PER_100K),
        **dict.fromkeys(PERCENT, Unit.PERCENT),
        "ll_contingency_stage": Unit.STAGE,
    }

    def taken(fixture: str, source_id: str = "weekly-return", *, data: bytes | None = None) -> Taken:
        return read_file(
            source(source_id),
            (FIXTURES / fixture).read_bytes() if data is None else data,
            name=fixture,
            councils=councils,
            measures=measures,
            context={},
            today=date(2026, 11, 21),
            recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
        )

    return taken
