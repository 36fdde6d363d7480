"""The workbook in which a return is typed says what each row asks for, checks it at the cell, and comes back whole."""

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pressure.domain.councils import Councils
from pressure.domain.measures import Asked, Unit
from pressure.domain.readings import Reading
from pressure.domain.rulebook import Rulebook
from pressure.ingest.report import FileAccount
from pressure.ingest.templates import HEADER, Template, parts_of, template_xlsx, write
from pressure.ingest.workbooks import return_words as words
from pressure.ingest.workbooks.annotate import COLUMN, annotated
from pressure.settings import settings
from tests.unit.ingest.conftest import BOOK

Take = Callable[..., FileAccount]
BLOCK_ENDS, PLAIN = date(2026, 11, 1), date(2026, 11, 15)
COUNCILS = {"England": "E10000015", "Scotland": "S12000033", "Wales": "W06000015", "Northern Ireland": "BHSCT"}
NATIONS = {nation.name: code for code, nation in BOOK.nations.items()}
COLUMNS = (*HEADER, *words.HELP)
COUNTS = ("numerator", "denominator")


def template(**more: Any) -> Template:
    own = {"book": BOOK, "today": date(2026, 11, 21), "last": {}, "site": "https://pressure.example"}
    return Template(**{**own, "parts": parts_of(settings.sources_dir), **more})


def opened(made: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(made))[words.SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(sheet: Worksheet) -> list[dict[str, Cell]]:
    """Each row under the names of the columns."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in sheet.iter_rows(min_row=2)]  # type: ignore[arg-type]


def check_of(sheet: Worksheet, cell: Cell) -> DataValidation:
    (found,) = [one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref]
    return found


def asked_for(row: Mapping[str, Cell]) -> set[str]:
    """The cells that the row itself names in words."""
    said = str(row["fill_in"].value)
    return {name for name in (*COUNTS, "value") if name in said}


def filled(made: bytes) -> bytes:
    """As somebody fills it in with a program of their own that writes every part anew."""
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book[words.SHEET]
    assert isinstance(sheet, Worksheet)
    for row in rows_of(sheet):
        for column in asked_for(row):
            kind = check_of(sheet, row[column])
            value: object = {"numerator": 40, "denominator": 1000}.get(column)
            row[column].value = str(kind.formula1).strip('"').split(",")[0] if kind.type == "list" else value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("sunday", [BLOCK_ENDS, PLAIN], ids=str)
@pytest.mark.parametrize("nation", COUNCILS)
def test_filled_in_and_saved_by_another_program_every_row_is_taken(
    take: Take, councils: Councils, nation: str, sunday: date
) -> None:
    """In each nation, in a week that ends a block and in one that does not; without a warning about our own help."""
    council = councils.get(COUNCILS[nation])
    assert council is not None
    made = template_xlsx(template(council=council, week_ending=sunday))
    taken = take(filled(made), name="return.xlsx")
    assert (taken.rejected, taken.held, taken.accepted) == (0, 0, taken.read)
    assert taken.read == len(BOOK.asked(council.nation_code, sunday)) + 8
    assert [note for note in taken.notes if "sheet" in note.message] == []
    assert {r.council_code for r in taken.readings} == {council.code}


@pytest.mark.parametrize("nation", COUNCILS)
def test_hours_with_a_half_go_in_at_the_cell_and_come_back_as_they_were(
    take: Take, councils: Councils, nation: str
) -> None:
    """In each nation; and nothing of a clean workbook is warned of but a council that has no population by age."""
    made = template_xlsx(template(council=councils.get(COUNCILS[nation]), week_ending=PLAIN))
    book = openpyxl.load_workbook(io.BytesIO(filled(made)))
    sheet = book[words.SHEET]
    assert isinstance(sheet, Worksheet)
    (row,) = [row for row in rows_of(sheet) if row["measure_id"].value == "cap_homecare_unfilled"]
    assert "INT(" not in str(check_of(sheet, row["numerator"]).formula1)
    row["numerator"].value, row["denominator"].value = 2360.5, 116128
    out = io.BytesIO()
    book.save(out)
    taken = take(out.getvalue(), name="return.xlsx")
    (hours,) = [r for r in taken.readings if r.measure_id == "cap_homecare_unfilled"]
    assert (hours.count, hours.denominator) == (Fraction("2360.5"), 116128)
    assert {note.column for note in taken.notes} <= {"council_code"}


def test_an_untouched_workbook_gives_no_reading(take: Take, councils: Councils) -> None:
    made = template_xlsx(template(council=councils.get("E10000015"), week_ending=PLAIN, last=last_week(take)))
    taken = take(made, name="return.xlsx")
    assert taken.readings == ()
    assert taken.rejected == taken.read


def test_the_annotated_copy_of_a_filled_workbook_comes_back_whole(take: Take, councils: Councils) -> None:
    made = filled(template_xlsx(template(council=councils.get("E10000015"), week_ending=PLAIN)))
    copy = annotated(made, "return.xlsx", notes(take))
    assert copy is not None
    assert COLUMN in [cell.value for cell in opened(copy)[1]]
    assert take(copy, name="return.xlsx").rejected == 0


def notes(take: Take) -> list[Any]:
    """What is said of a row that is wrong, as if it were said of the first."""
    wrong = take((",".join(HEADER) + "\nE10000015,2026-11-15,wl_assess_rate,many,,,ok,\n").encode())
    return list(wrong.notes)


def last_week(take: Take) -> dict[str, Reading]:
    rows = (
        "wl_assess_rate,4200,,,ok,",
        "cap_homecare_unfilled,40,1000,,ok,",
        "em_longer_periods_alone,,,no,ok,",
        "wl_care_start_rate,,,,not_submitted,",
    )
    sent = take("\n".join((",".join(HEADER), *(f"E10000015,2026-11-08,{row}" for row in rows), "")).encode())
    return {reading.measure_id: reading for reading in sent.readings}


def test_last_week_stands_beside_the_cell_with_what_it_is_of_and_never_in_it(take: Take, councils: Councils) -> None:
    """A denominator only where a share is asked for: a population is nobody's figure of last week."""
    sheet = opened(template_xlsx(template(council=councils.get("E10000015"), week_ending=PLAIN, last=last_week(take))))
    said = {
        str(row["measure_id"].value): tuple(row[f"last_week_{name}"].value for name in (*COUNTS, "value"))
        for row in rows_of(sheet)
    }
    assert said["wl_assess_rate"] == ("4200", None, None)
    assert said["cap_homecare_unfilled"] == ("40", "1000", None)
    assert said["em_longer_periods_alone"] == (None, None, "no")
    assert said["wl_care_start_rate"] == ("not_submitted", None, None)
    assert said["wl_over_6m_share"] == (None, None, None)
    assert all(row[column].value is None for row in rows_of(sheet) for column in (*COUNTS, "value", "note"))


@pytest.mark.parametrize("nation", NATIONS)
def test_every_row_has_its_title_rule_link_list_and_checks_and_what_stays_empty_is_striped(nation: str) -> None:
    """Not told by colour alone: the cell is hatched, the row says in words what to fill in, and the cell refuses."""
    sheet = opened(template_xlsx(template(nation_code=NATIONS[nation])))
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.freeze_panes == "D2"
    for row in rows_of(sheet):
        measure = BOOK.measure(str(row["measure_id"].value))
        assert row["figure"].value
        assert row["what_to_count"].value
        assert str(row["counting_rule"].value) == row["counting_rule"].hyperlink.target + "#" + (
            row["counting_rule"].hyperlink.location or ""
        )
        for column in (*COUNTS, "value"):
            check, is_open = check_of(sheet, row[column]), column in asked_for(row)
            assert (row[column].fill.patternType == "lightUp") == (not is_open)
            assert (check.formula1 == "FALSE") == (not is_open)
        status = check_of(sheet, row["status"])
        assert status.type == "list"
        assert "not_submitted" in str(status.formula1)
        if measure and measure.unit is Unit.PERCENT and "denominator" in asked_for(row):
            below = f"{row['numerator'].coordinate}<={row['denominator'].coordinate}"
            assert all(below in str(check_of(sheet, row[column]).formula1) for column in COUNTS)
        if measure:
            whole = "INT(" in str(check_of(sheet, row["numerator"]).formula1)
            assert whole == (measure.counted != "hours" and not measure.average_of_days)
            assert bool(row["when_due"].value) == (measure.asked is Asked.BLOCK)
        if measure and measure.how_we_looked:
            assert set(str(check_of(sheet, row["value"]).formula1).strip('"').split(",")) == set(measure.how_we_looked)


def test_a_figure_of_a_block_says_when_it_is_next_due(councils: Councils) -> None:
    """With no week, in the week that ends a block, and in one that does not."""
    england = {"nation_code": "E92000001"}
    blank = {
        str(r["measure_id"].value): r["when_due"].value for r in rows_of(opened(template_xlsx(template(**england))))
    }
    assert "with the week ending 2026-11-01" in str(blank["ll_critical_unsourced"])
    due = rows_of(opened(template_xlsx(template(**england, week_ending=BLOCK_ENDS))))
    said = next(str(r["when_due"].value) for r in due if r["measure_id"].value == "ll_critical_unsourced")
    assert "next with the week ending 2026-11-29" in said
    other = template_xlsx(template(**england, week_ending=PLAIN))
    guide = openpyxl.load_workbook(io.BytesIO(other))[words.GUIDE]
    told = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value]
    assert any("due with the week ending 2026-11-29" in text for text in told)
    assert "ll_critical_unsourced" not in [row["measure_id"].value for row in rows_of(opened(other))]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_same_template_is_the_same_bytes(ending: str, councils: Councils) -> None:
    made = [write(template(council=councils.get("E10000015"), week_ending=PLAIN), ending) for _ in range(2)]
    assert made[0] == made[1]


def test_the_second_sheet_says_for_whom_when_and_how(councils: Councils, book: Rulebook) -> None:
    council = councils.get("E10000015")
    assert council is not None
    whole = openpyxl.load_workbook(io.BytesIO(template_xlsx(template(council=council, week_ending=PLAIN))))
    assert whole.sheetnames == [words.SHEET, words.GUIDE]
    told = [str(cell.value) for row in whole[words.GUIDE].iter_rows() for cell in row if cell.value]
    assert {council.name, PLAIN.isoformat(), *words.STEPS} <= set(told)
    assert whole.properties.title == told[0]
    assert PLAIN + timedelta(weeks=2) == book.calendar.blocks.due(PLAIN) + timedelta(weeks=4)  # type: ignore[union-attr]


def test_dates_of_the_workbook_are_text_that_a_spreadsheet_leaves_alone(councils: Councils) -> None:
    sheet = opened(template_xlsx(template(council=councils.get("E10000015"), week_ending=PLAIN)))
    cells = [row["week_ending"] for row in rows_of(sheet)]
    assert {(cell.value, cell.data_type, cell.number_format) for cell in cells} == {("2026-11-15", "s", "@")}
