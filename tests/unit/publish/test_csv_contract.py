"""The conventions that docs/csv.md and the data page promise of every CSV, line by line: of each kind of cell, of every
text column of every file, and of all the files of a whole release."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.document.dictionary import column_types, dictionary
from pressure.domain.readings import Status
from pressure.publish.files import csv_text
from pressure.publish.files.csv_text import body, cell, csv_bytes, decimal, header
from tests.publish_cases import Told

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
TEXTS = sorted(name for name, kind in column_types().items() if kind == "string")
OF_EACH_TYPE = ("council_code", "points", "value", "value_is_rounded", "period_end", "received_at")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("words", ["1+1", 'HYPERLINK("http://evil.example","here")', " cmd|' /C calc'!A0", ""])
def test_no_text_begins_with_a_sign_that_a_spreadsheet_would_run(sign: str, words: str) -> None:
    """A council's own words are opened in Excel by everybody else."""
    for text in (f"{sign}{words}", f" {sign}{words}", f"\n\t{sign}{words}", f"\0{sign}{words}", f"{sign}{sign}{words}"):
        written = cell(text)
        assert isinstance(written, str)
        assert not written.startswith(SIGNS), text
        assert written.strip() == " ".join(text.replace("\0", " ").split()), "the words themselves stay"


@pytest.mark.parametrize("column", TEXTS)
def test_no_text_column_of_any_file_lets_one_through(column: str) -> None:
    """By its name: whichever file it is in, and whoever wrote what is in it."""
    rows = [{column: f"{sign}SUM(A1)"} for sign in SIGNS]
    content, count = csv_bytes((column,), rows)
    assert count == len(SIGNS)
    assert [r[column] for r in read(content) if r[column].startswith(SIGNS)] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),  # empty means unknown
        ("", ""),
        (0, 0),  # and nought is known
        (-3, -3),
        (221, 221),
        (True, "yes"),
        (False, "no"),
        (0.5, 0.5),
        (Fraction(0), 0),
        (Fraction(35, 2), 17.5),
        (Fraction(1, 3), 0.3333),
        (Fraction(-1, 3), -0.3333),
        (date(2026, 11, 18), "2026-11-18"),
        (datetime(2026, 11, 18, 9, 30, tzinfo=UTC), "2026-11-18T09:30:00Z"),
        (datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))), "2026-07-01T08:30:00Z"),
        ("Two\r\nlines\tand  more", "Two lines and more"),
        ("a\0b", "a b"),
        (Status.NOT_SUBMITTED, "not_submitted"),  # a kind of text of our own
        ("E10000015", "E10000015"),
        ("007", "007"),  # a code is text
        ("5 - 3", "5 - 3"),  # a sign inside harms nobody
        (" - ", " -"),
    ],
)
def test_each_kind_of_value_has_one_way_to_be_written(value: object, written: object) -> None:
    """Unknown is empty, times are UTC, days are ISO, yes and no are words, text is one line."""
    assert cell(value) == written
    assert type(cell(value)) is type(written)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("value", Fraction(35), "35.0"), ("value", None, ""), ("points", 3, "3"), ("council_code", "=1", " =1")],
)
def test_a_cell_can_be_asked_for_as_a_reader_of_the_file_finds_it(column: str, value: object, said: str) -> None:
    """By its column: a page that quotes a file says the very same."""
    assert csv_text.written(column, value) == said
    assert csv_text.text(f"{said}\n") == said


def test_what_is_no_kind_of_its_own_is_written_as_text() -> None:
    """And as safely."""
    assert cell(["=1"]) == "['=1']"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (Fraction(0), "0.0"),
        (221, "221.0"),
        (Fraction(221), "221.0"),
        (0.25, "0.25"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(52900, 3000), "17.6333"),
        (Fraction(-5, 2), "-2.5"),
    ],
)
def test_a_decimal_always_has_its_point_and_at_most_four_places(value: object, written: str) -> None:
    assert decimal(value) == written  # type: ignore[arg-type]


def test_a_file_is_its_header_once_and_then_its_rows_in_order() -> None:
    """LF between lines, commas between cells, quotes only where they are needed, and the number of data rows."""
    rows = [
        {
            "council_code": "E10000015",
            "points": 3,
            "value": Fraction(221),
            "value_is_rounded": True,
            "period_end": date(2026, 11, 15),
            "received_at": datetime(2026, 11, 18, 9, 30, tzinfo=UTC),
            "not_a_column": "left out",
        },
        dict.fromkeys(OF_EACH_TYPE),
        {**dict.fromkeys(OF_EACH_TYPE), "council_code": 'A "b", c'},
    ]
    first = b"council_code,points,value,value_is_rounded,period_end,received_at\n"
    rest = b'E10000015,3,221.0,yes,2026-11-15,2026-11-18T09:30:00Z\n,,,,,\n"A ""b"", c",,,,,\n'
    assert csv_bytes(OF_EACH_TYPE, rows) == (first + rest, 3)
    assert header(OF_EACH_TYPE) == first
    assert body(OF_EACH_TYPE, rows) == (rest, 3), "a later segment has no header of its own"
    assert csv_bytes(OF_EACH_TYPE, []) == (first, 0)
    assert body(OF_EACH_TYPE, []) == (b"", 0)


def test_a_row_without_one_of_the_columns_is_a_fault_and_never_a_short_line() -> None:
    """A file is complete or it is an error."""
    with pytest.raises(KeyError):
        csv_bytes(OF_EACH_TYPE, [{"council_code": "E10000015"}])


@given(st.text())
def test_any_text_is_one_line_that_reads_back_as_its_words(text: str) -> None:
    content, _ = csv_bytes(("council_name",), [{"council_name": text}])
    words = " ".join(text.replace("\0", " ").split())
    assert content.count(b"\n") == 2
    assert list(csv.reader(io.StringIO(content.decode())))[1:] in ([[f" {words}"]], [[words]], [[]])


@pytest.fixture(scope="module")
def files(installed: Told) -> list[Path]:
    """Every CSV of a release of twelve weeks."""
    return sorted(p for p in (installed.tree).rglob("*.csv"))


def test_every_file_of_a_release_keeps_each_promise(files: list[Path]) -> None:
    """No byte-order mark, LF, the header once and as the dictionary has it, whole lines, safe texts, UTC, ISO days."""
    assert len({p.name for p in files}) >= 12
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        first, *lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        assert first not in lines, path
        assert first == _columns(path), path
        for line in lines:
            assert len(line) == len(first), (path, line)
            for name, text in zip(first, line, strict=True):
                _check(path, name, text)


def _columns(path: Path) -> list[str]:
    known = {"history.csv": "ratings_as_published.csv", "register.csv": "declarations.csv"}
    name = path.name.removeprefix("DEMO_")
    return [c.name for c in dictionary()[known.get(name, name)].columns]


def _check(path: Path, name: str, text: str) -> None:
    kind = column_types()[name]
    assert text not in {"None", "nan", "NaN", "null", "NULL", "True", "False", "[]", "{}"}, (path, name)
    if kind == "string":
        assert not text.startswith(SIGNS), (path, name, text)
        assert "\n" not in text, (path, name, text)
    elif kind == "datetime" and text:
        assert datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"), (path, name, text)  # noqa: DTZ007 the Z is looked for
    elif kind == "date" and text:
        assert date.fromisoformat(text).isoformat() == text, (path, name)
    elif kind in {"integer", "number"} and text:
        assert NUMBER.fullmatch(text), (path, name, text)
    elif kind == "boolean":
        assert text in {"", "yes", "no"}, (path, name, text)
