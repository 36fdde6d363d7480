"""Files as programs and people make them: what hides rows or changes figures is refused or rejected by its cause."""

import codecs
import csv
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressure.council_list import load_councils
from pressure.ingest.causes import has_header
from pressure.ingest.csv_lines import csv_lines
from pressure.ingest.intake import MOST_NOTES
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused, every_row
from pressure.ingest.workbooks.annotate import annotated
from tests.sheet_cases import Cell, ods, raised, xlsx
from tests.shipped_sources import limits, source
from tests.unit.ingest.conftest import BOOK, HEADER

Take = Callable[..., FileAccount]
FIGURES = (
    ("wl_assess_rate", 2310, ""),
    ("wl_over_6m_share", 312, ""),
    ("wl_care_start_rate", 280, ""),
    ("wl_reviews_overdue", 1500, 5200),
    ("wl_discharge_rate", 112, ""),
    ("cap_home_unavailable", 1300, 10400),
    ("cap_homecare_unfilled", 812, 40210),
    ("cap_vacancy_rate", 1400, 19800),
    ("cap_quality_ri_inad", 61, 310),
    ("ll_critical_unsourced", 0, ""),
    ("ll_safeguarding_wait", 41, 702),
)
SUNDAY = "2026-11-01"
NAMES: list[Cell] = list(HEADER.split(","))


def rows() -> list[list[Cell]]:
    """A whole return of Hertfordshire, under its header."""
    return [NAMES[:], *([["E10000015", SUNDAY, m, n, d, "", "ok", ""] for m, n, d in FIGURES])]


def as_csv(table: list[list[Cell]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(table)
    return made.getvalue()


VALID = as_csv(rows())


def refused(take: Take, data: bytes, **options: object) -> str:
    with pytest.raises(FileRefused) as error:
        take(data, **options)
    return str(error.value)


def lines(text: str = VALID) -> list[str]:
    return text.splitlines()


CAUSES = {
    "lines quoted": (
        "\n".join(f'"{line}"' for line in lines()),
        "each line in one pair of quotation marks",
        "take out",
    ),
    "no name inside": (VALID.replace("denominator,", ",", 1), "without a name, the 5th", "name it"),
    "two marks": ("\ufeff\ufeff" + VALID, "two byte-order marks", "export the file again"),
}


@pytest.mark.parametrize("case", CAUSES)
def test_the_cause_of_a_refusal_is_named_and_no_column_is_called_missing(take: Take, case: str) -> None:
    text, found, next_step = CAUSES[case]
    said = refused(take, text.encode())
    assert found in said
    assert next_step in said
    assert "missing" not in said


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_named(take: Take, encoding: str) -> None:
    assert "found UTF-32" in refused(take, VALID.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_plain_return_is_taken_whole(take: Take, encoding: str) -> None:
    taken = take(VALID.encode(encoding))
    assert (taken.accepted, taken.notes) == (len(FIGURES), ())


def swallowed(opens: int, closes: int, place: int) -> str:
    """A quotation mark opens in one row and closes in a later one, in a cell of any column."""
    every = [line.split(",") for line in lines()]
    every[opens][place] = '"' + every[opens][place]
    every[closes][place] += '"'
    return "\n".join(",".join(cells) for cells in every) + "\n"


@pytest.mark.parametrize("place", [0, 2, 5, 7])
@pytest.mark.parametrize(("opens", "closes"), [(2, 8), (1, 2), (3, 11), (10, 11)])
def test_quotes_that_swallow_rows_refuse_the_file(take: Take, opens: int, closes: int, place: int) -> None:
    """Whatever column they stand in and however few rows they swallow."""
    said = refused(take, swallowed(opens, closes, place).encode())
    assert "holds whole rows" in said
    assert f"row {opens + 1}" in said


@pytest.mark.parametrize(
    "note",
    [
        "first line\nsecond line\nthird",
        "short of staff, many ill, late, sorry, again, truly,\nand one more, and another, and so on",
        "In week 3,\nwe had to begin again",
        "\n",
        "line\r\nline",
    ],
)
def test_a_note_of_several_lines_is_a_note_and_rows_are_numbered_as_in_a_spreadsheet(take: Take, note: str) -> None:
    table = rows()
    table[1][7] = note
    table[6][3] = "abc"
    taken = take(as_csv(table).encode())
    assert [(n.kind, n.row, n.column) for n in taken.notes] == [("rejected", 7, "numerator")]


@given(st.lists(st.lists(st.text("ab,1_\n\"' ", max_size=9), min_size=2, max_size=4), min_size=1, max_size=8))
def test_no_row_is_lost_or_made_between_writing_and_reading(table: list[list[str]]) -> None:
    """Either every row comes back under its own number, or the file is refused."""
    made = io.StringIO()
    csv.writer(made).writerows(table)
    try:
        read = list(csv_lines(made.getvalue(), "t.csv"))
    except FileRefused as refusal:
        assert "holds whole rows" in str(refusal)  # noqa: PT017 either way is right
    else:
        assert read == list(enumerate(table, 1))


WRITERS = {"xlsx": xlsx, "xlsx, texts shared": lambda sheets, **more: xlsx(sheets, shared=True, **more)}


ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


@pytest.mark.parametrize("write", WRITERS)
def test_an_error_cell_rejects_its_row_by_its_address(take: Take, write: str) -> None:
    """Also where the cell may be blank: an error is no blank."""
    table = rows()
    for at, error in enumerate(ERRORS, 1):
        table[at][3 + at % 3] = error
    taken = take(WRITERS[write]({"return": table}), name="r.xlsx")
    said = {row: n.message for n in taken.notes if n.kind == "rejected" for row in every_row(n.row, n.rows)}
    assert all(f"{e} in cell {'DEF'[at % 3]}{at + 1}" in said[at + 1] for at, e in enumerate(ERRORS, 1))
    assert {r.row for r in taken.readings} == set(range(len(ERRORS) + 2, len(FIGURES) + 2))


@pytest.mark.parametrize("write", WRITERS)
def test_a_raised_mark_never_becomes_a_digit_of_a_return(take: Take, write: str) -> None:
    table = rows()
    for row, mark in ((3, "1"), (5, "2,3"), (7, "p")):
        table[row][3] = raised("45", mark)
    taken = take(WRITERS[write]({"return": table}), name="r.xlsx")
    (note,) = taken.notes
    assert (note.kind, list(every_row(note.row, note.rows))) == ("rejected", [4, 6, 8])
    assert "raised mark" in note.next_step


@pytest.mark.parametrize("mark", ["\u00b9", " \u00b2", "\u2074\u2075"])
def test_a_raised_digit_of_a_text_file_is_no_digit(take: Take, mark: str) -> None:
    table = rows()
    table[3][3] = f"45{mark}"
    taken = take(as_csv(table).encode())
    assert [(n.kind, n.row, "raised mark" in n.next_step) for n in taken.notes] == [("rejected", 4, True)]


def bbc(cells: dict[int, Cell]) -> list[list[Cell]]:
    """The survey's own shape: a merged line of years over the columns."""
    body: list[Cell] = ["Hertfordshire", cells.get(0, 30), 50, 31, 51]
    waits = [f"Median wait for {what} (days)" for what in ("initial assessment", "start")]
    years = ["", *["2021-22 financial year"] * 2, *["2022-23 financial year"] * 2]
    return [years, ["Upper tier LA", *waits, *waits], body, ["Kent", 20, 40, 20, 40]]


def publication(data: bytes, kind: str) -> FileAccount:
    """The survey, from whichever program saved it."""
    return read_file(
        replace(source("bbc-foi-2023"), formats=("xlsx", "ods")),
        data,
        name=f"b.{kind}",
        councils=load_councils(),
        book=BOOK,
        today=date(2026, 11, 21),
        recorded_at=datetime(2026, 11, 21, tzinfo=UTC),
        limits=limits(bytes=10**6),
    )


SHEET = "Wait times and deaths"
SAVED = {"xlsx": xlsx, "ods": ods}


@pytest.mark.parametrize("kind", SAVED)
@pytest.mark.parametrize(("cell", "says"), [(raised("45", "1"), 45), (46, 46), ("#DIV/0!", None), ("7\n12", None)])
def test_a_publication_is_read_past_its_footnotes_and_an_error_is_no_missing_figure(
    kind: str, cell: Cell, says: int | None
) -> None:
    """Nor are two lines of a cell joined into one figure."""
    taken = publication(SAVED[kind]({SHEET: bbc({0: cell})}), kind)
    assessed = [r for r in taken.readings if r.measure_id == "ctx_assess_median_days"]
    of_it = sorted((r.period_end, r.value) for r in assessed if r.council_code == "E10000015")
    if says is None:
        assert of_it == []
        assert [(n.kind, n.row) for n in taken.notes] == [("rejected", 3)]
        assert cell != "#DIV/0!" or "#DIV/0! in cell B3" in taken.notes[0].message
    else:
        assert of_it[0][1] == says
        assert taken.notes == ()


@pytest.mark.parametrize("kind", SAVED)
def test_hidden_rows_of_a_publication_are_counted_with_a_warning(kind: str) -> None:
    taken = publication(SAVED[kind]({SHEET: bbc({})}, hidden_rows=[4]), kind)
    assert [(n.kind, n.row) for n in taken.notes] == [("warning", 4)]
    assert "E10000016" in {r.council_code for r in taken.readings}


def test_a_chart_on_the_first_tab_is_passed_over(take: Take) -> None:
    assert take(xlsx({"Weekly": rows()}, charts=["Chart1"]), name="r.xlsx").accepted == len(FIGURES)


def test_a_cover_sheet_first_leaves_the_return_to_be_read(take: Take) -> None:
    taken = take(xlsx({"Cover": [["Weekly return"], ["Hertfordshire"]], "Weekly": rows()}), name="r.xlsx")
    assert taken.accepted == len(FIGURES)
    assert [n.found for n in taken.notes] == ["a sheet called “Cover”"]


@pytest.mark.parametrize("write", WRITERS)
def test_the_copy_with_notes_is_of_the_sheet_that_was_read(take: Take, write: str) -> None:
    """Behind a chart and a cover."""
    table = rows()
    table[1][0] = "E1000015"
    sent = WRITERS[write]({"Cover": [["Weekly return"]], "Weekly": table}, charts=["Chart1"])
    taken = take(sent, name="r.xlsx")
    copy = annotated(sent, "r.xlsx", taken.notes)
    assert copy is not None
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert b"the nearest is E10000015" in archive.read("xl/worksheets/sheet2.xml")


def test_a_refusal_names_the_sheet_that_was_read(take: Take) -> None:
    said = refused(take, xlsx({"Cover": [["a", "b"], ["c", "d"]], "Notes": [["x"]]}), name="r.xlsx")
    assert "sheet “Cover”" in said


@pytest.mark.parametrize("hidden", [[4], [4, 5, 9]])
def test_hidden_rows_are_counted_with_a_warning(take: Take, hidden: list[int]) -> None:
    taken = take(xlsx({"return": rows()}, hidden_rows=hidden), name="r.xlsx")
    assert taken.accepted == len(FIGURES)
    (note,) = taken.notes
    assert (note.kind, f"row {', '.join(map(str, hidden))}" in note.found) == ("warning", True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<c r="D5"', '<c r="C5"', "cell C5 twice"),
        ('<row r="5"><c r="A5"', '<row r="4"><c r="A4"', "row 4 twice"),
        ('<c r="H1"', '<c r="A1"', "cell A1 twice"),
        ('<c r="C5"', '<c r="D4"', "cell D4 in row 5"),
    ],
)
def test_the_same_address_twice_is_refused(take: Take, old: str, new: str, says: str) -> None:
    """The later cell would win, or a whole row be lost."""
    assert says in refused(take, xlsx({"return": rows()}, changed=[(old, new)]), name="r.xlsx")


def test_lower_case_addresses_are_addresses(take: Take) -> None:
    assert take(xlsx({"return": rows()}, changed=[('r="D5"', 'r="d5"')]), name="r.xlsx").accepted == len(FIGURES)


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3000), st.integers(0, 7))
def test_one_flipped_bit_in_a_packed_part_is_answered_in_words(take: Take, place: int, bit: int) -> None:
    """The archive is damaged, or what it says is still a return of which every row is accounted for."""
    data = bytearray(xlsx({"return": rows()}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    at = entry.header_offset + 30 + len(entry.filename) + place % entry.compress_size
    data[at] ^= 1 << bit
    try:
        taken = take(bytes(data), name="r.xlsx")
    except FileRefused as refusal:
        assert "save" in str(refusal)  # noqa: PT017 either way is right
    else:
        assert taken.read == taken.accepted + taken.held + taken.rejected


def conflicting(number: int) -> bytes:
    body = "".join(f"E10000015,{SUNDAY},wl_assess_rate,{2000 + n},,,ok,\n" for n in range(number))
    return f"{HEADER}\n{body}".encode()


def test_conflicts_cost_no_more_than_their_number(take: Take) -> None:
    """The first few other rows are named, and how many more there are."""
    taken = take(conflicting(4_000))
    assert (taken.rejected, taken.accepted) == (4_000, 0)
    assert taken.notes[1].found.endswith("in row 3, 4, 5 and 3,996 more")
    assert max(len(n.message) for n in taken.notes) < 300


def test_notes_over_the_limit_are_counted(take: Take) -> None:
    taken = take(conflicting(MOST_NOTES + 10))
    assert taken.rejected == MOST_NOTES + 10
    assert len(taken.notes) == MOST_NOTES + 2
    assert "10 more rows" in taken.notes[-1].found


@pytest.mark.slow
def test_four_times_the_conflicts_take_about_four_times_as_long(take: Take) -> None:
    def cost(number: int) -> float:
        began = time.process_time()
        take(conflicting(number))
        return time.process_time() - began

    cost(100)
    assert cost(32_000) < 10 * cost(8_000)


@pytest.mark.slow
def test_a_file_of_short_rows_is_refused_before_it_fills_the_memory(take: Take) -> None:
    data = f"{HEADER}\n{'a' + chr(10)}".encode() + b"a\n" * 9_000_000
    tracemalloc.start()
    said = refused(take, data)
    assert "more than 1,000,000 lines" in said
    assert tracemalloc.get_traced_memory()[1] < 300_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("columns", [201, 10_000])
@pytest.mark.parametrize("names", ["column", "lost line ends"])
def test_a_header_is_at_most_200_columns_and_its_message_a_few_lines(take: Take, columns: int, names: str) -> None:
    header = ",".join(f"c{n}" for n in range(columns)) if names == "column" else ",".join(lines() * (columns // 8))
    if header.count(",") < 200:
        return
    said = refused(take, f"{header}\n{VALID}".encode())
    assert "at most 200" in said
    assert len(said) < 400


def test_columns_that_are_not_asked_for_are_named_up_to_eight(take: Take) -> None:
    more = ",".join(f"extra {n}" for n in range(150))
    header, *under = lines()
    taken = take("\n".join([f"{header},{more}", *(line + "," * 150 for line in under)]).encode())

    assert taken.accepted == len(FIGURES)
    assert "“extra 7”, 142 more" in taken.notes[0].message


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("E1000015", "E10000015, Hertfordshire"),
        ("E10000O15", "E10000015, Hertfordshire"),
        ("\u0415" + "10000015", "E10000015, Hertfordshire"),
        ("Hertfordshir", "E10000015, Hertfordshire"),
        ("S1200005", "S12000"),
        ("W0600015", "W060000"),
        ("", "a council's code"),
        ("A" * 5_000, "a council's code"),
        ("E10000006", "its successors are"),
    ],
)
def test_a_slip_of_a_code_is_rejected_with_the_nearest(take: Take, code: str, says: str) -> None:
    """In every nation, and never held: whoever sent it can correct it."""
    taken = take(VALID.replace("E10000015", code, 1).encode())
    assert [(n.kind, n.row) for n in taken.notes if n.column == "council_code"] == [("rejected", 2)]
    assert says in taken.notes[0].message
    assert len(taken.notes[0].message) < 400


@pytest.mark.parametrize(("year", "warned"), [("2016-11-20", True), ("2022-11-13", True), ("2024-11-24", False)])
def test_a_week_of_years_ago_is_accepted_and_said(take: Take, year: str, warned: bool) -> None:
    text = f"{HEADER}\nE10000015,{year},wl_assess_rate,2310,,,ok,\n"
    taken = take(text.encode())
    assert taken.accepted == 1
    assert [n.kind for n in taken.notes] == ["warning"] * warned
    if warned:
        assert "years before the week expected" in taken.notes[0].message


def test_ids_that_nobody_gave_are_rejected_with_the_nearest(take: Take) -> None:
    for invented in ("ctx_carer_waiting", "ctx_<b>", "ctx_=cmd", "em_nothing", "wl_assess"):
        taken = take(f"{HEADER}\nE10000015,{SUNDAY},{invented},7,,,ok,\n".encode())
        assert [(n.kind, "the nearest are" in n.message) for n in taken.notes if n.row] == [("rejected", True)]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, len(FIGURES)),
            st.integers(0, 7),
            st.sampled_from(["", "abc", "#N/A", "45\u00b9", "-1", "E1000015", "a\nb", "1e9", "[c]", "9" * 12]),
        ),
        max_size=6,
    ),
)
def test_every_row_is_accepted_held_or_rejected_whatever_stands_in_it(
    take: Take, slips: list[tuple[int, int, str]]
) -> None:
    """And no figure that is read was not written so."""
    table = rows()
    for row, column, text in slips:
        table[row][column] = text
    taken = take(as_csv(table).encode())
    assert taken.read == taken.accepted + taken.held + taken.rejected == len(FIGURES)
    sent = {m: n for m, n, _ in FIGURES}
    assert all(r.numerator == sent[r.measure_id] * r.scale for r in taken.readings if r.numerator is not None)


def test_has_header_asks_for_every_column() -> None:
    assert has_header(["b", "a", "c"], [("a", "x"), ("b",)])
    assert not has_header(["b", "c"], [("a", "x"), ("b",)])


def test_a_byte_order_mark_alone_is_an_empty_file(take: Take) -> None:
    assert "an empty file" in refused(take, codecs.BOM_UTF8)
