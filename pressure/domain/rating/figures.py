"""What one public reading says: whether it can be scored, its value in the measure's unit, its band, and for how long
it may be used (METHOD 2, rules 2 and 3)."""

from datetime import date, timedelta
from fractions import Fraction

from pressure.domain.calendar import whole_weeks
from pressure.domain.measures import Measure, Unit
from pressure.domain.national import NationalMeasure
from pressure.domain.readings import NO_POPULATION, USABLE, Reading, Status
from pressure.domain.rulebook import Rulebook

SCORED, MISSING, STALE, WITHDRAWN = "scored", "missing", "stale", "withdrawn"
NOT_SUBMITTED, REFUSED = Status.NOT_SUBMITTED.value, Status.REFUSED.value
TOO_FEW, NONE_OF_NONE, DOES_NOT_APPLY = "too_few", "none_of_none", "does_not_apply"
NO_COUNTS, TOO_SHORT, LOW_COVERAGE = "no_counts", "too_short", "low_coverage"
MAY_BE_COUNTED = USABLE | {Status.NOT_APPLICABLE}
SENT_UNSCORED = frozenset({TOO_FEW, NONE_OF_NONE, DOES_NOT_APPLY})
"""Sent, and out of points and maximum: nobody can make a figure of so few."""


def state_of(reading: Reading, measure: Measure, source: NationalMeasure, book: Rulebook) -> str:
    """SCORED, or why the reading cannot be, its age apart."""
    return WITHDRAWN if reading.withdrawn else state_if_kept(reading, measure, source, book)


def state_if_kept(reading: Reading, measure: Measure, source: NationalMeasure, book: Rulebook) -> str:
    """The same, whether or not it was taken back afterwards."""
    if reading.status is Status.NOT_APPLICABLE and measure.may_not_apply:
        return DOES_NOT_APPLY
    if _counted_without_adults(reading, measure):
        return NO_POPULATION
    if reading.status not in USABLE:
        return reading.status.value
    if reading.denominator == 0:
        return REFUSED if reading.numerator else NONE_OF_NONE
    return _without_a_value(reading) or _too_little(reading, measure, source, book) or SCORED


def _counted_without_adults(reading: Reading, measure: Measure) -> bool:
    """A count for a place whose number of adults is not known: it applies there all the same, and only gives no rate,
    whatever its sender called it."""
    return (
        measure.unit is Unit.PER_100K
        and reading.status in MAY_BE_COUNTED
        and reading.numerator is not None
        and reading.denominator is None
        and reading.value is None
    )


def _without_a_value(reading: Reading) -> str | None:
    return None if (reading.numerator is not None and reading.denominator) or reading.value is not None else NO_COUNTS


def _too_little(reading: Reading, measure: Measure, source: NationalMeasure, book: Rulebook) -> str | None:
    rule, blocks = book.evidence, book.calendar.blocks
    least = rule.too_few_below.get(measure.counted)
    if measure.unit is Unit.PERCENT and least and reading.denominator is not None and reading.denominator < least:
        return TOO_FEW
    if reading.providers is not None and reading.providers < rule.providers_at_least:
        return TOO_FEW
    if measure.mean_week and blocks and weeks_counted(reading) < blocks.weeks_counted_at_least:
        return TOO_SHORT
    share = source.coverage_percent_at_least
    if share and not reading.from_council and (reading.coverage is None or 100 * reading.coverage < share):
        return LOW_COVERAGE
    return None


def weeks_counted(reading: Reading) -> int:
    """How many whole weeks the period of a reading has."""
    return whole_weeks(reading.period_start, reading.period_end)


def value_of(reading: Reading, measure: Measure, source: NationalMeasure) -> Fraction | None:
    """The value in the measure's unit, exactly: of a block as its mean week, of a publication that holds only a part
    of all divided by that part."""
    value = reading.exact(measure.unit)
    if value is not None and measure.mean_week and weeks_counted(reading):
        value /= weeks_counted(reading)
    if value is not None and source.coverage_percent_at_least and not reading.from_council and reading.coverage:
        value /= reading.coverage
    return value


def band_of(reading: Reading, measure: Measure, source: NationalMeasure) -> int | None:
    """The band of a figure, 1 when it reaches no edge; None without a value. On an edge it takes the higher band."""
    value = value_of(reading, measure, source)
    if value is None:
        return None
    return band_at(measure, value, reading.count)


def band_at(measure: Measure, value: Fraction, people: Fraction | None = None) -> int:
    """The band that a value in the measure's unit has by itself, or with a number of people."""
    return max((band for band, edge in measure.edges.items() if edge.met_by(value, people)), default=1)


def fresh_until(reading: Reading, measure: Measure, book: Rulebook) -> date:
    """The last day on which a reading may be scored. An overdue publication keeps longer, a repeated or estimated
    figure of a return no longer than the rules say."""
    rule = book.freshness
    days = rule.limit(reading.cadence, measure.family) + (rule.overdue_extra_days if reading.overdue else 0)
    if reading.from_council and reading.status is Status.ESTIMATED:
        days = min(days, rule.estimated_days)
    return reading.period_end + timedelta(days=days)


def few_expected(measure: Measure, adults: int, book: Rulebook) -> bool:
    """Whether a place is so small that a figure of too few is to be expected; elsewhere a loader holds it."""
    expected = Fraction(measure.expected_per_100k_adults or 0) * adults / 100_000
    return measure.expected_per_100k_adults is not None and expected < book.evidence.too_few_expected_below
