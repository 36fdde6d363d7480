"""Working a level out by version 2 of the method: readings, rules and register in, a rating that explains itself out.
Pure and exact: the same function on the published readings gives the same answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from pressure.domain.calendar import last_release_due, weeks_closed
from pressure.domain.level_history import began
from pressure.domain.measures import Asked, Measure
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.rating import missing, points, raising, results
from pressure.domain.rating.choosing import Known, known
from pressure.domain.rating.confirming import confirmed_until
from pressure.domain.rating.figures import SENT_UNSCORED
from pressure.domain.rating.gathered import Gathered, Sent
from pressure.domain.rating.points import Decided, FamilyPoints
from pressure.domain.rating.results import Previous, Rating, Reason
from pressure.domain.rating.settling import NEVER, Settled, settle
from pressure.domain.rating.undeclared import undeclared
from pressure.domain.rating.validity import valid_until
from pressure.domain.readings import Reading
from pressure.domain.register import RaisedLevel, Register
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules


class Place(Protocol):
    """What the method asks of a council."""

    @property
    def code(self) -> str: ...
    @property
    def nation_code(self) -> str: ...
    @property
    def adults_18plus(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What is known on a day, measure by measure, and why it is not enough for a level."""

    given: Sent
    measures: tuple[Measure, ...]
    known: tuple[Known, ...]
    bands: dict[str, int]
    fresh: dict[str, int]
    families: dict[str, FamilyPoints]
    confirmed: date | None
    adults: int | None
    not_sent: tuple[str, ...]
    why_no_level: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
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


def rate(
    readings: Iterable[Reading],
    rules: Rules,
    on: datetime,
    register: Register,
    previous: Previous | None = None,
    *,
    council: Place,
) -> Rating:
    """Rate one council at the moment `on`. `previous` is the rating before it as now believed; of the week before for a
    scheduled release, or one of the same week. Only periods ended by then count; what had been received by then is the
    caller's choice, and what was withdrawn is handed over too, marked. The order of readings never matters."""
    rows = readings if isinstance(readings, Sequence) else tuple(readings)
    book = rules.in_force(day_of(on))
    gathered = Gathered(rows, book, book.nation(council.nation_code))
    rating = _rate_once(gathered, on, register, previous, council)
    before = rating.as_previous()

    def again(at: datetime) -> Rating:
        then = rules.in_force(day_of(at))
        if then is book:
            return _rate_once(gathered, at, register, before, council)
        return _rate_once(Gathered(rows, then, then.nation(council.nation_code)), at, register, before, council)

    bands = {r.measure.id: r.counted for r in rating.reasons if r.counted is not None}
    fresh = [r.measure.id for r in rating.reasons if r.scored]
    return replace(
        rating,
        valid_until=valid_until(rating, again, gathered, rules, register),
        changes=tuple(missing.single_steps(gathered.measures, bands, fresh, book)) if rating.level_points else (),
    )


def _rate_once(
    gathered: Gathered, on: datetime, register: Register, previous: Previous | None, council: Place
) -> Rating:
    """The rating without what follows from it: until when it is valid, and what would change it."""
    book, measures, given = gathered.book, gathered.measures, Sent(gathered, day_of(on))
    evidence = _evidence(given, measures, council)
    slot = last_release_due(book.calendar, on)
    found = _levels(evidence, register, on, slot, previous)
    bands, calculated = evidence.bands, found.calculated
    best, worst = missing.if_missing(evidence.known, measures, book)
    floor = points.register_level(register.stage(on), book) or 1
    since, before = began(found.published, on, previous)
    total, most = points.points_of(measures, bands)
    spent = previous.raised_spent if previous else frozenset()
    known_weight = sum(f.weight_fresh for f in evidence.families.values())
    return Rating(
        council_code=council.code,
        nation_code=council.nation_code,
        rated_at=on,
        status="rated" if found.points else "floor_only" if found.published else "not_rated",
        points=total,
        points_possible=most,
        level_points=found.points,
        level_unsettled=found.unsettled,
        level_figures=found.figures,
        level_calculated=calculated,
        level_published=found.published,
        deciding_rule=found.deciding,
        why_no_level=evidence.why_no_level,
        not_sent=evidence.not_sent,
        evidence_percent=100 * known_weight // max(sum(f.weight for f in evidence.families.values()), 1),
        families=evidence.families
        if found.points
        else {name: replace(f, level=None) for name, f in evidence.families.items()},
        floors=found.floors,
        reasons=tuple(_reason(k, given) for k in evidence.known),
        register=register.in_force(on),
        raised=found.raised,
        undeclared=undeclared(given, evidence.known, register.stage(on)),
        confirmed_until=evidence.confirmed,
        weeks_sent=sum(week in given.gathered.weeks for week in _looked_back(book, on)),
        weeks_looked_back=book.freshness.weeks_looked_back,
        chance_alone=evidence.adults is not None and evidence.adults < book.evidence.chance_below_adults,
        slot=slot,
        settled=found.settled,
        settled_from=found.settled_from,
        raised_spent=spent | raising.spent_by(register, calculated, on, book.floors),
        since=since,
        level_before=before,
        data_to=max((k.reading.period_end for k in evidence.known if k.scored and k.reading), default=None),
        next_due=_next_due(given),
        method_version=book.method_version,
        rules_of=max(v.published_on for v in book.parts.values()) if book.parts else date.max,
        level_if_missing_best=max(best, floor),
        level_if_missing_worst=max(worst, floor, calculated or 1),
    )


def _evidence(given: Sent, measures: tuple[Measure, ...], council: Place) -> _Evidence:
    """Rules 1 to 3, 5 and 6: what is known of each measure, and whether it is enough."""
    book, day = given.book, given.day
    found = tuple(known(m, given) for m in measures)
    fresh = {k.measure.id: k.band for k in found if k.band}
    counted = {k.measure.id: band for k in found if (band := missing.counted_as(k, book)) is not None}
    bands = {**fresh, **counted}
    families = points.family_points(measures, bands, fresh, [k.measure.id for k in found if k.left_out], book)
    confirmed = confirmed_until(given)
    adults = council.adults_18plus or given.nation.adults.get(council.code)
    cores = [k for k in found if k.measure.core and not k.scored and k.state not in SENT_UNSCORED]
    why = None
    if adults is not None and adults < book.evidence.adults_at_least:
        why = results.TOO_SMALL
    elif cores:
        why = results.CORE
    elif confirmed is None or day > confirmed:
        why = results.REGISTER
    elif not points.enough_evidence(families, book):
        why = results.EVIDENCE
    return _Evidence(
        given=given,
        measures=measures,
        known=found,
        bands=bands,
        fresh=fresh,
        families=families,
        confirmed=confirmed,
        adults=adults,
        not_sent=tuple(k.measure.id for k in found if k in cores or k.measure.id in counted),
        why_no_level=why,
    )


def _levels(
    evidence: _Evidence, register: Register, on: datetime, slot: datetime, previous: Previous | None
) -> _Levels:
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
    found = _Levels(
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


def _deciding(found: _Levels, evidence: _Evidence, figures: points.ByFigures | None) -> str | None:
    """The one rule whose sentence is said: the last that lifted the level."""
    if found.raised:
        return "raised"
    if (found.calculated or 0) > (found.figures or 0):
        return "register_floor"
    if figures is None:
        return None
    if (found.figures or 0) > figures.decided.level:
        return "settling"
    fresh = points.by_figures(evidence.measures, evidence.fresh, evidence.given.book).decided
    return "missing" if figures.decided.level > fresh.level else figures.decided.rule


def _week_before(slot: datetime, previous: Previous | None) -> Settled:
    """What the week before left: another release of the same week starts where its first one did."""
    if previous is None:
        return NEVER
    return previous.settled_from if previous.slot == slot else previous.settled


def _returned(evidence: _Evidence) -> tuple[date | None, bool]:
    """The Sunday to which every weekly core measure has come, and whether the level may fall: when that is the newest
    return, and the due block of every other core measure has come."""
    given, blocks = evidence.given, evidence.given.book.calendar.blocks
    weekly = [k.sent_to for k in evidence.known if k.measure.core and k.measure.asked is Asked.WEEKLY]
    to = min((day for day in weekly if day), default=None) if all(weekly) else None
    due = blocks.due(given.last_return) if blocks and given.last_return else date.min
    others = [k.sent_to for k in evidence.known if k.measure.core and k.measure.asked is Asked.BLOCK]
    return to, to == given.last_return and all(day is not None and day >= due for day in others)


def _reason(given_of: Known, given: Sent) -> Reason:
    """How one measure is told: on its public figure, with its distance to the next band each way. Where the newest row
    is no figure, the last one that was is shown."""
    shown, measure, book = given_of.figure, given_of.measure, given.book
    if shown is not None and not shown.usable:
        shown = given_of.last or shown
    reading = shown.reading if shown else None
    source, counted = given.nation.source_of(measure.id), missing.counted_as(given_of, book)
    value = shown.value if shown else None
    band = given_of.band
    above, own = (measure.edges.get(band + 1), measure.edges.get(band)) if band else (None, None)
    return Reason(
        measure=measure,
        state=given_of.state,
        source=source.comes_from.value,
        version=book.version_of(measure.id),
        band=band,
        missing_counted_as=counted,
        points=((band or counted or 1) - 1) * measure.weight,
        value=value,
        reading=reading,
        beside=given_of.beside,
        age_days=reading.age_on(given.day) if reading else None,
        fresh_until=given_of.fresh_until,
        counts_until=missing.counts_until(given_of, book),
        to_worse=above.value - value if above and value is not None and above.value > value else None,
        to_better=value - own.value if own and value is not None else None,
    )


def _looked_back(book: Rulebook, on: datetime) -> tuple[date, ...]:
    return weeks_closed(book.calendar, on, book.freshness.weeks_looked_back)


def _next_due(given: Sent) -> datetime | None:
    """The release at which the next weekly return should show; None when the council sends none."""
    last, calendar = given.last_week, given.book.calendar
    if last is None:
        return None
    return at_uk_time(last + timedelta(days=calendar.next_due_after_week_ending_days), calendar.release_at)
