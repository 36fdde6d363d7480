"""Areas have no level: how many councils and adults stand at each, and how much is known (METHOD, rule 15)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pressure.council_list import load_councils
from pressure.domain.areas import AtLevel, summarise

CALM, HIGH, UNKNOWN = (load_councils().get(c) for c in ("E06000001", "E10000025", "W06000015"))
ADULTS = [c.adults_18plus for c in (CALM, HIGH, UNKNOWN)]


def at(level, councils, by_figures, adults, share):
    return AtLevel(level=level, councils=councils, by_figures=by_figures, adults=adults, adult_share=share)


def test_councils_and_adults_are_counted_by_published_level_and_by_figures_and_no_level_is_unknown():
    """One is at 3 by what it declared and at 1 by figures alone."""
    members = iter([(CALM, 1, 1), (HIGH, 3, 1), (UNKNOWN, None, None)])
    one = summarise(code="X", name="Somewhere", members=members, level_numbers=(1, 2, 3), register=iter(["a", "b"]))
    whole = sum(ADULTS)
    assert one.levels == (
        at(1, 1, 2, ADULTS[0], Fraction(ADULTS[0], whole)),
        at(2, 0, 0, 0, Fraction(0)),
        at(3, 1, 0, ADULTS[1], Fraction(ADULTS[1], whole)),
        at(None, 1, 1, ADULTS[2], Fraction(ADULTS[2], whole)),
    )
    assert (one.code, one.name, one.register) == ("X", "Somewhere", ("a", "b"))
    assert (one.councils, one.councils_with_level, one.adults, one.adults_with_level) == (3, 2, whole, sum(ADULTS[:2]))
    assert one.coverage == Fraction(sum(ADULTS[:2]), whole)


@pytest.mark.parametrize("level", [None, 2])
def test_where_nobody_knows_how_many_adults_there_are_no_share_is_said(level):
    nobody = replace(CALM, adults_18plus=None)
    one = summarise(code="X", name="N", members=[(nobody, level, level)], level_numbers=(2,))
    assert (one.coverage, one.adults, one.adults_with_level, one.register) == (None, 0, 0, ())
    assert [row.adult_share for row in one.levels] == [None, None]
    assert [row.adults for row in one.levels] == [0, 0]


def test_a_council_without_known_adults_counts_as_a_council_and_adds_nobody():
    members = [(replace(CALM, adults_18plus=None), 2, 2), (HIGH, 2, 2)]
    one = summarise(code="X", name="N", members=members, level_numbers=(2,))
    assert (one.levels[0].councils, one.levels[0].adults, one.adults_with_level) == (2, ADULTS[1], ADULTS[1])
    assert one.coverage == 1
