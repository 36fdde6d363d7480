"""The weekly return, row by row."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressure.domain.councils import Councils
from pressure.domain.measures import Cadence
from pressure.domain.readings import Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.templates import HEADER, template_csv, template_rows
from pressure.ingest.workbooks.write import Sheet, workbook
from pressure.rules import load_rules
from pressure.settings import ROOT
from tests.shipped_sources import limits, source

PERCENT = (
    "wl_reviews_overdue",
    "cap_home_unavailable",
    "cap_homecare_unfilled",
    "cap_vacancy_rate",
    "cap_quality_ri_inad",
    "ll_safeguarding_wait",
)
WEEK, BLOCK = "E10000015,2026-11-15", "E10000015,2026-11-01"
Rows = Callable[..., FileAccount]


def test_a_rate_takes_its_denominator_from_the_published_population(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},wl_assess_rate,4200,,,ok,").readings

    assert (reading.numerator, reading.scale, reading.denominator) == (4200, 1, 958_711)
    assert (reading.period_start, reading.period_end) == (date(2026, 11, 9), date(2026, 11, 15))
    assert (reading.cadence, reading.from_council, reading.row, reading.load_id) == (Cadence.WEEKLY, True, 2, 0)


def test_delayed_discharges_may_have_decimals(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{BLOCK},wl_discharge_rate,31.4,,,provisional,").readings

    assert (reading.numerator, reading.scale, reading.status, reading.marker) == (314, 10, Status.PROVISIONAL, "[p]")


def test_a_rate_of_a_trust_takes_the_number_of_adults_that_the_rules_of_its_nation_give(take_rows: Rows) -> None:
    """It is in no count of adults by council."""
    taken = take_rows("BHSCT,2026-11-15,wl_assess_rate,4200,,,ok,")

    assert [(r.status, r.numerator, r.denominator) for r in taken.readings] == [(Status.OK, 4200, 281_776)]
    assert not taken.notes


def test_a_count_where_nobody_knows_how_many_adults_live_is_taken_with_a_warning(
    councils: Councils, book: Rulebook
) -> None:
    fife = councils.get("S12000047")
    assert fife
    taken = read_file(
        source("weekly-return"),
        f"{','.join(HEADER)}\nS12000047,2026-11-15,wl_assess_rate,4200,,,ok,\n".encode(),
        name="return.csv",
        councils=Councils([replace(fife, adults_18plus=None)]),
        book=book,
        today=date(2026, 11, 21),
        recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
        limits=limits(source("weekly-return")),
    )

    assert [(r.status, r.numerator, r.denominator) for r in taken.readings] == [(Status.OK, 4200, None)]
    assert [n.kind for n in taken.notes] == ["warning"]


def test_none_of_none_is_taken_as_it_is(take_rows: Rows) -> None:
    """What it is worth the rating says."""
    (reading,) = take_rows(f"{BLOCK},ll_safeguarding_wait,0,0,,ok,").readings

    assert (reading.status, reading.numerator, reading.denominator) == (Status.OK, 0, 0)


@pytest.mark.parametrize(("said", "value"), [("yes", 1), ("no", 0), ("Yes", 1), (" NO ", 0)])
def test_each_item_of_the_register_is_answered_with_yes_or_no(take_rows: Rows, said: str, value: int) -> None:
    (reading,) = take_rows(f"{WEEK},em_longer_periods_alone,,,{said},ok,").readings

    assert (reading.value, reading.count) == (value, None)


@pytest.mark.parametrize("row", [",,maybe,ok,", "1,,,ok,", ",,,ok,", ",3,yes,ok,"])
def test_any_other_answer_is_rejected(take_rows: Rows, row: str) -> None:
    taken = take_rows(f"{WEEK},em_longer_periods_alone,{row}")

    assert (taken.rejected, taken.readings) == (1, ())


@pytest.mark.parametrize(
    ("retired", "successor"),
    [
        ("wl_assess_over_6m", "wl_over_6m_share"),
        ("cap_home_occupancy", "cap_home_unavailable"),
        ("ll_contingency_stage", "register_confirmed"),
    ],
)
def test_a_retired_measure_is_rejected_and_its_successor_named(take_rows: Rows, retired: str, successor: str) -> None:
    taken = take_rows(f"{BLOCK},{retired},5,10,,ok,", f"{WEEK},wl_assess_rate,4200,,,ok,")

    assert (taken.rejected, taken.accepted) == (1, 1)
    assert taken.notes[0].expected.startswith(f"{successor}, ")


@pytest.mark.parametrize(
    ("sunday", "right"), [("2026-11-15", "2026-11-01"), ("2026-11-08", "2026-11-01"), ("2026-10-25", "2026-10-04")]
)
def test_a_figure_of_a_block_names_its_last_sunday(take_rows: Rows, sunday: str, right: str) -> None:
    """The row is rejected with the right Sunday named, and the rest of the file is taken."""
    taken = take_rows(f"E10000015,{sunday},ll_critical_unsourced,5,,,ok,", f"{WEEK},wl_assess_rate,4200,,,ok,")

    assert (taken.rejected, taken.accepted) == (1, 1)
    assert taken.notes[0].next_step.startswith(f"Use {right}, ")
    (reading,) = take_rows(f"E10000015,{right},ll_critical_unsourced,5,,,ok,").readings
    assert (reading.cadence, (reading.period_end - reading.period_start).days) == (Cadence.FOUR_WEEKLY, 27)


SHARE, COUNT = f"{WEEK},wl_over_6m_share", f"{WEEK},wl_assess_rate"


@pytest.mark.parametrize("below", ["", "4200"])
def test_a_share_has_the_count_of_its_week(take_rows: Rows, below: str) -> None:
    """It is not asked twice; who repeats it says the same."""
    readings = take_rows(f"{SHARE},900,{below},,ok,", f"{COUNT},4200,,,ok,").readings

    assert [(r.numerator, r.denominator) for r in readings if r.measure_id == "wl_over_6m_share"] == [(900, 4200)]


@pytest.mark.parametrize(
    ("share", "count", "named"),
    [
        ("900,4300", "4200", ("4300", "4200")),
        ("4300,", "4200", ("4300", "4200")),
        ("900,", None, ("no wl_assess_rate",)),
    ],
)
def test_a_share_that_does_not_fit_its_week_is_rejected_alone(
    take_rows: Rows, share: str, count: str | None, named: tuple[str, ...]
) -> None:
    """Both numbers are named, and the count is taken."""
    rows = [f"{SHARE},{share},,ok,", *([f"{COUNT},{count},,,ok,"] if count else [])]
    taken = take_rows(*rows)

    assert (taken.rejected, taken.accepted) == (1, len(rows) - 1)
    assert all(number in taken.notes[-1].found for number in named)


def test_a_share_goes_by_the_count_known_before_and_follows_a_later_one(take_rows: Rows) -> None:
    before = {r.measure_id: r for r in take_rows(f"{SHARE},900,,,ok,", f"{COUNT},4200,,,ok,").readings}
    (share,) = take_rows(f"{SHARE},800,,,ok,", known=lambda _code, _week: before).readings
    assert (share.numerator, share.denominator) == (800, 4200)

    count, follows = take_rows(f"{COUNT},4000,,,ok,", known=lambda _code, _week: before).readings
    assert (count.numerator, follows.numerator, follows.denominator) == (4000, 900, 4000)

    fewer = take_rows(f"{COUNT},800,,,ok,", known=lambda _code, _week: before)
    assert [(r.measure_id, r.numerator) for r in fewer.readings] == [("wl_assess_rate", 800)]
    assert [n.kind for n in fewer.notes] == ["warning"], "a part cannot be larger than its whole: both are to be sent"


def test_the_register_is_confirmed_with_a_yes(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},register_confirmed,,,Yes,ok,").readings

    assert (reading.measure_id, reading.value) == ("register_confirmed", Decimal(1))


def test_a_missing_figure_is_said_and_is_not_zero(take_rows: Rows) -> None:
    (reading,) = take_rows(f"{WEEK},wl_assess_rate,,,,not_submitted,").readings

    assert (reading.status, reading.marker, reading.count, reading.value) == (Status.NOT_SUBMITTED, "[x]", None, None)


def test_what_every_council_counts_cannot_be_said_not_to_apply(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},wl_assess_rate,,,,not_applicable,")

    assert (taken.rejected, taken.readings) == (1, ())
    assert "not_submitted" in taken.notes[-1].next_step


def test_context_figures_are_accepted_as_context(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},ctx_assess_median_days,,,18.5,ok,", f"{WEEK},ctx_carers_waiting,310,,,ok,")

    assert [(r.measure_id, r.value, r.numerator) for r in taken.readings] == [
        ("ctx_assess_median_days", Decimal("18.5"), None),
        ("ctx_carers_waiting", None, 310),
    ]


@pytest.mark.parametrize("unknown", ["ctx_carers_wating", "ctx_", "ctx_anything_at_all", "ctx_carers_waiting_now"])
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
    taken = take_rows("E10000006,2023-03-26,wl_assess_rate,880,,,ok,")

    assert [r.council_code for r in taken.readings] == ["E10000006"]


def test_another_code_of_the_same_council_is_accepted_with_a_warning(take_rows: Rows) -> None:
    taken = take_rows("E08000038,2026-11-01,cap_home_unavailable,880,1000,,ok,")

    assert [r.council_code for r in taken.readings] == ["E08000016"]
    assert [n.found for n in taken.notes] == ["E08000038 is another code of Barnsley"]


def test_two_codes_of_one_council_in_one_file_are_the_same_figure_twice(take_rows: Rows) -> None:
    taken = take_rows(
        "E08000038,2026-11-01,cap_home_unavailable,880,1000,,ok,",
        "E08000016,2026-11-01,cap_home_unavailable,881,1000,,ok,",
    )

    assert (taken.rejected, taken.readings) == (2, ())


def test_blank_lines_and_trailing_commas_are_not_rows(take_rows: Rows) -> None:
    taken = take_rows(
        f"{WEEK},wl_assess_rate,4200,,,ok,", ",,,,,,,", "", f"{BLOCK},cap_home_unavailable,880,1000,,ok,,"
    )

    assert (taken.read, taken.accepted) == (2, 2)
    assert [r.row for r in taken.readings] == [2, 5]


def test_a_file_above_the_limit_is_refused_by_size(take_rows: Rows) -> None:
    with pytest.raises(FileRefused, match="at most 50"):
        take_rows(f"{WEEK},wl_assess_rate,4200,,,ok,", bytes=50)


def test_windows_1252_is_read_only_where_a_source_declares_it(councils: Councils, book: Rulebook) -> None:
    data = (",".join(HEADER) + f"\n{BLOCK},cap_home_unavailable,880,1000,,ok,Café\n").encode("cp1252")
    declared = replace(source("weekly-return"), encoding="cp1252")
    taken = read_file(
        declared,
        data,
        name="return.csv",
        councils=councils,
        book=book,
        today=date(2026, 11, 21),
        recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
        limits=limits(),
    )

    assert (taken.encoding, taken.accepted) == ("Windows-1252, as declared for this source", 1)


def test_a_return_as_csv_and_as_workbook_reads_back_alike(
    take: Callable[..., FileAccount], councils: Councils, book: Rulebook
) -> None:
    """What we hand out must be what we take in."""
    blank = template_rows(councils.get("E10000015"), book, date(2026, 11, 15), {})
    filled = [blank[0], *((*row[:3], *_figures(row[2]), *row[6:]) for row in blank[1:])]

    as_csv = take(template_csv(filled))
    as_workbook = take(workbook([Sheet("return", filled, header=0)]), name="return.xlsx")

    assert as_csv.accepted == as_csv.read == len(blank) - 1
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
    assert (taken.rejected, taken.readings) == (len(rows) - 1, ())


def test_the_shipped_template_asks_for_what_every_nation_asks_for() -> None:
    shipped = (ROOT / "data" / "templates" / "weekly-return.csv").read_bytes()
    blank = {day: template_csv(template_rows(None, load_rules().in_force(day), None, {})) for day in days_of_change()}

    assert shipped in blank.values(), "run: pressure template blank data/templates/weekly-return.csv"
    assert b"ll_contingency_stage" not in shipped
    assert b"register_confirmed" in shipped


def days_of_change() -> list[date]:
    """The days on which another version of the rules takes effect, the first one too."""
    first = date(2015, 1, 1)
    return [first, *load_rules().changes_after(first)]


_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "E10000015",
            "2026-11-15",
            "wl_assess_rate",
            "cap_home_unavailable",
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
    """A numerator, a denominator and a value that the row of a measure may have."""
    if measure_id.startswith(("register_", "em_")):
        return "", "", "yes"
    return ("40", "1000", "") if measure_id in PERCENT else ("40", "", "")


@pytest.mark.parametrize(
    ("said", "looked"),
    [
        ("asked_providers", "asked_providers"),
        ("brokerage_log", "brokerage_log"),
        (" Duty team ", "duty_team"),
        ("did_not_ask", "did_not_ask"),
        ("", ""),
    ],
)
def test_critical_care_says_how_the_council_looked(take_rows: Rows, said: str, looked: str) -> None:
    (reading,) = take_rows(f"{BLOCK},ll_critical_unsourced,0,,{said},ok,").readings

    assert (reading.looked, reading.numerator, reading.value) == (looked, 0, None)


def test_another_way_to_look_is_rejected_and_the_four_are_named(take_rows: Rows) -> None:
    taken = take_rows(f"{BLOCK},ll_critical_unsourced,3,,asked around,ok,", f"{WEEK},wl_assess_rate,4200,,,ok,")

    assert [r.measure_id for r in taken.readings] == ["wl_assess_rate"]
    (note,) = [n for n in taken.notes if n.kind == "rejected"]
    assert note.column == "value"
    assert note.expected == "how you looked: asked_providers, brokerage_log, duty_team or did_not_ask"


def test_no_other_measure_says_how_the_council_looked(take_rows: Rows) -> None:
    taken = take_rows(f"{WEEK},wl_assess_rate,4200,,did_not_ask,ok,")

    assert (taken.rejected, taken.readings) == (1, ())


def test_the_template_names_the_four_ways(councils: Councils, book: Rulebook) -> None:
    rows = template_rows(councils.get("E10000015"), book, date(2026, 11, 1), {})
    (own,) = [r for r in rows if r[2] == "ll_critical_unsourced"]

    assert own[-1] == "value: how you looked (asked_providers, brokerage_log, duty_team, did_not_ask)"
    assert own[5] == ""


@pytest.mark.parametrize("measure_id", ["ctx_discharged_late", "ctx_health_board_delays", "ctx_home_care_waiting"])
def test_a_figure_that_only_publishers_give_is_no_row_of_a_return(
    take_rows: Callable[..., FileAccount], measure_id: str
) -> None:
    """A share of people that a council typed would be shown as it is."""
    taken = take_rows(f"E10000015,2026-11-15,{measure_id},1,7,,ok,")

    assert (taken.rejected, taken.readings) == (1, ())
    assert any("a measure we know" in note.expected for note in taken.notes)


def known_of(account: FileAccount) -> Callable[[str, date], dict[str, Any]]:
    """What an earlier file said, as the database would answer."""
    return lambda code, week: {
        r.measure_id: r for r in account.readings if (r.council_code, r.period_end) == (code, week)
    }


LAST = (
    "E08000016,2026-11-08,wl_assess_rate,90,,,ok,",
    "E08000016,2026-11-08,wl_over_6m_share,9,,,ok,",
    "E08000016,2026-11-08,wl_care_start_rate,,,,not_submitted,",
    "E08000016,2026-11-08,register_confirmed,,,yes,ok,",
)


OVER_SIX = "People waiting for an assessment who have waited over six months"


@pytest.mark.parametrize(
    ("rows", "missed"),
    [
        (["wl_assess_rate,90,,,ok,"], f"the register; {OVER_SIX}"),
        (["wl_assess_rate,90,,,ok,", "wl_over_6m_share,9,,,ok,"], "the register"),
        (["wl_assess_rate,90,,,ok,", "wl_over_6m_share,,,,not_submitted,", "register_confirmed,,,yes,ok,"], ""),
        (["wl_assess_rate,ninety,,,ok,", "wl_over_6m_share,9,,,ok,", "register_confirmed,,,yes,ok,"], ""),
    ],
)
@pytest.mark.parametrize("in_one_file", [True, False])
def test_what_a_return_leaves_out_that_it_had_last_week_is_told_and_nothing_is_refused(
    take_rows: Rows, rows: list[str], missed: str, in_one_file: bool
) -> None:
    """Whether last week came in a file of its own or in this one. A row that is wrong, or says that there is no figure,
    is in the file; a figure that was not there last week is not missed."""
    now = [f"E08000016,2026-11-15,{row}" for row in rows]
    told = take_rows(*LAST, *now) if in_one_file else take_rows(*now, known=known_of(take_rows(*LAST)))
    found = [n for n in told.notes if n.found.startswith("not in this file: ")]
    assert [n.found for n in found] == (
        [f"not in this file: {missed}, which E08000016 sent for the week before"] if missed else []
    )
    assert all((n.row, n.kind) == (0, "warning") for n in found)
    assert told.held == 0


def test_a_row_that_corrects_a_week_alone_misses_nothing_that_the_week_has(take_rows: Rows) -> None:
    """What was sent for the week before is known, and so is the rest of the week itself."""
    both = take_rows(*LAST, *(row.replace("11-08", "11-15") for row in LAST))
    told = take_rows("E08000016,2026-11-15,wl_assess_rate,91,,,ok,", known=known_of(both))
    assert told.notes == ()


def test_what_is_asked_once_in_four_weeks_is_not_missed_in_the_next_week(take_rows: Rows) -> None:
    block = "E08000016,2026-11-01,ll_safeguarding_wait,3,60,,ok,"
    week = "E08000016,2026-11-01,wl_assess_rate,90,,,ok,"
    assert len(take_rows(block, week).readings) == 2
    told = take_rows(week.replace("11-01", "11-08"), known=known_of(take_rows(block, week)))
    assert told.notes == ()
