"""Pressure that nobody has declared: figures at which a page asks whether exceptional measures are in use (METHOD 2,
rule 12), and items of a return that say a measure is used while the register holds none."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby, islice, takewhile
from operator import attrgetter

from pressure.domain.measures import Asked
from pressure.domain.rating.choosing import Known
from pressure.domain.rating.confirming import ITEM
from pressure.domain.rating.figures import SCORED
from pressure.domain.rating.gathered import Sent, newest_versions
from pressure.domain.readings import USABLE, Reading, latest_versions
from pressure.domain.register import Register
from pressure.domain.rulebook import FloorRules, UndeclaredPressure

EXCEPTIONAL_FROM_STAGE = 2


def undeclared(given: Sent, known: Iterable[Known], stage: int | None) -> tuple[str, ...]:
    """The measures whose figures ask, in the order of the rules; none while such a measure is in force."""
    if stage is not None and stage >= EXCEPTIONAL_FROM_STAGE:
        return ()
    by_id = {k.measure.id: k for k in known}
    asked = given.book.floors.undeclared
    return tuple(a.measure_id for a in asked if a.measure_id in by_id and _asks(a, by_id[a.measure_id], given))


def _asks(rule: UndeclaredPressure, known: Known, given: Sent) -> bool:
    """Whether the newest returns running were all in such a band: of a block its newest blocks, else every return."""
    if not known.scored:
        return False
    scored = (f for f in newest_versions(given.own(known.measure)) if f.state == SCORED)
    by_period = ((period, next(same).band) for period, same in groupby(scored, key=attrgetter("period_end")))
    first = date.min if known.measure.asked is Asked.BLOCK else given.returns[-rule.returns :][0]
    running = list(islice(takewhile(lambda one: one[0] >= first, by_period), rule.returns))
    return len(running) == rule.returns and all(band is not None and band >= rule.band for _, band in running)


def said_used(rows: Iterable[Reading], declared: Collection[str]) -> tuple[str, ...]:
    """The measures that the newest rows of one return say are used, but those that are declared."""
    items = (row for row in rows if row.measure_id.startswith(ITEM) and row.status in USABLE and row.value == 1)
    return tuple(sorted({row.measure_id.removeprefix(ITEM) for row in items} - {*declared}))


def used_not_declared(
    readings: Iterable[Reading],
    register: Register,
    at: datetime,
    confirmed_at: Mapping[date, datetime],
    rule: FloorRules,
) -> tuple[str, ...]:
    """The measures that the newest return says are used while none of them is in force, once the director confirmed
    that some days ago: that return, or one before it that said so, with none between them that did not. `confirmed_at`
    gives the moment of confirmation by the return's Sunday."""
    said = _said(readings)
    newest = _newest(said)
    by = at - timedelta(days=rule.used_not_declared_after_days)
    in_force = {entry.measure_id for entry in register.in_force(at)}
    return tuple(
        sorted(
            measure_id
            for measure_id, days in said.items()
            if measure_id not in in_force
            and newest in days
            and any(confirmed_at.get(d, at) <= by for d in _lately(days))
        )
    )


def says_used(readings: Iterable[Reading], register: Register, at: datetime) -> tuple[str, ...]:
    """The measures that the newest return says are used while none of them is in force, confirmed or not."""
    said = _said(readings)
    newest, in_force = _newest(said), {entry.measure_id for entry in register.in_force(at)}
    return tuple(sorted(measure for measure, days in said.items() if days.get(newest) and measure not in in_force))


def _said(readings: Iterable[Reading]) -> dict[str, dict[date, bool]]:
    """Whether each return says that a measure is used, by measure and Sunday."""
    said: dict[str, dict[date, bool]] = {}
    for row in latest_versions(readings):
        if row.measure_id.startswith(ITEM) and row.from_council and not row.withdrawn:
            yes = row.status in USABLE and row.value == 1
            said.setdefault(row.measure_id.removeprefix(ITEM), {})[row.period_end] = yes
    return said


def _newest(said: Mapping[str, Mapping[date, bool]]) -> date:
    return max((day for days in said.values() for day in days), default=date.min)


def _lately(said: Mapping[date, bool]) -> Iterable[date]:
    """The newest days running on which a measure was said to be used."""
    return takewhile(said.__getitem__, sorted(said, reverse=True))
