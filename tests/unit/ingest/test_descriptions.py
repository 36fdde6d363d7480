"""Source descriptions and the list of councils: data that other code depends on."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from pressure.domain.councils import Councils, normalised
from pressure.ingest.report import Taken
from pressure.ingest.sources import DATA, BadSource, all_sources, load_source, source

IDS = [
    "anchors",
    "ascof-2024-25",
    "bbc-foi-2023",
    "cld-and-workforce-2026",
    "cqc-latest-ratings-lincolnshire",
    "phs-delayed-discharges",
    "trafford-cqc-ratings",
    "weekly-return",
]


def test_the_sources_are_the_ones_that_are_loaded_in_this_version() -> None:
    assert [s.id for s in all_sources()] == IDS


@pytest.mark.parametrize("source_id", [i for i in IDS if i != "weekly-return"])
def test_every_publication_ships_with_its_file_its_origin_and_its_licence(source_id: str) -> None:
    described = source(source_id)

    assert described.shipped_file is not None
    assert described.shipped_file.is_file()
    assert (described.shipped_file.parent / "SOURCE.md").is_file()
    assert described.publisher
    assert described.licence
    assert described.url.startswith("https://")


def test_an_unknown_source_lists_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="weekly-return"):
        source("weekly_return")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cadence": "daily"}, "cadence"),
        ({"colour": "red"}, "colour"),
        ({"formats": ["xls"]}, "formats"),
        ({"columns": None}, "columns"),
    ],
)
def test_a_bad_description_is_refused_with_file_key_and_what_was_expected(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    content = yaml.safe_load((DATA / "sources" / "anchors.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "anchors.yaml"
    path.write_text(yaml.safe_dump({**content, **change}), encoding="utf-8")

    with pytest.raises(BadSource, match=words) as refusal:
        load_source(path)

    assert "anchors.yaml" in str(refusal.value)
    assert "expected" in str(refusal.value)


def test_the_list_has_212_present_bodies_and_the_published_population(councils: Councils) -> None:
    """Check totals: England 46,437,085, Scotland 4,441,488 and Wales 2,539,714 adults."""
    today = councils.current(date(2026, 11, 21))
    adults = {
        nation: sum(c.adults_18plus or 0 for c in today if c.nation == nation)
        for nation in ("England", "Scotland", "Wales", "Northern Ireland")
    }

    assert len(today) == 212
    assert adults == {"England": 46_437_085, "Scotland": 4_441_488, "Wales": 2_539_714, "Northern Ireland": 0}
    assert all(c.region_code.startswith(("E12", "W92", "S92", "N92")) for c in today)


def test_no_name_or_alias_belongs_to_two_present_councils(councils: Councils) -> None:
    owners: dict[str, set[str]] = {}
    for council in councils.current(date(2026, 11, 21)):
        for name in (council.name, council.official_name, *council.aliases):
            owners.setdefault(normalised(name), set()).add(council.code)

    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bristol", "E06000023"),
        ("BRISTOL, CITY OF", "E06000023"),
        ("Hull", "E06000010"),
        ("St Helens", "E08000013"),
        ("St. Helens", "E08000013"),
        ("Durham", "E06000047"),
        ("Telford & Wrekin", "E06000020"),
        ("Western Isles", "S12000013"),
        ("Comhairle nan Eilean Siar", "S12000013"),
        ("Argyll & Bute", "S12000035"),
        ("Anglesey", "W06000001"),
        ("Westmorland and Furness Council", "E06000064"),
        ("Dorset County", "E06000059"),
        ("Herefordshire, County of", "E06000019"),
    ],
)
def test_names_are_found_as_publishers_write_them(councils: Councils, name: str, code: str) -> None:
    match = councils.by_name(name, date(2026, 11, 21))

    assert match.council is not None, match.reason
    assert match.council.code == code


@pytest.mark.parametrize(
    "name", ["Cumbria", "Northamptonshire", "Bournemouth", "Cornwall and Isles of Scilly", "Lincoln"]
)
def test_abolished_combined_and_near_names_are_never_guessed(councils: Councils, name: str) -> None:
    assert councils.by_name(name, date(2026, 11, 21)).council is None


@pytest.mark.parametrize(
    ("code", "last", "successors"),
    [
        ("E10000006", date(2023, 3, 31), ("E06000063", "E06000064")),
        ("E10000021", date(2021, 3, 31), ("E06000061", "E06000062")),
        ("E10000009", date(2019, 3, 31), ("E06000059", "E06000058")),
        ("E10000002", date(2020, 3, 31), ("E06000060",)),
    ],
)
def test_abolished_councils_end_the_day_before_their_successors_begin(
    councils: Councils, code: str, last: date, successors: tuple[str, ...]
) -> None:
    council = councils.get(code)

    assert (council.valid_to, council.successors) == (last, successors)
    assert {(councils.get(s).valid_from - last).days for s in successors} == {1}


def test_an_account_that_does_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="does not add up"):
        Taken(
            source_id="a",
            file="a.csv",
            sha256="",
            size=1,
            encoding="UTF-8",
            read=2,
            accepted=1,
            held=0,
            rejected=0,
            not_needed=0,
            readings=(),
            notes=(),
        )
