"""The badge and the step chart: shape and words before colour, and no line across unknown time."""

from xml.etree import ElementTree

from pressure.content.steps import steps
from pressure.drawing.badge import badge
from pressure.drawing.step_chart import step_chart
from tests import notice_cases as cases
from tests.rating_cases import AT, BOOK

SVG = "{http://www.w3.org/2000/svg}"


def test_a_badge_says_place_number_and_word() -> None:
    drawn = badge(cases.high(), BOOK)
    root = ElementTree.fromstring(drawn)

    assert root.findtext(f"{SVG}title") == "Testshire: Level 3 of 4: High pressure"
    assert "Do not rely on this after" in (root.findtext(f"{SVG}desc") or "")
    assert len(drawn.encode()) < 2_500


def test_a_badge_turns_grey_and_says_since_when() -> None:
    drawn = badge(cases.high(), BOOK, out_of_date_since="2026-12-14T00:00:00Z")

    assert "Not up to date since 14 December 2026" in drawn
    assert BOOK.level(3).colour not in drawn
    assert "Level 3" not in drawn


def test_a_badge_survives_hostile_names() -> None:
    document = {**cases.no_level(), "council": {**cases.COUNCIL_FACTS, "name": '<script>"&'}}
    ElementTree.fromstring(badge(document, BOOK))
    assert "<script" not in badge(document, BOOK)


def drawn_chart(*told: tuple[int, int | None]) -> str:
    return step_chart(
        steps(cases.history(*told), AT), BOOK, title="Levels", description="Said in words.", declared=[AT]
    )


def test_unknown_time_is_striped_and_no_line_crosses_it() -> None:
    root = ElementTree.fromstring(drawn_chart((100, 2), (60, None), (20, 2)))
    flat_lines = [p for p in root.iter(f"{SVG}path") if p.get("stroke-width") == "3"]

    assert len(flat_lines) == 2
    assert any(r.get("fill") == "url(#steps-gap)" for r in root.iter(f"{SVG}rect"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Levels"


def test_a_chart_draws_ink_in_the_colour_of_the_text() -> None:
    root = ElementTree.fromstring(drawn_chart((100, 1), (60, 4)))
    assert all(t.get("fill") == "currentColor" for t in root.iter(f"{SVG}text"))
    assert all(p.get("stroke", "currentColor") == "currentColor" for p in root.iter(f"{SVG}path"))


def test_a_step_of_today_is_drawn() -> None:
    """The line that has just begun is seen, at its own height, with its riser."""
    root = ElementTree.fromstring(drawn_chart((56, 2), (0, 3)))
    lines = [p.get("d") or "" for p in root.iter(f"{SVG}path") if p.get("stroke-width") == "3"]
    assert lines == ["M24 89H312", "M312 59H318"]
    assert any("M312 89V59" in (p.get("d") or "") for p in root.iter(f"{SVG}path"))


def test_nothing_is_drawn_before_there_is_any_time_to_draw() -> None:
    assert drawn_chart((0, 1)) == ""
