"""A law: tile, line of the list, row of the table and the figures behind them say the same of every body."""

import html
import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pressure.content.front import front_page
from pressure.content.maps.marks import maps_of, opening
from pressure.content.maps.page import drawing, map_page, true_drawing
from pressure.council_list import load_councils
from pressure.domain.councils import alphabetical
from pressure.drawing.png import FAMILY, small_png
from pressure.settings import SHIPPED
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME, row

BODIES = [c for c in load_councils().all if not c.valid_to][::9]
"""Some of every nation: the list is in the order of codes."""
INVENTED = [("X99000001", "Brackwater", "England"), ("X99000002", "Überton & Vale", "England")]
PLACES = [(c.code, c.name, c.nation) for c in BODIES] + INVENTED
BOUNDARIES = SHIPPED / "data" / "boundaries.geojson"
BANDS = st.sampled_from([None, 1, 2, 3, 4])
EACH = st.lists(BANDS, min_size=len(PLACES), max_size=len(PLACES))
TILE = re.compile(r'<[ag][^>]* data-code="(\w+)"(?: data-number="(\d)")?><title>(.*?)</title>(.*?)</[ag]>')


@given(
    bands=st.lists(BANDS, min_size=len(PLACES), max_size=len(PLACES)),
    levels=st.lists(BANDS, min_size=len(PLACES), max_size=len(PLACES)),
)
def test_map_list_and_table_say_the_same_and_unknown_is_always_hatched(bands: Any, levels: Any) -> None:
    rows: Any = [row(code, name, level, nation) for (code, name, nation), level in zip(PLACES, levels, strict=True)]
    documents = {
        code: official(hospital(band=band, state="scored" if band else "stale"), code=code, name=name)
        for (code, name, _), band in zip(PLACES, bands, strict=True)
    }
    known = {"delays": bands, "level": levels}
    maps = maps_of(rows, documents, BOOK)
    assert set(maps) == set(known)
    for slug, numbers in known.items():
        expected = {code: number for (code, _, _), number in zip(PLACES, numbers, strict=True)}
        tiles = {code: (number, said, inside) for code, number, said, inside in TILE.findall(drawing(maps[slug], ""))}
        own = set(tiles)
        assert own == {code for code, _, _ in PLACES}
        table = map_page(maps, slug, BOOK, FRAME, BOUNDARIES).decode()
        for code in own:
            number, said, inside = tiles[code]
            assert (int(number) if number else None) == expected[code]
            assert ('class="m-hatch"' in inside) == (expected[code] is None)
            name, _, told = said.partition(": ")
            assert f"{name}</a></th> <td>" in table
            assert f"<td>{told[:1].upper()}{told[1:]}</td>" in table[table.index(f"{name}</a></th>") :][:400]
        rows_ = [html.unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', table)]
        assert rows_ == sorted(rows_, key=alphabetical)
    front = front_page(rows, [], BOOK, FRAME, (), (), maps).decode()
    listed = front[front.index('id="a-to-z"') :]
    if not any(levels):
        for (code, name, _), band in zip(PLACES, bands, strict=True):
            ends = f": {band}</li>" if band and any(bands) else "</li>"
            assert f'/councils/{code}/">{html.escape(name)}</a>{ends}' in listed or not any(bands)


def test_the_map_opens_on_the_measure_with_most_bands_and_on_the_level_once_there_is_one() -> None:
    code, name, nation = PLACES[0]
    rows: Any = [row(code, name, None, nation)]
    documents = {code: official(hospital(band=None), jobs(), code=code)}
    assert opening(maps_of(rows, documents, BOOK)).of.slug == "vacancies"
    assert opening(maps_of([row(code, name, 2, nation)], documents, BOOK)).of.slug == "level"  # type: ignore[list-item]
    assert opening(maps_of(rows, {}, BOOK)).of.slug == "level"


def test_the_true_map_can_be_copied_as_a_small_png_where_the_site_has_an_address() -> None:
    rows: Any = [row(code, name, None, nation) for code, name, nation in PLACES]
    shown = maps_of(rows, {}, BOOK, foot=("Published on a day",))["level"]
    copy = '<a href="/map/level-outlines.png" download>PNG</a>'
    assert copy not in map_page({"level": shown}, "level", BOOK, FRAME, BOUNDARIES).decode()
    there = replace(FRAME, address="https://care.example")
    assert copy in map_page({"level": shown}, "level", BOOK, there, BOUNDARIES).decode()
    drawn = true_drawing(shown, "", BOUNDARIES, family=FAMILY)
    assert "Published on a day" in drawn
    assert f"font-family:{FAMILY}" in drawn
    assert 1_000 < len(small_png(drawn)) <= 60_000
