"""The accessibility statement says what was tested, what was found, and whom to tell; never more than was tested."""

import json
from pathlib import Path

from pressure.content.plain.accessibility import accessibility_page, accessibility_statement
from pressure.settings import SHIPPED
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME, TESTED


def test_it_gives_the_day_the_program_the_shapes_and_every_fault_of_the_last_test() -> None:
    """A statement nobody can check is an advertisement."""
    text = accessibility_page(BOOK, FRAME, checked=TESTED).decode()
    assert "Last tested on Saturday 21 November 2026" in text
    assert "axe-core 4.12.1, in Chromium 156.0" in text
    assert "0 critical, 0 serious, 1 moderate and 2 minor." in text
    assert "320 pixels, dark" in text
    assert "1,280 pixels, light, your own colours" in text
    assert "The program says of 1 page: “All page content should be contained by landmarks” (moderate)." in text
    assert "Only a program has tested these pages" in text
    assert "meet it in part" in text.replace("\n", " ")


def test_it_names_who_runs_the_pages_whom_to_tell_and_who_helps_then() -> None:
    """The answer may not be good enough."""
    text = accessibility_page(BOOK, FRAME, run_by="North Hub", feedback="help@north.example").decode()
    assert "run by North Hub." in text
    assert 'href="mailto:help@north.example"' in text
    assert "Equality Advisory and Support Service" in text
    assert "Equality Commission for Northern Ireland" in text
    assert (
        'href="https://north.example/help"'
        in accessibility_page(BOOK, FRAME, feedback="https://north.example/help").decode()
    )


def test_without_a_test_or_an_address_it_says_so(tmp_path: Path) -> None:
    """No result is not a good result."""
    text = accessibility_statement(BOOK, FRAME, tmp_path, "", "").decode()
    assert "No test result came with this release." in text
    assert "has given no address" in text


def test_the_page_of_a_release_is_made_from_the_shipped_file() -> None:
    """What was tested is what is said."""
    shipped = SHIPPED / "data"
    written = json.loads((shipped / "accessibility.json").read_text(encoding="utf-8"))
    text = accessibility_statement(BOOK, FRAME, shipped, "", "help@north.example").decode()
    assert f"axe-core {written['axe_core']}" in text
    assert "help@north.example" in text
