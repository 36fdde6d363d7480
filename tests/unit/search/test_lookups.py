"""The shipped look-ups name only bodies there are, and every key in them is found by a search."""

import csv
import re

import pytest

from pressure.content.search.hits import DISTRICT, ENDED, PLACE
from pressure.content.search.matching import find
from pressure.council_list import DATA, load_councils
from pressure.lookups.postcodes import read
from pressure.lookups.shipped import LEAST_SHARE, lookups
from tests.unit.search.cases import NAMES

FOLDER = DATA / "lookups"
BODIES = {council.code: council for council in load_councils().all}
FILES = sorted(path.name for path in FOLDER.glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.mark.parametrize("name", FILES)
def test_every_body_of_a_file_is_a_body_of_today(name: str) -> None:
    own = rows(name)
    columns = [column for column in own[0] if column in {"council_code", "trust_code", "council_codes"}]
    codes = {code for row in own for column in columns for code in row[column].split(";")}
    assert columns
    assert {code for code in codes if code not in BODIES or BODIES[code].valid_to} == set()
    assert all(None not in row and None not in row.values() for row in own)


@pytest.mark.parametrize("name", FILES)
def test_a_name_beside_a_code_is_that_bodys_name(name: str) -> None:
    for row in rows(name):
        for code, said in (("council_code", "council_name"), ("trust_code", "trust_name")):
            if code in row:
                assert BODIES[row[code]].name == row[said]


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_its_source_and_licence(name: str) -> None:
    (line,) = [
        line for line in (FOLDER / "SOURCE.md").read_text(encoding="utf-8").splitlines() if f"| {name} |" in line
    ]
    assert re.search(r"OGL v3\.0|CC BY 4\.0|MIT", line)


def test_every_first_part_and_sector_of_a_postcode_answers_with_every_body_of_one_per_cent() -> None:
    known = lookups()
    wanted: dict[str, set[str]] = {}
    for name, column in (
        ("postcode_district_to_council.csv", "postcode_district"),
        ("postcode_sector_to_council_split_districts.csv", "postcode_sector"),
    ):
        for row in rows(name):
            if float(row["share_percent"]) >= LEAST_SHARE:
                wanted.setdefault(row[column], set()).add(row["council_code"])
    wrong = []
    for key, bodies in wanted.items():
        typed = read(key.lower(), known.has_district)
        if typed is None or typed.text != key or typed.corrected or {c for c, _ in known.shares[key]} != bodies:
            wrong.append(key)
    assert wrong == []
    assert len(wanted) == 2997 + 6178
    for key in list(wanted)[::97]:
        assert set(find(NAMES, key).offered) == wanted[key], key


def test_every_place_is_found_by_its_name_with_every_body_it_can_be() -> None:
    """One in forty of them, and each with a note."""
    for number, place in enumerate(lookups().places):
        if number % 40 == 0 or place.why:
            found = find(NAMES, place.name)
            assert set(place.bodies) <= set(found.offered), place
            assert found.named is None or (found.named,) == place.bodies


def test_every_district_of_today_and_of_before_is_found_and_opens_nothing() -> None:
    for district in lookups().districts:
        found = find(NAMES, district.official_name)
        own = [hit for hit in found.hits if hit.kind in {DISTRICT, ENDED, PLACE} and hit.whole]
        assert found.named is None
        assert any(hit.bodies == district.bodies for hit in own), district


def test_a_place_with_a_note_is_never_in_one_body_alone() -> None:
    alone = [p for p in lookups().places if p.why and len(p.bodies) < 2]
    assert alone == []


def test_every_council_of_the_list_and_every_one_that_ended_is_an_area_a_file_of_postcodes_may_name() -> None:
    areas = lookups().areas
    for code, body in BODIES.items():
        assert set(areas[code].bodies) <= {c for c, b in BODIES.items() if not b.valid_to}
        assert all(areas[former].bodies == areas[code].bodies for former in body.former_codes)
