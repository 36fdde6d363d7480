"""NHS England's Discharge Ready Date: found, checked, read in its real shape, scored only where enough is covered."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.returns.loading import load
from pressure.domain.rating.figures import LOW_COVERAGE, SCORED, band_of, state_of, value_of
from pressure.domain.readings import Status
from pressure.ingest.report import FileRefused
from tests.shipped_sources import source
from tests.unit.fetch.discharges import (
    BED_DAYS,
    COVERAGE,
    ID,
    PAGE,
    XLSX,
    councils,
    link,
    page,
    twin,
    workbook,
)
from tests.unit.fetch.publishers import ERROR_PAGE

AUGUST = (2026, 8)
END = date(2026, 8, 31)
LEEDS, LIVERPOOL, HAMPSHIRE, SCILLY = "E08000035", "E08000012", "E10000014", "E06000053"


@pytest.fixture
def give(publishers):
    """Puts August's workbook up, as it is or otherwise."""

    def given(body, name="August-2026", **answer):
        publishers.put(PAGE, page(link(name), link("July-2026", "2026/09")), "text/html")
        publishers.put(link(name), body, XLSX, **answer)

    return given


@pytest.fixture
def looked(visit):
    """Looks once; the invented workbook is smaller than a real one."""
    return lambda: visit(ID, least_bytes=10_000)[0]


def taken(result):
    return {(r.council_code, r.measure_id): r for r in result.loaded.readings}


def test_a_month_is_found_checked_and_taken_for_all_153_councils(give, looked):
    give(workbook(AUGUST, councils()))

    result = looked()

    assert (result.outcome, result.period_end) == ("taken", END)
    figures = taken(result)
    assert len({code for code, _ in figures}) == 153
    leeds = figures[LEEDS, "wl_discharge_rate"]
    assert (leeds.numerator, leeds.scale, leeds.coverage) == (7326, 31, Fraction(3, 4))
    assert leeds.status is Status.ESTIMATED
    assert figures[LEEDS, "ctx_discharged_late"].value == Decimal("18.8899")


def test_it_is_scored_only_where_three_quarters_are_covered_and_divided_by_that(installation, give, looked):
    """METHOD: 74 % is shown and left out, 75 % is scored."""
    give(workbook(AUGUST, councils()))
    figures, book = taken(looked()), installation.book()
    measure, source_of = book.measure_in("E92000001", "wl_discharge_rate"), book.nation("E92000001")
    own = source_of.source_of("wl_discharge_rate")

    state = {code: state_of(figures[code, "wl_discharge_rate"], measure, own, book) for code in (LEEDS, LIVERPOOL)}

    assert state == {LEEDS: SCORED, LIVERPOOL: LOW_COVERAGE}
    reading = figures[LEEDS, "wl_discharge_rate"]
    whole = Fraction(7326, 31) / Fraction(3, 4) * 100_000 / reading.denominator
    assert value_of(reading, measure, own) == whole
    assert band_of(reading, measure, own) == max(1, sum(whole >= edge for edge in (20, 28, 36)) + 1)


def test_a_share_of_too_few_people_is_withheld(give, looked):
    give(workbook(AUGUST, councils()))
    reading = taken(looked())[SCILLY, "ctx_discharged_late"]
    assert (reading.status, reading.value, reading.marker) == (Status.SUPPRESSED, None, "[c]")


def test_rows_of_no_english_council_are_left_out_and_a_dash_is_no_figure(give, looked):
    rows = councils()
    rows[3] |= {BED_DAYS: "-", COVERAGE: "-"}
    other = [{"code": code, "name": "Wales and others", BED_DAYS: 99} for code in ("NULL", "#N/A", "")]
    give(workbook(AUGUST, [*rows, *other]))

    result = looked()

    assert result.outcome == "taken"
    reading = taken(result)[rows[3]["code"], "wl_discharge_rate"]
    assert (reading.status, reading.numerator) == (Status.NOT_SUBMITTED, None)
    assert len({code for code, _ in taken(result)}) == 153


def test_the_header_is_found_by_what_it_says(give, looked):
    give(workbook(AUGUST, councils(), header_at=9))
    assert looked().outcome == "taken"


def test_the_later_codes_of_barnsley_and_sheffield_are_theirs(give, looked):
    rows = councils()
    later = {"E08000016": "E08000038", "E08000019": "E08000039"}
    give(workbook(AUGUST, [{**r, "code": later.get(r["code"], r["code"])} for r in rows]))
    assert {"E08000016", "E08000019"} <= {code for code, _ in taken(looked())}


HELD = {
    "of another month than its name": ({"cover": (2026, 7)}, "its newest figures are to 31 July 2026"),
    "another publication": ({"title": "Critical care beds"}, "does not stand in it"),
}


@pytest.mark.parametrize(("otherwise", "words"), HELD.values(), ids=HELD)
def test_a_workbook_waits_that_is(give, looked, otherwise, words):
    give(workbook(AUGUST, councils(), **otherwise))
    result = looked()
    assert result.outcome == "held"
    assert words in " ".join(d.sentence for d in result.doubts)


def test_a_month_without_some_councils_waits(give, looked):
    give(workbook(AUGUST, councils()[:150]))
    result = looked()
    assert result.outcome == "held"
    assert "has 150 areas where 153 are expected" in result.doubts[0].sentence


def test_one_without_its_column_of_coverage_is_never_taken_for_whole(give, looked):
    """Bed days without coverage say nothing: the publisher has changed the table."""
    give(workbook(AUGUST, councils(), without=COVERAGE))
    result = looked()
    assert result.outcome == "refused"
    assert COVERAGE in result.said


REFUSED = {
    "an error page with status 200": lambda body: {"body": ERROR_PAGE * 200},
    "cut short": lambda body: {"body": body[:-400]},
    "empty": lambda body: {"body": b""},
    "moved away": lambda body: {"body": body, "status": 404},
}


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_nothing_is_taken_of_a_file_that_is(give, looked, fault):
    give(**fault(workbook(AUGUST, councils())))
    assert looked().outcome == "refused"


def test_a_revised_month_takes_the_place_of_the_first_and_a_revision_of_most_waits(give, looked, publishers):
    give(workbook(AUGUST, councils()))
    assert looked().outcome == "taken"
    rows = councils()
    rows[5][BED_DAYS] += 400
    publishers.put(PAGE, page(link("August-2026"), link("August-2026-Revised", "2026/11")), "text/html")
    publishers.put(link("August-2026-Revised", "2026/11"), workbook(AUGUST, rows), XLSX)
    result = looked()
    assert (result.outcome, result.loaded.readings_revised) == ("taken", 1)

    publishers.put(link("August-2026-Revised", "2026/11"), workbook(AUGUST, councils(1.3)), XLSX)
    result = looked()
    assert result.outcome == "held"
    assert any("known figures to 31 August 2026 are revised" in d.sentence for d in result.doubts)


def test_only_a_change_of_coverage_is_a_revision_too(installation, tmp_path):
    """The same bed days of fewer hospitals are more."""
    rows = councils()
    load(installation, by=OPERATOR, source_id=ID, data=workbook(AUGUST, rows), name="drd-August-2026.xlsx")
    rows[0][COVERAGE] = 0.80
    again = load(installation, by=OPERATOR, source_id=ID, data=workbook(AUGUST, rows), name="drd-August-2026.xlsx")
    assert (again.readings_added, again.readings_revised) == (0, 1)


def test_the_csv_twin_says_the_same_as_the_workbook(installation):
    """Each figure is a row of its own there."""
    rows = councils()
    options = {"by": OPERATOR, "source_id": ID, "dry_run": True}
    book = load(installation, data=workbook(AUGUST, rows), name="drd.xlsx", **options)
    csv = load(installation, data=twin("August 2026", rows), name="drd.csv", **options)

    def said(loaded):
        return {(r.key, r.status, r.count, r.denominator, r.value, r.coverage) for r in loaded.readings}

    assert said(book) == said(csv)
    assert csv.read == csv.accepted == 6 * 153
    assert csv.not_needed == 2 * 153


def test_a_council_told_of_twice_in_the_twin_is_rejected_with_all_its_rows(installation):
    rows = councils()
    again = {**rows[0], BED_DAYS: rows[0][BED_DAYS] + 1}
    loaded = load(
        installation,
        by=OPERATOR,
        source_id=ID,
        data=twin("August 2026", [*rows, again]),
        name="drd.csv",
        dry_run=True,
    )
    assert loaded.rejected == 8
    assert rows[0]["code"] not in {r.council_code for r in loaded.readings}


def test_a_share_over_one_is_no_share(installation):
    rows = councils()
    rows[0][COVERAGE] = 97
    loaded = load(installation, by=OPERATOR, source_id=ID, data=workbook(AUGUST, rows), name="drd.xlsx", dry_run=True)
    assert loaded.rejected == 1
    assert "expected a share of at most 1" in loaded.notes[0].message


def test_the_publishers_own_month_puts_the_copy_that_ships_right_without_a_revision_of_most(installation, give, looked):
    """July 2026 ships as a copy: where the publisher's own says the same, nothing changes, and bed days are new."""
    path = source(ID).shipped_file
    load(installation, by=OPERATOR, source_id=ID, data=path.read_bytes(), name=path.name)
    rows = councils()
    give(workbook((2026, 7), rows), "July-2026-Revised")
    result = looked()
    assert result.outcome == "taken", result.doubts
    assert result.loaded.readings_added == 153


def test_a_file_of_another_publication_is_refused_with_the_columns_it_lacks(installation):
    with pytest.raises(FileRefused, match="no header that is known"):
        load(installation, by=OPERATOR, source_id=ID, data=b"a,b\n1,2\n", name="x.csv")
    with pytest.raises(FileRefused, match="utla_code"):
        load(installation, by=OPERATOR, source_id=ID, data=b"month,utla_name\n2026-07,Leeds\n", name="x.csv")
