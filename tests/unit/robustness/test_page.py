"""`/method/robustness/` says which bars are missed, in words, and draws nothing of other rules."""

import re
from dataclasses import replace

from pressure.content.robustness import FAILURE, NOT_MADE, robustness_page, sections
from pressure.drawing.blocks import Grid
from pressure.drawing.templating import Frame
from pressure.robustness.england import read_england
from pressure.robustness.shipped import shipped_rows
from tests.level_cases import BOOK

FRAME = Frame(release_id="r", published_at="2026-12-09T09:30:00Z", method_version="2")
ENGLAND = read_england()
ROWS = shipped_rows(BOOK) or []


def page(rows):
    return re.sub(r"\s+", " ", robustness_page(rows, ENGLAND, BOOK, FRAME).decode())


def test_every_missed_bar_is_named_with_its_figure_and_what_is_asked():
    said, missed = page(ROWS), [r for r in ROWS if r.met == "no"]
    assert said.count("Missed: ") == len(missed) == 3
    for row in missed:
        assert f"{row.figure:.1f} %" in said
        assert f"; {row.bar} is asked." in said


def test_every_bar_met_is_said_so():
    assert "Every bar is met." in page([replace(r, met="yes") if r.met else r for r in ROWS])


def test_the_page_gives_the_ranges_the_national_rows_and_when_the_method_has_failed():
    said = page(ROWS)
    assert "A year of strain: 42 to 7" in said
    assert FAILURE in said
    assert "15 of 15 points" in said
    assert "too few figures" in said


def test_every_figure_of_the_table_is_on_the_page_or_in_a_range():
    """No row is published that no reader sees."""
    grids = [b for s in sections(ROWS, ENGLAND, BOOK) for b in s.blocks if isinstance(b, Grid)]
    cells = {str(cell) for grid in grids for row in grid.rows for cell in row}
    for row in ROWS:
        if not row.about.startswith("plausible") and row.about != "national":
            assert any(cell.startswith(f"{row.figure:.1f}") for cell in cells), row


def test_rules_without_a_table_say_how_one_is_made():
    assert NOT_MADE in page(None)
    assert "<svg" not in robustness_page(None, ENGLAND, BOOK, FRAME).decode().split("</header>")[-1]
