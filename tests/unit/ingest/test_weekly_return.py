"""The weekly return, row by row."""

import contextlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressure.domain.councils import Councils
from pressure.domain.measures import Cadence, Unit
from pressure.domain.readings import Status
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.sources import source
from pressure.ingest.templates import HEADER, template_csv, template_rows, template_xlsx
from pressure.rules import load_rules
from pressure.settings import ROOT

PERCENT = (
    "wl_reviews_overdue",
    "cap_home_occupancy",
    "cap_homecare_unfilled",
    "cap_vacancy_rate",
    "cap_quality_ri_inad",
    "ll_safeguarding_wait",
)
WEEK = "E10000015,2026-11-15"
Rows = Callable[..., FileAccount]
Measures = dict[str, Unit]


def test_a_rate_takes_its_denominator_from_the_published_population(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},wl_assess_rate,4200,,,ok,").readings

    assert (reading.numerator, reading.scale, reading.denominator) == (4200, 1, 958_711)
    assert (reading.period_start, reading.period_end) == (date(2026, 11, 9), date(2026, 11, 15))
    assert (reading.cadence, reading.from_council, reading.row, reading.load_id) == (Cadence.WEEKLY, True, 2, 0)


def test_delayed_discharges_may_have_decimals(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},wl_discharge_rate,31.4,,,provisional,").readings

    assert (reading.numerator, reading.scale, reading.status, reading.marker) == (314, 10, Status.PROVISIONAL, "[p]")


def test_a_trust_without_a_published_population_is_not_applicable_with_a_warning(take_rows: Rows) -> None:
    taken = take_rows("BHSCT,2026-11-15,wl_assess_rate,4200,,,ok,")

    assert [(r.status, r.denominator) for r in taken.readings] == [(Status.NOT_APPLICABLE, None)]
    assert [n.kind for n in taken.notes] == ["warning"]


def test_none_of_none_is_not_applicable(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},ll_safeguarding_wait,0,0,,ok,").readings

    assert (reading.status, reading.marker) == (Status.NOT_APPLICABLE, "[z]")


def test_the_register_is_confirmed_with_a_yes(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},register_confirmed,,,Yes,ok,").readings

    assert (reading.measure_id, reading.value) == ("register_confirmed", Decimal(1))


@pytest.mark.parametrize(("status", "marker"), [("not_submitted", "[x]"), ("not_applicable", "[z]")])
def test_a_missing_figure_is_said_and_is_not_zero(take_rows: Rows, status: str, marker: str) -> None:
    (reading,) = take_rows(f"{WEEK},wl_assess_rate,,,,{status},").readings

    assert (reading.status, reading.marker, reading.numerator, reading.value) == (Status(status), marker, None, None)


def test_context_figures_are_accepted_as_context(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},ctx_assess_median_days,,,18.5,ok,", f"{WEEK},ctx_carers_waiting,310,,,ok,")

    assert [(r.measure_id, r.value, r.numerator) for r in taken.readings] == [
        ("ctx_assess_median_days", Decimal("18.5"), None),
        ("ctx_carers_waiting", None, 310),
    ]


@pytest.mark.parametrize("unknown", ["ctx_carers_wating", "ctx_", "ctx_anything_at_all", "CTX_carers_waiting"])
def test_a_context_id_that_the_rules_do_not_name_is_rejected(take_rows: Rows, unknown: str) -> None:
    taken = take_rows(f"{WEEK},{unknown},310,,,ok,")

    assert [n.kind for n in taken.notes if n.row] == ["rejected"]
    assert "the nearest are ctx_" in taken.notes[-1].expected
    assert taken.readings == ()


def test_a_median_comes_with_the_number_of_people_it_is_of(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},ctx_assess_median_days,,40,18.5,ok,").readings

    assert (reading.value, reading.denominator) == (Decimal("18.5"), 40)


def test_any_other_value_comes_alone(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},ctx_weeks_to_clear,,40,18.5,ok,", f"{WEEK},ctx_carers_waiting,3,,18,ok,")

    assert [n.kind for n in taken.notes if n.row] == ["rejected", "rejected"]


def test_a_council_that_has_ended_may_still_send_a_week_before_its_end(take_rows: Rows) -> None:
    """Late returns of abolished councils are real figures."""
    taken = take_rows("E10000006,2023-03-26,cap_home_occupancy,880,1000,,ok,")

    assert [r.council_code for r in taken.readings] == ["E10000006"]


def test_another_code_of_the_same_council_is_accepted_with_a_warning(take_rows: Rows) -> None:
    taken = take_rows("E08000038,2026-11-15,cap_home_occupancy,880,1000,,ok,")

    assert [r.council_code for r in taken.readings] == ["E08000016"]
    assert [n.found for n in taken.notes] == ["E08000038 is another code of Barnsley"]


def test_two_codes_of_one_council_in_one_file_are_the_same_figure_twice(take_rows: Rows) -> None:
    taken = take_rows(
        "E08000038,2026-11-15,cap_home_occupancy,880,1000,,ok,", "E08000016,2026-11-15,cap_home_occupancy,881,1000,,ok,"
    )

    assert (taken.rejected, taken.readings) == (2, ())


def test_blank_lines_and_trailing_commas_are_not_rows(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},wl_assess_rate,4200,,,ok,", ",,,,,,,", "", f"{WEEK},cap_home_occupancy,880,1000,,ok,,")

    assert (taken.read, taken.accepted) == (2, 2)
    assert [r.row for r in taken.readings] == [2, 5]


def test_a_file_above_the_limit_is_refused_by_size(take_rows: Rows) -> None:
    with pytest.raises(FileRefused, match="at most 50"):
        take_rows(f"{WEEK},wl_assess_rate,4200,,,ok,", most_bytes=50)


def test_windows_1252_is_read_only_where_a_source_declares_it(councils: Councils, book: Rulebook) -> None:
    data = (",".join(HEADER) + f"\n{WEEK},cap_home_occupancy,880,1000,,ok,Café\n").encode("cp1252")
    declared = replace(source("weekly-return"), encoding="cp1252")
    taken = read_file(
        declared,
        data,
        name="return.csv",
        councils=councils,
        book=book,
        today=date(2026, 11, 21),
        recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
    )

    assert (taken.encoding, taken.accepted) == ("Windows-1252, as declared for this source", 1)


def test_the_template_as_csv_and_as_workbook_read_back_alike(
    take: Callable[..., FileAccount], councils: Councils, book: Rulebook
) -> None:
    """What we hand out must be what we take in."""
    blank = template_rows(councils.get("E10000015"), book, date(2026, 11, 15), {})
    filled = [blank[0], *((*row[:3], *_figures(row[2]), *row[6:]) for row in blank[1:])]

    as_csv = take(template_csv(filled))
    as_workbook = take(template_xlsx(filled), name="return.xlsx")

    assert as_csv.accepted == as_csv.read == 12
    assert as_csv.readings == as_workbook.readings


def test_an_untouched_template_gives_no_reading(
    take: Callable[..., FileAccount], councils: Councils, book: Rulebook
) -> None:
    """Last week's figure is shown beside the cell, so it can never pass for this week's."""
    before = take((",".join(HEADER) + f"\n{WEEK},wl_assess_rate,4200,,,ok,\n").encode())
    last = {reading.measure_id: reading for reading in before.readings}
    rows = template_rows(councils.get("E10000015"), book, date(2026, 11, 15), last)

    taken = take(template_csv(rows))

    assert rows[1][-1] == "last week: 4200"
    assert (taken.rejected, taken.readings) == (12, ())


def test_the_shipped_template_asks_for_every_measure_but_the_stage(book: Rulebook) -> None:
    shipped = (ROOT / "data" / "templates" / "weekly-return.csv").read_bytes()
    blank = {day: template_csv(template_rows(None, units(day), None, {})) for day in days_of_change()}

    assert shipped in blank.values(), "run: pressure template blank data/templates/weekly-return.csv"
    assert b"ll_contingency_stage" not in shipped
    assert b"register_confirmed" in shipped


def units(day: date) -> Measures:
    return {m.id: m.unit for m in load_rules().in_force(day).measures}


def days_of_change() -> list[date]:
    """The days on which another version of the rules takes effect, the first one too."""
    first = date(2015, 1, 1)
    return [first, *load_rules().changes_after(first)]


def test_openpyxl_opens_the_workbook_template(councils: Councils, book: Rulebook) -> None:
    rows = template_rows(councils.get("E10000015"), book, date(2026, 11, 15), {})
    sheet = openpyxl.load_workbook(io.BytesIO(template_xlsx(rows)))["return"]

    assert [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)] == rows


_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "E10000015",
            "2026-11-15",
            "wl_assess_rate",
            "cap_home_occupancy",
            "12",
            "-1",
            "ok",
            "suppressed",
            "",
            '"',
            ",",
            "\n",
        ]
    ),
)


@settings(max_examples=150)
@given(rows=st.lists(st.lists(_CELL, min_size=1, max_size=9), min_size=1, max_size=5))
def test_no_file_ever_crashes_the_reader(take: Callable[..., FileAccount], rows: list[list[str]]) -> None:
    """A file is refused in words, or every one of its rows is accounted for."""
    text = "\n".join([",".join(HEADER), *(",".join(row) for row in rows)])

    with contextlib.suppress(FileRefused):
        taken = take(text.encode("utf-8", "surrogatepass"))
        assert taken.read == taken.accepted + taken.held + taken.rejected
        assert all(note.message for note in taken.notes)


def _figures(measure_id: str) -> tuple[str, str, str]:
    if measure_id == "register_confirmed":
        return "", "", "yes"
    return ("40", "100", "") if measure_id in PERCENT else ("40", "", "")
