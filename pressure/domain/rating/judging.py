"""What a council's figures come to at a moment: the evidence of each measure, the levels that are kept apart, and the
answer that a reader is told. Everything a level rests on, and nothing of how it is explained."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from pressure.domain.calendar import last_release_due
from pressure.domain.measures import Asked, Measure
from pressure.domain.moments import day_of
from pressure.domain.rating import missing, points, raising, results
from pressure.domain.rating.choosing import Known, known
from pressure.domain.rating.confirming import confirmed_until
from pressure.domain.rating.figures import SENT_UNSCORED
from pressure.domain.rating.gathered import Gathered, Sent
from pressure.domain.rating.points import Decided, FamilyPoints
from pressure.domain.rating.results import Previous
from pressure.domain.rating.settling import NEVER, Settled, settle
from pressure.domain.rating.undeclared import undeclared
from pressure.domain.register import RaisedLevel, Register


class Place(Protocol):
    """What the method asks of a council."""

    @property
    def code(self) -> str: ...
    @property
    def nation_code(self) -> str: ...
    @property
    def adults_18plus(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known on a day, measure by measure, and why it is not enough for a level."""

    given: Sent
    measures: tuple[Measure, ...]
    known: tuple[Known, ...]
    bands: dict[str, int]
    fresh: dict[str, int]
    counted: dict[str, int]
    families: dict[str, FamilyPoints]
    confirmed: date | None
    adults: int | None
    not_sent: tuple[str, ...]
    why_no_level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The levels that are kept apart, each resting on the one before."""

    points: int | None
    unsettled: int | None
    figures: int | None
    calculated: int | None
    published: int | None
    deciding: str | None
    floors: tuple[Decided, ...]
    settled: Settled
    settled_from: Settled
    raised: RaisedLevel | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What stands at a moment. `answer` is what a reader is told: when any of it would differ, a rating is out of
    date. `families` have no level where the council has none."""

    at: datetime
    slot: datetime
    status: str
    evidence: Evidence
    levels: Levels
    families: dict[str, FamilyPoints]
    points: int
    points_possible: int
    undeclared: tuple[str, ...]
    answer: tuple[object, ...]

    @property
    def days_that_end(self) -> set[date]:
        """The last days on which a figure is fresh, on which a missing one counts as it does, and on which the newest
        confirmation of the register does: an older one has nothing left to end."""
        known, book = self.evidence.known, self.evidence.given.book
        ends = {day for k in known for day in (k.fresh_until, missing.counts_until(k, book)) if day is not None}
        return ends if self.evidence.confirmed is None else {*ends, self.evidence.confirmed}


def judged(gathered: Gathered, on: datetime, register: Register, previous: Previous | None, council: Place) -> Judged:
    """What stands at a moment, after what was published before."""
    given, slot = Sent(gathered, day_of(on)), last_release_due(gathered.book.calendar, on)
    evidence = _evidence(given, gathered.measures, council)
    found = _levels(evidence, register, on, slot, previous)
    families = evidence.families
    if not found.points:
        families = {name: replace(f, level=None) for name, f in families.items()}
    total, most = points.points_of(evidence.measures, evidence.bands)
    status = "rated" if found.points else "floor_only" if found.published else "not_rated"
    asked = undeclared(given, evidence.known, register.stage(on))
    return Judged(
        at=on,
        slot=slot,
        status=status,
        evidence=evidence,
        levels=found,
        families=families,
        points=total,
        points_possible=most,
        undeclared=asked,
        answer=(
            status,
            evidence.why_no_level,
            found.published,
            found.calculated,
            found.figures,
            found.unsettled,
            found.points,
            total,
            most,
            found.deciding,
            asked,
            tuple(f.level for f in families.values()),
            tuple((k.band, evidence.counted.get(k.measure.id)) for k in evidence.known),
        ),
    )


def _evidence(given: Sent, measures: tuple[Measure, ...], council: Place) -> Evidence:
    """Rules 1 to 3, 5 and 6: what is known of each measure, and whether it is enough."""
    book, day = given.book, given.day
    found = tuple(known(m, given) for m in measures)
    fresh = {k.measure.id: k.band for k in found if k.band}
    counted = {k.measure.id: band for k in found if (band := missing.counted_as(k, book)) is not None}
    bands = {**fresh, **counted}
    families = points.family_points(measures, bands, fresh, [k.measure.id for k in found if k.left_out], book)
    confirmed = confirmed_until(given)
    adults = council.adults_18plus or given.nation.adults.get(council.code)
    cores = [k for k in found if _lacks_core(k)]
    why = None
    if adults is not None and adults < book.evidence.adults_at_least:
        why = results.TOO_SMALL
    elif cores:
        why = results.CORE
    elif confirmed is None or day > confirmed:
        why = results.REGISTER
    elif not points.enough_evidence(families, book):
        why = results.EVIDENCE
    return Evidence(
        given=given,
        measures=measures,
        known=found,
        bands=bands,
        fresh=fresh,
        counted=counted,
        families=families,
        confirmed=confirmed,
        adults=adults,
        not_sent=tuple(k.measure.id for k in found if k in cores or k.measure.id in counted),
        why_no_level=why,
    )


def without_core(gathered: Gathered, on: datetime) -> bool:
    """Whether a core measure is not there at a moment: then there is no level by figures."""
    given = Sent(gathered, day_of(on))
    return any(_lacks_core(known(m, given)) for m in gathered.measures if m.core)


def _lacks_core(known: Known) -> bool:
    return known.measure.core and not known.scored and known.state not in SENT_UNSCORED


def _levels(evidence: Evidence, register: Register, on: datetime, slot: datetime, previous: Previous | None) -> Levels:
    """Rules 4 and 7 to 9: the level by figures, before and after settling, with the register, and as published."""
    book = evidence.given.book
    figures = points.by_figures(evidence.measures, evidence.bands, book) if evidence.why_no_level is None else None
    unsettled = figures.decided.level if figures else None
    settled_from = _week_before(slot, previous)
    return_to, may_fall = _returned(evidence)
    level, settled = settle(unsettled, settled_from, on, book.second, return_to=return_to, may_fall=may_fall)
    declared = points.register_level(register.stage(on), book)
    calculated = max((n for n in (level, declared) if n), default=None)
    spent = previous.raised_spent if previous else frozenset()
    raised = raising.raised_in_force(register, calculated, on, book.floors, spent)
    floors = (figures.floors if figures else ()) + ((Decided("register_floor", declared),) if declared else ())
    found = Levels(
        points=figures.level_points if figures else None,
        unsettled=unsettled,
        figures=level,
        calculated=calculated,
        published=raised.level if raised else calculated,
        deciding=None,
        floors=floors,
        settled=settled,
        settled_from=settled_from,
        raised=raised,
    )
    return replace(found, deciding=_deciding(found, evidence, figures))


def _deciding(found: Levels, evidence: Evidence, figures: points.ByFigures | None) -> str | None:
    """The one rule whose sentence is said: the last that lifted the level."""
    if found.raised:
        return "raised"
    if (found.calculated or 0) > (found.figures or 0):
        return "register_floor"
    if figures is None:
        return None
    if (found.figures or 0) > figures.decided.level:
        return "settling"
    if not evidence.counted:
        return figures.decided.rule
    fresh = points.by_figures(evidence.measures, evidence.fresh, evidence.given.book).decided
    return "missing" if figures.decided.level > fresh.level else figures.decided.rule


def _week_before(slot: datetime, previous: Previous | None) -> Settled:
    """What the week before left: another release of the same week starts where its first one did."""
    if previous is None:
        return NEVER
    return previous.settled_from if previous.slot == slot else previous.settled


def _returned(evidence: Evidence) -> tuple[date | None, bool]:
    """The Sunday to which every weekly core measure has come, and whether the level may fall: when that is the newest
    return, and the due block of every other core measure has come."""
    given, blocks = evidence.given, evidence.given.book.calendar.blocks
    weekly = [k.sent_to for k in evidence.known if k.measure.core and k.measure.asked is Asked.WEEKLY]
    to = min((day for day in weekly if day), default=None) if all(weekly) else None
    due = blocks.due(given.last_return) if blocks and given.last_return else date.min
    others = [k.sent_to for k in evidence.known if k.measure.core and k.measure.asked is Asked.BLOCK]
    return to, to == given.last_return and all(day is not None and day >= due for day in others)
