"""Values far above the same source's last are held for a second look, never refused."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pressure.domain.readings import Reading
from pressure.domain.rulebook import Plausibility
from pressure.ingest.report import SECOND_LOOK, FileAccount, RowNote


def held_for_a_second_look(taken: FileAccount, known: Mapping[Any, Reading], rule: Plausibility) -> FileAccount:
    """The account with implausible rows moved from accepted to held."""
    last: dict[tuple[str, str], list[Reading]] = {}
    for reading in known.values():
        last.setdefault((reading.council_code, reading.measure_id), []).append(reading)
    doubtful = [n for r in taken.readings if (n := _note(r, last.get((r.council_code, r.measure_id), ()), rule))]
    if not doubtful:
        return taken
    rows = {n.row for n in doubtful}
    return replace(
        taken,
        readings=tuple(r for r in taken.readings if r.row not in rows),
        accepted=taken.accepted - len(rows),
        held=taken.held + len(rows),
        notes=(*taken.notes, *doubtful),
    )


def _note(reading: Reading, earlier: Iterable[Reading], rule: Plausibility) -> RowNote | None:
    before = max(
        (r for r in earlier if _recent(r.period_end, reading.period_end, rule) and r.count),
        key=lambda r: r.period_end,
        default=None,
    )
    if before is None or reading.count is None or before.count is None:
        return None
    if reading.count <= rule.times * before.count:
        return None
    return RowNote(
        row=reading.row,
        kind="held",
        column="numerator",
        found=f"{float(reading.count):.10g}",
        expected=f"no more than {rule.times} times the last figure, {float(before.count):.10g} "
        f"for {before.period_end:%-d %B %Y}",
        next_step=SECOND_LOOK,
    )


def _recent(earlier: date, later: date, rule: Plausibility) -> bool:
    return timedelta(0) < later - earlier <= timedelta(days=rule.within_days)
