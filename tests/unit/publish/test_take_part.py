"""The pages for councils that may take part say what rules and releases say, and nothing where nothing is known."""

import re
from dataclasses import replace
from datetime import date

import pytest

from pressure.content.take_part import words
from pressure.content.take_part.first_level import take_part_page, template_name
from pressure.content.take_part.national import given
from pressure.content.take_part.reaching import NO_ADDRESS, NOBODY
from pressure.domain.national import From
from tests.official_cases import hospital, jobs, official
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME
from tests.unit.publish.test_plain_pages import words_of

SOME = [official(hospital(), jobs(2.0, state="stale")), official(hospital(period_end="2026-09-30"))]


def page(documents=SOME, *, run_by: str = "North Hub", feedback: str = "help@north.example", frame=FRAME) -> str:  # type: ignore[no-untyped-def]
    return take_part_page(BOOK, frame, given(documents, BOOK), run_by, feedback).decode()


def test_what_national_files_give_is_worked_out_by_nation_and_nothing_is_said_to_count_that_does_not() -> None:
    every = {(one.nation.name, one.measure.id): one for one in given(SOME, BOOK)}
    assert {key for key, one in every.items() if one.have} == {("England", "wl_discharge_rate")}
    found = every["England", "wl_discharge_rate"]
    assert (found.have, found.councils, found.to, found.until) == (2, 2, date(2026, 10, 31), date(2027, 1, 29))
    old = every["England", "cap_vacancy_rate"]
    assert (old.have, old.until) == (0, None)
    assert old.to is not None
    assert set(every) == {
        (nation.name, m.id)
        for nation in BOOK.nations.values()
        for m in BOOK.set_of(nation.code)
        if nation.source_of(m.id).comes_from is From.PUBLICATION
    }


@pytest.mark.parametrize("nation", BOOK.nations.values(), ids=lambda nation: nation.name)
def test_every_nation_has_a_row_its_needs_and_its_blank_returns(nation) -> None:  # type: ignore[no-untyped-def]
    """Also one that takes nothing from a publication, and one of which no file is loaded."""
    text = page([])
    grid = text[text.index(f'aria-label="{words.NATIONAL_CAPTION}"') :]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", grid[: grid.index("</table>")], re.S)
    own = [row for name, row in rows if name == nation.name]
    assert own
    assert all(words.NOTHING in row for row in own)
    for measure in BOOK.set_of(nation.code):
        assert measure.title in text
    for ending in ("xlsx", "csv"):
        assert f'href="/take-part/{template_name(nation, ending)}"' in text


def test_each_core_measure_and_each_figure_few_councils_count_is_named() -> None:
    text = page()
    for measure in BOOK.measures:
        if measure.core:
            assert f"<li>{measure.title}</li>" in text
    assert {m for m in words.BEGIN if BOOK.measure(m) is None} == set()
    for said in words.BEGIN.values():
        assert said.split(".")[0] in words_of(text.encode())


@pytest.mark.parametrize(("run_by", "feedback"), [("", ""), ("North Hub", ""), ("", "help@north.example")])
def test_where_nobody_is_named_the_page_says_so(run_by: str, feedback: str) -> None:
    text = words_of(page(run_by=run_by, feedback=feedback).encode())
    assert (NOBODY in text) == (not run_by)
    assert (NO_ADDRESS in text) == (not feedback)


def test_of_invented_places_no_national_figure_is_told() -> None:
    text = page(frame=replace(FRAME, base="/demo", demonstration=True))
    assert words.NO_NATIONAL in text
    assert words.NATIONAL_CAPTION not in text
    assert 'href="/demo/take-part/members/"' in text
    assert 'href="/take-part/account/"' in text
