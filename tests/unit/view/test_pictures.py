"""The badge: shape and words before colour."""

from xml.etree import ElementTree

from pressure.drawing.badge import badge
from tests import notice_cases as cases
from tests.rating_cases import BOOK

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
