"""The front page leads with a card a nation and one map; the pages of nations begin with official figures."""

import re
from typing import Any

from pressure.content.front import front_page
from pressure.content.lists import councils_page
from pressure.content.maps.marks import maps_of
from pressure.content.plain.areas import area_page
from pressure.words.official import COUNTED, leading
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME, ROWS, row

WALES: Any = {**official(), "nation": "Wales", "nation_code": "W92000004"}
NATIONS = [official(hospital(nation_value=None, months_lower=None), jobs(nation_value=None)), WALES]
COUNTED_ROWS: list[Any] = [
    row("E10000025", "Oxfordshire", None, in_two_highest=1, with_band=2),
    row("W06000015", "Cardiff", None, "Wales", in_two_highest=0, with_band=0),
]
DOCUMENTS = {"E10000025": official(hospital(band=3), jobs(), code="E10000025", name="Oxfordshire")}


def front(rows: Any = COUNTED_ROWS, nations: Any = NATIONS) -> str:
    return front_page(rows, [], BOOK, FRAME, (), nations, maps_of(rows, DOCUMENTS, BOOK)).decode()


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_front_page_asks_one_question_then_says_what_is_known_of_each_nation() -> None:
    page = front()
    heads = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page)
    assert heads[:3] == [
        "How hard is it to get social care?", "Four levels of pressure", "The newest figure of each nation",
    ]  # fmt: skip
    said = text(page[page.index('id="nations"') :])
    assert "England 42 of 100,000 adults were ready to leave hospital and still there, on an average day" in said
    assert "▲ Higher than in all of the 12 months before Oct 2026. The Department" in said
    assert "Wales No figure is published, or none is read yet" in said
    assert page.count("<form ") == 1  # it searches without a script
    assert '<form action="/councils/" method="get" role="search">' in page
    assert '<input id="q" name="q" type="search"' in page
    assert "<script" not in page
    assert page.index("<form ") < page.index('id="nations"')


def test_a_card_says_lower_higher_or_that_there_is_nothing_to_compare() -> None:
    past = [{"period_start": f"2026-{m:02}-01", "period_end": f"2026-{m:02}-28", "value": 40.0} for m in (7, 8, 9)]
    newest = {"period_start": "2026-10-01", "period_end": "2026-10-31", "value": 42}
    told = (
        (39, "▼ Lower than in any of the 3 months before"),
        (40, "Higher than in 0 and lower than in 0 of the 3 months before"),
        (41, "▲ Higher than in all of the 3 months before"),
    )
    for value, said in told:
        own = official(hospital(value, past=[*past, newest | {"value": value}]))
        assert said in text(front(nations=[own]))
    alone = official(jobs(past=[newest], year_before=None))
    assert "Nothing to compare it with" in text(front(nations=[alone]))
    assert "Higher than a year before" in text(front(nations=[official(jobs(year_before=newest | {"value": 7.0}))]))


def test_the_map_is_one_file_with_a_finding_words_and_copies_and_the_list_says_its_bands() -> None:
    page = front()
    assert "Hospital delays are in the highest of four bands in 0 of 1 councils in England" in page
    assert page.count("<img ") == 1
    assert 'src="/map/delays.svg"' in page
    assert "band 3: 1" in page[page.index("<img ") :]
    assert re.search(r"Oxfordshire</a>: 3</li>", page)
    assert re.search(r"Cardiff</a></li>", page)


def test_a_nations_own_figure_of_its_health_boards_is_called_by_what_it_is() -> None:
    boards: Any = {**hospital(nation_value=None), "measure_id": "ctx_health_board_delays", "bands": {}, "band": None}
    wales: Any = {**official(boards), "nation": "Wales", "nation_code": "W92000004"}
    said = text(front(nations=[wales]))
    assert "Wales 42 of 100,000 adults were ready to leave hospital and still there" in said
    assert "health board" not in said


def test_a_place_without_any_figure_has_no_cards_and_the_map_of_levels() -> None:
    page = front(ROWS, ())
    assert "each nation" not in page
    assert 'src="/map/level.svg"' in page


def test_the_list_of_councils_says_the_count_once_in_words_and_beside_each_name_in_numbers() -> None:
    page = councils_page(COUNTED_ROWS, BOOK, FRAME).decode()
    assert COUNTED in page
    assert re.search(r"Oxfordshire</a>: 1 of 2</li>", page)
    assert re.search(r"Cardiff</a></li>", page)
    mixed = councils_page([*ROWS, COUNTED_ROWS[0]], BOOK, FRAME).decode()
    assert "no current level; 1 of 2 official figures in the two highest bands" in mixed


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
