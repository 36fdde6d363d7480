"""A share in a return: its denominator is the count that another row of the same week gives, and is not asked twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pressure.domain.readings import Reading
from pressure.ingest.intake import Intake
from pressure.ingest.report import RowRejected

Week = tuple[str, date]


def settle(intake: Intake, share: str, whole: str) -> None:
    """Give each share of a file the count of its week, from the file or as it was known before. A denominator that says
    another number is rejected, as is a part larger than its whole. Where only the count came, the share that was sent
    before follows it."""
    counts = {_week(r): r for r in _of(intake, whole)}
    sent = {_week(r) for r in _of(intake, share)}
    for place, readings in list(intake.accepted.items()):
        for reading in readings:
            if reading.measure_id == share and reading.numerator is not None:
                _settle_one(intake, place, reading, counts.get(_week(reading)), whole)
    for week, count in counts.items():
        before = intake.known(*week).get(share) if week not in sent else None
        if before is not None and before.numerator is not None:
            _follow(intake, before, count)


def _settle_one(intake: Intake, place: int, reading: Reading, count: Reading | None, whole: str) -> None:
    known = count or intake.known(*_week(reading)).get(whole)
    if known is None or known.count is None:
        problem = RowRejected(
            "denominator",
            found=f"no {whole} for that week",
            expected=f"the number waiting, in a row {whole} of the same week",
            next_step="Send both rows. The share is worked out from them.",
        )
    elif reading.denominator is not None and reading.denominator != known.count:
        where = f"row {known.row}" if count else "what was sent before"
        problem = RowRejected(
            "denominator",
            found=f"{reading.denominator}, and {known.count} for {whole} in {where}",
            expected="an empty cell, or the same number",
            next_step=f"Leave it empty: it is the {whole} of that week.",
        )
    elif (reading.count or 0) > known.count:
        problem = RowRejected(
            "numerator",
            found=f"{reading.count}, more than the {known.count} for {whole}",
            expected="a part no larger than its whole",
            next_step="Check both figures.",
        )
    else:
        intake.accepted[place] = (replace(reading, denominator=int(known.count)),)
        return
    del intake.accepted[place]
    intake.turned_away["rejected"] += 1
    intake.note(reading.row, "rejected", problem)


def _follow(intake: Intake, before: Reading, count: Reading) -> None:
    """The share of before, out of the new count; noted when it cannot be."""
    if count.count is None or before.count is None or before.denominator == count.count:
        return
    if before.count > count.count:
        intake.warn(
            count.row,
            "numerator",
            found=f"{count.count}, less than the {before.count} sent before for {before.measure_id}",
            expected="a part no larger than its whole",
            next_step=f"Accepted. Send {before.measure_id} again too.",
        )
        return
    place = next(p for p, readings in intake.accepted.items() if count in readings)
    follows = replace(before, denominator=int(count.count), recorded_at=count.recorded_at, row=count.row, load_id=0)
    intake.accepted[place] = (*intake.accepted[place], follows)


def _of(intake: Intake, measure_id: str) -> Iterator[Reading]:
    for readings in intake.accepted.values():
        yield from (r for r in readings if r.measure_id == measure_id)


def _week(reading: Reading) -> Week:
    return reading.council_code, reading.period_end
