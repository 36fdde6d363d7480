"""Which reading of a measure counts (METHOD 2, rule 2), and what was last known of it (rule 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pressure.domain.measures import Asked, Measure, Missing
from pressure.domain.moments import day_of
from pressure.domain.national import From, Nation, NationalMeasure
from pressure.domain.rating.figures import (
    MISSING,
    NOT_SUBMITTED,
    SCORED,
    SENT_UNSCORED,
    STALE,
    band_of,
    fresh_until,
    state_of,
)
from pressure.domain.rating.rounding import public_figure
from pressure.domain.readings import USABLE, Reading, latest_versions
from pressure.domain.rulebook import Rulebook

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one measure on a day: the reading that counts, or the latest there is, and what it is worth
    when it cannot be scored. `beside` is the council's own figure next to a publication that counts."""

    measure: Measure
    state: str
    reading: Reading | None = None
    band: int | None = None
    fresh_until: date | None = None
    last_band: int | None = None
    last_band_until: date | None = None
    own_used_until: date | None = None
    sent_to: date | None = None
    beside: Reading | None = None
    bands: Mapping[date, int] = field(default_factory=dict)

    @property
    def scored(self) -> bool:
        return self.state == SCORED

    @property
    def left_out(self) -> bool:
        """Neither scored nor missing with a band: it shrinks the maximum and the set."""
        missing = not self.scored and self.measure.when_missing is Missing.LEFT_OUT
        return self.state in SENT_UNSCORED or missing


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything a council's rating is made from: its readings in public figures, by measure, and its returns."""

    rows: Mapping[str, Sequence[Reading]]
    book: Rulebook
    nation: Nation
    day: date
    returns: tuple[date, ...]

    @property
    def last_return(self) -> date | None:
        return self.returns[-1] if self.returns else None


def sent(readings: Iterable[Reading], measures: Sequence[Measure], book: Rulebook, nation: Nation, day: date) -> Sent:
    """The readings of periods ended by a day, rounded first. Every row of a council belongs to a return, also one that
    was taken back."""
    by_id = {m.id: m for m in measures}
    rows: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.period_end <= day and not (reading.withdrawn and not reading.from_council):
            own = by_id.get(reading.measure_id)
            public = public_figure(reading, own, book.disclosure) if own else reading
            rows.setdefault(reading.measure_id, []).append(public)
    returns = {r.period_end for kept in rows.values() for r in kept if r.from_council}
    return Sent(rows, book, nation, day, tuple(sorted(returns)))


def known(measure: Measure, given: Sent) -> Known:
    """What counts of one measure: a fresh publication where the nation says so, else the council's own figure."""
    source = given.nation.source_of(measure.id)
    rows = given.rows.get(measure.id, ())
    own = [r for r in rows if r.from_council]
    if source.comes_from is not From.PUBLICATION:
        return _own(measure, source, own, given)
    published = [r for r in latest_versions(rows) if not r.from_council]
    fresh = [r for r in published if _judged(r, measure, source, given) == SCORED]
    if fresh:
        used = max(fresh, key=_newest)
        return _counts(measure, source, used, given, beside=_usable(own)[-1] if _usable(own) else None)
    used_to, remembered = _own_used_to(measure, own, published, given), given.book.second
    until = used_to + timedelta(days=remembered.worst_known_for_days_after_own_use) if used_to else None
    if until is not None and given.day <= until:
        stands_in = replace(measure, when_missing=Missing.WORST_KNOWN)
        return replace(_own(stands_in, source, own, given), own_used_until=until)
    latest = max(published, key=_newest, default=None)
    state = MISSING if latest is None else _judged(latest, measure, source, given)
    return Known(measure=measure, state=state, reading=latest, fresh_until=_until(latest, measure, given))


def _own(measure: Measure, source: NationalMeasure, rows: Sequence[Reading], given: Sent) -> Known:
    """The last received row of the latest period decides. Where a missing figure counts as high, a return without its
    row is one that did not send it; a core measure keeps its last fresh figure."""
    newest = max(latest_versions(rows), key=_newest, default=None)
    last = _last_figure(measure, source, rows, given)
    if newest is None:
        state = MISSING
    elif measure.when_missing in {Missing.WORST_KNOWN, Missing.BAND_4} and newest.period_end < _due(measure, given):
        state = NOT_SUBMITTED
    else:
        state = _judged(newest, measure, source, given)
    bands = _bands(measure, source, rows, given)
    if state == SCORED and newest is not None:
        return _counts(measure, source, newest, given, last=last, bands=bands)
    return Known(
        measure=measure,
        state=state,
        reading=newest,
        fresh_until=_until(newest, measure, given),
        last_band=band_of(last, measure, source) if last else None,
        last_band_until=_remembered_until(last, given),
        sent_to=newest.period_end if newest and state in SENT_UNSCORED else None,
        bands=bands,
    )


def _counts(
    measure: Measure,
    source: NationalMeasure,
    reading: Reading,
    given: Sent,
    *,
    last: Reading | None = None,
    beside: Reading | None = None,
    bands: Mapping[date, int] | None = None,
) -> Known:
    return Known(
        measure=measure,
        state=SCORED,
        reading=reading,
        band=band_of(reading, measure, source),
        fresh_until=fresh_until(reading, measure, given.book),
        last_band=band_of(last, measure, source) if last else None,
        last_band_until=_remembered_until(last, given),
        sent_to=reading.period_end if reading.from_council else None,
        beside=beside,
        bands=bands or {},
    )


def _judged(reading: Reading, measure: Measure, source: NationalMeasure, given: Sent) -> str:
    state = state_of(reading, measure, source, given.book)
    fresh = given.day <= fresh_until(reading, measure, given.book)
    return state if fresh or state not in {SCORED, *SENT_UNSCORED} else STALE


def _due(measure: Measure, given: Sent) -> date:
    """The Sunday for which the newest return owes the measure."""
    blocks, last = given.book.calendar.blocks, given.last_return or date.min
    return blocks.due(last) if blocks and measure.asked is Asked.BLOCK and given.returns else last


def _last_figure(measure: Measure, source: NationalMeasure, rows: Iterable[Reading], given: Sent) -> Reading | None:
    """The last figure a council ever gave within the days that are remembered, also one that it took back or called
    not submitted afterwards: taking a figure back never helps."""
    first = given.day - timedelta(days=given.book.second.last_band_within_days)
    figures = [r for r in _usable(rows) if r.period_end >= first and _shows(r, measure, source, given)]
    return max(figures, key=_newest, default=None)


def _shows(reading: Reading, measure: Measure, source: NationalMeasure, given: Sent) -> bool:
    return state_of(replace(reading, withdrawn=False), measure, source, given.book) == SCORED


def _bands(measure: Measure, source: NationalMeasure, rows: Iterable[Reading], given: Sent) -> dict[date, int]:
    """The band of each period whose last row is a figure."""
    scored = [r for r in latest_versions(rows) if state_of(r, measure, source, given.book) == SCORED]
    return {r.period_end: band for r in sorted(scored, key=_newest) if (band := band_of(r, measure, source))}


def _own_used_to(measure: Measure, own: Iterable[Reading], published: Iterable[Reading], given: Sent) -> date | None:
    """The last day by now on which a council's own figure stood in for a publication; None when none ever did."""
    spans = [(_known_from(p), fresh_until(p, measure, given.book)) for p in published]
    used: list[date] = []
    for figure in _usable(own):
        begins, ends = _known_from(figure), min(fresh_until(figure, measure, given.book), given.day)
        days = [ends, *(begin - DAY for begin, _ in spans)]
        used += [d for d in days if begins <= d <= ends and not any(a <= d <= b for a, b in spans)]
    return max(used, default=None)


def _known_from(reading: Reading) -> date:
    return max(reading.period_end, day_of(reading.recorded_at))


def _usable(rows: Iterable[Reading]) -> list[Reading]:
    return sorted((r for r in rows if r.status in USABLE), key=_newest)


def _until(reading: Reading | None, measure: Measure, given: Sent) -> date | None:
    return fresh_until(reading, measure, given.book) if reading else None


def _remembered_until(reading: Reading | None, given: Sent) -> date | None:
    return reading.period_end + timedelta(days=given.book.second.last_band_within_days) if reading else None


def _newest(reading: Reading) -> tuple[date, tuple[object, ...]]:
    return reading.period_end, reading.received
