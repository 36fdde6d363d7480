"""A table is read by its description alone: three real files of three shapes, and the edges of what can be said."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressure.domain.councils import Councils
from pressure.domain.readings import Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.sources import load_source
from tests.shipped_sources import all_sources, limits, source
from tests.workbook_cases import opendocument

LAYOUTS = Path(__file__).parent / "layouts"
Take = Callable[..., FileAccount]
HEAD = """title: A table
family: waiting_list
publisher: Somebody
licence: Open Government Licence v3.0
url: https://example.org/
cadence: {cadence}
formats: [{format}]
encoding: {encoding}
reader: table
settings:
  tables:
"""
LONG = """    - columns: {month: [month], area: [code], people: [people]}
      area: {}
      period: {column: month, form: month}
      figures: [{measure: wl_assess_rate, numerator: people, denominator: adults}]
"""


@pytest.fixture
def take_by(tmp_path: Path, councils: Councils, book: Rulebook) -> Take:
    """Reads a file by the tables of a description that is written for it alone."""

    def taken(
        tables: str,
        data: bytes | str,
        name: str = "file.csv",
        *,
        periods: dict[str, tuple[date, date]] | None = None,
        cadence: str = "monthly",
        encoding: str = "utf-8",
    ) -> FileAccount:
        path = tmp_path / "a-table.yaml"
        head = HEAD.format(cadence=cadence, format=name.rpartition(".")[2], encoding=encoding)
        path.write_text(head + tables, encoding="utf-8")
        load_source.cache_clear()
        return read_file(
            replace(load_source(path), periods=periods or {}),
            data.encode() if isinstance(data, str) else data,
            name=name,
            councils=councils,
            book=book,
            today=date(2026, 11, 28),
            recorded_at=datetime(2026, 11, 28, tzinfo=UTC),
            limits=limits(bytes=10_000_000),
        )

    return taken


def of(taken: FileAccount, code: str, end: date) -> Reading:
    (found,) = [r for r in taken.readings if (r.council_code, r.period_end) == (code, end)]
    return found


# three real files


def test_a_long_table_a_census_of_welsh_councils(take: Take) -> None:
    """By the description that ships. Cardiff 185, Swansea 183 and Anglesey 40 stand in the publisher's page."""
    path = LAYOUTS / "wales-long/pathway_of_care_delays_council_2023-04_to_2023-07.csv"

    taken = take(path.read_bytes(), "pathways-of-care-delays", name=path.name)

    assert (taken.read, taken.accepted, taken.not_needed, len(taken.readings)) == (96, 96, 8, 22 * 4)
    april = date(2023, 4, 19)  # the third Wednesday
    counts = [of(taken, code, april).numerator for code in ("W06000015", "W06000011", "W06000001")]
    assert counts == [185, 183, 40]
    assert sum(r.numerator or 0 for r in taken.readings if r.period_end == april) == 1750 - 6 - 1


WIDE = r"""    - columns:
        support: [Support type]
        age: [Age category]
        reason: [Primary support reason]
        setting: [Service delivery mechanism]
        provision: [Provision]
      extra_columns: ignore
      only:
        support: [Long term]
        age: [Age 18 to 64]
        reason: [Physical support]
        setting: [Residential]
        provision: [Total provision]
      wide: {title: '(?P<area>\d+) - .+', least: 140}
      area: {}
      period: {asked: true, form: financial_year}
      figures: [{measure: ctx_long_term_support, numerator: value, decimals: true, denominator: adults}]
"""


def test_a_wide_table_with_councils_as_columns_in_windows_1252(take_by: Take) -> None:
    """The activity of 2014-15: its second line is the header, and the file does not say its year."""
    path = LAYOUTS / "ascfr-2014-15-wide/pss-exp-eng-14-15-fin-coun-lev-act-data.csv"
    year = (date(2014, 4, 1), date(2015, 3, 31))

    with pytest.raises(FileRefused, match="--period 2025-26"):
        take_by(WIDE, path.read_bytes(), path.name, encoding="cp1252")
    taken = take_by(WIDE, path.read_bytes(), path.name, encoding="cp1252", periods={"": year}, cadence="yearly")

    assert (taken.encoding, taken.rejected) == ("Windows-1252, as declared for this source", 0)
    assert taken.read == taken.accepted
    assert taken.not_needed == taken.read - 1
    # Northumberland 1,593, Gateshead 1,488.5 and Bradford's neighbours by hand, from the third line of figures
    assert of(taken, "E06000057", year[1]).count == 1593
    assert of(taken, "E08000037", year[1]).count == Fraction("1488.5")
    assert len({r.council_code for r in taken.readings}) == len(taken.readings) > 140
    assert all(n.kind == "warning" for n in taken.notes)


QUALITY = """    - sheets: [{sheet}]
      header: {header}
      columns:
        set: {names[0]}
        year: {names[1]}
        quarter: {names[2]}
        partnership: {names[3]}
        said: {names[4]}
      only: {{set: ["{which}"], quarter: [All]}}
      area: {{column: partnership, by: name, leave_out: [""]}}
      period: {{column: year, form: financial_year}}
      figures:
        - {{measure: ctx_long_term_support, value: said, words: {{did not submit: not_submitted, ".": leave_out}}}}
"""
TITLES = (
    "[Data Set]",
    "[Financial Year]",
    "[Financial Quarter]",
    "[Health and Social Care Partnership]",
    "[Data Completeness Comments]",
)


@pytest.mark.parametrize(
    ("sheet", "header", "names", "which", "bodies", "read"),
    [
        ("DC", "found", TITLES, "Technology Enabled Care", 7, 30),
        ("DC_removed", "none", [f'["{n}"]' for n in range(1, 6)], "ioRN", 25, 70),
    ],
)
def test_a_workbook_with_and_without_a_header(
    take_by: Take, sheet: str, header: str, names: list[str], which: str, bodies: int, read: int
) -> None:
    """Who did not submit, in words: a status and never a number; other words say nothing of a figure."""
    path = LAYOUTS / "phs-tec-dq-xlsx/tec_dc_dq_2021-22.xlsx"
    tables = QUALITY.format(sheet=sheet, header=header, names=names, which=which)

    taken = take_by(tables, path.read_bytes(), path.name, encoding="workbook", cadence="yearly")

    assert (taken.read, taken.rejected, taken.held) == (read, 0, 0)
    assert {r.status for r in taken.readings} == {Status.NOT_SUBMITTED}
    assert all(r.value is None and r.numerator is None for r in taken.readings)
    assert len({r.council_code for r in taken.readings}) == bodies


# edges


MONTHS = ["202607", "2026-07", "2026-07-01", "July 2026", "Jul-2026", "July-2026"]


@pytest.mark.parametrize("said", MONTHS)
def test_a_month_is_read_in_each_of_the_ways_publishers_write_it(take_by: Take, said: str) -> None:
    taken = take_by(LONG, f"month,code,people\n{said},E10000015,12\n")
    assert [(r.period_start, r.period_end) for r in taken.readings] == [(date(2026, 7, 1), date(2026, 7, 31))]


@pytest.mark.parametrize("said", ["", "2026", "13/2026", "Smarch 2026", "2026-07-15", "46204"])
def test_what_is_no_month_is_rejected_and_never_guessed(take_by: Take, said: str) -> None:
    taken = take_by(LONG, f"month,code,people\n{said},E10000015,12\n")
    assert (taken.rejected, taken.readings) == (1, ())


FIGURES = {
    "12": (Status.OK, 12),
    "0": (Status.OK, 0),
    "12 [p]": (Status.PROVISIONAL, 12),
    "": (Status.NOT_SUBMITTED, None),
    "-": (Status.NOT_SUBMITTED, None),
    "[c]": (Status.SUPPRESSED, None),
    "[z]": (Status.NOT_APPLICABLE, None),
}


@pytest.mark.parametrize(("text", "said"), FIGURES.items(), ids=FIGURES)
def test_a_mark_is_a_status_and_never_a_number(take_by: Take, text: str, said: tuple[Status, int | None]) -> None:
    (reading,) = take_by(LONG, f"month,code,people\n2026-07,E10000015,{text}\n").readings
    assert (reading.status, reading.numerator) == said


@pytest.mark.parametrize("text", ["1.5", "-3", "#N/A", "about 10", '"1,234"', "1e3", "12%"])
def test_what_is_no_count_is_rejected(take_by: Take, text: str) -> None:
    taken = take_by(LONG, f"month,code,people\n2026-07,E10000015,{text}\n")
    assert (taken.rejected, taken.readings) == (1, ())


def test_titles_above_the_header_and_columns_in_another_order_do_not_matter(take_by: Take) -> None:
    text = "A table of councils,,\n,,\nPEOPLE,Code [note 3],month\n12,E10000015,2026-07\n"
    assert len(take_by(LONG, text).readings) == 1


WRONG = {
    "a column renamed": ("month,area code,people\n2026-07,E10000015,1\n", "renamed"),
    "a column missing": ("month,code\n2026-07,E10000015\n", "no column “people”"),
    "a column that is not described": ("month,code,people,more\n2026-07,E10000015,1,2\n", "unknown column “more”"),
    "a column twice": ("month,code,people,people\n2026-07,E10000015,1,2\n", "more than once"),
    "nothing of it": ("a,b\n1,2\n", "no header that is known"),
    "no row": ("month,code,people\n", "no rows under it"),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_a_table_that_is_not_the_described_one_is_refused_whole(take_by: Take, text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        take_by(LONG, text)


def test_a_word_that_is_not_listed_is_rejected_and_one_that_is_passed_over(take_by: Take) -> None:
    """A renamed total would else be nothing, or be added to its parts."""
    tables = LONG.replace("people: [people]", "people: [people], kind: [kind]").replace(
        "      area: {}", "      only: {kind: [Total]}\n      known: {kind: [Part]}\n      area: {}"
    )
    rows = "".join(f"2026-07,E10000015,{n},{kind}\n" for n, kind in enumerate(("Total", "Part", "TOTAL")))
    taken = take_by(tables, f"month,code,people,kind\n{rows}")
    assert (taken.accepted, taken.not_needed, taken.rejected) == (2, 1, 1)
    assert "change the source's description first" in taken.notes[0].next_step


SUMS = LONG.replace("people: [people]}", "people: [people], reason: [reason]}\n      sums: true")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("3", "4", "5"), (Status.OK, 12)),
        (("3", "[c]", "5"), (Status.SUPPRESSED, None)),
        (("[c]", "4", "5"), (Status.SUPPRESSED, None)),
        (("3", "4", "five"), None),
        (("three", "4", "5"), None),
    ],
)
def test_a_sum_is_taken_whole_or_not_at_all(
    take_by: Take, parts: tuple[str, ...], said: tuple[Status, int | None] | None
) -> None:
    rows = "".join(f"2026-07,E10000015,{part},{n}\n" for n, part in enumerate(parts))
    taken = take_by(SUMS, f"month,code,people,reason\n{rows}")
    assert [(r.status, r.numerator) for r in taken.readings] == ([said] if said else [])
    assert taken.rejected == (0 if said else 3)
    assert taken.read == 3


def test_the_area_of_a_board_is_each_of_its_councils_out_of_all_their_adults(
    take_shipped: Callable[[str], FileAccount], councils: Councils
) -> None:
    """Cardiff and Vale, August 2023, added up by hand in a spreadsheet; all boards are StatsWales' 1,551."""
    taken = take_shipped("pathways-of-care-delays")
    day = date(2023, 8, 16)
    cardiff, vale = (of(taken, code, day) for code in ("W06000015", "W06000014"))
    both = sum(councils.get(code).adults_18plus or 0 for code in ("W06000015", "W06000014"))

    assert (cardiff.numerator, cardiff.denominator) == (vale.numerator, vale.denominator)
    assert cardiff.denominator == both
    first = ("W06000001", "W06000023", "W06000008", "W06000018", "W06000014", "W06000013", "W06000011")
    assert sum(of(taken, code, day).numerator or 0 for code in first) == 1551
    assert Counter(r.council_code for r in taken.readings).most_common()[-1][1] == 24
    assert len({r.council_code for r in taken.readings}) == 22


def test_the_five_trusts_have_a_rate_by_the_adults_of_their_nations_rules(
    take_shipped: Callable[[str], FileAccount],
) -> None:
    taken = take_shipped("ni-home-care-waits")
    full = {r.council_code: r.numerator for r in taken.readings if r.measure_id == "ctx_home_care_waiting"}

    assert full == {"BHSCT": 323, "NHSCT": 1157, "SEHSCT": 194, "SHSCT": 623, "WHSCT": 260}
    assert {r.denominator for r in taken.readings} == {281776, 370872, 282567, 289093, 230095}


CLD = "cld-and-workforce-2026"


def test_a_file_that_does_not_say_its_year_is_asked_about_and_never_given_last_years(
    take: Take, take_shipped: Callable[[str], FileAccount]
) -> None:
    """Next year's file has the same header: the description knew this year's alone, by its bytes."""
    path = source(CLD).shipped_file
    assert path
    newer = path.read_bytes().replace(b"8.4", b"8.5", 1)
    with pytest.raises(FileRefused, match="does not say its period") as refused:
        take(newer, CLD, name="next.csv")
    assert "--period vacancy_rate=2025-26" in refused.value.next_step

    year, day = (date(2025, 4, 1), date(2026, 3, 31)), (date(2027, 3, 31), date(2027, 3, 31))
    taken = take(newer, CLD, name="next.csv", periods={"": year, "long_term_support": day})

    ends = {(r.measure_id, r.period_start, r.period_end) for r in taken.readings}
    assert ends == {
        ("cap_vacancy_rate", *year),
        ("ctx_assessments", *year),
        ("ctx_long_term_support", *day),
    }
    assert {r.period_end.year for r in take_shipped(CLD).readings if r.measure_id == "cap_vacancy_rate"} == {2025}


NAMED = LONG.replace("{month: [month], area", "{area").replace(
    "period: {column: month, form: month}", "period: {file_name: true, form: FORM}"
)
BY_NAME = {
    "waits-July-2026.csv": ("month", (date(2026, 7, 1), date(2026, 7, 31))),
    "waits_2024_to_2025.csv": ("financial_year", (date(2024, 4, 1), date(2025, 3, 31))),
    "waits.csv": ("month", None),
    "waits-July-2026-and-June-2026.csv": ("month", None),
}


@pytest.mark.parametrize(("name", "said"), BY_NAME.items(), ids=BY_NAME)
def test_a_period_in_the_files_name_is_believed_where_it_names_one(
    take_by: Take, name: str, said: tuple[str, tuple[date, date] | None]
) -> None:
    """Otherwise it is asked for, and what is given holds."""
    form, period = said
    tables, text = NAMED.replace("FORM", form), "code,people\nE10000015,12\n"
    if period is None:
        with pytest.raises(FileRefused, match="load it again with --period"):
            take_by(tables, text, name)
        period = (date(2026, 1, 1), date(2026, 1, 31))
        (reading,) = take_by(tables, text, name, periods={"": period}).readings
    else:
        (reading,) = take_by(tables, text, name).readings
    assert (reading.period_start, reading.period_end) == period


LABELLED = NAMED.replace("file_name: true, form: FORM", "label: Period, form: month")


@pytest.mark.parametrize(
    ("above", "refused"),
    [
        ("Title,\nPeriod:,July 2026\n", ""),
        ("Period: ,,2026-07-01\n", ""),
        ("Title,\n", "no “Period”"),
        ("Period:,soon\n", "“soon”"),
        ("Period:,\n", "nothing"),
    ],
)
def test_a_period_beside_its_label_above_the_table_holds_for_every_row(take_by: Take, above: str, refused: str) -> None:
    text = f"{above}code,people\nE10000015,12\nE08000035,3\n"
    if refused:
        with pytest.raises(FileRefused, match=refused):
            take_by(LABELLED, text)
    else:
        assert {r.period_end for r in take_by(LABELLED, text).readings} == {date(2026, 7, 31)}


@given(
    order=st.permutations(range(6)),
    numbers=st.lists(st.integers(0, 99_999), min_size=6, max_size=6),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_rows_says_nothing(take_by: Take, order: list[int], numbers: list[int]) -> None:
    """Each figure stands beside its own area, wherever in the file."""
    codes = ("E10000015", "E08000035", "E08000012", "S12000033", "W06000015", "E09000001")
    rows = [f"2026-07,{code},{number}" for code, number in zip(codes, numbers, strict=True)]
    taken = take_by(LONG, "month,code,people\n" + "\n".join(rows[at] for at in order) + "\n")
    assert {r.council_code: r.numerator for r in taken.readings} == dict(zip(codes, numbers, strict=True))


def test_a_dead_code_is_read_by_the_second_where_that_is_a_successors(take_by: Take) -> None:
    """The outcomes framework writes Dorset under the code of the county that ended in 2019."""
    tables = LONG.replace("area: {}", "area: {or_code: cassr}").replace("area: [code]", "area: [code], cassr: [cassr]")
    taken = take_by(tables, "month,code,cassr,people\n2026-07,E10000009,809,5\n2026-07,E10000009,815,5\n")
    assert [r.council_code for r in taken.readings] == ["E06000059"]
    assert (taken.held, taken.accepted) == (1, 1)
    assert any("ended on 2019-03-31" in n.message for n in taken.notes if n.kind == "warning")


ANNOUNCED = [s.id for s in all_sources() if s.fetch and s.fetch.layout == "announced"]


@pytest.mark.parametrize("source_id", ANNOUNCED)
def test_totals_of_an_announced_table_are_no_councils_that_nobody_knows(source_id: str, take: Take) -> None:
    """England and its regions stand in every such table; a held row of theirs would hold the whole file."""
    (table,) = source(source_id).reader.tables  # type: ignore[attr-defined]
    figure = next(names[0] for column, names in table.columns.items() if column != "area")
    rows = [["Area code", figure], *([code, "12"] for code in ("E92000001", "E12000008", "E10000015"))]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    data = opendocument(*(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows))
    taken = take(data, source_id, name="a.ods", periods={"": (date(2026, 4, 1), date(2026, 6, 30))})
    assert (taken.read, taken.accepted, [r.council_code for r in taken.readings]) == (3, 3, ["E10000015"])
