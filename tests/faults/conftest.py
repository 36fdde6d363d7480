from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressure.council_list import load_councils
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount
from pressure.rules import load_rules
from tests.shipped_sources import limits, source

FIXTURES = Path(__file__).parent / "fixtures"
BOOK = load_rules().in_force(date(2026, 11, 28))


@pytest.fixture(scope="session")
def take() -> Callable[..., FileAccount]:
    """Reads a fixture, or `data` under its name, as it would have been on Saturday 21 November 2026."""
    councils = load_councils()

    def taken(
        fixture: str, source_id: str = "weekly-return", *, data: bytes | None = None, **lowered: int
    ) -> FileAccount:
        return read_file(
            source(source_id),
            (FIXTURES / fixture).read_bytes() if data is None else data,
            name=fixture,
            councils=councils,
            book=BOOK,
            today=date(2026, 11, 21),
            recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
            limits=limits(**lowered),
        )

    return taken
