"""Which reading of a measure counts (METHOD 2, rule 2), and what was last known of it (rule 6)."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pressure.domain.measures import Asked, Measure, Missing
from pressure.domain.national import From
from pressure.domain.rating.confirming import ITEM
from pressure.domain.rating.figures import MISSING, NOT_SUBMITTED, SCORED, SENT_UNSCORED
from pressure.domain.rating.gathered import ENDED, Figure, Sent
from pressure.domain.rating.once import once
from pressure.domain.readings import REGISTER_CONFIRMED, USABLE, Reading
from pressure.domain.rulebook import Rulebook

DAY = timedelta(days=1)
COUNTS_AS_HIGH = frozenset({Missing.WORST_KNOWN, Missing.BAND_4})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one measure on a day: the figure that counts, or the latest there is, and what it is worth
    when it cannot be scored. `beside` is the council's own newer figure next to a publication that counts."""

    measure: Measure
    state: str
    figure: Figure | None = None
    last: Figure | None = None
    last_band_until: date | None = None
    own_used_until: date | None = None
    sent_to: date | None = None
    beside: Reading | None = None

    @once
    def scored(self) -> bool:
        return self.state == SCORED

    @property
    def reading(self) -> Reading | None:
        """The public figure."""
        return self.figure.reading if self.figure else None

    @once
    def band(self) -> int | None:
        """The band of a figure that can be scored."""
        return self.figure.band if self.figure and self.scored else None

    @once
    def last_band(self) -> int | None:
        """The band it last had within the days that are remembered."""
        return self.last.band if self.last else None

    @property
    def fresh_until(self) -> date | None:
        return self.figure.fresh_until if self.figure else None

    @once
    def left_out(self) -> bool:
        """Neither scored nor missing with a band: it shrinks the maximum and the set."""
        missing = not self.scored and self.measure.when_missing is Missing.LEFT_OUT
        return self.state in SENT_UNSCORED or missing


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was found of a measure, from and to which day it stays so with no new row of it, while the newest return
    owes it for the same Sunday."""

    known: Known
    owed: date | None
    first: date
    last: date


def known(measure: Measure, given: Sent) -> Known:
    """What counts of one measure: a fresh publication where the nation says so, else the council's own figure. What was
    found of it is kept, and what was found before that: a rating looks ahead to the day on which it ends."""
    owed = _owed(measure, given)
    before: tuple[_Kept, ...] = given.gathered.kept.get(measure.id, ())
    for kept in before:
        if kept.owed == owed and kept.first <= given.day <= kept.last:
            return kept.known
    found = _known(measure, given)
    given.gathered.kept[measure.id] = (_Kept(found, owed, given.day, _stays_so_until(found, given)), *before[:1])
    return found


def _known(measure: Measure, given: Sent) -> Known:
    own = given.own(measure)
    if not _by_publication(measure, given):
        return _own(measure, own, given)
    published = given.published(measure)
    for figure in reversed(published):
        if figure.judged(given.day) == SCORED:
            later = (f for f in reversed(own) if f.usable and f.period_end >= figure.period_end)
            beside = next((f.reading for f in later if f.fresh_until >= given.day and not f.received.withdrawn), None)
            return Known(measure=measure, state=SCORED, figure=figure, beside=beside)
    until = _stands_in_until(own, published, given)
    if until is not None and given.day <= until:
        return replace(_own(given.gathered.standing_in(measure), own, given), own_used_until=until)
    latest = published[-1] if published else None
    return Known(measure=measure, state=latest.judged(given.day) if latest else MISSING, figure=latest)


def _stays_so_until(found: Known, given: Sent) -> date:
    """The last day on which the same is found: until a figure goes out of date or out of memory, or a period ends.
    Where a council's own figure could stand in for a publication, what is found is kept only while it does and is
    scored: the day until which it may do so only moves on."""
    own, published = given.gathered.figures(found.measure)
    if own and _by_publication(found.measure, given) and (found.own_used_until is None or not found.scored):
        return given.day
    ends = [found.fresh_until, found.last_band_until, found.own_used_until]
    for figures in (own, published):
        ended = bisect_right(figures, given.day, key=ENDED)
        ends += [figure.period_end - DAY for figure in figures[ended : ended + 1]]
    return min((day for day in ends if day is not None and day >= given.day), default=date.max)


def _by_publication(measure: Measure, given: Sent) -> bool:
    return given.nation.source_of(measure.id).comes_from is From.PUBLICATION


def _own(measure: Measure, figures: Sequence[Figure], given: Sent) -> Known:
    """The last received row of the latest period decides. Where a missing figure counts as high, a return without its
    row is one that did not send it; a core measure keeps its last fresh figure."""
    newest = figures[-1] if figures else None
    last = _last_figure(figures, given)
    if newest is None:
        state = MISSING
    elif measure.when_missing in COUNTS_AS_HIGH and newest.period_end < _due(measure, given.returns[-1], given.book):
        state = NOT_SUBMITTED
    else:
        state = newest.judged(given.day)
    remembered = timedelta(days=given.book.second.last_band_within_days)
    return Known(
        measure=measure,
        state=state,
        figure=newest,
        last=last,
        last_band_until=last.period_end + remembered if last else None,
        sent_to=newest.period_end if newest and state in {SCORED, *SENT_UNSCORED} else None,
    )


def _due(measure: Measure, last: date, book: Rulebook) -> date:
    """The Sunday for which the newest return owes the measure."""
    blocks = book.calendar.blocks
    return blocks.due(last) if blocks and measure.asked is Asked.BLOCK else last


def _owed(measure: Measure, given: Sent) -> date | None:
    """The same where it can make a difference: of a figure of the council's own that counts as high when it is not
    sent, or that stands in for a publication."""
    if given.last_return is None or not given.gathered.figures(measure)[0]:
        return None
    can = measure.when_missing in COUNTS_AS_HIGH or _by_publication(measure, given)
    return _due(measure, given.last_return, given.book) if can else None


def _last_figure(figures: Sequence[Figure], given: Sent) -> Figure | None:
    """The last figure a council ever gave within the days that are remembered, also one that it took back or called
    not submitted afterwards: taking a figure back never helps."""
    first = given.day - timedelta(days=given.book.second.last_band_within_days)
    for figure in reversed(figures):
        if figure.period_end < first:
            return None
        if figure.state_if_kept == SCORED:
            return figure
    return None


def _stands_in_until(own: Sequence[Figure], published: Sequence[Figure], given: Sent) -> date | None:
    """Until when a council's own figure stands in for a publication, from the last day by now on which it did; None
    when it never did."""
    if not own:
        return None
    remembered = timedelta(days=given.book.second.worst_known_for_days_after_own_use)
    spans = [(p.known_from, p.fresh_until) for p in published]
    used = date.min
    for figure in reversed(own):
        begins, ends = figure.known_from, min(figure.fresh_until, given.day)
        if figure.usable and ends > used:
            days = [ends, *(begin - DAY for begin, _ in spans)]
            fit = (d for d in days if begins <= d <= ends and not any(a <= d <= b for a, b in spans))
            used = max(used, max(fit, default=used))
    return used + remembered if used > date.min else None


def as_corrected(rows: Iterable[tuple[Reading, bool]]) -> tuple[list[Reading], bool]:
    """The rows that a rating knew, with the figures that have replaced theirs since; and whether there are any.
    `rows` are those known now, each with whether the rating knew it. A figure that first came later is left out: it
    counts from when it came. A figure taken back stays, and so does an answer about the register, or the level could
    be lower than with what had been received (rule 2)."""
    every = list(rows)
    figures = {row.key for row, known in every if known and _figure(row)}
    later = [row for row, known in every if not known and row.key in figures and _figure(row)]
    return [*(row for row, known in every if known), *later], bool(later)


def _figure(row: Reading) -> bool:
    usable = row.status in USABLE and not row.withdrawn
    return usable and row.measure_id != REGISTER_CONFIRMED and not row.measure_id.startswith(ITEM)
