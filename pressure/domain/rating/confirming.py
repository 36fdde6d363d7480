"""Whether the register has been confirmed: a yes counts only beside an answer to each item (METHOD 2, rule 5)."""

from datetime import date, timedelta

from pressure.domain.rating.choosing import Sent
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

ITEM = "em_"
"""What the row of an item of the register is called in a return, before the name of the measure."""
ASKED_FROM_STAGE = 2


def items(book: Rulebook) -> tuple[str, ...]:
    """The rows of a return that ask for each stage-2 and stage-3 measure."""
    return tuple(f"{ITEM}{m.id}" for m in book.declarations.catalogue if m.stage >= ASKED_FROM_STAGE)


def confirmed_until(given: Sent) -> date | None:
    """The last day for which the newest confirmation counts; None without one."""
    sundays = {r.period_end for r in _answers(given, REGISTER_CONFIRMED) if r.value == 1}
    for item in items(given.book) if sundays else ():
        sundays &= {r.period_end for r in _answers(given, item) if r.value in {0, 1}}
    return max(sundays) + timedelta(days=given.book.freshness.register_confirmation_days) if sundays else None


def _answers(given: Sent, row: str) -> list[Reading]:
    rows = latest_versions(given.rows.get(row, ()))
    return [r for r in rows if r.status in USABLE and not r.withdrawn]
