"""Figures at which a page asks whether exceptional measures are in use (METHOD 2, rule 12)."""

from collections.abc import Iterable

from pressure.domain.measures import Asked
from pressure.domain.rating.choosing import Known, Sent
from pressure.domain.rulebook import UndeclaredPressure

EXCEPTIONAL_FROM_STAGE = 2


def undeclared(given: Sent, known: Iterable[Known], stage: int | None) -> tuple[str, ...]:
    """The measures whose figures ask, in the order of the rules; none while such a measure is in force."""
    if stage is not None and stage >= EXCEPTIONAL_FROM_STAGE:
        return ()
    by_id = {k.measure.id: k for k in known}
    asked = given.book.floors.undeclared
    return tuple(a.measure_id for a in asked if a.measure_id in by_id and _asks(a, by_id[a.measure_id], given))


def _asks(rule: UndeclaredPressure, known: Known, given: Sent) -> bool:
    periods = sorted(known.bands) if known.measure.asked is Asked.BLOCK else given.returns
    running = [known.bands.get(period, 0) for period in periods[-rule.returns :]]
    return known.scored and len(running) == rule.returns and all(band >= rule.band for band in running)
