"""Every published column has one type and is written one way: in every file, on the first day and after many weeks,
and every program our readers use takes it for the same."""

import csv
import io
import re
import shutil
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.returns.loading import load
from pressure.commands.demonstrating import build_demo
from pressure.council_list import load_councils
from pressure.document.dictionary import column_types, dictionary
from pressure.document.values import number
from pressure.publish.bundles import SQLITE, ZIP, bundle
from pressure.publish.files.csv_text import decimal
from pressure.release import site
from pressure.release.draft import FORMAT_VERSION
from pressure.release.site import Release
from pressure.settings import Settings
from pressure.store import councils, schema
from pressure.store.engine import open_engine, writing
from pressure.store.releases import DEMONSTRATION, REAL
from tests import table_readers as readers
from tests.installations import RULES, new_installation
from tests.level_cases import ITEMS
from tests.publish_cases import Told

PUBLICATIONS = Path(__file__).parents[3] / "data" / "publications"
WRITTEN = {
    "integer": r"-?\d+",
    "number": r"-?\d+\.\d{1,4}",
    "boolean": "yes|no",
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "string": r".+",
}


@dataclass(frozen=True)
class Files:
    """The CSVs of one release as files. `about` says which."""

    about: str
    release: Release
    folder: Path

    def tables(self) -> list[Path]:
        return sorted(one for one in self.folder.glob("**/*.csv") if one.parent.name != "take-part")  # blank forms

    def kinds(self) -> list[Path]:
        """The same, but of all histories that of one council."""
        histories = [table for table in self.tables() if table.name.endswith("history.csv")]
        return [table for table in self.tables() if table not in histories[1:]]


def unpacked(about: str, release: Release, folder: Path) -> Files:
    """From the zip that readers are offered."""
    with zipfile.ZipFile(bundle(release, ZIP)) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.endswith(".csv")])
    return Files(about, release, folder)


def real_councils(folder: Path) -> Installation:
    """An installation that knows the real councils and no figure."""
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
    )
    schema.upgrade(installation.engine)
    with writing(installation.engine) as connection:
        councils.replace_all(connection, load_councils().all)
    return installation


def released(installation: Installation, about: str, folder: Path, track: str = REAL) -> Files:
    made = publish(installation, by=OPERATOR, track=track, switch=False, pages=False)
    return unpacked(about, site.release(site_of(installation.site_dir, track), made.release_id), folder / "csv")


@pytest.fixture(scope="module")
def every(installed: Told, tmp_path_factory: pytest.TempPathFactory) -> list[Files]:
    """Nothing loaded; a first release of real councils, with figures that come in parts; the story of some weeks."""
    folders = [tmp_path_factory.mktemp(name) for name in ("empty", "first", "begun", "full")]
    empty, _ = new_installation(folders[0])
    first = real_councils(folders[1])
    for name in ("phs-delayed-discharges", "cld-and-workforce-2026"):
        for file in sorted((PUBLICATIONS / name).glob("*.csv")):
            load(first, by=OPERATOR, source_id=name, data=file.read_bytes(), name=file.name)
    return [
        released(empty, "empty", folders[0], DEMONSTRATION),
        released(first, "first", folders[1]),
        unpacked("begun", installed.releases()[0], folders[2]),
        unpacked("full", installed.release, folders[3]),
    ]


def types_of(files: list[Files], reader: str, *, told: bool) -> list[tuple[Path, readers.Types]]:
    """Every table of some releases as one program reads it, by itself or with the schema published beside it."""
    if reader == "R" and shutil.which("Rscript") is None:
        pytest.skip("R is not on this machine: what it reads was not looked at")
    tables = [table for one in files for table in one.kinds()]
    schema = [readers.told(reader, schema_of(table)) if told else None for table in tables]
    return list(zip(tables, readers.READERS[reader](tables, schema), strict=True))


def schema_of(table: Path) -> dict[str, str]:
    known = {"history.csv": "ratings_as_published.csv", "register.csv": "declarations.csv"}
    name = table.name.removeprefix("DEMO_")
    return {c.name: c.type for c in dictionary()[known.get(name, name)].columns}


def check_itself(files: list[Files], reader: str) -> None:
    """Fails on any column, by its name, that one program takes for two types."""
    found: dict[str, set[str]] = defaultdict(set)
    for table, types in types_of(files, reader, told=False):
        seen = readers.filled(table, readers.POLARS_LOOKS_AT if reader == "polars" else None)
        for name in types.keys() & seen:
            found[name].add(types[name])
    wrong = {
        name: kinds
        for name, kinds in found.items()
        if not kinds <= set(readers.ITSELF[reader][column_types()[name]].split(" or "))
    }
    print(f"\n{reader}: {len(found) - len(wrong)} of {len(found)} columns have one type in every file")
    assert not wrong, f"{reader}: {wrong}"


def check_told(files: list[Files], reader: str) -> None:
    for table, types in types_of(files, reader, told=True):
        assert types == readers.told(reader, schema_of(table)), (reader, table)


def check_written(files: list[Files]) -> None:
    for one in files:
        for table in one.tables():
            types = schema_of(table)
            with table.open(encoding="utf-8", newline="") as text:
                for row in csv.DictReader(text):
                    for name, cell in row.items():
                        assert not cell or re.fullmatch(WRITTEN[types[name]], cell), (one.about, table, name, cell)


def check_database(one: Files) -> None:
    """As Datasette shows it: the type of each column is declared, and no value in it is of another."""
    path = bundle(one.release, SQLITE)
    for table in (t for t in one.tables() if t.parent.name == "data"):
        schema, name = schema_of(table), table.stem.removeprefix("DEMO_")
        declared = {
            str(r["name"]): str(r["type"])
            for r in readers.by_datasette(path, f"select name, type from pragma_table_info('{name}')")
        }
        parts = ", ".join(f"group_concat(distinct typeof({c})) as {c}" for c in schema)
        (values,) = readers.by_datasette(path, f"select {parts} from {name}")
        for column, kind in schema.items():
            affinity, stored = readers.SQLITE.get(kind, ("TEXT", "text"))
            assert declared[column] == affinity, (one.about, name, column)
            assert set(str(values[column] or "null").split(",")) <= {stored, "null"}, (one.about, name, column)


@pytest.mark.parametrize("reader", list(readers.READERS))
def test_a_program_takes_a_column_for_one_type_in_every_file_of_every_release(every: list[Files], reader: str) -> None:
    """Scripts that worked on the first day work on the day the first council confirms its register."""
    check_itself(every, reader)


@pytest.mark.slow
@pytest.mark.parametrize("reader", list(readers.READERS))
def test_told_the_published_schema_it_knows_the_type_of_empty_columns_too(every: list[Files], reader: str) -> None:
    """Where a column has no value yet, no program can tell: the data package says it."""
    check_told(every, reader)


def test_every_cell_is_written_as_its_column_is_declared(every: list[Files]) -> None:
    """Whole or decimal alike from the first row: polars stopped at 17.6333 after a hundred whole numbers."""
    check_written(every)


@pytest.mark.slow
def test_datasette_sees_one_type_a_column(every: list[Files]) -> None:
    for one in every:
        check_database(one)


def test_the_longest_wait_sorts_first_and_a_comparison_with_a_number_finds_what_the_file_holds(
    every: list[Files],
) -> None:
    """ "yes" made a text of every figure: the longest waits sorted as 9 where they were 221."""
    full = every[-1]
    with (full.folder / "data" / "DEMO_readings.csv").open(encoding="utf-8", newline="") as text:
        values = [float(row["value"]) for row in csv.DictReader(text) if row["value"]]
    (asked,) = readers.by_datasette(
        bundle(full.release, SQLITE),
        """
        select (select value from readings order by value desc limit 1) as most,
               (select count(*) from readings where value > 100) as above""",
    )
    assert (asked["most"], asked["above"]) == (max(values), sum(v > 100 for v in values))


def test_a_yes_stands_in_a_column_of_its_own(every: list[Files]) -> None:
    """It is an answer and never a figure."""
    rows = list(csv.DictReader(io.StringIO(every[-1].release.read("data/DEMO_readings.csv").decode())))
    answered = [r for r in rows if r["answer"]]
    asked = {"register_confirmed", *ITEMS}
    assert {r["measure_id"] for r in answered} == asked
    assert {r["value"] for r in answered} == {""}
    assert {r["answer"] for r in answered if r["measure_id"] == "register_confirmed"} == {"yes"}
    assert {r["answer"] for r in answered} <= {"yes", "no"}
    assert all(r["answer"] for r in rows if r["measure_id"] in asked)


def test_a_figure_beside_the_ratings_has_the_value_its_page_prints(every: list[Files]) -> None:
    """A rate was printed that the file did not hold."""
    first = every[1]
    rows = {
        (r["council_code"], r["measure_id"], r["period_end"]): r
        for r in csv.DictReader(io.StringIO(first.release.read("data/readings.csv").decode()))
    }
    printed = [
        (path.split("/")[1], entry)
        for path in first.release.manifest["files"]
        if path.endswith("rating.json")
        for entry in first.release.json(path)["context"]
        if entry["value"] is not None
    ]
    assert {"ctx_assessments", "ctx_long_term_support"} <= {entry["measure_id"] for _, entry in printed}
    for code, entry in printed:
        value = rows[code, entry["measure_id"], entry["period_end"]]["value"]
        assert value, (code, entry)
        assert float(value) == entry["value"]


def test_the_copy_for_excel_has_one_type_a_column(every: list[Files]) -> None:
    for one in every:
        name = next((p for p in one.release.manifest["files"] if p.endswith("ratings.xlsx")), None)
        if name is None:
            continue
        head, *rows = openpyxl.load_workbook(io.BytesIO(one.release.read(name)))["ratings"].iter_rows(values_only=True)
        for column, cells in zip(head, zip(*rows, strict=True), strict=False):
            kinds = {type(cell) for cell in cells if cell is not None}
            wanted = int if column_types()[str(column)] == "integer" else str
            assert kinds <= {wanted}, (one.about, column, kinds)


def test_a_name_has_one_type_whichever_file_it_is_in() -> None:
    """Tables are joined by names."""
    types = defaultdict(set)
    for known in dictionary().values():
        for column in known.columns:
            types[column.name].add(column.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}
    assert set(column_types().values()) <= set(WRITTEN)


@given(st.fractions(min_value=0, max_value=10**12))
def test_a_decimal_has_its_point_and_is_the_number_that_pages_have(value: Fraction) -> None:
    written = decimal(value)
    assert re.fullmatch(WRITTEN["number"], written)
    assert float(written) == number(value)


def test_nothing_is_not_nought() -> None:
    assert (decimal(None), decimal(0), decimal(221), decimal(17.6333)) == ("", "0.0", "221.0", "17.6333")


def test_the_package_and_the_manifest_name_the_format(every: list[Files]) -> None:
    for one in every:
        package = one.release.json("data/datapackage.json")
        assert package["format_version"] == one.release.manifest["format_version"] == FORMAT_VERSION


@pytest.mark.whole
def test_all_publications_and_a_year_of_weeks_keep_the_same_laws(tmp_path: Path) -> None:
    """As `pressure upgrade` and `pressure demo` make them."""
    build_demo(
        Settings(database_url=f"sqlite:///{tmp_path / 'pressure.sqlite'}", site_dir=tmp_path / "site"), tmp_path, 60
    )
    files = [
        unpacked(about, site.current(root), tmp_path / about)
        for about, root in (("first", tmp_path / "site"), ("full", tmp_path / "site" / "demo"))
    ]
    check_written(files)
    for reader in readers.READERS:
        check_itself(files, reader)
        check_told(files, reader)
    for one in files:
        check_database(one)
