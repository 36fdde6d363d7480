"""A nation or region for Excel: its rows are those of the CSVs, with name, level and since first, numbers as numbers,
days as days, and what is not known in words. The same rows give the same bytes."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import openpyxl
import pandas
import pytest
from python_calamine import CalamineWorkbook

from pressure.document.dictionary import column_types
from pressure.publish.workbooks import areas as making
from pressure.publish.workbooks.areas import LEVELS, WEEKS
from pressure.words import data as words
from tests.publish_cases import PLACE, Told
from tests.rating_cases import BOOK

PATH = "areas/X99000000/DEMO_history.xlsx"
NONE = BOOK.no_level.name


@pytest.fixture(scope="module")
def book(installed: Told) -> Any:
    return openpyxl.load_workbook(io.BytesIO(installed.release.read(PATH)))


def as_csv(name: str, cell: object) -> str:
    """A cell of the workbook as the CSV would write it."""
    kind = column_types()[name]
    if isinstance(cell, datetime):
        return cell.date().isoformat() if kind == "date" else f"{cell.isoformat()}Z"
    return "" if cell in {NONE, words.UNKNOWN} else str(cell)


def rows_of(sheet: Any) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def counted(rows: Iterable[dict[str, str]], columns: Iterable[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[c] for c in columns) for row in rows)


def test_its_levels_are_the_runs_of_its_councils(installed: Told, book: Any) -> None:
    """Every one, since the first publication. What grows while it goes on is said in words."""
    found, wanted = rows_of(book["levels"]), installed.rows("level_runs.csv")
    columns = [c for c in LEVELS if c in wanted[0]]
    for row in wanted:
        row |= dict.fromkeys(("last_day", "days"), words.GOES_ON) if row["ended"] == "no" else {}
    assert counted(({n: as_csv(n, c) for n, c in row.items()} for row in found), columns) == counted(wanted, columns)
    assert {row["region"] for row in found} == {"Demonstration Region"}


def test_its_weeks_are_the_last_53_sundays(installed: Told, book: Any) -> None:
    found, every = rows_of(book["weeks"]), installed.rows("levels_by_week.csv")
    newest = max(date.fromisoformat(row["week_ending"]) for row in every)
    wanted = [row for row in every if newest - date.fromisoformat(row["week_ending"]) <= timedelta(weeks=52)]
    assert wanted
    assert counted(({n: as_csv(n, c) for n, c in row.items()} for row in found), WEEKS) == counted(wanted, WEEKS)


def test_name_level_and_since_stand_first_and_councils_by_their_names(book: Any) -> None:
    """Of each the newest level first; never in the order of levels."""
    assert [cell.value for cell in book["levels"][1]][:3] == ["council_name", "level", "since"]
    assert [cell.value for cell in book["weeks"][1]][:3] == ["council_name", "level_published", "week_ending"]
    rows = rows_of(book["levels"])
    assert [row["council_name"] for row in rows] == sorted(str(row["council_name"]) for row in rows)
    for one, other in pairwise(rows):
        assert one["council_name"] != other["council_name"] or one["since"] > other["since"]  # type: ignore[operator]


def test_the_head_stays_in_view_and_every_column_can_be_filtered(book: Any) -> None:
    for name, columns in (("levels", LEVELS), ("weeks", WEEKS)):
        page = book[name]
        assert page.freeze_panes == "B2"
        (table,) = page.tables.values()
        assert table.autoFilter.ref == table.ref == page.dimensions
        assert [cell.value for cell in page[1]] == list(columns)
        assert all(cell.font.bold for cell in page[1])


def test_no_cell_is_empty_and_each_is_of_its_columns_kind_or_a_word(book: Any) -> None:
    """Unknown is never a blank or a nought."""
    said = {NONE, words.UNKNOWN, words.GOES_ON, words.NEVER}
    kinds = {"integer": int, "date": datetime, "datetime": datetime, "string": str, "boolean": str}
    for name in ("levels", "weeks"):
        for row in rows_of(book[name]):
            for column, cell in row.items():
                assert cell is not None, (name, column, row)
                assert cell in said or type(cell) is kinds[column_types()[column]], (name, column, cell)
    assert {row["level"] for row in rows_of(book["levels"])} <= {1, 2, 3, 4, NONE}


def test_pandas_and_calamine_read_dates_and_numbers(installed: Told) -> None:
    """As whoever does not open it in Excel."""
    content = installed.release.read(PATH)
    table = pandas.read_excel(io.BytesIO(content))
    assert list(table.columns) == list(LEVELS)
    assert all(isinstance(cell, datetime) for cell in table["since"])
    head, first, *_ = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("levels").to_python()
    row = dict(zip(head, first, strict=True))
    assert isinstance(row["since"], datetime)
    assert isinstance(row["first_day"], date)


def test_it_says_what_it_holds_where_the_rest_is_and_what_columns_mean(book: Any) -> None:
    text = "\n".join(str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row if cell)
    for said in (
        "invented",
        "https://pressure.example/demo/data/DEMO_levels_by_week.csv",
        "https://pressure.example/demo/data/DEMO_readings.csv",
        "Open Government Licence",
        "no level of its own",
    ):
        assert said in text
    assert {*LEVELS, *WEEKS} <= {row[0] for row in book["about"].iter_rows(values_only=True)}


def test_every_area_has_one_and_its_page_leads_to_it(installed: Told) -> None:
    files = installed.release.manifest["files"]
    areas = {p.split("/")[1] for p in files if p.startswith("areas/") and p.endswith("/area.json")}
    assert areas
    for code in areas:
        assert f"areas/{code}/DEMO_history.xlsx" in files
        assert f"/demo/areas/{code}/DEMO_history.xlsx" in installed.release.read(f"areas/{code}/index.html").decode()


def run(level: str, since: str, ended: str = "yes") -> dict[str, str]:
    blank = dict.fromkeys(LEVELS, "")
    named = {"council_code": PLACE.code, "council_name": PLACE.name}
    return blank | named | {"level": level, "since": since, "first_day": since[:10], "ended": ended}


def cells(rows: list[dict[str, str]]) -> list[tuple[object, ...]]:
    return [*making._sheet("levels", LEVELS, making._levels(PLACE, rows), NONE).rows][1:]


def test_a_council_that_was_never_rated_has_a_row_that_says_so() -> None:
    """An area without a level has a workbook all the same."""
    (row,) = cells([])
    said = dict(zip(LEVELS, row, strict=True))
    assert (said["council_name"], said["level"], said["since"]) == (PLACE.name, NONE, words.NEVER)
    assert (said["region"], said["days"], said["first_day"]) == ("South West", words.GOES_ON, words.UNKNOWN)


def test_time_without_a_level_and_a_level_of_part_of_a_day_are_said_in_words() -> None:
    now, before, part = cells(
        [
            {**run("3", "2026-05-04T08:00:00Z"), "last_day": "", "days": "0"},
            {**run("", "2026-05-04T12:00:00Z"), "last_day": "2026-05-09", "days": "6"},
            {**run("2", "2026-05-10T08:00:00Z", "no"), "last_day": "2026-05-12", "days": "3"},
        ]
    )
    at = [LEVELS.index(c) for c in ("level", "last_day", "days", "since")]
    assert [part[n] for n in at] == [3, words.UNKNOWN, 0, datetime(2026, 5, 4, 8, tzinfo=UTC)]
    assert [before[n] for n in at[:3]] == [NONE, date(2026, 5, 9), 6]
    assert [now[n] for n in at[:3]] == [2, words.GOES_ON, words.GOES_ON], "so that it is the same file tomorrow"


@pytest.mark.parametrize(("weeks", "kept"), [(0, 0), (1, 1), (53, 53), (54, 53), (200, 53)])
def test_a_year_is_the_newest_sunday_and_the_52_before_it(weeks: int, kept: int) -> None:
    rows = [{"week_ending": (date(2020, 1, 5) + timedelta(weeks=n)).isoformat()} for n in range(weeks)]
    assert making._of_a_year(rows) == rows[weeks - kept :]


def test_a_council_that_moved_or_ended_is_in_the_area_it_has_now() -> None:
    """Its rows say where it is; the CSVs by week where it was."""
    (row,) = cells([run("3", "2026-05-04T08:00:00Z")])
    moved = making._levels(replace(PLACE, region="South East"), [run("3", "2026-05-04T08:00:00Z")])
    assert row[LEVELS.index("region")] == "South West"
    assert moved[0]["region"] == "South East"
