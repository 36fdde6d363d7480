"""Disclosure control: what may be printed of a figure that counts people (METHOD, Disclosure control)."""

from dataclasses import dataclass, replace
from fractions import Fraction

from pressure.domain.measures import UNIT_BASE, Measure, Unit
from pressure.domain.rating.reasons import Reason
from pressure.domain.readings import NO_POPULATION, Reading
from pressure.domain.rulebook import DisclosureRule, Rulebook

SUPPRESSED = "[c]"
PEOPLE = "people"
NOT_ABOUT_PEOPLE = frozenset({"percent", "hours_a_week"})  # of context figures: posts and hours
RATIO, MEDIAN = "weeks", "days"  # of context figures: a count over another, and a median of so many people
SMALLEST_BASE = Fraction(45, 2)
"""Over fewer people than this neither a ratio nor a median is shown (METHOD, Context)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What may be shown of one figure. `marker` is "[c]" where it is withheld; the band is always public."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: int | None = None
    to_worse: Fraction | None = None
    to_better: Fraction | None = None
    marker: str = ""


def rounded_count(count: Fraction, rule: DisclosureRule) -> Fraction | None:
    """None when the count is too small to print, else the nearest multiple, halves upward.

    Also None when rounding lands on or below the limit (7.2 to 5): that 5 would reveal the count.
    """
    rounded = Fraction(rule.round_to * int(count / rule.round_to + Fraction(1, 2)))
    return None if min(count, rounded) <= rule.suppress_at_or_below else rounded


def exactly(reason: Reason) -> Shown:
    """The figure as known, for officers and for the command line."""
    reading = reason.reading
    return Shown(
        value=reason.value,
        numerator=reading.count if reading else None,
        denominator=reading.denominator if reading else None,
        to_worse=reason.to_worse,
        to_better=reason.to_better,
        marker=reading.marker if reading else "",
    )


def in_public(reason: Reason, rulebook: Rulebook) -> Shown:
    """The figure as anyone may see it: band only, rounded from the rounded count, or as officially published."""
    measure, reading = reason.measure, reason.reading
    if rulebook.family(measure.family).band_only_in_public:
        return Shown(marker=SUPPRESSED if reason.value is not None or reason.state == NO_POPULATION else "")
    if reading is None or not (measure.about_people and reading.from_council):
        return exactly(reason)
    return _from_rounded(reason, rulebook)


def context_in_public(reading: Reading, unit: str, rule: DisclosureRule) -> Shown:
    """A figure that is never scored, as anyone may see it: of a publication the value its page prints. What a council
    returns as a count of people is rounded or withheld like any other. A ratio is that of the rounded counts, and a
    median is in whole days. A rate, ratio or median typed without the counts is withheld: nobody can tell what lies
    behind it."""
    given = Shown(
        value=None if reading.value is None else Fraction(reading.value),
        numerator=reading.count,
        denominator=reading.denominator,
        marker=reading.marker,
    )
    if not reading.from_council:
        return replace(given, value=reading.in_unit(unit))
    if unit in NOT_ABOUT_PEOPLE or given == Shown(marker=reading.marker):
        return given
    if unit in {RATIO, MEDIAN}:
        return _over_people(given, unit, rule)
    count, below = _rounded(given.numerator, rule), _rounded(given.denominator, rule)
    value = _rounded(given.value, rule) if unit == PEOPLE else None if unit in UNIT_BASE else given.value
    hidden = (count, below, value).count(None) > (given.numerator, given.denominator, given.value).count(None)
    return Shown(
        value=value,
        numerator=count,
        denominator=int(below) if below else None,
        marker=SUPPRESSED if hidden else reading.marker,
    )


def _over_people(given: Shown, unit: str, rule: DisclosureRule) -> Shown:
    """A ratio or a median, in whole weeks or days, where it is of enough people."""
    count, below = _rounded(given.numerator, rule), _rounded(given.denominator, rule)
    shown = count / below if unit == RATIO and count and below else given.value if unit == MEDIAN else None
    if shown is None or below is None or below < SMALLEST_BASE:
        return Shown(marker=SUPPRESSED)
    return Shown(
        value=Fraction(int(shown + Fraction(1, 2))), numerator=count, denominator=int(below), marker=given.marker
    )


def rounded_in_public(reading: Reading, *, about_people: bool) -> bool:
    """Whether a figure goes through rounding before anyone sees it, whatever comes out: a count of 40 that is printed
    as 40 is marked like one of 41, else the mark would tell them apart."""
    sent = reading.numerator is not None or reading.value is not None
    return reading.value_is_rounded or (about_people and reading.from_council and sent)


def _rounded(count: Fraction | int | None, rule: DisclosureRule) -> Fraction | None:
    return None if count is None else rounded_count(Fraction(count), rule)


def _from_rounded(reason: Reason, rulebook: Rulebook) -> Shown:
    measure, reading = reason.measure, reason.reading
    if reading is None or reading.count is None:
        return Shown(marker=reading.marker if reading else "")
    rule = rulebook.disclosure
    count = rounded_count(reading.count, rule)
    if not reading.denominator:
        return _count_alone(count, reading, measure)
    people_below = measure.unit.value == "percent"
    below = rounded_count(Fraction(reading.denominator), rule) if people_below else Fraction(reading.denominator)
    if count is None or not below:
        return Shown(marker=SUPPRESSED)
    spread = Fraction(rule.round_to, 2) if people_below else Fraction(0)
    if _near_an_edge(measure, count, below, spread, rule):
        return Shown(marker=SUPPRESSED)
    value = count / below * UNIT_BASE[measure.unit]
    above, own = measure.edges.get((reason.band or 0) + 1), measure.edges.get(reason.band or 0)
    return Shown(
        value=value,
        numerator=count,
        denominator=int(below),
        marker=reading.marker,
        to_worse=above.value - value if above and reason.band else None,
        to_better=value - own.value if own else None,
    )


def _count_alone(count: Fraction | None, reading: Reading, measure: Measure) -> Shown:
    """A count for which no rate can be worked out, because the number of adults is not known."""
    if measure.unit is not Unit.PER_100K:
        return Shown(marker=reading.marker)
    return Shown(numerator=count, marker=SUPPRESSED if count is None else reading.marker)


def _near_an_edge(measure: Measure, count: Fraction, below: Fraction, spread: Fraction, rule: DisclosureRule) -> bool:
    """Whether the number and its band, printed together, would say more than the rounding leaves open: then only
    the band is printed (docs/adr/0002). One more rounding step on each side keeps what is withheld wide as well."""
    reach = rule.round_to * Fraction(3, 2)
    base = UNIT_BASE[measure.unit]
    low, high = (count - reach) / (below + spread) * base, (count + reach) / (below - spread) * base
    return any(low < edge.value < high for edge in measure.edges.values())
