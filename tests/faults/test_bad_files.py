"""Every file in `fixtures/` is named for what is wrong with it, and gets the right words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pressure.ingest.report import FileAccount, FileRefused

FIXTURES = Path(__file__).parent / "fixtures"

# file → words that must stand in the refusal: what was found, and what to do next
REFUSED_WHOLE = {
    "broken-xml.xlsx": ("broken XML", "save it again"),
    "duplicate-header.csv": ("row 1", "“numerator” more than once"),
    "empty.csv": ("an empty file",),
    "far-column.xlsx": ("column 201",),
    "header-only.csv": ("no rows under it",),
    "macros.xlsm": ("macros",),
    "missing-column.csv": ("no column “denominator” (missing)",),
    "nul.csv": ("row 3", "NUL"),
    "old-excel.xls": (".xls", "save it as .xlsx"),
    "opendocument.ods": ("OpenDocument", "CSV file or an Excel workbook"),
    "pdf.csv": ("a PDF",),
    "renamed-column.csv": ("“Numerators” where “numerator” should be (renamed?)",),
    "truncated.xlsx": ("a damaged archive",),
    "unclosed-quote.csv": ("row 3", "quotation mark"),
    "web-page.csv": ("a web page", "download the file again"),
    "workbook-named.csv": ("an Excel workbook with a name that ends in .csv", "rename it to end in .xlsx"),
    "zipped-csv.zip": ("not a workbook", "unpack it"),
    "phs-renamed-column.csv": ("“DelayReason” where “delay_reason” should be (renamed?)",),
}

# file → (kind, row, column, words); the other row of each file is taken
ONE_ROW = {
    "abolished-council.csv": ("rejected", 3, "council_code", "Cumbria (E10000006) ended on 2023-03-31"),
    "blank-code.csv": ("rejected", 3, "council_code", "no council code"),
    "unknown-code.csv": ("rejected", 3, "council_code", "E10000099"),
    "blank-numerator.csv": ("rejected", 3, "numerator", "A blank is not zero"),
    "decimal-comma.csv": ("rejected", 3, "numerator", "Write 12.5, not 12,5"),
    "decimal-count.csv": ("rejected", 3, "numerator", "a whole number"),
    "denominator-for-a-rate.csv": ("rejected", 3, "denominator", "the published population aged 18 or over"),
    "excel-serial-dates.csv": ("rejected", 3, "week_ending", "a spreadsheet's way of storing a date"),
    "excel-serial-dates.xlsx": ("rejected", 3, "week_ending", "a spreadsheet's way of storing a date"),
    "exponent-1e400.csv": ("rejected", 3, "denominator", "without an exponent"),
    "extra-cell.csv": ("rejected", 3, "", "found 9 cells, expected 8"),
    "figure-beside-not-submitted.csv": ("rejected", 3, "numerator", "beside the status not_submitted"),
    "formula-cells.xlsx": ("rejected", 3, "numerator", "a formula in cell D3 that was never worked out"),
    "formula-text.csv": ("rejected", 3, "numerator", "not a formula"),
    "future-week.csv": ("rejected", 3, "week_ending", "has not come yet"),
    "mark-in-a-number.csv": ("rejected", 3, "numerator", "the mark “[c]”"),
    "more-people-than-live-there.csv": ("rejected", 3, "numerator", "958,711 residents"),
    "negative-count.csv": ("rejected", 3, "numerator", "cannot be negative"),
    "not-a-number.csv": ("rejected", 3, "numerator", "“NaN”"),
    "numerator-above-denominator.csv": ("rejected", 3, "numerator", "1001, above the denominator 1000"),
    "percent-given-in-value.csv": ("rejected", 3, "value", "worked out from the numerator and the denominator"),
    "percent-sign.csv": ("rejected", 3, "numerator", "two numbers in two cells"),
    "register-not-confirmed.csv": ("rejected", 3, "value", "leave the row out"),
    "saturday-week-ending.csv": ("rejected", 3, "week_ending", "a Saturday, expected a Sunday"),
    "short-row.csv": ("rejected", 3, "", "found 5 cells, expected 8"),
    "some-of-none.csv": ("rejected", 3, "denominator", "5 out of 0"),
    "suppressed-scored-measure.csv": ("rejected", 3, "status", "it is rounded before anything is worked out"),
    "part-above-whole.csv": ("rejected", 3, "numerator", "4300, more than the 4200 for wl_assess_rate"),
    "typed-in-stage.csv": ("rejected", 3, "measure_id", "which is asked for no more"),
    "unknown-measure.csv": ("rejected", 3, "measure_id", "the nearest are wl_assess_rate"),
    "unknown-status.csv": ("rejected", 3, "status", "one of ok, provisional, not_submitted, not_applicable"),
}

# file → (kind, row, words) of the one note; every row is accepted
ACCEPTED_WITH_A_WORD = {
    "added-column.csv": (0, "columns that are not asked for: “officer”"),
    "day-month-year.csv": (3, "“15/11/2026”"),
    "duplicate-row.csv": (4, "the same figure as row 2"),
    "hidden-sheet.xlsx": (0, "a hidden sheet called “last year”"),
}

SILENTLY_ACCEPTED = {
    "byte-order-mark.csv": 1,
    "cp1252-bytes.csv": 2,
    "dates-as-dates.xlsx": 1,
    "reordered-columns.csv": 1,
    "semicolon-separated.csv": 1,
    "tab-separated.csv": 1,
    "thousands-separator.csv": 2,
    "utf-16.csv": 1,
    "zero-of-zero.csv": 2,
}
TESTED_ALONE = {"conflicting-rows.csv", "phs-month-as-text.csv", "phs-renamed-reason.csv"}


def _source(fixture: str) -> str:
    return "phs-delayed-discharges" if fixture.startswith("phs-") else "weekly-return"


def test_every_fixture_is_tested_and_there_are_at_least_twenty_five() -> None:
    """A fixture nobody asserts anything about proves nothing."""
    tested = {*REFUSED_WHOLE, *ONE_ROW, *ACCEPTED_WITH_A_WORD, *SILENTLY_ACCEPTED, *TESTED_ALONE}

    assert {path.name for path in FIXTURES.iterdir()} == tested
    assert len(tested) >= 25


@pytest.mark.parametrize("fixture", REFUSED_WHOLE)
def test_a_structural_fault_refuses_the_whole_file_in_words(take: Callable[..., FileAccount], fixture: str) -> None:
    """All or nothing: half of a broken file is worse than none."""
    with pytest.raises(FileRefused) as refusal:
        take(fixture, _source(fixture))

    said = str(refusal.value)
    assert said.startswith(fixture)
    assert "expected" in said
    assert [word for word in REFUSED_WHOLE[fixture] if word not in said] == []
    assert "\n" not in said


@pytest.mark.parametrize("fixture", ONE_ROW)
def test_a_fault_in_one_row_is_named_and_the_other_row_is_kept(take: Callable[..., FileAccount], fixture: str) -> None:
    """One mistake must not cost a council the rest of its return."""
    kind, row, column, words = ONE_ROW[fixture]

    taken = take(fixture)

    (note,) = taken.notes
    assert (note.kind, note.row, note.column) == (kind, row, column)
    assert words in note.message
    assert note.message.startswith(f"Row {row}")
    assert (taken.read, taken.accepted, taken.held, taken.rejected) == (2, 1, kind == "held", kind == "rejected")
    assert [(r.measure_id, r.numerator, r.row) for r in taken.readings] == [("wl_assess_rate", 4200, 2)]


@pytest.mark.parametrize("fixture", ACCEPTED_WITH_A_WORD)
def test_something_odd_but_clear_is_accepted_with_a_warning(take: Callable[..., FileAccount], fixture: str) -> None:
    """Warnings are for people to look at, not a reason to lose figures."""
    row, words = ACCEPTED_WITH_A_WORD[fixture]

    taken = take(fixture)

    (note,) = taken.notes
    assert (note.kind, note.row) == ("warning", row)
    assert words in note.message
    assert taken.accepted == taken.read
    assert len(taken.readings) == taken.accepted - taken.not_needed


@pytest.mark.parametrize("fixture", SILENTLY_ACCEPTED)
def test_harmless_differences_are_accepted_without_a_word(take: Callable[..., FileAccount], fixture: str) -> None:
    """Column order, byte-order marks and UTF-16 are what spreadsheet programs do."""
    taken = take(fixture)

    assert taken.notes == ()
    assert taken.accepted == taken.read == SILENTLY_ACCEPTED[fixture]
    assert taken.readings[0].numerator == 4200


def test_conflicting_rows_are_both_rejected_and_name_each_other(take: Callable[..., FileAccount]) -> None:
    """We do not choose between two figures on a council's behalf."""
    taken = take("conflicting-rows.csv")

    assert [(n.kind, n.row, "row 4" in n.found, "row 2" in n.found) for n in taken.notes] == [
        ("rejected", 2, True, False),
        ("rejected", 4, False, True),
    ]
    assert [r.measure_id for r in taken.readings] == ["cap_home_unavailable"]
    assert (taken.read, taken.accepted, taken.rejected) == (3, 1, 2)


@pytest.mark.parametrize(
    ("fixture", "column", "words"),
    [
        ("phs-month-as-text.csv", "month", "“winter 2024”"),
        ("phs-renamed-reason.csv", "reason", "change the source's description first"),
    ],
)
def test_a_publication_that_changed_its_words_is_not_read_as_nothing(
    take: Callable[..., FileAccount], fixture: str, column: str, words: str
) -> None:
    """A renamed category would otherwise turn a whole series into silence."""
    rejected = [n for n in take(fixture, "phs-delayed-discharges").notes if n.kind == "rejected"]

    assert [(n.column, words in n.message) for n in rejected] == [(column, True)]
