"""Every council's weeks at a glance: by name, whole, and no order by level."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from pressure.content.past.glance import MOST, NARROW, WIDE, Made, glance_of, glance_page
from pressure.drawing.templating import Frame
from tests.rating_cases import BOOK

SVG = "{http://www.w3.org/2000/svg}"
FRAME = Frame(release_id="R", published_at="2026-11-25T09:30:00Z", method_version="2")
WEEKS = ("2026-11-08", "2026-11-15", "2026-11-22")


def council(code: str, name: str, region: str = "North", last_day: str = "") -> dict[str, str]:
    return {
        "council_code": code,
        "council_name": name,
        "region_code": f"E12{region}",
        "region": region,
        "nation_code": "E92000001",
        "nation": "England",
        "last_day": last_day,
    }


def rows(code: str, *levels: int | None) -> list[dict[str, str]]:
    return [
        {"council_code": code, "week_ending": week, "level_published": str(level or "")}
        for week, level in zip(WEEKS, levels, strict=True)
    ]


def made(councils: list[dict[str, str]], lines: list[dict[str, str]], area: str = "E12North") -> Made:
    found = glance_of(area, councils, lines)
    assert found
    return glance_page(found, BOOK, FRAME)


@given(
    st.permutations(["Ash", "Beech", "Cedar", "Oak"]), st.lists(st.sampled_from([None, 1, 4]), min_size=4, max_size=4)
)
def test_councils_stand_by_name_whatever_their_levels(names: list[str], levels: list[int | None]) -> None:
    """For any order in the file and any levels."""
    councils = [council(name, name) for name in names]
    lines = [row for name, level in zip(names, levels, strict=True) for row in rows(name, None, level, level)]
    page = made(councils, lines)
    said = [t.text for t in ElementTree.fromstring(page.wide).iter(f"{SVG}text") if t.text in names]
    assert said == sorted(names)
    text = page.page.decode()
    places = [text.index(f">{name}</a>") for name in sorted(names)]
    assert places == sorted(places)


def test_what_is_not_known_is_hatched_and_counted() -> None:
    page = made([council("A", "Ash"), council("B", "Beech")], [*rows("A", 2, None, 3), *rows("B", None, None, None)])
    hatched = [r for r in ElementTree.fromstring(page.wide).iter(f"{SVG}rect") if r.get("class") == "p-hatched"]
    assert len(hatched) == 2
    text = page.page.decode()
    assert "2 councils, in alphabetical order. With a level on 22 November 2026: 1." in text
    assert "Without one in all of the 3 weeks shown: 1." in text
    assert "2 of 3" in text
    assert "0 of 3" in text
    assert "not a ranking" in text


def test_a_council_that_ended_and_one_of_another_region_are_not_among_them() -> None:
    councils = [council("A", "Ash"), council("B", "Beech", last_day="2026-03-31"), council("C", "Cedar", "South")]
    found = glance_of("E12North", councils, rows("A", 1, 1, 1))
    assert found
    assert [p.name for p in found.places] == ["Ash"]
    assert glance_of("E12West", councils, []) is None


def test_an_area_without_any_week_yet_says_so_and_has_no_empty_picture() -> None:
    page = made([council("A", "Ash")], [])
    assert not page.wide
    assert "None of them has had a level here yet." in page.page.decode()


def test_a_nation_of_many_councils_is_shown_region_by_region() -> None:
    councils = [council(f"N{i}", f"North {i}") for i in range(MOST)] + [council("S", "South End", "South")]
    page = made(councils, [], area="E92000001")
    assert not page.wide
    assert 'href="/areas/E12South/weeks/"' in page.page.decode()


def test_a_nation_of_few_has_a_head_for_each_region_and_its_pictures_are_small() -> None:
    councils = [council(f"N{i}", f"North {i:02}") for i in range(40)] + [council("S", "South End", "South")]
    page = made(councils, [row for c in councils for row in rows(c["council_code"], 1, None, 4)], area="E92000001")
    said = [t.text for t in ElementTree.fromstring(page.narrow).iter(f"{SVG}text")]
    assert said.index("North") < said.index("North 00") < said.index("South") < said.index("South End")
    assert len(page.page) <= 25_000
    assert len(page.wide) <= 60_000
    assert f"weeks/{WIDE}" in page.page.decode()
    assert f"weeks/{NARROW}" in page.page.decode()
