"""A council's level is worked out from a year of its returns in about two thousandths of a second."""

import time

import pytest

from tests.level_cases import AT, BOOK, ENGLAND, SUNDAY, WEEK, confirmed, from_return, in_band, official, rated, sunday
from tests.level_cases import OXFORDSHIRE as PLACE

pytestmark = pytest.mark.load
MOST_SECONDS = 0.006


def test_a_year_of_returns_is_rated_in_a_few_thousandths_of_a_second():
    """The best of twenty, three times what a quiet machine of 2026 needs (0.002 s)."""
    rows = []
    for week in range(-51, 1):
        due = [m for m in from_return(PLACE) if sunday(week, m) == sunday(week)]
        rows += [in_band(m.id, 1 + (week + n) % 3, week) for n, m in enumerate(due)] + confirmed(week)
        rows += official({m.id: 2 for m in BOOK.set_of(ENGLAND)}, week) if week % 13 == 0 else []
    before = rated([r for r in rows if r.period_end < SUNDAY], at=AT - WEEK)
    took = []
    for _ in range(20):
        begun = time.perf_counter()
        assert rated(rows, previous=before).status == "rated"
        took.append(time.perf_counter() - begun)
    assert min(took) < MOST_SECONDS, f"{min(took):.4f} s"
