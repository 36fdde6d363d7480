"""Official figures of one place: what publications say, the newest of each measure on its bands, and their past. A
count of bands is made of them, never a level."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from pressure.domain.measures import Cadence, ContextMeasure, Measure
from pressure.domain.national import NationalMeasure
from pressure.domain.rating.figures import SCORED, STALE, band_of, fresh_until, state_of, value_of
from pressure.domain.rating.rounding import public_figure
from pressure.domain.readings import Reading, latest_versions
from pressure.domain.rulebook import Rulebook

HIGHEST_BANDS = 2
"""How many of the bands, from the highest down, are counted."""
YEARS_SHOWN = 3
MONTHS_COMPARED = 12
DAYS_APART = 3
"""By how many days "a year before" may be off: months have different ends."""
NEARLY_ALL = Fraction(9, 10)
"""Which part of a nation's bodies a source must hold before their sum is said of the nation."""

BESIDE = ("ctx_discharged_late", "ctx_health_board_delays", "ctx_home_care_waiting", "ctx_home_care_part_waiting")
"""Figures that are never scored and stand with the others: what a nation publishes besides what is on our bands."""
SHARED = frozenset({"ctx_health_board_delays"})
"""Figures of an area that several bodies share, each of which is shown the whole."""
UNSCORED = "context"
Valued = tuple[Reading, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period of one measure by one source, in the measure's unit."""

    first: date
    last: date
    value: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The newest figure of a measure with what it is read beside. `state` is scored, stale, context, or why it has no
    band; `past` are its source's figures of the last years, oldest first, itself the last."""

    measure: Measure | ContextMeasure
    reading: Reading
    value: Fraction
    state: str
    band: int | None
    until: date
    past: tuple[Point, ...]

    @property
    def period(self) -> tuple[str, date, str]:
        """What the same figure of another place has in common with it."""
        return self.measure.id, self.reading.period_end, self.reading.source_id

    @property
    def year_before(self) -> Point | None:
        """The same figure a year earlier."""
        wanted = self.reading.period_end - timedelta(days=365)
        near = [p for p in self.past if abs((p.last - wanted).days) <= DAYS_APART]
        return near[-1] if near else None

    @property
    def months_lower(self) -> tuple[int, int] | None:
        """In how many of the twelve months before it was lower, of how many with a figure; None for what is not
        monthly or has no months before it."""
        if self.reading.cadence is not Cadence.MONTHLY:
            return None
        since = self.reading.period_end - timedelta(days=366 + DAYS_APART)
        before = [p for p in self.past[:-1] if p.last > since][-MONTHS_COMPARED:]
        return (sum(p.value < self.value for p in before), len(before)) if before else None


def official_figures(readings: Iterable[Reading], book: Rulebook, nation_code: str, day: date) -> tuple[Official, ...]:
    """The measures of a nation for which a publication has a figure by a day, in the order of the rules."""
    nation = book.nation(nation_code)
    ended = [r for r in latest_versions(readings) if r.period_end <= day and not r.from_council and not r.withdrawn]
    found = []
    for general in book.measures:
        measure = nation.own(general)
        if measure is not None:
            own = [r for r in ended if r.measure_id == measure.id]
            found.append(_newest(own, measure, nation.source_of(measure.id), book, day))
    for beside in (c for c in book.context if c.id in BESIDE):
        found.append(_newest_beside([r for r in ended if r.measure_id == beside.id], beside, book, day))
    return tuple(official for official in found if official is not None)


def official_history(readings: Iterable[Reading], book: Rulebook, nation_code: str, day: date) -> tuple[Official, ...]:
    """Every figure of those measures by every source, oldest first: each with the band that it had by the rules of
    now, however old it is."""
    nation = book.nation(nation_code)
    scored = {m.id: own for m in book.measures if (own := nation.own(m))}
    beside = {c.id: c for c in book.context if c.id in BESIDE}
    found: list[Official] = []
    for reading in latest_versions(readings):
        if reading.from_council or reading.withdrawn or reading.period_end > day:
            continue
        newest: Official | None = None
        if measure := scored.get(reading.measure_id):
            newest = _newest([reading], measure, nation.source_of(measure.id), book, reading.period_end)
        elif context := beside.get(reading.measure_id):
            newest = _newest_beside([reading], context, book, reading.period_end)
        found += [newest] if newest else []
    return tuple(sorted(found, key=lambda f: (f.measure.id, f.reading.source_id, f.reading.period_end)))


def _newest(
    own: Sequence[Reading], measure: Measure, source: NationalMeasure, book: Rulebook, day: date
) -> Official | None:
    """The newest figure that can have a band, as a rating takes it, else the newest. Of two sources the one received
    last; its past is its own."""
    public = [public_figure(reading, measure, book.disclosure) for reading in own]
    valued = [(p, v) for p in public if (v := _value(p, measure, source)) is not None]

    if not valued:
        return None
    scored = [pair for pair in valued if _state(pair[0], measure, source, book, day) == SCORED]
    newest, value = max(scored or valued, key=_newer)
    state = _state(newest, measure, source, book, day)
    return Official(
        measure=measure,
        reading=newest,
        value=value,
        state=state,
        band=band_of(newest, measure, source) if state == SCORED else None,
        until=fresh_until(newest, measure, book),
        past=_past(valued, newest),
    )


def _state(reading: Reading, measure: Measure, source: NationalMeasure, book: Rulebook, day: date) -> str:
    """As a rating has it."""
    state = state_of(reading, measure, source, book)
    return STALE if state == SCORED and fresh_until(reading, measure, book) < day else state


def _newest_beside(own: Sequence[Reading], context: ContextMeasure, book: Rulebook, day: date) -> Official | None:
    """The same of a figure that is never scored."""
    valued = [(reading, v) for reading in own if (v := reading.in_unit(context.unit)) is not None]
    if not valued:
        return None
    newest, value = max(valued, key=_newer)
    until = newest.period_end + timedelta(days=book.freshness.limit(newest.cadence, context.family))
    return Official(
        measure=context,
        reading=newest,
        value=value,
        state=STALE if until < day else UNSCORED,
        band=None,
        until=until,
        past=_past(valued, newest),
    )


def _newer(valued: Valued) -> tuple[date, tuple[datetime, int, int], str]:
    return valued[0].period_end, valued[0].received, valued[0].source_id


def _past(valued: Iterable[Valued], newest: Reading) -> tuple[Point, ...]:
    """The figures of its source in the last years, oldest first, itself the last."""
    since = newest.period_end.replace(day=1) - timedelta(days=366 * YEARS_SHOWN)
    own = (
        Point(first=r.period_start, last=r.period_end, value=v)
        for r, v in valued
        if r.source_id == newest.source_id and r.period_end > since
    )
    return tuple(sorted(own, key=lambda p: p.last))


def _value(reading: Reading, measure: Measure, source: NationalMeasure) -> Fraction | None:
    if reading.in_unit(measure.unit) is None or reading.denominator == 0:
        return None
    return value_of(reading, measure, source)


def count_high(bands: Iterable[int | None], book: Rulebook) -> tuple[int, int]:
    """How many figures are in the two highest bands, and how many have a band; `bands` has one of each figure."""
    banded = [band for band in bands if band is not None]
    return sum(band > len(book.levels) - HIGHEST_BANDS for band in banded), len(banded)


def together(
    readings: Iterable[Reading], book: Rulebook, nation_code: str, bodies: int
) -> dict[tuple[str, str], tuple[Point, ...]]:
    """The figures of all bodies of a nation together, by measure and source, oldest first: worked out from the counts
    behind theirs, for periods of which nearly all have one. A figure that several share counts once."""
    groups: dict[tuple[str, str, date], list[Reading]] = {}
    for reading in latest_versions(readings):
        if reading.count is not None and reading.denominator and not reading.from_council and not reading.withdrawn:
            groups.setdefault((reading.measure_id, reading.source_id, reading.period_end), []).append(reading)
    found: dict[tuple[str, str], tuple[Point, ...]] = {}
    for (measure_id, source_id, last), own in sorted(groups.items()):
        if len(own) < NEARLY_ALL * bodies:
            continue
        valued = _valued(own, book, nation_code, measure_id)
        if adults := sum(below for below, _ in valued):
            value = sum((below * v for below, v in valued), Fraction()) / adults
            point = Point(first=min(r.period_start for r in own), last=last, value=value)
            found[measure_id, source_id] = (*found.get((measure_id, source_id), ()), point)
    return found


def _valued(own: Iterable[Reading], book: Rulebook, nation_code: str, measure_id: str) -> list[tuple[int, Fraction]]:
    """What each figure is out of, and the figure: of a measure as the nation has it, or of one that is never scored."""
    nation, measure = book.nation(nation_code), measure_shown(book, nation_code, measure_id)
    if isinstance(measure, ContextMeasure):
        # A health board's figure stands at each council that it serves: the same people out of the same adults.
        once = {(r.count, r.denominator): r for r in own}.values() if measure.id in SHARED else own
        return [(r.denominator or 0, v) for r in once if (v := r.in_unit(measure.unit)) is not None]
    if measure is None:
        return []
    source = nation.source_of(measure_id)
    return [(r.denominator or 0, v) for r in own if (v := _value(r, measure, source)) is not None]


def measure_shown(book: Rulebook, nation_code: str, measure_id: str) -> Measure | ContextMeasure | None:
    """A measure as a nation has it, or one that stands beside; None for any other."""
    if measure := book.measure_in(nation_code, measure_id):
        return measure
    return next((c for c in book.context if c.id == measure_id and c.id in BESIDE), None)
