"""How a figure is spread: whole, against its bands, and with no name but those asked for."""

import re
from itertools import accumulate
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from pressure.drawing.marks.dots import EDGE, STROKE, TOP, WIDE, dots

EDGES = {2: 100.0, 3: 250.0, 4: 450.0}
FIGURES = st.floats(0, 5000, allow_nan=False)


def strokes(svg: str) -> list[float]:
    """Where each stands: a step is from the stroke before it, from whose foot it goes back to the top."""
    found = re.search(r'class="m-each" d="([^"]*)"', svg)
    if not found:
        return []
    drawn = re.findall(rf"(?:M([\d.]+) {TOP}|m([\d.]+)-{STROKE})v{STROKE}", found[1])
    assert "".join(f"M{a} {TOP}v{STROKE}" if a else f"m{b}-{STROKE}v{STROKE}" for a, b in drawn) == found[1]
    return [round(at, 1) for at in accumulate(float(a or b) for a, b in drawn)]


@given(st.lists(FIGURES, min_size=1, max_size=60), FIGURES, st.booleans())
def test_every_council_is_inside_and_nothing_tells_which_stroke_is_whose(
    values: list[float], own: float, banded: bool
) -> None:
    """For any figures: strokes stand by their place, so that the order of the file, which has names, is gone."""
    edges = EDGES if banded else {}
    svg = dots(values, edges, [("Ashford", own)], "Said.")
    ElementTree.fromstring(svg)
    places = strokes(svg)
    assert places == sorted(set(places))
    assert all(EDGE <= x <= WIDE - EDGE for x in places)
    assert svg == dots(values[::-1], edges, [("Ashford", own)], "Said.")
    assert re.findall(r"<text[^>]*>([^<]*)<", svg) == ["Ashford"]


def test_one_council_far_away_does_not_press_all_others_together() -> None:
    near = [float(v) for v in range(100, 300)]
    places = strokes(dots([*near, 90_000.0], EDGES, [], "Said."))
    assert places[-1] == WIDE - EDGE
    assert places[-2] - places[0] > WIDE / 4


def test_a_name_that_would_leave_the_picture_stands_on_the_other_side_and_is_escaped() -> None:
    svg = dots([1.0, 2.0], {}, [("A very long name of a <council> & more", 2.0), ("B", 1.0)], "Said.")
    assert 'text-anchor="end">A very long name of a &lt;council&gt; &amp; more' in svg
    assert svg.count('class="m-dot"') == 1
    assert svg.count('class="m-hollow"') == 1


def test_without_bands_there_is_no_ground_and_without_figures_no_stroke() -> None:
    assert "m-b1" not in dots([1.0], {}, [], "Said.")
    assert "m-b4" in dots([500.0], EDGES, [], "Said.")
    assert strokes(dots([], EDGES, [("A", 5.0)], "Said.")) == []
