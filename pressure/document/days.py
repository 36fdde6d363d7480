"""The columns of a count of days."""

from collections.abc import Mapping

from pressure.document.shapes import DayShares


def shares(totals: Mapping[int | None, int]) -> DayShares:
    """One a level, the unknown days beside them, and all."""
    return {
        "days_level_1": totals.get(1, 0),
        "days_level_2": totals.get(2, 0),
        "days_level_3": totals.get(3, 0),
        "days_level_4": totals.get(4, 0),
        "days_unknown": totals.get(None, 0),
        "days": sum(totals.values()),
    }
