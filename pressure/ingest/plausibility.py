"""Values far above the same source's last are held for a second look, never refused."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from pressure.domain.measures import Unit
from pressure.domain.rating.figures import few_expected
from pressure.domain.rating.rounding import public_figure
from pressure.domain.readings import Reading
from pressure.domain.rulebook import Plausibility, Rulebook
from pressure.ingest.report import SECOND_LOOK, FileAccount, RowNote


def held_for_a_second_look(
    taken: FileAccount, known: Mapping[Any, Reading], book: Rulebook, adults: Mapping[str, int | None]
) -> FileAccount:
    """The account with implausible rows moved from accepted to held: a figure many times the last, and a share of so
    few people as a place with that many adults is not expected to have."""
    last: dict[tuple[str, str], list[Reading]] = {}
    for reading in known.values():
        last.setdefault((reading.council_code, reading.measure_id), []).append(reading)
    doubtful = [
        note
        for r in taken.readings
        if (
            note := _many_times(r, last.get((r.council_code, r.measure_id), ()), book.plausibility)
            or _unexpectedly_few(r, book, adults.get(r.council_code))
        )
    ]
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


def _many_times(reading: Reading, earlier: Iterable[Reading], rule: Plausibility) -> RowNote | None:
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


def _unexpectedly_few(reading: Reading, book: Rulebook, adults: int | None) -> RowNote | None:
    """A share of too few people, where the place must be expected to have more (METHOD 2, people at least)."""
    measure = book.measure(reading.measure_id)
    if measure is None or measure.unit is not Unit.PERCENT or adults is None or reading.denominator is None:
        return None
    least = book.evidence.too_few_below.get(measure.counted)
    public = public_figure(reading, measure, book.disclosure)
    enough = least is None or measure.expected_per_100k_adults is None or (public.denominator or 0) >= least
    if enough or few_expected(measure, adults, book):
        return None
    expected = Fraction(measure.expected_per_100k_adults or 0) * adults / 100_000
    return RowNote(
        row=reading.row,
        kind="held",
        column="denominator",
        found=f"{reading.denominator}, so few that no share can be made of them",
        expected=f"about {int(expected):,} in a place with {adults:,} adults",
        next_step=SECOND_LOOK,
    )


def _recent(earlier: date, later: date, rule: Plausibility) -> bool:
    return timedelta(0) < later - earlier <= timedelta(days=rule.within_days)
