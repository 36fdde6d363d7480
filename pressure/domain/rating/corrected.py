"""What a past rating would have been made from, had each figure that it knew been as it is now (METHOD 2, rule 8)."""

from collections.abc import Iterable

from pressure.domain.rating.confirming import ITEM
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading


def as_corrected(rows: Iterable[tuple[Reading, bool]]) -> tuple[list[Reading], bool]:
    """Of rows known now, each with whether the rating knew it: those that it knew and the figures that have replaced
    theirs since, and whether there are any of these. A figure that first came later is none, whatever had been answered
    in its place: it counts from when it came. Nor is taking a figure back, or a later answer about the register, or the
    level could be lower than with what had been received (rule 2)."""
    every = list(rows)
    figures = {row.key for row, known in every if known and _figure(row)}
    later = [row for row, known in every if not known and row.key in figures and _figure(row)]
    return [*(row for row, known in every if known), *later], bool(later)


def _figure(row: Reading) -> bool:
    usable = row.status in USABLE and not row.withdrawn
    return usable and row.measure_id != REGISTER_CONFIRMED and not row.measure_id.startswith(ITEM)
