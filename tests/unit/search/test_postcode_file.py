"""An operator's own file of postcodes: taken row by row, refused in words when it is no such file, asked one by one."""

import json
import tracemalloc
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pressure.cli import app
from pressure.content.search.answer import answer
from pressure.content.search.hits import Found
from pressure.content.search.matching import find
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import markup
from pressure.lookups.postcode_file import LONGEST_LINE, areas, fault, keep
from pressure.lookups.shipped import lookups
from pressure.settings import settings
from tests.rating_cases import BOOK
from tests.unit.search.cases import BY_CODE, NAMES, flat

ONSPD = "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,lat"
ROWS = (
    '"SG8 7AB","SG8  7AB","SG8 7AB","198001","","E10000015","E07000099","52.0"',
    '"SG8 7AD","SG8  7AD","SG8 7AD","198001","","E10000003","E07000012","52.0"',
    '"BT480AA","BT48 0AA","BT48 0AA","198001","","","N09000005","55.0"',
    '"BT286AA","BT28 6AA","BT28 6AA","198001","","","N09000007","54.5"',
    '"CA1 1AA","CA1  1AA","CA1 1AA","198001","202001","E10000006","E07000028","54.9"',
    '"S1  1AA","S1   1AA","S1 1AA","198001","","","E08000039","53.4"',
    '"JE2 3AB","JE2  3AB","JE2 3AB","198001","","","L99999999","49.1"',
    '"KY1 1AA","KY1  1AA","KY1 1AA","198001","","","S12000047","56.1"',
)


def written(folder: Path, head: str, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "postcodes.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    target = tmp_path / "own" / "postcodes.sqlite"
    keep(written(tmp_path, ONSPD, *ROWS, encoding="utf-8-sig"), target, lookups())
    return target


def found(kept: Path, query: str) -> tuple[Found, str]:
    hits = find(NAMES, query, partial(areas, kept))
    return hits, flat(markup(answer(query, hits, BY_CODE, "/councils/{}/".format).blocks, BOOK))


@pytest.mark.parametrize(
    ("typed", "bodies"),
    [
        ("sg87ab", ["Hertfordshire"]),
        ("SG8 7AD", ["Cambridgeshire"]),
        ("BT48 0AA", ["Western Health and Social Care Trust"]),
        ("BT28 6AA", ["South Eastern Health and Social Care Trust", "Belfast Health and Social Care Trust"]),
        ("CA1 1AA", ["Cumberland"]),
        ("S1 1AA", ["Sheffield"]),
        ("KYI IAA", ["Fife"]),
    ],
)
def test_a_postcode_in_the_file_is_in_what_the_file_says(kept: Path, typed: str, bodies: list[str]) -> None:
    """Codes of districts, of councils that have ended, of another time: each leads to the bodies of today."""
    hits, _ = found(kept, typed)
    assert [BY_CODE[code] for code in hits.offered] == bodies
    assert hits.named is None


def test_a_postcode_that_is_not_in_the_file_is_answered_by_its_sector(kept: Path) -> None:
    hits, said = found(kept, "SG8 7XX")
    assert [BY_CODE[code] for code in hits.offered] == ["Hertfordshire", "Cambridgeshire"]
    assert "SG8 7: social care here can be run by" in said


def test_an_answer_from_the_file_names_the_postcode_and_its_district_council_is_no_answer(kept: Path) -> None:
    _, said = found(kept, "SG8 7AB")
    assert "SG8 7AB: social care here is run by Hertfordshire." in said
    assert "council tax bill" not in said


@pytest.mark.parametrize(
    "head",
    [
        "postcode,lad25cd",
        "Postcode,District Code",
        "PCD7,pcd8,pcds,dointr,doterm,usertype,oa21cd,lad23cd",
        "lat,long,pcds,laua",
        "POST CODE,Local Authority District Code",
    ],
)
def test_the_columns_are_found_by_what_the_header_says(tmp_path: Path, head: str) -> None:
    names = [name.casefold() for name in head.split(",")]
    cells = [
        "KY1 1AA" if n.startswith(("pc", "post")) else "S12000047" if "la" in n[:3] and n != "lat" else "1"
        for n in names
    ]
    cells = ["S12000047" if "district code" in name else cell for name, cell in zip(names, cells, strict=True)]
    target = tmp_path / "postcodes.sqlite"
    assert keep(written(tmp_path, head, ",".join(cells)), target, lookups()).kept == 1
    assert areas(target, "KY1 1AA") == ("S12000047",)


REFUSED = {
    "an empty file": b"",
    "a header alone": b"pcds,laua\n",
    "no postcode column": b"name,laua\nKent,E10000016\n",
    "no area column": b"pcds,name\nSG8 7AB,Kent\n",
    "no postcodes in it": b"pcds,laua\n" + b"Kent,E10000016\n" * 50,
    "codes nobody knows": b"pcds,laua\n" + b"SG8 7AB,E07999999\n" * 50,
    "names for codes": b"pcds,laua\n" + b"SG8 7AB,North Hertfordshire\n" * 50,
    "a workbook": b"PK\x03\x04" + bytes(range(256)) * 40,
    "another encoding": "pcds,laua\nSG8 7AB,E07000099é\n".encode("utf-16"),
    "one endless line": b"pcds,laua\n" + b"x" * (LONGEST_LINE * 3),
    "a quote that is never closed": b'pcds,laua\n"SG8 7AB,E07000099\n' + b"SG8 7AB,E07000099\n" * 20_000,
    "an error page": b"<!doctype html>\n<title>404</title>\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_something_else_is_refused_and_the_one_in_use_stays(
    kept: Path, tmp_path: Path, what: str
) -> None:
    other = tmp_path / "other.csv"
    other.write_bytes(REFUSED[what])
    before = kept.read_bytes()
    with pytest.raises(Refusal, match=r"is not a file of postcodes: .*Nothing was changed.*ONS Postcode Directory"):
        keep(other, kept, lookups())
    assert kept.read_bytes() == before
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_folder_is_refused(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="it is a folder"):
        keep(tmp_path, kept, lookups())


def test_a_damaged_copy_answers_as_if_there_were_none_and_doctor_says_so(kept: Path) -> None:
    assert fault(kept) == ""
    kept.write_bytes(b"not a database, but as long as one " * 300)
    assert areas(kept, "SG8 7AB") == ()
    assert fault(kept) == "it cannot be read"
    hits, _ = found(kept, "SG8 7AB")
    assert len(hits.offered) == 2
    kept.unlink()
    assert (areas(kept, "SG8 7AB"), fault(kept)) == ((), "")


def test_the_file_is_never_in_memory_whole(tmp_path: Path) -> None:
    """Twenty times the rows take no more."""
    peaks = []
    lookups()
    for count in (4_000, 80_000):
        rows = (f"AB1{n % 10} {n % 10}{a}{b},S12000033" for n in range(count) for a, b in [("AB"[n % 2], "DE"[n % 2])])
        path = written(tmp_path, "pcds,laua", *rows)
        tracemalloc.start()
        keep(path, tmp_path / "postcodes.sqlite", lookups())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 12_000_000


def test_the_command_says_what_it_took_and_refuses_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "postcodes_file", tmp_path / "own" / "postcodes.sqlite")
    path = written(tmp_path, ONSPD, *ROWS)
    done = CliRunner().invoke(app, ["postcodes", str(path), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"rows": 8, "kept": 7, "left_out": 1, "unknown": []}
    said = CliRunner().invoke(app, ["postcodes", str(path)])
    assert "read 8 rows = kept 7 postcodes + left out 1" in said.stdout
    for wrong in (tmp_path / "none.csv", tmp_path / "own" / "postcodes.sqlite"):
        refused = CliRunner().invoke(app, ["postcodes", str(wrong)])
        assert (refused.exit_code, refused.stderr.startswith("Refused: ")) == (1, True)
