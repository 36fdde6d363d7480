"""The picture of a shared link: its words, its size, and that every word of it is seen."""

import io
import struct
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from pressure.council_list import load_councils
from pressure.drawing import card as cards
from pressure.drawing.png import png
from tests import notice_cases as cases
from tests.rating_cases import BOOK

SVG = "{http://www.w3.org/2000/svg}"
STATES = {
    "level 3": (cases.high, ["Level 3 of 4", "High pressure", "Since Wednesday 4 November 2026."]),
    "declared alone": (cases.floor_only, ["At least level 4 of 4", "Very high pressure"]),
    "no level": (cases.no_level, ["No current level", "There are not enough up-to-date figures for a level."]),
}


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def named(name: str, **more: Any) -> Any:
    return {**cases.at_place(cases.floor_only(), {"name": name}), **more}


def margins(picture: bytes) -> set[tuple[int, int, int]]:
    """Every colour beside the outermost words, below the stripe of the demonstration."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    right = image.crop((image.width - cards.EDGE + 2, 62, image.width, image.height))
    return {colour for _, colour in right.getcolors(maxcolors=1 << 16) or ()}


@pytest.mark.parametrize("state", STATES)
def test_a_card_says_name_level_word_and_since(state: str) -> None:
    make, said = STATES[state]
    drawn = words(cards.card(make(), BOOK, site="pressure.example"))

    assert drawn[0] == "Testshire"
    assert [text for text in said if text not in drawn] == []
    assert drawn[-1].startswith("Adult social care, as published on ")
    assert drawn[-1].endswith(" · pressure.example")


def test_a_card_without_an_address_names_none() -> None:
    assert words(cards.card(cases.high(), BOOK))[-1] == "Adult social care, as published on 25 November 2026"


def test_a_card_of_an_invented_place_says_so_first() -> None:
    assert words(cards.card(named("Brackwater", demonstration=True), BOOK))[0] == cards.INVENTED


def test_a_card_without_a_level_fills_no_bar_and_names_no_number() -> None:
    drawn = cards.card(cases.no_level(), BOOK)

    assert 'fill="currentColor"' not in drawn
    assert not any(digit in " ".join(words(drawn)[:-1]) for digit in "1234")


@pytest.mark.parametrize("state", STATES)
def test_a_picture_is_large_enough_light_enough_and_the_same_twice(state: str) -> None:
    drawn = cards.card(STATES[state][0](), BOOK, site="pressure.example")
    picture = png(drawn)

    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) <= 60_000
    assert picture == png(drawn)


def longest() -> list[str]:
    """The names that take most room."""
    names = sorted((c.name for c in load_councils().all), key=len)
    broadest = max(names, key=lambda name: sum(name.upper().count(letter) for letter in "WM") / len(name))
    return [*names[-3:], broadest, next(name for name in names if len(name) > 17)]


@pytest.mark.parametrize("name", longest())
def test_no_name_leaves_the_card(name: str) -> None:
    picture = png(cards.card(named(name), BOOK, site="a-rather-long-name-of-a-host.pressure.example"))

    assert margins(picture) == {(255, 255, 255)}
    assert len(picture) <= 60_000


def test_every_word_is_drawn_without_the_fonts_of_the_machine() -> None:
    """resvg draws no words of a family it does not have, and says nothing."""
    with_words = png(cards.card(cases.high(), BOOK))
    without = png(cards.card(cases.high(), BOOK).replace(cards.FAMILY, "sans-serif"))

    assert len(with_words) > 2 * len(without)


def test_letters_of_every_name_are_in_the_fonts() -> None:
    """A box in place of a letter is another picture than the letter itself, and two boxes are the same."""

    def letter(one: str) -> bytes:
        return png(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" font-size="28" '
            f'font-family="{cards.FAMILY}" font-weight="700">{one}</text></svg>'
        )

    box = letter("漢")
    used = {letter for c in load_councils().all for letter in c.name} | set("ŵŷŴŶâêîôûïẁẃẅỳ–’“”·")
    assert [one for one in sorted(used - {" ", "&", "<"}) if letter(one) == box] == []
