"""Source descriptions and the list of councils: data that other code depends on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pressure.domain.councils import Councils, normalised
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount
from pressure.ingest.sources import BadSource, load_source
from pressure.rules import load_rules
from pressure.settings import settings
from tests.shipped_sources import all_sources, limits, source

BOOK = load_rules().in_force(date(2026, 11, 21))
BY_HAND = frozenset({"adult-social-care-vacancies"})
PUBLICATIONS = [s.id for s in all_sources() if not s.from_council]


def test_every_folder_of_publications_belongs_to_a_source() -> None:
    """A file that ships and that nobody reads would be a promise without a figure."""
    folders = {path.name for path in (settings.data_dir / "publications").iterdir() if path.is_dir()}

    assert folders <= {s.id for s in all_sources()}
    assert {s.id for s in all_sources() if s.shipped} <= folders


@pytest.mark.parametrize("source_id", PUBLICATIONS)
def test_every_publication_ships_with_its_file_its_origin_and_its_licence(source_id: str) -> None:
    """One that does not ship is asked of its publisher, or is said to come by hand."""
    described = source(source_id)

    if described.shipped_file:
        assert described.shipped_file.is_file()
        assert (described.shipped_file.parent / "SOURCE.md").is_file()
    else:
        assert described.fetch or described.id in BY_HAND
    assert described.publisher
    assert described.licence
    assert described.url.startswith("https://")


def test_an_unknown_source_lists_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="weekly-return"):
        source("weekly_return")


BROKEN = {
    "a_cadence_nobody_knows": ("anchors", "cadence: yearly", "cadence: daily", "cadence", "'daily'", "'weekly'"),
    "a_key_nobody_reads": (
        "anchors",
        "cadence:",
        "colour: red\ncadence:",
        "colour",
        "a key nobody reads",
        "known keys",
    ),
    "a_format_nobody_reads": ("anchors", "[csv]", "[xls]", "formats: entry 1", "'xls'", "'csv'"),
    "no_columns": (
        "anchors",
        "columns:",
        "columns: none\nextra_columns:",
        "columns",
        "'none'",
        "valid",
    ),
    "a_key_twice": (
        "anchors",
        "family:",
        "family: all\nfamily:",
        "family",
        "a second entry on line",
        "each key once",
    ),
    "no_title": ("anchors", "title:", "# title:", "title", "nothing", "a value"),
    "an_unknown_reader": (
        "cld-and-workforce-2026",
        "reader: table",
        "reader: turnover_table",
        "reader",
        "'turnover_table'",
        "one of ascof, cqc",
    ),
    "a_misspelled_setting": (
        "trafford-cqc-ratings",
        "leave_out:",
        "laeve_out:",
        "settings: tables: entry 1: area: laeve_out",
        "a key nobody reads",
        "only known keys",
    ),
    "a_setting_too_many": (
        "cld-and-workforce-2026",
        "settings:",
        "settings:\n  layuot: workforce",
        "settings: layuot",
        "a key nobody reads",
        "only known keys",
    ),
    "a_date_that_does_not_exist": (
        "cld-and-workforce-2026",
        "[2024-04-01, 2025-03-31]",
        "[2024-04-01, 2025-03-32]",
        "settings: tables: entry 1: figures: entry 1: period: known: ",
        "'2025-03-32'",
        "valid date",
    ),
    "a_form_of_period_nobody_knows": (
        "trafford-cqc-ratings",
        "form: first_of_month",
        "form: fortnight",
        "settings: tables: entry 1: period: form",
        "'fortnight'",
        "'month'",
    ),
    "a_period_in_two_places": (
        "trafford-cqc-ratings",
        "form: first_of_month",
        "form: month, file_name: true",
        "settings: tables: entry 1: period",
        "several",
        "one of column, label, file_name, sheet_name or asked",
    ),
    "no_period": (
        "trafford-cqc-ratings",
        "      period: {",
        "      #eriod: {",
        "settings: tables: entry 1: period",
        "nothing",
        "where the period stands",
    ),
    "a_figure_in_no_column": (
        "trafford-cqc-ratings",
        "value: value, most",
        "value: share, most",
        "settings: tables: entry 1: figures: cap_quality_ri_inad",
        "'share'",
        "one of the columns: area, indicator",
    ),
    "a_figure_of_nothing": (
        "trafford-cqc-ratings",
        "value: value, most",
        "most",
        "settings: tables: entry 1: figures: entry 1",
        "neither",
        "either numerator or value",
    ),
    "a_title_that_is_no_pattern": (
        "bbc-foi-2023",
        "(?P<year>",
        "(?P<year",
        "settings: tables: entry 1: wide: title",
        "?P<year",
        "a regular expression",
    ),
    "a_table_read_both_ways": (
        "ascof-2024-25",
        "      counts: other",
        "      counts: other\n      outcome: other",
        "settings: tables: entry 1",
        "both",
        "either counts or outcome",
    ),
    "a_way_to_find_files_that_nobody_knows": (
        "phs-delayed-discharges",
        "kind: ckan",
        "kind: ftp",
        "fetch: discover",
        "ftp",
        "'page_links', 'ckan', 'govuk'",
    ),
    "a_list_on_a_host_that_may_not_be_asked": (
        "phs-delayed-discharges",
        "allow: [www.opendata.nhs.scot]",
        "allow: [www.gov.uk]",
        "fetch: discover: package",
        "'www.opendata.nhs.scot'",
        "one of the hosts under allow",
    ),
    "an_address_without_a_lock": (
        "phs-delayed-discharges",
        "package: https:",
        "package: http:",
        "fetch: discover: ckan: package",
        "'http://www",
        "begins with https://",
    ),
    "a_pattern_that_is_none": (
        "phs-delayed-discharges",
        "resource: 513d",
        "resource: (513d",
        "fetch: discover: ckan: resource",
        "'(513d",
        "a regular expression",
    ),
    "an_address_in_a_hosts_place": (
        "phs-delayed-discharges",
        "[www.opendata.nhs.scot]",
        "[https://www.opendata.nhs.scot]",
        "fetch: allow: entry 1",
        "'https://www.opendata.nhs.scot'",
        "such as www.gov.uk",
    ),
    "a_file_that_may_be_shorter_than_it_must": (
        "phs-delayed-discharges",
        "most_bytes: 20000000",
        "most_bytes: 100",
        "fetch: least_bytes",
        "100000",
        "less than most_bytes",
    ),
    "a_file_of_no_areas": ("phs-delayed-discharges", "areas: 32", "areas: none", "fetch: areas", "'none'", "integer"),
    "no_word_on_how_many_areas": ("phs-delayed-discharges", "  areas: 32\n", "", "fetch: areas", "nothing", "a value"),
    "broken_yaml": ("anchors", "columns:", "columns: [", "line 13", "broken YAML", "valid YAML"),
}


@pytest.mark.parametrize(("name", "old", "new", "key", "found", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_bad_description_is_refused_with_file_key_found_and_expected(
    tmp_path: Path, name: str, old: str, new: str, key: str, found: str, expected: str
) -> None:
    """A description that is read wrongly would store wrong figures for ever."""
    error = refusal(changed(tmp_path, name, old, new))

    assert error.file == f"{name}.yaml"
    assert error.key.startswith(key)
    assert found in error.found
    assert expected in error.expected
    assert str(error).endswith("correct the file and load again.")


MISSPELLED = {
    "of_one_figure": (
        "cld-and-workforce-2026",
        "cap_vacancy_rate",
        "settings: tables: entry 1: figures: entry 1: measure",
    ),
    "of_a_table": ("ascof-2024-25", "ctx_turnover", "settings: tables: entry 2: measure"),
    "of_the_source": (
        "phs-delayed-discharges",
        "wl_discharge_rate",
        "settings: tables: entry 1: figures: entry 1: measure",
    ),
    "of_a_line": (
        "anchors",
        "wl_over_6m_share",
        "settings: figures: people waiting for assessment more",
    ),
    "of_a_whole": ("weekly-return", "wl_assess_rate", "settings: shares: wl_over_6m_share"),
}


@pytest.mark.parametrize(("name", "measure_id", "key"), MISSPELLED.values(), ids=MISSPELLED.keys())
def test_a_measure_that_the_rules_do_not_have_is_refused_before_a_row_is_read(
    tmp_path: Path, councils: Councils, name: str, measure_id: str, key: str
) -> None:
    """Readings are never deleted: one letter too many would stay in public for ever."""
    described = load_source(changed(tmp_path, name, f"{measure_id}", f"{measure_id}e"))
    shipped = source(described.id).shipped_file

    with pytest.raises(BadSource) as refused:
        read_file(
            described,
            shipped.read_bytes() if shipped else b"",
            name="file.csv",
            councils=councils,
            book=BOOK,
            today=date(2026, 11, 21),
            recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
            limits=limits(),
        )

    assert refused.value.key.startswith(key)
    assert refused.value.found == f"'{measure_id}e'"
    assert measure_id in refused.value.expected


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of a description with its first `old` replaced."""
    text = (settings.data_dir / "sources" / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text, f"{name}.yaml no longer says {old!r}"
    path = folder / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def refusal(path: Path) -> BadSource:
    with pytest.raises(BadSource) as refused:
        load_source(path)
    return refused.value


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
        FileAccount(
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
