"""Which later rows a past rating is worked out again with: a figure for a figure that it knew, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.domain.rating.choosing import as_corrected
from pressure.domain.readings import Status
from tests.rating_cases import confirmed, full_return

ROWS = full_return(3)
OLD = next(r for r in ROWS if r.measure_id == "wl_assess_rate")
NEW = replace(OLD, numerator=5, recorded_at=OLD.recorded_at + timedelta(days=7))
UNSENT = {"status": Status.NOT_SUBMITTED, "numerator": None, "denominator": None}
CONFIRMED = next(r for r in confirmed() if r.measure_id == "register_confirmed")
USED = next(r for r in confirmed() if r.measure_id.startswith("em_"))


@pytest.mark.parametrize(
    ("known", "later", "is_one"),
    [
        (OLD, NEW, True),
        (OLD, replace(NEW, status=Status.ESTIMATED), True),
        (OLD, replace(NEW, period_end=OLD.period_end - timedelta(days=7)), False),
        (OLD, replace(NEW, measure_id="wl_care_start_rate"), False),
        (OLD, replace(NEW, source_id="another"), False),
        (OLD, replace(NEW, **UNSENT), False),
        (replace(OLD, **UNSENT), NEW, False),
        (replace(OLD, withdrawn=True), NEW, False),
        (CONFIRMED, replace(CONFIRMED, recorded_at=NEW.recorded_at), False),
        (USED, replace(USED, recorded_at=NEW.recorded_at), False),
    ],
)
def test_a_correction_is_a_figure_for_a_figure(known, later, is_one):
    """In either order. What was known stays, whatever it was."""
    for rows in ([(known, True), (later, False)], [(later, False), (known, True)]):
        assert as_corrected(rows) == ([known, later] if is_one else [known], is_one)
    assert as_corrected([(known, True), (later, True)]) == ([known, later], False)
    assert as_corrected([]) == ([], False)
