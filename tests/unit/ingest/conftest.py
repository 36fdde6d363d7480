from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pressure.council_list import load_councils
from pressure.domain.councils import Councils
from pressure.domain.rulebook import Rulebook
from pressure.ingest.intake import KnownReturn, nothing_known
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount
from pressure.rules import load_rules
from tests.shipped_sources import limits, source

Periods = dict[str, tuple[date, date]]
HEADER = "council_code,week_ending,measure_id,numerator,denominator,value,status,note"
BOOK = load_rules().in_force(date(2026, 11, 28))


@pytest.fixture(scope="session")
def councils() -> Councils:
    return load_councils()


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return BOOK


@pytest.fixture(scope="session")
def take(councils: Councils) -> Callable[..., FileAccount]:
    """Reads bytes as they would have been read on Saturday 21 November 2026."""

    def taken(
        data: bytes,
        source_id: str = "weekly-return",
        *,
        name: str = "return.csv",
        periods: Periods | None = None,
        known: KnownReturn = nothing_known,
        **lowered: int,
    ) -> FileAccount:
        described = replace(source(source_id), periods=periods or {})
        return read_file(
            described,
            data,
            name=name,
            councils=councils,
            book=BOOK,
            today=date(2026, 11, 21),
            recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
            limits=limits(described, **lowered),
            known=known,
        )

    return taken


@pytest.fixture(scope="session")
def take_rows(take: Callable[..., FileAccount]) -> Callable[..., FileAccount]:
    """Reads a weekly return given as its rows, without the header."""
    return lambda *rows, **options: take("\n".join((HEADER, *rows, "")).encode(), **options)


@pytest.fixture(scope="session")
def take_shipped(take: Callable[..., FileAccount]) -> Callable[[str], FileAccount]:
    """Reads a shipped publication once a session."""
    known: dict[str, FileAccount] = {}

    def taken(source_id: str) -> FileAccount:
        if source_id not in known:
            path = source(source_id).shipped_file
            known[source_id] = take(path.read_bytes(), source_id, name=path.name)
        return known[source_id]

    return taken
