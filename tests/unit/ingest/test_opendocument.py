"""An OpenDocument sheet is read piece by piece: what a cell is, which sheet is meant, and how much there may be."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pressure.demo.places import councils, many
from pressure.domain.councils import Councils
from pressure.ingest.given import digest
from pressure.ingest.read import read_file
from pressure.ingest.report import FileRefused
from pressure.ingest.workbooks.cage import as_text
from pressure.ingest.workbooks.cells import UnsafeCells
from pressure.ingest.workbooks.limits import OF_A_WORKBOOK, limits_of
from pressure.ingest.workbooks.ods import lines
from pressure.ingest.workbooks.streamed import Streamed
from pressure.rules import load_rules
from pressure.settings import Settings
from tests.load.ratings_ods import COUNCILS, HEADER, write
from tests.shipped_sources import limits, source
from tests.workbook_cases import opendocument

BOOK = load_rules().in_force(date(2026, 11, 21))
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ANNOTATION = "<office:annotation><text:p>a note of {}</text:p></office:annotation>"


def cell(kind, **values):
    given = " ".join(f'office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    return f'<table:table-cell office:value-type="{kind}" {given}><text:p>shown otherwise</text:p></table:table-cell>'


def row(*cells, repeated=""):
    times = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{times}>{''.join(c if c[:1] == '<' else TEXT.format(c) for c in cells)}</table:table-row>"


def blank(columns):
    return f'<table:table-cell table:number-columns-repeated="{columns}"/>'


def cells(words, times):
    return f'<table:table-cell table:number-columns-repeated="{times}"><text:p>{words}</text:p></table:table-cell>'


def read(*rows, **lowered):
    data = opendocument(*rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as part:
        return [(line.number, line.cells) for line in lines(part, limits(**lowered))]


CELLS = {
    "a number has its own value, not what is shown": (cell("float", value="1234.5"), "1234.5"),
    "a whole number has no point": (cell("float", value="12.0"), "12"),
    "a per cent is its share": (cell("percentage", value="0.125"), "0.125"),
    "money is a number": (cell("currency", value="7"), "7"),
    "a day is the day": (cell("date", date_value="2026-05-29"), "2026-05-29"),
    "midnight is the day": (cell("date", date_value="2026-05-29T00:00:00"), "2026-05-29"),
    "an hour stays": (cell("date", date_value="2026-05-29T10:30:00"), "2026-05-29T10:30:00"),
    "a duration is no number": (cell("time", time_value="PT36H00M00S"), "PT36H00M00S"),
    "yes or no": (cell("boolean", boolean_value="true"), "TRUE"),
    "a text of its own": (cell("string", string_value="Good"), "Good"),
    "two lines are never one number": (TEXT.format("7</text:p><text:p>12"), "7\n12"),
    "a break within a line": (TEXT.format("7<text:line-break/>12"), "7\n12"),
    "spaces that XML would lose": (TEXT.format('a<text:s text:c="3"/>b<text:s/>c<text:tab/>d'), "a   b c\td"),
    "words in several looks": (TEXT.format("Requires <text:span>improve</text:span>ment"), "Requires improvement"),
    "a link": (TEXT.format("<text:a>Good</text:a>"), "Good"),
    "a note beside a cell is no part of it": (TEXT.format("45" + ANNOTATION.format(1)), "45"),
    "a note in front": (f"<table:table-cell>{ANNOTATION.format(2)}<text:p>45</text:p></table:table-cell>", "45"),
    "an error as it is shown": (TEXT.format("#DIV/0!"), "#DIV/0!"),
    "a number that is none": (cell("float", value="many"), "many"),
}


@pytest.mark.parametrize(("written", "expected"), CELLS.values(), ids=CELLS)
def test_a_cell_is_what_it_means(written, expected):
    assert read(row("first", written)) == [(1, ["first", expected])]


ROWS = {
    "blanks between and none behind": ([row("a", blank(2), "b", blank(16_000))], [(1, ["a", "", "", "b"])]),
    "blank rows are counted and not given": (
        [row("a"), row(blank(3), repeated="1000000"), row("b")],
        [(1, ["a"]), (1_000_002, ["b"])],
    ),
    "a row as often as it stands there": (
        [row("a", repeated="3"), row("b")],
        [(1, ["a"]), (2, ["a"]), (3, ["a"]), (4, ["b"])],
    ),
    "a cell as often": ([row(cells("x", 2))], [(1, ["x", "x"])]),
}


@pytest.mark.parametrize(("rows", "expected"), ROWS.values(), ids=ROWS)
def test_rows_and_columns_are_numbered_as_a_spreadsheet_does(rows, expected):
    assert read(*rows, rows=2_000_000, cells=20_000_000) == expected


TOO_MUCH = {
    "rows": ([row("a", repeated="200001")], "row 200,001"),
    "columns": ([row(blank(200), "a")], "column 201"),
    "a cell repeated": ([row(cells("a", 201))], "column 201"),
    "spaces": ([row(TEXT.format('<text:s text:c="10001"/>'))], "run of “10001” spaces"),
    "no number of times": ([row("a", repeated="-1")], "repeated “-1” times"),
    "broken": ([row("a") + "<table:table-row>"], "broken XML"),
}


@pytest.mark.parametrize(("rows", "said"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused_before_room_is_made_for_it(rows, said):
    with pytest.raises(UnsafeCells) as refused:
        read(*rows)
    assert said in " ".join(refused.value.args)


def test_a_document_type_is_refused_wherever_it_stands():
    part = b"<!-- " + b"x" * 100_000 + b" --><!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>"
    with pytest.raises(UnsafeCells, match="document type"):
        list(lines(io.BytesIO(part), limits()))


def test_a_shipped_workbook_says_the_same_as_by_the_other_reader():
    """Every filled cell of one sheet; notes and cells over several lines apart, where the other joins the lines."""
    path = source("ascof-2024-25").shipped_file
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as part:
        ours = {
            (line.number, place): cell
            for line in lines(part, limits())
            if line.sheet == "Table_6b"
            for place, cell in enumerate(line.cells)
            if cell
        }
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Table_6b").to_python(skip_empty_area=False)
    theirs = {(n, place): as_text(c) for n, cells in enumerate(sheet, 1) for place, c in enumerate(cells) if c != ""}
    assert len(ours) > 5_000
    assert {k: v.replace("\n", "") for k, v in ours.items()} == {k: v.replace("\n", "") for k, v in theirs.items()}


# which sheet


def workbook(folder, **sheets):
    """Sheets by name, each a list of rows of plain text."""
    body = "".join(
        f'</table:table><table:table table:name="{name}">' + "".join(row(*cells) for cells in rows)
        for name, rows in sheets.items()
    )
    path = folder / "given.ods"
    path.write_bytes(opendocument(body))
    return path


def streamed(path, *, every=False, columns=("Location ID", "Rating")):
    wanted = {name: (name, f"{name} (old)") for name in columns}
    return list(Streamed(path, path.name, limits(), columns=wanted, may_have={}, every_column=every).rows())


def test_the_sheet_is_found_by_its_header_and_only_what_is_read_comes(tmp_path):
    path = workbook(
        tmp_path,
        README=[["Ratings"], ["As at 1 July"]],
        Providers=[["Provider ID", "Rating"], ["1-1", "Good"]],
        Locations=[["Title"], ["Location ID", "Name", "Rating (old)"], ["1-2", "Invented", "Good"], ["1-3"]],
    )
    assert streamed(path) == [(2, ["Location ID", "Rating (old)"]), (3, ["1-2", "Good"]), (4, ["1-3", ""])]
    assert streamed(path, every=True)[1] == (3, ["1-2", "Invented", "Good"])


def test_a_row_with_a_cell_beyond_the_header_is_not_cut(tmp_path):
    path = workbook(tmp_path, a=[["Location ID", "x", "Rating"], ["1", "", "Good", "stray"]])
    assert streamed(path)[1] == (2, ["1", "", "Good", "stray"])


REFUSED = {
    "two sheets with them": (
        {"a": [["Location ID", "Rating"]], "b": [["Rating", "Location ID"]]},
        "the sheets “a” and “b”",
    ),
    "a column renamed": (
        {"a": [["x"]], "b": [["Location ID", "Grade"]]},
        "no sheet with the columns “Rating”; the sheet “b” comes nearest",
    ),
    "none of them": ({"a": [["x"]]}, "no sheet with the columns “Location ID”, “Rating”"),
}


@pytest.mark.parametrize(("sheets", "said"), REFUSED.values(), ids=REFUSED)
def test_a_sheet_that_cannot_be_told_is_refused_in_words(tmp_path, sheets, said):
    with pytest.raises(FileRefused) as refused:
        streamed(workbook(tmp_path, **sheets))
    assert said in str(refused.value)


# the national ratings


def ratings(given, name="01_July_2026_Latest_ratings.ods", most=200_000_000):
    return read_file(
        source("cqc-latest-ratings"),
        given,
        name=name,
        councils=Councils(councils(many(COUNCILS))),
        book=BOOK,
        today=date(2026, 7, 2),
        recorded_at=datetime(2026, 7, 2, tzinfo=UTC),
        limits=limits(source("cqc-latest-ratings"), bytes=most),
    )


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("ods") / "invented.ods", 3_000)


def test_a_national_workbook_is_counted_as_its_csv_is(generated, tmp_path):
    """From a disk, from memory, and the same rows as a CSV: one account."""
    with zipfile.ZipFile(generated) as archive, archive.open("content.xml") as part:
        rows = [line.cells for line in lines(part, limits()) if line.sheet == "Locations"]
    csv = tmp_path / "same.csv"
    csv.write_text("\n".join(",".join(cells) for cells in rows) + "\n", encoding="utf-8")
    accounts = [ratings(generated), ratings(generated.read_bytes()), ratings(csv, name="same.csv")]
    figures = [[(r.council_code, r.numerator, r.denominator, r.row) for r in a.readings] for a in accounts]
    assert figures[0] == figures[1] == figures[2]
    assert (accounts[0].read, accounts[0].accepted, accounts[0].sha256) == (3_000, 3_000, digest(generated))
    assert sum(r.denominator for r in accounts[0].readings) > 100


def test_a_date_cell_is_the_same_day_as_the_publishers_text(tmp_path):
    cells = dict.fromkeys(HEADER, "-") | {
        "Location ID": "INVENTED", "Care Home?": "Y", "Location Type": "Social Care Org", "Domain": "Overall",
        "Service / Population Group": "Overall", "Location Local Authority": many(1)[0].name, "Latest Rating": "Good",
    }  # fmt: skip

    def day(published):
        path = workbook(tmp_path, Locations=[HEADER, [*({**cells, "Publication Date": published}).values()]])
        return [r.period_end for r in ratings(path).readings]

    assert day("05/29/2026") == day(cell("date", date_value="2026-05-29")) == [date(2026, 5, 29)]


def test_a_source_may_raise_the_limits_and_never_lowers_them():
    described = source("cqc-latest-ratings")
    assert described.longest_file(20_000_000) == 200_000_000
    assert described.longest_file(900_000_000) == 900_000_000
    own, plain = limits(described), limits()
    assert (own.rows, own.unpacked_bytes) == (1_000_000, 4_000_000_000)
    assert (own.memory_bytes, own.columns, own.parts) == (plain.memory_bytes, plain.columns, plain.parts)
    low = replace(described, limits=described.limits.model_copy(update=dict.fromkeys(OF_A_WORKBOOK, 5)))
    assert limits_of(Settings(workbook_rows=1_000), low).rows == 1_000


def test_a_national_workbook_over_the_limit_of_its_bytes_is_refused_unread(generated):
    with pytest.raises(FileRefused, match="at most 1,000"):
        ratings(generated, most=1_000)
