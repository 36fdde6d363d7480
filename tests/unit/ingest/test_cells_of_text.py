"""Text of one cell to a typed value: exactly, or with a fault that has words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.readings import Status
from pressure.ingest.columns import count_and_scale, decimal_number, whole_number
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.periods import a_month, financial_year, iso_day, month_day_year, whole_month
from pressure.ingest.report import RowRejected


@pytest.mark.parametrize(("text", "value"), [("0", 0), (" 12 ", 12), ("007", 7), ("9999999999", 9_999_999_999)])
def test_a_whole_number_is_digits_and_nothing_else(text: str, value: int) -> None:
    assert whole_number(text, "numerator") == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "1.0",
        "1e3",
        "1,000",
        "1 000",
        "1_000",
        "+1",
        "½",
        "١٢",
        "12%",
        "inf",
        "nan",
        "0x10",
        "99999999999",
        "=1+1",
        "#REF!",
        "[c]",
        "*",
        "twelve",
    ],
)
def test_anything_else_is_a_fault_with_words(text: str) -> None:
    with pytest.raises(RowRejected) as fault:
        whole_number(text, "numerator")

    assert fault.value.found
    assert fault.value.expected
    assert fault.value.next_step.endswith(".")


@pytest.mark.parametrize(
    ("text", "numerator", "scale"),
    [("12.5", 125, 10), ("12", 12, 1), ("12.50", 125, 10), ("0.0", 0, 1), ("100", 100, 1), ("0.0312", 312, 10_000)],
)
def test_a_daily_average_keeps_its_decimals_exactly(text: str, numerator: int, scale: int) -> None:
    """The same figure written two ways must not look like a revision."""
    assert count_and_scale(text, "numerator") == (numerator, scale)


@pytest.mark.parametrize("text", ["1e400", "inf", "-0.5", ".5", "5.", "1,5", "", "0.00001"])
def test_a_decimal_must_be_written_out(text: str) -> None:
    with pytest.raises(RowRejected):
        count_and_scale(text, "numerator")


@pytest.mark.parametrize(
    ("text", "status", "marker"),
    [
        ("[c]", Status.SUPPRESSED, "[c]"),
        ("c", Status.SUPPRESSED, "[c]"),
        ("*", Status.SUPPRESSED, "[c]"),
        ("[x]", Status.NOT_SUBMITTED, "[x]"),
        ("..", Status.NOT_SUBMITTED, "[x]"),
        ("-", Status.NOT_SUBMITTED, "[x]"),
        ("", Status.NOT_SUBMITTED, "[x]"),
        ("Not Submitted", Status.NOT_SUBMITTED, "[x]"),
        ("[z]", Status.NOT_APPLICABLE, "[z]"),
        (".", Status.NOT_APPLICABLE, "[z]"),
        ("n/a", Status.NOT_APPLICABLE, "[z]"),
        ("Cost exceeded", Status.REFUSED, "[x]"),
        ("Refused", Status.REFUSED, "[x]"),
    ],
)
def test_a_mark_becomes_a_status_and_never_a_number(text: str, status: Status, marker: str) -> None:
    mark = standing_alone(text)

    assert mark is not None
    assert (mark.status, mark.marker) == (status, marker)


@pytest.mark.parametrize(
    ("text", "left", "status"),
    [
        ("12 [p]", "12", Status.PROVISIONAL),
        ("12[e]", "12", Status.ESTIMATED),
        ("12 [r]", "12", Status.OK),
        ("31 March 2026 [p]", "31 March 2026", Status.PROVISIONAL),
    ],
)
def test_a_flag_beside_a_figure_is_kept_as_a_status(text: str, left: str, status: Status) -> None:
    shown, flag = without_flags(text)

    assert flag is not None
    assert (shown, flag.status) == (left, status)


def test_a_footnote_is_not_part_of_a_name() -> None:
    assert without_flags("Cornwall [note 5]") == ("Cornwall", None)


def test_each_form_of_date_gives_the_day_or_period_it_means() -> None:
    assert iso_day("2026-11-15", "d") == iso_day("2026-11-15 00:00:00", "d") == date(2026, 11, 15)
    assert whole_month("202402", "d") == whole_month("2024-02-01", "d") == (date(2024, 2, 1), date(2024, 2, 29))
    assert a_month("Nov 2023", "d") == a_month("November-2023", "d") == (date(2023, 11, 1), date(2023, 11, 30))
    assert month_day_year("05/29/2026", "d") == date(2026, 5, 29)
    for text in ("2024 to 2025", "2024-25", "2024/25", "2024/2025"):
        assert financial_year(text) == (date(2024, 4, 1), date(2025, 3, 31))
    assert financial_year("2024 to 2026") is None


@pytest.mark.parametrize("read", [iso_day, whole_month, a_month, month_day_year])
@pytest.mark.parametrize(
    "text", ["", "46341", "2026-02-30", "31/12/2026", "Movember 2023", "202413", "0001-01-01", "2024-11-15T"]
)
def test_a_date_that_does_not_exist_is_a_fault(read: object, text: str) -> None:
    with pytest.raises(RowRejected):
        read(text, "week_ending")  # type: ignore[operator]


@given(st.text())
def test_no_text_ever_crashes_a_column(text: str) -> None:
    """Files come from anywhere: a cell is a value or a fault, nothing else."""
    faults: list[RowRejected] = []
    for read in (whole_number, decimal_number, count_and_scale, iso_day, whole_month, a_month, month_day_year):
        try:
            read(text, "any")
        except RowRejected as fault:
            faults.append(fault)
    assert all(fault.found and fault.expected and fault.next_step for fault in faults)
    standing_alone(text)
    without_flags(text)
    financial_year(text)


@given(st.integers(0, 9_999_999_999))
def test_a_whole_number_survives_being_written_and_read(number: int) -> None:
    assert whole_number(str(number), "n") == number
    assert decimal_number(str(number), "n") == Decimal(number)
