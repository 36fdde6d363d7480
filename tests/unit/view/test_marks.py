"""Marks at their edges: a gap, a lone point, nothing known, a value at an edge, a huge one, no past."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from pressure.domain.rating.points import level_from_points
from pressure.drawing.marks.arrow import arrow
from pressure.drawing.marks.bullet import SEGMENT, WIDE, at, bullet, place
from pressure.drawing.marks.ruler import ruler
from pressure.drawing.marks.shape import hatch
from pressure.drawing.marks.sparkline import sparkline
from pressure.drawing.marks.strip import strip
from tests.rating_cases import BOOK

EDGES = {2: 250.0, 3: 450.0, 4: 700.0}
DAY = date(2026, 11, 22)


def weekly(*values: float | None, apart: int = 7) -> list[tuple[date, float]]:
    days = [DAY - timedelta(days=apart * i) for i in range(len(values))][::-1]
    return [(day, value) for day, value in zip(days, values, strict=True) if value is not None]


def levels(*told: int | None) -> list[tuple[date, int | None]]:
    return [(DAY - timedelta(weeks=len(told) - 1 - i), level) for i, level in enumerate(told)]


def classes(drawn: str) -> list[str]:
    return [a or f"m-{b}" for a, b in re.findall(r'class="(m-[a-z0-9]+)"|fill="var\(--(b\d)\)"', drawn)]


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, 1), (-5, 1), (249.9, 1), (250, 2), (449.9, 2), (450, 3), (700, 4), (949, 4), (1e12, 4)],
)
def test_a_value_is_drawn_inside_its_own_band_whatever_it_is(value: float, band: int) -> None:
    assert band - 1 < place(value, EDGES) < band
    assert (band - 1) * SEGMENT < at(value, EDGES) <= min(band * (SEGMENT + 2), WIDE)


@pytest.mark.parametrize(
    ("value", "edges", "beside", "drawn"),
    [
        (300.0, EDGES, None, ["m-b1", "m-b2", "m-b3", "m-b4", "m-dot"]),
        (300.0, EDGES, 500.0, ["m-b1", "m-b2", "m-b3", "m-b4", "m-halo", "m-ref", "m-dot"]),
        (None, EDGES, None, ["m-b1", "m-b2", "m-b3", "m-b4"]),
        (300.0, {}, None, ["m-b1", "m-b2", "m-b3", "m-b4"]),
        (300.0, {}, 500.0, ["m-b1", "m-b2", "m-b3", "m-b4"]),
    ],
)
def test_a_bullet_has_four_segments_and_only_what_is_known(
    value: float | None, edges: dict[int, float], beside: float | None, drawn: list[str]
) -> None:
    assert classes(bullet(value, edges, "said", beside)) == drawn


def test_edges_that_are_the_same_do_not_divide_by_nought() -> None:
    assert 3 < place(5, {2: 5.0, 3: 5.0, 4: 5.0}) < 4


@pytest.mark.parametrize(
    ("points", "lines", "dots"),
    [
        (weekly(), 0, 0),
        (weekly(5.0), 0, 0),
        (weekly(1.0, 2.0, 3.0), 1, 0),
        (weekly(1.0, 2.0, None, 3.0, 4.0), 2, 0),
        (weekly(1.0, 2.0, None, 3.0, None, 4.0, 5.0), 2, 1),
        (weekly(9.0, None, 1.0, 2.0), 1, 1),
        (weekly(7.0, 7.0, 7.0), 1, 0),
        (weekly(1.0, 2.0, 3.0, apart=28), 1, 3),
        (weekly(1e15, 1.0), 1, 0),
    ],
    ids=["nothing", "one", "three", "a gap", "a lone point", "a lone first", "all the same", "monthly", "huge"],
)
def test_a_line_breaks_at_a_gap_and_a_lone_value_is_a_dot(
    points: list[tuple[date, float]], lines: int, dots: int
) -> None:
    drawn = sparkline(points, "said")
    path = "".join(re.findall(r'class="m-line" d="([^"]*)"', drawn))
    moves = [part for part in path.split("M") if "l" in part]
    assert len(moves) == lines
    assert "".join(re.findall(r'class="m-pts" d="([^"]*)"', drawn)).count("M") == dots
    assert drawn.count("<circle") == bool(points)


def test_a_line_begins_at_the_day_asked_for() -> None:
    assert sparkline(weekly(1.0, 2.0), "said", since=DAY + timedelta(days=1)) == ""
    whole, late = (sparkline(weekly(1.0, 2.0), "said", since=DAY - timedelta(weeks=w)) for w in (1, 26))
    assert "M4 " in whole
    assert "M4 " not in late


def test_every_place_of_a_picture_is_inside_it() -> None:
    drawn = sparkline(weekly(*(float(i * i % 37) for i in range(26))), "said")
    x, y = 0.0, 0.0
    for move, dx, dy in re.findall(r"([Ml])(-?[\d.]+)[ ]?(-?[\d.]+)", re.findall(r'd="([^"]*)"', drawn)[0]):
        x, y = (float(dx), float(dy)) if move == "M" else (x + float(dx), y + float(dy))
        assert 0 <= x <= 134
        assert 0 <= y <= 30


@pytest.mark.parametrize(
    ("told", "hatched", "columns"),
    [
        ((), 0, 0),
        ((None,) * 52, 1, 0),
        ((2,) * 52, 0, 1),
        ((None,) * 20 + (1,) * 10 + (None,) * 2 + (4,) * 20, 2, 2),
        ((3,), 0, 1),
    ],
    ids=["no week", "nothing known", "always the same", "gaps", "one week"],
)
def test_a_strip_hatches_what_is_not_known_and_draws_each_run(
    told: tuple[int | None, ...], hatched: int, columns: int
) -> None:
    drawn = strip(levels(*told), BOOK, "said")
    assert classes(drawn).count("m-frame") == hatched
    assert sum(name[2] == "l" and name[3:].isdigit() for name in classes(drawn)) == columns
    if told:
        root = ElementTree.fromstring(drawn)
        assert (root.get("role"), root.get("aria-label")) == ("img", "said")


def test_height_says_the_level_too() -> None:
    drawn = strip(levels(1, 2, 3, 4), BOOK, "said")
    highs = [float(high) for high in re.findall(r'class="m-l\d" d="M[\d.]+ 86v-([\d.]+)', drawn)]
    assert highs == sorted(set(highs))
    assert len(highs) == 4


def test_a_strip_of_a_year_is_one_small_picture() -> None:
    drawn = strip(levels(*(n % 4 + 1 if n % 9 else None for n in range(52))), BOOK, "said")
    assert len(drawn.encode()) < 10_000


@pytest.mark.parametrize(("wide", "tall"), [(0, 10), (10, 0), (-1, 5)])
def test_nothing_is_hatched_where_there_is_no_room(wide: float, tall: float) -> None:
    assert hatch(0, 0, wide, tall) == ""


@pytest.mark.parametrize(("wide", "tall"), [(1, 48), (12, 48), (660, 48), (3, 3)])
def test_the_hatch_stays_in_its_frame(wide: float, tall: float) -> None:
    drawn = re.findall(r'class="m-hatch" d="([^"]*)"', hatch(5, 7, wide, tall))
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", "".join(drawn)):
        assert 5 - 0.05 <= float(x) <= 5 + wide + 0.05
        assert 7 - 0.05 <= float(y) <= 7 + tall + 0.05


def test_an_arrow_is_for_the_eye_alone_and_the_three_differ() -> None:
    drawn = [arrow(change) for change in (-0.1, 0, 31)]
    assert len(set(drawn)) == 3
    assert all('aria-hidden="true"' in one for one in drawn)


@pytest.mark.parametrize(
    ("points", "possible", "before", "drawn"),
    [
        (31, 63, 28, ["m-hollow", "m-dot"]),
        (0, 63, 63, ["m-hollow", "m-dot"]),
        (31, 63, 31, ["m-dot"]),
        (31, 63, None, ["m-dot"]),
        (None, 63, 28, ["m-hollow"]),
        (None, 63, None, []),
        (70, 63, None, ["m-dot"]),
        (0, 1, None, ["m-dot"]),
    ],
)
def test_a_ruler_has_every_point_in_its_levels_colour_and_a_pin_for_what_is_known(
    points: int | None, possible: int, before: int | None, drawn: list[str]
) -> None:
    found = ruler(points, possible, BOOK, "said", before=before)
    assert [c for c in classes(found) if c in {"m-hollow", "m-dot"}] == drawn
    levels_drawn = [int(c[-1]) for c in classes(found) if c.startswith("m-l")]
    assert levels_drawn == sorted({level_from_points(p, possible, BOOK.cuts) for p in range(possible + 1)})
    assert all(0 <= float(x) <= 640 for x in re.findall(r'cx="([^"]+)"', found))


def test_without_possible_points_there_is_no_ruler() -> None:
    assert ruler(0, 0, BOOK, "said") == ""
