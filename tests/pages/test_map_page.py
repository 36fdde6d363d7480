"""The map and the list beside it: one source, one date, never a ranking."""

import json
import re

import pytest

from pressure.content.explore.map_words import OWN_EDGES
from pressure.council_list import load_councils
from pressure.settings import settings
from pressure.web.installation_now import published
from tests.pages.conftest import Opened, said

SCOTLAND, ENGLAND = "S92000003", "E92000001"
SHOW = "wl_discharge_rate.phs-delayed-discharges"
LONG_COASTS = (
    "S12000017",
    "S12000035",
    "E06000052",
    "E10000008",
    "E10000012",
    "E10000016",
    "W06000009",
    "W06000002",
    "E10000020",
)
"""Highland, Argyll and Bute, Cornwall, Devon, Essex, Kent, Pembrokeshire, Gwynedd, Norfolk."""
LAND = "N92000002"


def pictures(page) -> list[str]:
    return [m.value for m in page.markdown if m.value.startswith('<div class="drawn"><figure><svg')]


def test_the_map_and_the_list_name_and_link_the_same_councils(opened: Opened) -> None:
    """Whoever cannot see the map must lose nothing."""
    page = opened("map", area=ENGLAND, show=SHOW, date="2024-11-30")
    entries = next(m.value for m in page.markdown if "<ul>" in m.value and "Highbury" in m.value)
    for place in re.findall(r'href="(/app/council\?code=E[^"]+)"', "".join(pictures(page))):
        assert place in entries
    assert "32 per 100,000 adults, band 2" in entries
    assert "No figure" in entries


def test_the_map_is_hidden_from_screen_readers_and_from_the_tab_order(opened: Opened) -> None:
    """Two hundred links twice would keep a keyboard user from the rest of the page."""
    drawn = pictures(opened("map", area=SCOTLAND, show=SHOW, date="2024-11-30"))
    assert drawn
    assert all('aria-hidden="true"' in one and one.count("<a ") == one.count('tabindex="-1"') for one in drawn)


def test_a_council_without_a_level_has_stripes_not_only_another_colour(opened: Opened) -> None:
    """Unknown must not look like low."""
    outlines = pictures(opened("map", area=SCOTLAND, show="level"))[0]
    assert 'class="land unknown" fill="url(#unknown)"' in outlines
    assert '<pattern id="unknown"' in outlines
    tiles = pictures(opened("map", area=SCOTLAND, show="level", map="tiles"))[0]
    assert tiles.count("data-code=") == tiles.count('class="m-hatch"') - 2  # two keys


def test_the_list_and_the_key_wear_the_shades_of_the_map_and_unknown_is_hatched_there_too(opened: Opened) -> None:
    """In the dark the highest band is the lightest, in the map and in the list alike: both ask the page for it."""
    page = opened("map", area=ENGLAND, show=SHOW, date="2024-11-30")
    beside = "".join(m.value for m in page.markdown if "swatch" in m.value)
    assert 'class="t m-b2"' in beside
    assert 'class="m-hatch"' in beside
    for name in ("m-b1", "m-b2", "m-b3", "m-b4"):
        assert name in pictures(page)[0]
    assert "#" not in "".join(re.findall(r'<path class="t m-b[^>]*>', beside))


def test_a_map_shows_one_source_and_names_it_with_its_date_and_licence(opened: Opened) -> None:
    """Two definitions on one map would be a lie."""
    text = said(opened("map", area=SCOTLAND, show=SHOW, date="2024-11-30"))
    assert "Public Health Scotland" in text
    assert "the average of November 2024" in text
    assert "Open Government Licence" in text


@pytest.mark.parametrize(("area", "edge"), [(ENGLAND, "from 20 per 100,000"), (SCOTLAND, "from 25 per 100,000")])
def test_the_key_of_a_map_has_the_thresholds_of_the_nation_it_shows(opened: Opened, area: str, edge: str) -> None:
    """Each nation counts delayed discharges in its own way."""
    text = said(opened("map", area=area, show=SHOW, date="2024-11-30"))
    assert edge in text
    assert OWN_EDGES not in text


def test_a_revised_figure_is_shown_as_revised(opened: Opened) -> None:
    """The newest version of a figure counts."""
    assert "Calmshire</a>:" in said(opened("map", area=ENGLAND, show=SHOW, date="2023-11-30"))
    assert "66 per 100,000 adults, band 4" in said(opened("map", area=ENGLAND, show=SHOW, date="2023-11-30"))


def test_what_was_chosen_stays_in_the_address(opened: Opened) -> None:
    """A journalist links to exactly this map."""
    page = opened("map", area=SCOTLAND)
    page.selectbox[2].set_value("2024-10-31").run()
    assert page.query_params["area"] in (SCOTLAND, [SCOTLAND])
    assert page.query_params["date"] in ("2024-10-31", ["2024-10-31"])
    page.selectbox[1].set_value("level").run()
    assert page.query_params["show"] in ("level", ["level"])


def test_the_map_opens_on_a_measure_that_has_figures_and_keeps_it_when_the_area_changes(opened: Opened) -> None:
    """A first sight of shapes that all say "no current level" teaches nobody anything."""
    page = opened("map", area=SCOTLAND)
    assert page.selectbox[1].value == SHOW
    assert "per 100,000 adults, band" in said(page)
    page.selectbox[0].set_value(ENGLAND).run()
    assert page.selectbox[1].value == SHOW
    page.selectbox[1].set_value("level").run()
    page.selectbox[0].set_value(SCOTLAND).run()
    assert page.selectbox[1].value == "level"


def test_a_measure_stays_when_another_publisher_counts_it_in_the_new_area(opened: Opened) -> None:
    opened("map")
    from pressure.content.explore import map_choices

    key = published().key
    assert map_choices.here(key, SCOTLAND, "wl_discharge_rate.another-publisher") == SHOW
    assert map_choices.here(key, SCOTLAND, "nothing.of-anybody") == ""
    assert map_choices.here(key, SCOTLAND, "level") == "level"


def test_an_address_nobody_can_have_chosen_still_opens(opened: Opened) -> None:
    """A mistyped link is not an error page."""
    page = opened("map", area="nowhere", show="nothing", date="never")
    assert page.title[0].value == "Map and list"


def test_an_area_without_outlines_is_drawn_in_the_order_of_names(opened: Opened) -> None:
    """The invented region has no place on the map."""
    page = opened("map")
    names = area_ids()
    page.selectbox[0].set_value(next(area for area, name in names.items() if "invented" in name)).run()
    drawn = pictures(page)[0]
    stood = re.findall(r"<text [^>]*>([^<]*)</text>", drawn)
    assert sorted(stood[: stood.index("Level")]) == stood[: stood.index("Level")]
    assert 'data-code="X99' in drawn


def test_map_and_list_say_the_same_of_every_body_in_every_area_as_tiles_and_in_outlines(opened: Opened) -> None:
    """Four nations, their regions and the invented one; what is not known is hatched in both."""
    opened("map")
    from pressure.content.app.map_page import map_page
    from pressure.content.explore import map_choices

    seen = published()
    for area in area_ids():
        for what in map_choices.shown(seen.key, area):
            period = next(iter(map_choices.dates(seen.key, area, what)), "")
            for view in ("true", "tiles"):
                page = map_page(seen, area, what, period, settings.data_dir / "boundaries.geojson", view=view)
                marks = re.findall(
                    r'data-code="(\w+)"(?: data-number="(\d)")?><title>(.*?): (.*?)</title>', page.picture
                )
                assert len({code for code, *_ in marks}) == len(marks)
                if view == "tiles":
                    assert len(marks) == len(map_choices.members(seen, area))
                for code, number, name, told in marks:
                    line = page.entries[page.entries.index(f'code={code}" target="_self">{name}</a>') :].partition(
                        "</li>"
                    )[0]
                    assert (told.partition(";")[0].lower() in line.lower()) or (
                        what == "level" and (number or "no current") in line
                    )


def test_a_measure_is_played_through_its_months_from_the_oldest(opened: Opened) -> None:
    page = opened("map", area=SCOTLAND, show=SHOW)
    months = list(page.selectbox[2].options)
    page.toggle[0].set_value(True).run()
    assert f"{months[-1]} (1 of {len(months)})" in said(page)
    page.toggle[0].set_value(False).run()
    assert "(1 of" not in said(page)


def area_ids() -> dict[str, str]:
    from pressure.content.explore import map_choices

    return dict(map_choices.areas(published().key))


@pytest.fixture(scope="module")
def features() -> list[dict]:
    return json.loads((settings.data_dir / "boundaries.geojson").read_text())["features"]


def corners(feature: dict) -> int:
    return sum(len(polygon[0]) - 1 for polygon in feature["geometry"]["coordinates"])


def test_coasts_are_kept_and_every_ring_is_closed(features: list[dict]) -> None:
    """A firth is one, and a whole map is small enough to send."""
    by_code = {feature["id"]: feature for feature in features}
    assert {code: corners(by_code[code]) for code in LONG_COASTS if corners(by_code[code]) < 120} == {}
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            assert len(polygon) == 1
            assert polygon[0][0] == polygon[0][-1]
            assert len(polygon[0]) >= 4, feature["id"]


def test_every_present_council_has_an_outline_except_the_trusts_whose_land_is_there(features: list[dict]) -> None:
    """A council missing from the map looks like one that is fine."""
    drawn = {feature["id"] for feature in features}
    present = {c.code for c in load_councils().all if c.valid_to is None and c.nation != "Northern Ireland"}
    assert present | {LAND} == drawn
