"""What a figure that is not there counts as, and what the level could be if it came (METHOD 2, rule 6)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pressure.domain.measures import Measure, Missing
from pressure.domain.rating.choosing import Known
from pressure.domain.rating.figures import SENT_UNSCORED
from pressure.domain.rating.points import Bands, Key, Scale, figures_of, level_unsettled, scale_of
from pressure.domain.rating.results import Step
from pressure.domain.rulebook import Rulebook


def counted_as(known: Known, book: Rulebook) -> int | None:
    """The band of a measure that is not there: the higher of the rule's and the last it had, or the highest of all.
    None for a figure that is there, is left out, or without which there is no level."""
    if known.scored or known.left_out or known.measure.core:
        return None
    if known.measure.when_missing is Missing.BAND_4:
        return len(book.levels)
    least = book.second.worst_known_at_least
    return max(least, known.last_band or least)


def counts_until(known: Known, book: Rulebook) -> date | None:
    """The last day on which a missing figure counts as it does: for the band it last had, or because the council's own
    figure stood in for a publication. None when it counts so without end."""
    if counted_as(known, book) is None:
        return None
    least = book.second.worst_known_at_least
    higher = (known.last_band or least) > least
    ends = (known.last_band_until if higher else None, known.own_used_until)
    return min((day for day in ends if day is not None), default=None)


def if_missing(given: Iterable[Known], measures: Sequence[Measure], book: Rulebook) -> tuple[int, int]:
    """The level by figures before settling with every missing figure in the best band, and in the worst. What was sent
    and is too few stays out."""
    of = [k for k in given if k.state not in SENT_UNSCORED]
    best, worst = ({k.measure.id: k.band or band for k in of} for band in (1, len(book.levels)))
    return level_unsettled(measures, best, book), level_unsettled(measures, worst, book)


def single_steps(measures: Sequence[Measure], bands: Bands, fresh: Iterable[str], book: Rulebook) -> Iterator[Step]:
    """Moves of one fresh figure by one band that would by themselves give another level before settling."""
    scale = scale_of(measures, book)
    found: list[Step] = scale.remembered(_single_steps, scale.key(bands), frozenset(fresh))
    return iter(found)


def _single_steps(scale: Scale, key: Key, fresh: frozenset[str]) -> list[Step]:
    bands, book, found = scale.bands(key), scale.book, []
    now = scale.remembered(figures_of, key).decided.level
    for measure in scale.measures:
        for to in (bands[measure.id] - 1, bands[measure.id] + 1) if measure.id in fresh else ():
            if 1 <= to <= len(book.levels):
                level = scale.remembered(figures_of, scale.key({**bands, measure.id: to})).decided.level
                if level != now:
                    found.append(Step(measure_id=measure.id, to_band=to, level=level))
    return found
