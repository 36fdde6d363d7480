"""What a return said last week and does not say this week: told, never refused, for it may be right."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from pressure.domain.measures import Cadence
from pressure.domain.readings import USABLE, Reading
from pressure.ingest.intake import Intake
from pressure.ingest.returns.names import title_of

WEEK = timedelta(days=7)
Named = defaultdict[tuple[str, date], set[str]]
"""What a file has a row for, right or wrong, by council and week."""


def tell(intake: Intake, named: Named) -> None:
    """One note for each council and week that lacks what the week before had, in this file or an earlier one. What is
    asked once a block of weeks, or is asked no more, is not missed."""
    in_file: Named = defaultdict(set)
    for readings in intake.accepted.values():
        for reading in readings:
            in_file[reading.council_code, reading.period_end] |= _weekly([reading])
    for (code, week), here in sorted(named.items()):
        before = in_file[code, week - WEEK] | _weekly(intake.known(code, week - WEEK).values())
        gone = before - here - intake.known(code, week).keys() - intake.book.retired.keys()
        if gone:
            titles = "; ".join(title_of(intake.book, each) for each in sorted(gone))
            intake.warn(
                0,
                "",
                found=f"not in this file: {titles}, which {code} sent for the week before",
                expected=f"the same for the week to {week}",
                next_step="Accepted. Send them too, or a row not_submitted for what you cannot say.",
            )


def _weekly(readings: Iterable[Reading]) -> set[str]:
    return {r.measure_id for r in readings if r.status in USABLE and r.cadence is Cadence.WEEKLY}
