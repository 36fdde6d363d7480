"""Working a level out by version 2 of the method: readings, rules and register in, a rating that explains itself out.
Pure and exact: the same function on the published readings gives the same answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from pressure.domain.calendar import weeks_closed
from pressure.domain.level_history import began
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.rating import missing, points, raising
from pressure.domain.rating.choosing import Known
from pressure.domain.rating.gathered import Gathered, Sent
from pressure.domain.rating.judging import Judged, Place, judged
from pressure.domain.rating.results import Previous, Rating, Reason
from pressure.domain.rating.validity import valid_until
from pressure.domain.readings import Reading
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules


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
    return rate_gathered(gather(readings, rules, on, council), rules, on, register, previous, council=council)


def gather(readings: Iterable[Reading], rules: Rules, on: datetime, council: Place) -> Gathered:
    """What a rating is made from, by the rules in force at a moment."""
    book = rules.in_force(day_of(on))
    return Gathered(readings, book, book.nation(council.nation_code))


def rate_gathered(
    gathered: Gathered, rules: Rules, on: datetime, register: Register, previous: Previous | None, *, council: Place
) -> Rating:
    """The same of what has been gathered by the rules in force at the moment: whoever works through a history gathers
    its rows as they come, and a week costs what is new in it."""
    book = gathered.book
    first = judged(gathered, on, register, previous, council)
    rating = _told(first, register, previous, council)
    before = rating.as_previous()

    def again(at: datetime) -> Judged:
        then = rules.in_force(day_of(at))
        if then is book:
            return judged(gathered, at, register, before, council)
        return judged(gather(gathered.readings, rules, at, council), at, register, before, council)

    bands, fresh = first.evidence.bands, first.evidence.fresh
    return replace(
        rating,
        valid_until=valid_until(first, again, gathered, rules, register),
        changes=tuple(missing.single_steps(gathered.measures, bands, fresh, book)) if rating.level_points else (),
    )


def _told(first: Judged, register: Register, previous: Previous | None, council: Place) -> Rating:
    """The rating without what follows from it: until when it is valid, and what would change it."""
    evidence, found, on = first.evidence, first.levels, first.at
    given, book, calculated = evidence.given, evidence.given.book, found.calculated
    best, worst = missing.if_missing(evidence.known, evidence.measures, book)
    floor = points.register_level(register.stage(on), book) or 1
    since, before = began(found.published, on, previous)
    spent = previous.raised_spent if previous else frozenset()
    known_weight = sum(f.weight_fresh for f in evidence.families.values())
    return Rating(
        council_code=council.code,
        nation_code=council.nation_code,
        rated_at=on,
        status=first.status,
        points=first.points,
        points_possible=first.points_possible,
        level_points=found.points,
        level_unsettled=found.unsettled,
        level_figures=found.figures,
        level_calculated=calculated,
        level_published=found.published,
        deciding_rule=found.deciding,
        why_no_level=evidence.why_no_level,
        not_sent=evidence.not_sent,
        evidence_percent=100 * known_weight // max(sum(f.weight for f in evidence.families.values()), 1),
        families=first.families,
        floors=found.floors,
        reasons=tuple(_reason(k, given) for k in evidence.known),
        register=register.in_force(on),
        raised=found.raised,
        undeclared=first.undeclared,
        answer=first.answer,
        confirmed_until=evidence.confirmed,
        weeks_sent=given.gathered.weeks_among(_looked_back(book, on)),
        weeks_looked_back=book.freshness.weeks_looked_back,
        chance_alone=evidence.adults is not None and evidence.adults < book.evidence.chance_below_adults,
        slot=first.slot,
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


def _reason(given_of: Known, given: Sent) -> Reason:
    """How one measure is told: the same for as long as the same is known of it."""
    known, reason = given.gathered.told.get(given_of.measure.id, (None, None))
    if known is not given_of:
        reason = _reason_of(given_of, given)
        given.gathered.told[given_of.measure.id] = given_of, reason
    told: Reason = reason
    return told


def _reason_of(given_of: Known, given: Sent) -> Reason:
    """On its public figure. Where the newest row is no figure, the last one that was is shown."""
    shown, measure, book = given_of.figure, given_of.measure, given.book
    if shown is not None and not shown.usable:
        shown = given_of.last or shown
    reading = shown.reading if shown else None
    source, counted = given.nation.source_of(measure.id), missing.counted_as(given_of, book)
    band = given_of.band
    return Reason(
        measure=measure,
        state=given_of.state,
        source=source.comes_from.value,
        version=book.version_of(measure.id),
        band=band,
        missing_counted_as=counted,
        points=((band or counted or 1) - 1) * measure.weight,
        value=shown.value if shown else None,
        reading=reading,
        beside=given_of.beside,
        fresh_until=given_of.fresh_until,
        counts_until=missing.counts_until(given_of, book),
    )


def _looked_back(book: Rulebook, on: datetime) -> tuple[date, ...]:
    return weeks_closed(book.calendar, on, book.freshness.weeks_looked_back)


def _next_due(given: Sent) -> datetime | None:
    """The release at which the next weekly return should show; None when the council sends none."""
    last, calendar = given.last_week, given.book.calendar
    if last is None:
        return None
    return at_uk_time(last + timedelta(days=calendar.next_due_after_week_ending_days), calendar.release_at)
