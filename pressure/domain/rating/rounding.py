"""The public figure first: what a return says of people or hours is rounded before anything is worked out (METHOD 2,
rule 1). Which things are rounded, and to what, is rule data."""

from dataclasses import replace
from fractions import Fraction

from pressure.domain.measures import Measure, Unit
from pressure.domain.readings import Reading
from pressure.domain.rulebook import DisclosureRule

PLACES = 4
"""Decimal places of a number in a published file."""


def nearest(count: Fraction | int, step: int) -> int:
    """The nearest multiple, halves upward: by fives 0, 1 and 2 become 0. Rounding again changes nothing."""
    return (2 * count.numerator + step * count.denominator) // (2 * step * count.denominator) * step


def is_rounded(reading: Reading, measure: Measure, rule: DisclosureRule) -> bool:
    """Whether a figure is rounded at all: a publication stays as it is."""
    return reading.from_council and measure.counted in rule.rounded


def public_figure(reading: Reading, measure: Measure, rule: DisclosureRule) -> Reading:
    """The reading as everybody may see it, and as it is rated. Of a percentage both counts are rounded, of a rate the
    count alone; a number typed without its counts is dropped, because nobody can tell what lies behind it. A number
    that a publication gives counts to the places that files print."""
    if not is_rounded(reading, measure, rule):
        value = None if reading.value is None else round(reading.value, PLACES)
        return reading if value == reading.value else replace(reading, value=value)
    below = reading.denominator
    if below is not None and measure.unit is Unit.PERCENT:
        below = nearest(below, rule.round_to)
    count = None if reading.count is None else nearest(reading.count, rule.round_to)
    if (count, 1, below, None) == (reading.numerator, reading.scale, reading.denominator, reading.value):
        return reading
    return replace(reading, numerator=count, scale=1, denominator=below, value=None)
