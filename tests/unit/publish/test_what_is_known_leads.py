"""The front page and the pages of nations begin with official figures: a line each, a table, and a square a council."""

import csv
import re
from typing import Any

from pressure.content.lists import councils_page, front_page
from pressure.content.plain.areas import area_page
from pressure.council_list import load_councils
from pressure.drawing.map_svg import BANDS, Shaded
from pressure.drawing.tiles import FILE, places, tiles
from pressure.words.official import COUNTED, leading
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME, ROWS, row

WALES: Any = {**official(), "nation": "Wales", "nation_code": "W92000004"}
NATIONS = [official(hospital(nation_value=None, months_lower=None), jobs(nation_value=None)), WALES]
COUNTED_ROWS = [
    row("E10000025", "Oxfordshire", None, in_two_highest=1, with_band=2),
    row("W06000015", "Cardiff", None, "Wales", in_two_highest=0, with_band=0),
]


def front(rows: Any = COUNTED_ROWS, nations: Any = NATIONS) -> str:
    return front_page(rows, [], BOOK, FRAME, (), nations).decode()


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_front_page_begins_with_what_is_known_of_each_nation() -> None:
    page = front()
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert heads[:2] == ["The four nations in official figures", "Every council, by official figures"]
    said = text(page)
    assert (
        "England . Hospital, Oct 2026: of every 100,000 adults, 42 a day were ready to leave and still there." in said
    )
    assert "Wales : no official figure on our bands is published or read yet." in said
    assert page.index("official figures") < page.index("What the levels mean")


def test_a_nations_own_figure_of_its_health_boards_is_called_by_what_it_is() -> None:
    boards: Any = {**hospital(nation_value=None), "measure_id": "ctx_health_board_delays", "bands": {}, "band": None}
    wales: Any = {**official(boards), "nation": "Wales", "nation_code": "W92000004"}
    said = text(front(nations=[wales]))
    assert "Wales . Hospital, Oct 2026: of every 100,000 adults, 42 were ready to leave" in said
    assert "health board" not in said


def test_a_place_without_any_figure_draws_no_table_and_no_map() -> None:
    page = front(ROWS, ())
    assert "four nations" not in page
    assert "<svg class=tiles" not in page.replace('"', "")


def test_lists_say_the_count_once_in_words_and_beside_each_name_in_numbers() -> None:
    for page in (front(), councils_page(COUNTED_ROWS, BOOK, FRAME).decode()):
        assert COUNTED in page
        assert re.search(r"Oxfordshire</a>: 1 of 2</li>", page)
        assert re.search(r"Cardiff</a></li>", page)
    mixed = councils_page([*ROWS, COUNTED_ROWS[0]], BOOK, FRAME).decode()
    assert "no current level; 1 of 2 official figures in the two highest bands" in mixed


def test_the_map_says_what_the_list_says_and_never_uses_the_colours_of_levels() -> None:
    page = front()
    drawn = page[page.index('<svg class="tiles"') : page.index("</svg>", page.index('<svg class="tiles"'))]
    assert 'aria-label="Oxfordshire: 1 of 2"' in drawn
    assert 'aria-label="Cardiff: no figure recent enough"' in drawn
    assert f'fill="{BANDS[2][0]}"' in drawn
    assert not {level.colour for level in BOOK.levels} & {fill for fill, _ in BANDS.values()}


def test_every_present_council_has_one_square_and_no_two_share_one() -> None:
    with FILE.open(encoding="utf-8") as lines:
        codes = [line["code"] for line in csv.DictReader(lines)]
    assert sorted(codes) == sorted(c.code for c in load_councils().all if not c.valid_to)
    assert len(set(places().values())) == len(codes)
    assert tiles([Shaded("X99000001", "/", "nowhere", 1)]) == ""


def test_the_page_of_a_nation_has_its_figures_before_the_levels() -> None:
    area: Any = {
        "code": "E92000001", "name": "England", "councils": 1, "councils_with_level": 0,
        "adults": 10, "adults_with_level": 0, "levels": [],
    }  # fmt: skip
    page = area_page(area, COUNTED_ROWS[:1], [], BOOK, FRAME, NATIONS[0]).decode()
    assert f"/areas/{area['code']}/" not in page[page.index("Official figures") : page.index("Councils at each level")]
    assert page.index("Care jobs, 2025-26: 8.1% were empty.") < page.index("Councils at each level")
    assert "Care jobs" not in area_page(area, COUNTED_ROWS[:1], [], BOOK, FRAME).decode()


def test_a_nation_is_led_with_its_hospitals_else_with_home_care_else_with_its_newest_figure() -> None:
    late: Any = {**jobs(), "measure_id": "ctx_discharged_late"}
    waiting: Any = {**jobs(), "measure_id": "ctx_home_care_waiting"}
    older: Any = {**jobs(), "measure_id": "cap_homecare_unfilled", "period_end": "2025-03-31"}
    for figures, first in (
        ([jobs(), late, hospital()], "wl_discharge_rate"),
        ([jobs(), waiting, late], "ctx_discharged_late"),
        ([older, jobs(), waiting], "ctx_home_care_waiting"),
        ([older, jobs()], "cap_vacancy_rate"),
    ):
        led = leading(official(*figures))
        assert led
        assert led["measure_id"] == first
    assert leading(official()) is None
