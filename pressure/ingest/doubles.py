"""The same figure twice in one file: identical is a warning, conflicting rejects both."""

from collections.abc import Sequence
from dataclasses import replace

from pressure.domain.readings import Reading
from pressure.ingest.intake import Intake
from pressure.ingest.report import RowRejected

Key = tuple[str, str, object, str]
KEEP_ONE = "Keep the right row, delete the other and load the file again."
NAMED = 3
"""How many of the other rows are named."""


def settle(intake: Intake) -> None:
    """Keeps one of each identical figure and none of those that contradict each other."""
    places: dict[Key, list[int]] = {}
    for place, readings in intake.accepted.items():
        for reading in readings:
            places.setdefault(reading.key, []).append(place)
    for key, shared in places.items():
        if len(shared) > 1:
            _settle_one(intake, key, [place for place in shared if place in intake.accepted])


def _settle_one(intake: Intake, key: Key, places: list[int]) -> None:
    if len(places) < 2:  # the other row went with an earlier conflict
        return
    versions = {place: _of(intake, place, key) for place in places}
    if len({replace(reading, row=0) for reading in versions.values()}) > 1:
        rows = sorted(reading.row for reading in versions.values())
        for place in places:
            _reject(intake, place, versions[place], rows)
        return
    first, *others = places
    for place in others:
        intake.warn(
            versions[place].row,
            versions[place].measure_id,
            expected="every figure once",
            found=f"the same figure as row {versions[first].row}",
            next_step="Counted once.",
        )
        kept = tuple(r for r in intake.accepted[place] if r.key != key)
        del intake.accepted[place]
        if kept:
            intake.accepted[place] = kept
        else:
            intake.accepted_without_readings += 1


def _of(intake: Intake, place: int, key: Key) -> Reading:
    return next(r for r in intake.accepted[place] if r.key == key)


def _reject(intake: Intake, place: int, reading: Reading, rows: Sequence[int]) -> None:
    del intake.accepted[place]
    intake.turned_away["rejected"] += 1
    intake.note(
        reading.row,
        "rejected",
        RowRejected(
            reading.measure_id,
            found=f"another figure for the same council and period in {_others(rows, reading.row)}",
            expected="one figure",
            next_step=KEEP_ONE,
        ),
    )


def _others(rows: Sequence[int], own: int) -> str:
    """The first other rows, and how many more there are."""
    named = [str(row) for row in rows[: NAMED + 1] if row != own][:NAMED]
    more = f" and {len(rows) - 1 - len(named):,} more" if len(rows) - 1 > len(named) else ""
    return f"row {', '.join(named)}{more}"
