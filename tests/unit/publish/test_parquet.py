"""A Parquet file is its CSV with types: cell by cell, in every release, by every program; a release writes of it what
is new; and `pressure verify` finds one that is another."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from pressure.document.dictionary import dictionary
from pressure.document.names import CSV, PARQUET, as_csv, as_parquet, csv_name
from pressure.publish.check import verify_parquet
from pressure.publish.check.verify import verify
from pressure.publish.check.verify_intervals import Difference
from pressure.publish.files.csv_text import body, csv_bytes, header
from pressure.publish.parquet import copies as making
from pressure.publish.parquet.parts import MAGIC, footer, part
from pressure.release.draft import ReleaseDraft
from pressure.release.site import MANIFEST, Release, kept_as
from tests.publish_cases import Told
from tests.unit.publish.test_verify import put

WANTED = [name for name, known in dictionary().items() if known.parquet]
IN_THE_DEMONSTRATION = [name for name in WANTED if not dictionary()[name].real_only]
READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": {"yes": True, "no": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "string": str,
}
EACH: dict[str, Any] = {
    "pandas": {
        "integer": "Int64",
        "number": "Float64",
        "boolean": "boolean",
        "date": "object",
        "datetime": "datetime64[ms, UTC]",
        "string": "str",
    },
    "polars": {
        "integer": "Int64",
        "number": "Float64",
        "boolean": "Boolean",
        "date": "Date",
        "datetime": "Datetime(time_unit='ms', time_zone='UTC')",
        "string": "String",
    },
    "duckdb": {
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "datetime": "TIMESTAMP WITH TIME ZONE",
        "string": "VARCHAR",
    },
}
TYPES_IN: dict[str, Callable[[Path], dict[str, str]]] = {
    "pandas": lambda path: {str(n): str(kind) for n, kind in pandas.read_parquet(path).dtypes.items()},
    "polars": lambda path: {name: str(kind) for name, kind in polars.read_parquet(path).schema.items()},
    "duckdb": lambda path: {n: kind for n, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()},
}
COLUMNS = dictionary()["levels_by_week.csv"].columns
NAMES = tuple(c.name for c in COLUMNS)


def as_told(content: bytes, name: str) -> list[dict[str, object]]:
    """The cells of a CSV by the types of the dictionary, read without the code that made the copy."""
    types = {c.name: c.type for c in dictionary()[name].columns}
    return [
        {column: READ[types[column]](cell) if cell else None for column, cell in row.items()}
        for row in csv.DictReader(io.StringIO(content.decode()))
    ]


def table(release: Release, name: str) -> tuple[bytes, bytes]:
    path = f"data/{csv_name(name, demonstration=True)}"
    return release.read(path), release.read(as_parquet(path))


@pytest.mark.parametrize("name", IN_THE_DEMONSTRATION)
def test_every_cell_is_the_cell_of_the_csv(installed: Told, name: str) -> None:
    """On the first day and after many weeks. Empty is null, never nought or an empty text."""
    for release in (installed.releases()[0], installed.release):
        text, copy = table(release, name)
        assert parquet.read_table(io.BytesIO(copy)).to_pylist() == as_told(text, name)
    assert as_told(text, name)


@pytest.mark.parametrize("reader", list(TYPES_IN))
def test_each_program_takes_a_column_for_one_type_also_where_it_is_empty(
    installed: Told, reader: str, tmp_path: Path
) -> None:
    """Without being told: that is what the copy is for."""
    for number, release in enumerate((installed.releases()[0], installed.release)):
        for name in IN_THE_DEMONSTRATION:
            file = tmp_path / f"{number}-{name}{PARQUET}"
            file.write_bytes(table(release, name)[1])
            wanted = {c.name: EACH[reader][c.type] for c in dictionary()[name].columns}
            found = TYPES_IN[reader](file)
            assert found == wanted, (name, {n: found[n] for n in found if found[n] != wanted[n]})


def test_a_never_empty_column_is_declared_so_and_its_words_are_in_the_file(installed: Told) -> None:
    schema = parquet.read_schema(io.BytesIO(table(installed.release, "readings.csv")[1]))
    for column in dictionary()["readings.csv"].columns:
        field = schema.field(column.name)
        assert field.nullable != bool(column.constraints.get("required"))
        assert field.metadata[b"description"].decode() == column.description


def test_the_manifest_counts_its_rows_like_those_of_the_csv(installed: Told) -> None:
    files = installed.release.manifest["files"]
    copies = [path for path in files if path.endswith(PARQUET)]
    assert sorted(copies) == sorted(f"data/DEMO_{as_parquet(name)}" for name in IN_THE_DEMONSTRATION)
    assert all(files[path]["rows"] == files[as_csv(path)]["rows"] for path in copies)


def test_a_release_writes_what_is_new_and_the_footer(installed: Told) -> None:
    """A closed month is the same part of the file in each release after it."""
    before, now = (r.manifest["files"]["data/DEMO_readings.parquet"] for r in installed.releases()[-2:])
    kept = set(kept_as(before)) & set(kept_as(now))
    closed = len(kept_as(now)) - 3  # the magic, the open month and the footer
    assert closed >= 1
    assert len(kept) >= closed


def rows_of(values: list[int | None], week: int) -> list[dict[str, object]]:
    blank: dict[str, object] = dict.fromkeys(NAMES)
    return [
        blank
        | {
            "council_code": f"E1000{n:04}",
            "council_name": f'Town, "upper" {n}',
            "nation": "England",
            "region": "NA",  # a text that some readers take for nothing
            "week_ending": date(2026, 1, 4).replace(day=4 + week),
            "level_published": value,
            "status": "rated",
            "points": value,
        }
        for n, value in enumerate(values)
    ]


def joined(parts: list[list[dict[str, object]]]) -> tuple[bytes, list[int]]:
    """A file from the parts, and where each begins."""
    whole, said, places = MAGIC, [], []
    for rows in parts:
        places.append(len(whole))
        made = part(body(NAMES, rows)[0], COLUMNS, len(whole), headed=False)
        whole, said = whole + made.content, [*said, made.footer]
    return whole + footer(COLUMNS, said), places


@settings(max_examples=30)
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(1, 4)), max_size=6), max_size=4))
def test_parts_one_after_another_are_one_file_that_every_reader_reads_whole(values: list[list[int | None]]) -> None:
    """Also parts without a row, and no part at all."""
    parts = [rows_of(own, week) for week, own in enumerate(values)]
    whole, _ = joined(parts)
    text, count = csv_bytes(NAMES, [row for rows in parts for row in rows])
    assert parquet.read_table(io.BytesIO(whole)).to_pylist() == as_told(text, "levels_by_week.csv")
    assert len(polars.read_parquet(io.BytesIO(whole))) == len(pandas.read_parquet(io.BytesIO(whole))) == count


def test_a_part_is_the_same_bytes_wherever_it_lies_and_whenever_it_is_made() -> None:
    text = body(NAMES, rows_of([1, None, 3], 0))[0]
    made = [part(text, COLUMNS, at, headed=False) for at in (4, 5_000_000, 4)]
    assert made[0].content == made[1].content
    assert made[0] == made[2]
    assert made[0].footer != made[1].footer, "what the footer says of it is where it lies"


def test_a_column_without_a_value_has_no_dictionary_and_one_with_a_value_has_one() -> None:
    """fastparquet stops at an empty dictionary; it wants the notes for pandas of all columns or of none."""
    whole, _ = joined([rows_of([None, None], 0), rows_of([2, None], 1)])
    file = parquet.ParquetFile(io.BytesIO(whole))
    place = NAMES.index("level_published")
    assert [file.metadata.row_group(n).column(place).has_dictionary_page for n in (0, 1)] == [False, True]
    told = json.loads(file.schema_arrow.metadata[b"pandas"])["columns"]
    assert [column["name"] for column in told] == list(NAMES)


def test_words_lie_in_it_as_they_are() -> None:
    """So that words published by mistake are found in it when they are to be removed."""
    whole, _ = joined([rows_of([1, 2], 0)])
    assert b'Town, "upper" 1' in whole


def test_a_csv_that_is_not_kept_in_parts_has_a_copy_too(tmp_path: Path) -> None:
    """A table that is empty, or made in one piece."""
    draft = ReleaseDraft(tmp_path, "r", "2026-11-25T09:30:00Z", "", "")
    name = "data/levels_by_week.csv"
    for rows in ([], rows_of([4, None], 0)):
        draft.put(name, len(rows), csv_bytes, NAMES, rows)
        making.add(draft, name, "data/no_such.csv", "data/councils.csv")
        draft.settle()
        content = b"".join(draft.read(digest) for digest in kept_as(draft.files[as_parquet(name)]))
        assert parquet.read_table(io.BytesIO(content)).to_pylist() == as_told(
            csv_bytes(NAMES, rows)[0], "levels_by_week.csv"
        )
    assert set(draft.files) == {name, as_parquet(name)}


def test_a_long_part_takes_its_place_behind_many_megabytes() -> None:
    """What lies before is counted in blocks."""
    text = body(NAMES, rows_of([1], 0))[0]
    said = part(text, COLUMNS, 3_500_001, headed=False).footer
    whole = footer(COLUMNS, [said])
    described = parquet.read_metadata(io.BytesIO(MAGIC + whole))
    first = described.row_group(0).column(0)
    assert min(first.data_page_offset, first.dictionary_page_offset) == 3_500_001


@pytest.fixture
def tree(installed: Told, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    release = installed.release
    for path in (*release.manifest["files"], MANIFEST):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(release.read(path))
    return tmp_path


COPY = "data/DEMO_levels_by_week.parquet"


def changed(tree: Path, change: Callable[[pyarrow.Table], pyarrow.Table]) -> str:
    """What `pressure verify` says of a release whose copy was written again, and its manifest with it."""
    made = io.BytesIO()
    parquet.write_table(change(parquet.read_table(tree / COPY)), made)
    put(tree, COPY, made.getvalue())
    with pytest.raises(Difference) as found:
        verify_parquet.check(tree, {COPY: {"sha256": "", "bytes": 0, "rows": 0}})
    return str(found.value)


def with_cell(table: pyarrow.Table, name: str, value: object) -> pyarrow.Table:
    cells = table[name].to_pylist()
    place = table.column_names.index(name)
    return table.set_column(place, table.field(place), pyarrow.array([*cells[:-1], value], table.field(place).type))


@pytest.mark.parametrize(("name", "value"), [("level_published", 1), ("region", "Elsewhere"), ("points", None)])
def test_one_cell_that_is_another_is_named(tree: Path, name: str, value: object) -> None:
    with (tree / as_csv(COPY)).open(encoding="utf-8", newline="") as text:
        told = list(csv.DictReader(text))
    if told[-1][name] in {str(value), ""}:
        value = 2 if name == "level_published" else 7
    said = changed(tree, lambda table: with_cell(table, name, value))
    assert said.startswith(f"{COPY}: {name} is {value}; line {len(told) + 1} of {as_csv(COPY)} says ")


def test_a_row_or_a_column_left_out_is_found(tree: Path) -> None:
    assert changed(tree, lambda table: table.slice(1)).startswith(f"{COPY}: ")
    assert "its columns are" in changed(tree, lambda table: table.drop_columns(["region"]))


def test_what_is_no_parquet_file_and_a_copy_of_nothing_are_found(tree: Path) -> None:
    put(tree, COPY, b"PAR1 and no more")
    with pytest.raises(Difference, match="cannot be read as a copy"):
        verify(tree)
    manifest = json.loads((tree / MANIFEST).read_bytes())
    (tree / as_csv(COPY)).unlink()
    with pytest.raises(Difference, match="there is no"):
        verify_parquet.check(tree, manifest["files"])


def test_names_of_copies_lead_back() -> None:
    assert as_csv(as_parquet(f"data/DEMO_ratings{CSV}")) == f"data/DEMO_ratings{CSV}"


def test_the_head_of_the_file_is_its_magic() -> None:
    assert header(NAMES) != MAGIC == joined([])[0][:4] == joined([])[0][-4:]
