"""Compute a council's rating and its reasons. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pressure.domain.level_history import began
from pressure.domain.measures import Cadence
from pressure.domain.moments import at_uk_time, day_of, start_of
from pressure.domain.rating import levels, ranges
from pressure.domain.rating.levels import Floor
from pressure.domain.rating.ratings import Previous, Rating
from pressure.domain.rating.reasons import Reason, reason_for, stage_reason
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, latest_versions
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules

Known = Mapping[str, Sequence[Reading]]


def rate(
    readings: Iterable[Reading],
    rules: Rules,
    on: datetime,
    register: Register,
    previous: Previous | None = None,
    *,
    council_code: str = "",
) -> Rating:
    """Rate one council at the moment `on`. Only periods ended by then count; what had been received by
    then is the caller's choice of readings. The order of readings never matters."""
    known: dict[str, list[Reading]] = {}
    for reading in latest_versions(readings):
        known.setdefault(reading.measure_id, []).append(reading)
    rating = _rate_once(known, rules, on, register, previous, council_code)
    book, stage = rules.in_force(day_of(on)), register.stage(on)
    bands = {r.measure.id: r.band for r in rating.reasons if r.band is not None}
    best, worst = ranges.level_if_missing(bands, stage, book)
    return replace(
        rating,
        valid_until=_valid_until(rating, known, rules, register),
        level_if_missing_best=best,
        level_if_missing_worst=max(worst, *rating.holds.values(), 1),
        changes=tuple(ranges.single_steps(bands, stage, book)) if rating.level_points else (),
    )


def _rate_once(
    known: Known, rules: Rules, on: datetime, register: Register, previous: Previous | None, council_code: str
) -> Rating:
    book = rules.in_force(day_of(on))
    reasons = [_reason(known, m.id, book, on, register) for m in book.measures]
    bands = {r.measure.id: r.band for r in reasons if r.band is not None}
    scores = ranges.scores(bands, book)
    families = levels.family_scores(scores, book)
    stage, raised = register.stage(on), register.raised_at(on)
    enough = levels.enough_evidence(scores, families, book)
    holds = _holds(reasons, previous) if enough else {}
    points, most = sum(s.points for s in scores), levels.possible(scores, book)
    from_points = levels.level_from_points(points, most, book) if enough else None
    floors = levels.floors(scores, families, stage, book) if enough else levels.register_floors(stage, book)
    calculated, deciding = _calculated(from_points, floors, holds)
    published = max((n for n in (calculated, raised.level if raised else None) if n), default=None)
    since, before = began(published, on, previous)
    return Rating(
        council_code=council_code,
        rated_at=on,
        points=points,
        points_possible=most,
        level_points=from_points,
        level_calculated=calculated,
        level_published=published,
        status="rated" if enough else "floor_only" if published else "not_rated",
        evidence_percent=100 * sum(s.weight for s in scores) // book.weight,
        families=families if enough else levels.without_levels(families),
        deciding_rule="raised" if published != calculated else deciding,
        floors=tuple(floors),
        holds=holds,
        reasons=tuple(reasons),
        register=register.in_force(on),
        raised=raised,
        since=since,
        level_before=before,
        data_to=_data_to(reasons),
        next_due=_next_due(known, book, on),
        method_version=book.method_version,
    )


def _reason(known: Known, measure_id: str, book: Rulebook, on: datetime, register: Register) -> Reason:
    measure = next(m for m in book.measures if m.id == measure_id)
    if measure.from_register:
        return stage_reason(measure, known.get(REGISTER_CONFIRMED, ()), register, book, on)
    return reason_for(measure, known.get(measure_id, ()), book, day_of(on))


def _calculated(
    from_points: int | None, floors: Sequence[Floor], holds: Mapping[str, int]
) -> tuple[int | None, str | None]:
    """The highest of points, floors and held; on equal levels the earlier rule is the one that decided."""
    candidates = [Floor("points", from_points)] if from_points else []
    candidates += [*floors, *(Floor("held", level) for level in holds.values())]
    if not candidates:
        return None, None
    top = max(candidates, key=lambda f: f.level)
    return top.level, top.rule


def _holds(reasons: Sequence[Reason], previous: Previous | None) -> dict[str, int]:
    """Measures now unusable, with the level they were last scored at; below it the level may not fall."""
    if previous is None or previous.status != "rated" or previous.level_calculated is None:
        return {}
    before = dict.fromkeys(previous.scored, previous.level_calculated) | dict(previous.holds)
    return {r.measure.id: before[r.measure.id] for r in reasons if not r.scored and r.measure.id in before}


def _data_to(reasons: Sequence[Reason]) -> date | None:
    return max((r.reading.period_end for r in reasons if r.scored and r.reading), default=None)


def _next_due(known: Known, book: Rulebook, on: datetime) -> datetime | None:
    """The release at which the next weekly return should show; None when the council sends none."""
    weeks = [
        r.period_end
        for readings in known.values()
        for r in readings
        if r.from_council and r.cadence is Cadence.WEEKLY and r.period_end <= day_of(on)
    ]
    if not weeks:
        return None
    due = max(weeks) + timedelta(days=book.calendar.next_due_after_week_ending_days)
    return at_uk_time(due, book.calendar.release_at)


def _valid_until(rating: Rating, known: Known, rules: Rules, register: Register) -> datetime | None:
    """The first later moment at which the same rules with no new data give another answer."""
    previous, then = rating.as_previous(), rating
    while (moment := _next_moment(then, known, rules, register)) is not None:
        then = _rate_once(known, rules, moment, register, previous, rating.council_code)
        if then.answer != rating.answer:
            return moment
    return None


def _next_moment(rating: Rating, known: Known, rules: Rules, register: Register) -> datetime | None:
    """The next moment at which a figure goes out of date, a period ends, a rule or a signed act takes effect."""
    today = day_of(rating.rated_at)
    days = {r.fresh_until + timedelta(days=1) for r in rating.reasons if r.scored and r.fresh_until}
    days |= {r.period_end for readings in known.values() for r in readings if r.period_end > today}
    days |= set(rules.changes_after(today))
    moments = [start_of(d) for d in days] + register.changes_after(rating.rated_at)
    return min((m for m in moments if m > rating.rated_at), default=None)
