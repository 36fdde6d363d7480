"""Figures beside a rating: publications only, newest first, old ones called old, hidden ones kept hidden."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pressure.domain.measures import Cadence
from pressure.domain.readings import Reading, Status
from pressure.publish.files.context import context
from tests.rating_cases import BOOK, DAY, published

WAIT = "ctx_assess_median_days"
YEARLY = BOOK.freshness.days[Cadence.YEARLY]


def wait(value: str = "34", *, end: date = date(2026, 3, 31), **other: object) -> Reading:
    return published(WAIT, value, **{"period_start": end.replace(day=1), "period_end": end, **other})


def the(*readings: Reading) -> dict[str, object]:
    (found,) = context(readings, BOOK, DAY)
    return found


@pytest.mark.parametrize(("age", "state"), [(YEARLY - 1, "known"), (YEARLY, "known"), (YEARLY + 1, "stale")])
def test_a_figure_is_stale_the_day_after_its_limit(age: int, state: str) -> None:
    """The same limit as for a scored figure that comes as often."""
    found = the(wait(end=DAY - timedelta(days=age)))
    assert (found["state"], found["value"]) == (state, 34)


def test_nothing_published_is_nothing_shown() -> None:
    assert context([], BOOK, DAY) == []


def test_a_councils_own_return_is_never_shown_as_published() -> None:
    assert context([wait(from_council=True, source_id="weekly-return", cadence=Cadence.WEEKLY)], BOOK, DAY) == []


def test_a_suppressed_figure_is_suppressed_and_has_no_value() -> None:
    hidden = wait(value="3", status=Status.SUPPRESSED, marker="[c]")
    assert the(hidden)["value"] is None
    assert (the(hidden)["state"], the(hidden)["marker"]) == ("suppressed", "[c]")


def test_a_later_figure_kept_back_stands_beside_the_earlier_one_and_a_missing_one_does_not() -> None:
    found = the(wait(), wait(end=date(2026, 9, 30), status=Status.SUPPRESSED, marker="[c]"))
    assert (found["value"], found["period_end"]) == (34, "2026-03-31")
    assert found["newer_unusable"] == {"period_start": "2026-09-01", "period_end": "2026-09-30", "status": "suppressed"}
    unanswered = wait(end=date(2026, 9, 30), status=Status.NOT_SUBMITTED, marker="[x]")
    assert the(wait(), unanswered)["newer_unusable"] is None
    assert (the(unanswered)["value"], the(unanswered)["state"]) == (None, "not_submitted")


def test_the_newest_period_and_its_newest_version_count() -> None:
    first = wait("20")
    revised = wait("21.5", recorded_at=first.recorded_at + timedelta(days=1))
    assert the(wait("50", end=date(2025, 3, 31)), revised, first)["value"] == 21.5
    assert the(wait("99", end=DAY + timedelta(days=1)), first)["value"] == 20


def test_counts_become_rates_and_the_order_is_that_of_the_rules() -> None:
    people = replace(published("ctx_assessments", 0), value=None, numerator=200, denominator=40_000)
    found = context([people, wait()], BOOK, DAY)
    assert [f["measure_id"] for f in found] == [WAIT, "ctx_assessments"]
    assert found[1]["value"] == 500
    assert found[0]["source_id"] == "a-publication"
