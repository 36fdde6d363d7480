"""Whether the register has been confirmed: a yes counts only beside an answer to each item (METHOD 2, rule 5)."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from pressure.domain.rating.gathered import Gathered, Sent
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

ITEM = "em_"
"""What the row of an item of the register is called in a return, before the name of the measure."""
ASKED_FROM_STAGE = 2
YES_OR_NO = frozenset({0, 1})


def items(book: Rulebook) -> tuple[str, ...]:
    """The names of the rows of a return that ask for each stage-2 and stage-3 measure."""
    return tuple(f"{ITEM}{m.id}" for m in book.declarations.catalogue if m.stage >= ASKED_FROM_STAGE)


def confirmed_until(given: Sent) -> date | None:
    """The last day for which the newest confirmation counts; None without one."""
    confirmed = given.gathered.confirmed
    for sunday in reversed(confirmed[: bisect_right(confirmed, given.day)]):
        if _confirms(given.gathered, sunday):
            return sunday + timedelta(days=given.book.freshness.register_confirmation_days)
    return None


def _confirms(gathered: Gathered, sunday: date) -> bool:
    """Whether the rows of a Sunday confirm the register, whatever the day on which that is asked."""
    if sunday not in gathered.confirming:
        yes = any(r.value == 1 for r in _counting(gathered.answers(REGISTER_CONFIRMED, sunday)))
        gathered.confirming[sunday] = yes and all(
            any(r.value in YES_OR_NO for r in _counting(gathered.answers(item, sunday)))
            for item in items(gathered.book)
        )
    return gathered.confirming[sunday]


def _counting(rows: Iterable[Reading]) -> list[Reading]:
    return [r for r in latest_versions(rows) if r.status in USABLE and not r.withdrawn]
