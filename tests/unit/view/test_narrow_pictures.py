"""Pictures as wide as a telephone: what they draw is what the rules and the figures say."""

import random
import re
from xml.etree import ElementTree

import pytest

from pressure.content.method import points_ladder
from pressure.content.spreads import Spread, marked, of_nation, section, spreads
from pressure.domain.rating.points import level_from_points
from pressure.drawing.alone import alone
from pressure.drawing.blocks import Grid
from pressure.drawing.marks.cells import cells
from pressure.drawing.marks.ladder import RUNG, TALL, TOP, ladder, rungs
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK

PLACES = [f"Placeham {number}" for number in range(12)]
FIGURES = [3.0, 12.0, 19.9, 20.0, 21.5, 27.0, 28.0, 30.0, 35.9, 36.0, 50.0, 90.0]
BANDS = (3, 3, 3, 3)


def councils() -> tuple[Spread, ...]:
    documents = [
        official(hospital(value, 1), code=f"E1000{place:04}", name=name)
        for place, (name, value) in enumerate(zip(PLACES, FIGURES, strict=True))
    ]
    random.Random(1).shuffle(documents)
    return spreads(documents)


@pytest.mark.parametrize("possible", [1, 9, 24, 57, 63])
def test_the_rungs_hold_every_point_once_and_at_its_level(possible: int) -> None:
    held = {points: level for level, first, last in rungs(possible, BOOK) for points in range(first, last + 1)}
    assert held == {p: level_from_points(p, possible, BOOK.cuts) for p in range(possible + 1)}


@pytest.mark.parametrize("points", [0, 14, 15, 31, 32, 45, 46, 63, 70])
def test_the_pin_stands_on_the_rung_of_its_level_and_inside(points: int) -> None:
    """Points of another set of measures can be more than are possible here."""
    svg = ladder(63, BOOK, "Said.", points)
    found = re.search(r'class="m-dot" cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert found
    level = level_from_points(min(points, 63), 63, BOOK.cuts)
    assert float(found[2]) == TOP + RUNG * (len(BOOK.levels) - level) + (RUNG - TALL) / 2
    assert 0 < float(found[1]) < 340
    assert f">{points} points<" in svg


def test_the_ladder_says_in_words_where_it_stands_and_is_nothing_without_points() -> None:
    assert "Here: 38 points." in points_ladder(BOOK, 38)
    assert "Here" not in points_ladder(BOOK)
    assert points_ladder(BOOK, 0, 0) == ""


def test_a_year_without_a_figure_is_the_hatch_and_never_a_shade() -> None:
    svg = cells(["2021", "2022", "2023"], [("A <b>", [None, 4, None]), ("B", [1, None, 2])], "Said.")
    ElementTree.fromstring(svg)
    assert svg.count('class="m-frame"') == 3
    assert sorted(re.findall(r'class="m-b(\d)"', svg)) == ["1", "2", "4"]


def test_every_council_is_counted_in_its_band_and_none_has_a_name() -> None:
    [one] = of_nation(councils(), "E92000001").values()
    assert one.counts == BANDS
    blocks = section([one], BOOK).blocks
    assert not any(name in repr(blocks) for name in PLACES)
    table = next(block for block in blocks if isinstance(block, Grid))
    assert table.rows[0][2:] == ("12", *map(str, BANDS))


def test_the_order_of_councils_leaves_no_trace() -> None:
    [one] = of_nation(councils(), "E92000001").values()
    assert one.values == tuple(sorted(FIGURES))


def test_fewer_than_ten_councils_are_no_spread_and_nothing_is_drawn() -> None:
    assert spreads([official(hospital()), official(jobs())] * 4) == ()
    assert section((), BOOK).blocks == ()


def test_one_council_is_marked_by_its_figure_beside_its_nation() -> None:
    [one] = of_nation(councils(), "E92000001").values()
    svg = marked(one, hospital(30.0, 3), "England")  # type: ignore[arg-type]
    assert re.findall(r"<text[^>]*>([^<]*)<", svg)[:2] == ["England 31", "Here 30"]
    assert svg.count('class="m-dot"') == svg.count('class="m-hollow"') == 1
    assert "of 12 councils, 3 in band 1" in svg


def test_a_picture_alone_says_the_same_in_its_own_colours_of_both_schemes() -> None:
    svg = alone(points_ladder(BOOK), "The <ladder>", BOOK)
    root = ElementTree.fromstring(svg)
    assert root[0].text == "The <ladder>"
    assert (root[1].text or "").startswith("A ladder from points to a level.")
    assert "prefers-color-scheme:dark" in svg
    assert "forced-colors" in svg
    with pytest.raises(ValueError, match="not a picture"):
        alone("<svg></svg>", "x", BOOK)
