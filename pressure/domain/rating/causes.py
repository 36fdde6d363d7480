"""What moved a level: figures, rules, both, or a correction of the past. A pure function of ratings and the rules."""

from dataclasses import dataclass
from enum import StrEnum

from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.national import Nation
from pressure.domain.rating.figures import band_of
from pressure.domain.rating.points import level_unsettled
from pressure.domain.rating.results import Previous, Rating, Reason
from pressure.domain.rules_history import Rules


class Moved(StrEnum):
    """What a change of a level comes from."""

    NOTHING = "nothing"
    FIGURES = "figures"
    RULES = "rules"
    BOTH = "both"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved the level by figures before settling, and what the newer figures would give by the rules before."""

    moved: Moved
    level_by_rules_before: int | None


def cause_of_change(before: Previous, after: Rating, rules: Rules, published: Previous | None = None) -> Cause:
    """Compare the newer figures under both rules: missing figures and evidence are taken as they were judged. A rating
    by version 1 of the method kept no level before settling: whatever follows it, the rules moved it. Where the rating
    before was `published` at another level by figures than it is now believed to have had, the correction moved what no
    rule did."""
    found = _cause(before, after, rules)
    if published is None or published.settled.level in {before.settled.level, after.settled.level}:
        return found
    if found.moved in {Moved.NOTHING, Moved.FIGURES}:
        return Cause(Moved.CORRECTION, found.level_by_rules_before)
    return found


def _cause(before: Previous, after: Rating, rules: Rules) -> Cause:
    then = level_by_rules_before(before, after, rules)
    if before.level_unsettled == after.level_unsettled:
        return Cause(Moved.NOTHING, then)
    if then == after.level_unsettled:
        return Cause(Moved.FIGURES, then)
    return Cause(Moved.RULES if then == before.level_unsettled else Moved.BOTH, then)


def level_by_rules_before(before: Previous, after: Rating, rules: Rules) -> int | None:
    """The level of the newer figures, before settling, by the rules of the older rating; None where there is none, or
    those were rules of version 1."""
    if after.level_unsettled is None or before.rules_of is None:
        return None
    book = rules.as_known_on(before.rules_of).in_force(day_of(before.rated_at or before.slot))
    if book.weeks is None:
        return None
    if book is rules.in_force(day_of(after.rated_at)):
        return after.level_unsettled
    measures, nation = book.set_of(after.nation_code), book.nation(after.nation_code)
    told, bands = {r.measure.id: r for r in after.reasons}, {}
    for measure in measures:
        reason = told.get(measure.id)
        band = _band(reason, measure, nation) if reason else None
        if band:
            bands[measure.id] = band
    return level_unsettled(measures, bands, book)


def _band(reason: Reason, measure: Measure, nation: Nation) -> int | None:
    """The band of a figure that counts by the rule of a measure; of one that is missing what it was judged to be."""
    if not reason.scored or reason.reading is None:
        return reason.missing_counted_as
    return band_of(reason.reading, measure, nation.source_of(measure.id))
