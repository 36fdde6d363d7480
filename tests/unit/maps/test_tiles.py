"""The tile map: each present body once, no two on one cell, regions whole, islands in the sea, one small file."""

import gzip
import re
from collections.abc import Iterable

import pytest

from pressure.content.maps.marks import maps_of, summary
from pressure.content.maps.page import drawing
from pressure.council_list import load_councils
from pressure.drawing.maps.shades import band_shades, level_shades
from pressure.drawing.maps.tiles import places, region_names
from pressure.drawing.templating import app_style
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import row

PRESENT = {c.code: c for c in load_councils().all if not c.valid_to}
ISLANDS = {"S12000013", "S12000023", "S12000027", "W06000001", "E06000046", "E06000053"}
"""Na h-Eileanan Siar, Orkney, Shetland, Anglesey, Wight, Scilly."""
NORTHERN_IRELAND = "Northern Ireland"
Cells = set[tuple[int, int]]
ROWS = [row(c.code, c.name, None, c.nation) for c in PRESENT.values()]


def cells(codes: Iterable[str]) -> Cells:
    return {(places()[code].row, places()[code].column) for code in codes}


def around(cell: tuple[int, int]) -> Cells:
    row_, column = cell
    return {(row_ + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)} - {cell}


def pieces(left: Cells) -> int:
    """Into how many blocks, joined by edges, cells fall."""
    left, count = set(left), 0
    while left:
        count, queue = count + 1, [left.pop()]
        while queue:
            row_, column = queue.pop()
            for near in {(row_ + 1, column), (row_ - 1, column), (row_, column + 1), (row_, column - 1)} & left:
                left.remove(near)
                queue.append(near)
    return count


def test_every_present_body_has_one_tile_and_no_two_share_one() -> None:
    assert sorted(places()) == sorted(PRESENT)
    assert len(cells(PRESENT)) == len(PRESENT) == 212
    shorts = [place.short for place in places().values()]
    assert len(set(shorts)) == len(shorts)
    assert all(1 < len(short) <= 6 for short in shorts)


def test_the_grid_is_at_most_24_by_20() -> None:
    assert {min(axis) for axis in zip(*cells(PRESENT), strict=True)} == {0}
    rows, columns = (max(axis) + 1 for axis in zip(*cells(PRESENT), strict=True))
    assert (rows, columns) == (24, 20)


@pytest.mark.parametrize("region", sorted({c.region for c in PRESENT.values()}))
def test_a_region_is_one_block_but_for_its_islands(region: str) -> None:
    assert pieces(cells(code for code, c in PRESENT.items() if c.region == region and code not in ISLANDS)) == 1


def test_great_britain_is_one_block_and_islands_stand_in_the_sea() -> None:
    land = {code for code, c in PRESENT.items() if c.nation != NORTHERN_IRELAND} - ISLANDS
    assert pieces(cells(land)) == 1
    for island in ISLANDS:
        assert not around(next(iter(cells([island])))) & cells(PRESENT), island
    northern = cells(code for code, c in PRESENT.items() if c.nation == NORTHERN_IRELAND)
    assert not {near for cell in northern for near in around(cell)} & cells(land)


def test_tiles_say_the_same_of_regions_as_the_list_of_councils_and_each_region_is_named_in_the_sea() -> None:
    assert {code: place.region for code, place in places().items()} == {code: c.region for code, c in PRESENT.items()}
    assert sorted(name.name for name in region_names()) == sorted({c.region for c in PRESENT.values()})
    taken = cells(PRESENT)
    for name in region_names():
        first = name.column if name.side == "start" else name.column - 1
        assert (name.row, first) not in taken, name
        if name.to:
            assert name.to in cells(code for code, c in PRESENT.items() if c.region == name.name)


def test_the_file_is_small_has_every_body_by_code_and_runs_nothing() -> None:
    shown = maps_of(ROWS, {}, BOOK)["level"]
    svg = drawing(shown, "")
    assert len(gzip.compress(svg.encode())) <= 60_000
    assert all(svg.count(f'data-code="{code}"') == 1 for code in PRESENT)
    assert all(svg.count(f'href="/councils/{code}/"') == 1 for code in PRESENT)
    assert "<script" not in svg
    assert "url(" not in svg
    assert summary(shown).startswith("Tile map of 212 councils. 0 of 212 councils publish a level.")


def test_bodies_without_a_place_stand_in_the_order_of_their_names() -> None:
    invented = [row("X99000002", "Moorby", 4), row("X99000001", "Aberfold", 2), row("X99000003", "Zennor", None)]
    shown = maps_of(invented, {}, BOOK)["level"]
    svg = drawing(shown, "/demo")
    assert [m.name for m in shown.marks] == ["Aberfold", "Moorby", "Zennor"]
    assert 'data-code="X99000002" data-number="4"' in svg
    assert '"/demo/councils/X99000003/" data-code="X99000003"><title>' in svg


def test_below_app_every_shade_of_a_map_has_a_rule_of_the_page() -> None:
    """A shade without one is black."""
    sheet = app_style(BOOK)
    shades = [*band_shades().values(), *level_shades(BOOK).values()]
    assert len(shades) == 8
    assert [s.name for s in shades if not re.search(rf"\.m-{s.name}{{fill:", sheet)] == []
    assert all(f".{name}" in sheet for name in ("m-hatch", "m-frame", "rim", "land", "ground", "swatch"))
