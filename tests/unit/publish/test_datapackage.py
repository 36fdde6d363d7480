"""The data package, the dictionary and the copy for Excel: every column has its meaning, and every file is whole."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from pressure.document import columns, kinds
from pressure.document.dictionary import FILES, columns_of, dictionary
from pressure.document.rows import RatingRow
from pressure.domain.readings import Status
from tests.publish_cases import Told


@pytest.mark.parametrize("name", sorted(name for name, known in FILES.items() if not known.real_only))
def test_every_column_of_a_file_is_in_the_dictionary_in_its_order(name: str, installed: Told) -> None:
    head = installed.release.read(f"{dictionary()[name].folder}/DEMO_{name}").decode().partition("\n")[0]
    assert [c.name for c in dictionary()[name].columns] == head.split(",")


def test_the_dictionary_describes_every_file_and_no_other(installed: Told) -> None:
    published = {
        p.replace("DEMO_", "")
        for p in installed.release.manifest["files"]
        if p.startswith(("data/", "record/")) and p.endswith(".csv")
    }
    assert {f"{d.folder}/{name}" for name, d in dictionary().items() if not d.real_only} == published


def test_every_column_named_in_the_dictionary_is_used_by_a_file() -> None:
    words = {name for name in vars(columns) if name[0].isupper() and not name.isupper()} - set(vars(kinds))
    used = {"".join(w[:1].upper() + w[1:] for w in c.name.split("_")) for f in dictionary().values() for c in f.columns}
    named_otherwise = {"RaisedTo"}  # the level of a raised level: its column is called level
    assert words - {"Annotated"} - named_otherwise == used
    for name, known in FILES.items():
        assert {*known.own, *known.key} <= set(columns_of(known.row)), name


def test_every_status_a_figure_can_have_is_one_the_dictionary_allows() -> None:
    """A withdrawn load once made the whole package invalid."""
    status = next(c for c in dictionary()["readings.csv"].columns if c.name == "status")
    assert set(status.constraints["enum"]) == {s.value for s in Status} | {"withdrawn"}


def test_frictionless_finds_every_file_valid_by_its_schema_hash_and_size(installed: Told) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(installed.tree / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    assert len(report.tasks) == sum(known.folder == "data" and not known.real_only for known in dictionary().values())


def test_the_package_names_the_parquet_file_of_each_long_table_with_its_hash(installed: Told) -> None:
    files = installed.release.manifest["files"]
    named = {r["path"]: r.get("parquet") for r in installed.release.json("data/datapackage.json")["resources"]}
    told = {path: copy for path, copy in named.items() if copy}
    assert set(told) == {f"DEMO_{n}" for n, known in dictionary().items() if known.parquet and not known.real_only}
    for path, copy in told.items():
        entry = files[f"data/{copy['path']}"]
        assert copy["path"] == path.replace(".csv", ".parquet")
        assert (copy["bytes"], copy["hash"]) == (entry["bytes"], f"sha256:{entry['sha256']}")
        assert copy["path"] in installed.release.read("data/README.txt").decode()


def test_one_cell_changed_is_found_by_frictionless(installed: Told, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for path in (installed.tree / "data").iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = tmp_path / "DEMO_days_at_level.csv"
    changed.write_bytes(changed.read_bytes().replace(b",season,", b",saison,", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_licence_citation_and_how_to_check_lie_beside_the_files(installed: Told) -> None:
    text = installed.release.read("data/README.txt").decode()
    package = json.loads(installed.release.read("data/datapackage.json"))
    address = f"https://pressure.example/demo/releases/{installed.release.id}/data/"

    for words in (
        "Open Government Licence v3.0",
        installed.release.id,
        "pressure verify",
        "manifest.json",
        address,
        "invented",
    ):
        assert words in text
    assert package["licenses"][0]["name"] == "OGL-UK-3.0"
    assert all(r["licenses"] for r in package["resources"])
    assert address in package["citation"]


def test_the_page_explains_every_column(installed: Told) -> None:
    page = installed.release.read("data/dictionary/index.html").decode()
    for known in (d for d in dictionary().values() if not d.real_only):
        assert known.title in page
        assert all(f">{c.name}<" in page for c in known.columns)


def test_the_copy_for_excel_has_every_council_with_codes_as_text_and_numbers_as_numbers(installed: Told) -> None:
    book = openpyxl.load_workbook(io.BytesIO(installed.release.read("data/DEMO_ratings.xlsx")))
    head, *rows = book["ratings"].iter_rows(values_only=True)
    newest = [
        r
        for r in csv.DictReader(io.StringIO(installed.release.read("data/DEMO_ratings.csv").decode()))
        if not r["valid_to"]
    ]

    assert head == columns_of(RatingRow)
    assert [r[0] for r in rows] == sorted(r["council_code"] for r in newest)
    level, adults = head.index("level_published"), head.index("adults_18plus")
    assert {type(r[adults]) for r in rows} == {int}
    by_code = {r["council_code"]: r for r in newest}
    assert all(str(r[level] or "") == by_code[r[0]]["level_published"] for r in rows)
    about = " ".join(str(c) for row in book["about"].iter_rows(values_only=True) for c in row if c)
    assert f"one row for each of {len(rows)} councils" in about
    assert "The history is not in this workbook" in about
