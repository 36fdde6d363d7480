"""What may be printed of a figure that is never scored, and of any that is not about people (METHOD 2, rule 1)."""

from dataclasses import dataclass, replace
from fractions import Fraction

from pressure.domain.measures import UNIT_BASE
from pressure.domain.rating.rounding import nearest, public_figure
from pressure.domain.readings import Reading
from pressure.domain.rulebook import DisclosureRule, Rulebook

SUPPRESSED = "[c]"
PEOPLE = "people"
NOT_ABOUT_PEOPLE = frozenset({"percent", "hours_a_week"})
"""Units of context figures that count posts and hours."""
RATIO, MEDIAN = "weeks", "days"
"""Units of context figures that are a count over another, and a median of so many people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What may be shown of one figure. `marker` is "[c]" where it is withheld."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: int | None = None
    marker: str = ""


def context_in_public(reading: Reading, unit: str, rule: DisclosureRule) -> Shown:
    """Of a publication the value its page prints. What a council returns as a count of people is rounded like any
    other. A ratio is that of the rounded counts, and a median is in whole days; both are withheld where they are of too
    few. A rate, ratio or median typed without the counts is withheld: nobody can tell what lies behind it."""
    value, marker = None if reading.value is None else Fraction(reading.value), reading.marker
    if not reading.from_council:
        value = reading.in_unit(unit)
    count, below = reading.count, reading.denominator
    if not reading.from_council or unit in NOT_ABOUT_PEOPLE or (count, below, value) == (None, None, None):
        return Shown(value=value, numerator=count, denominator=below, marker=marker)
    if unit in {RATIO, MEDIAN}:
        return _over_people(reading, unit, rule)
    typed = unit in UNIT_BASE and value is not None
    return Shown(
        value=_rounded(value, rule) if unit == PEOPLE else None if typed else value,
        numerator=_rounded(count, rule),
        denominator=_whole(_rounded(below, rule)),
        marker=SUPPRESSED if typed else marker,
    )


def same_in_public(one: Reading, other: Reading, book: Rulebook) -> bool:
    """Whether two readings of the same period show the same to everybody."""
    if (one.status, one.period_start) != (other.status, other.period_start):
        return False
    measure = book.measure(one.measure_id)
    if measure is not None:
        first, second = (public_figure(reading, measure, book.disclosure) for reading in (one, other))
        return _figures(first) == _figures(second)
    context = next((c for c in book.context if c.id == one.measure_id), None)
    if context is None:
        return False
    shown = (replace(context_in_public(reading, context.unit, book.disclosure), marker="") for reading in (one, other))
    return next(shown) == next(shown)


def _figures(reading: Reading) -> tuple[object, ...]:
    return reading.count, reading.denominator, reading.value, reading.coverage, reading.providers, reading.looked


def rounded_in_public(reading: Reading, *, about_people: bool) -> bool:
    """Whether a figure goes through rounding before anyone sees it, whatever comes out: a count of 40 that is printed
    as 40 is marked like one of 41, else the mark would tell them apart."""
    sent = reading.numerator is not None or reading.value is not None
    return reading.value_is_rounded or (about_people and reading.from_council and sent)


def _over_people(reading: Reading, unit: str, rule: DisclosureRule) -> Shown:
    """A ratio or a median, in whole weeks or days, where it is of enough people."""
    count, below = _rounded(reading.count, rule), _rounded(reading.denominator, rule)
    median = None if reading.value is None else Fraction(reading.value)
    shown = count / below if unit == RATIO and count is not None and below else median if unit == MEDIAN else None
    if shown is None or below is None or below < rule.least_base:
        return Shown(marker=SUPPRESSED)
    value = Fraction(int(shown + Fraction(1, 2)))
    return Shown(value=value, numerator=count, denominator=_whole(below), marker=reading.marker)


def _rounded(count: Fraction | int | None, rule: DisclosureRule) -> Fraction | None:
    return None if count is None else Fraction(nearest(count, rule.round_to))


def _whole(count: Fraction | None) -> int | None:
    return None if count is None else int(count)
