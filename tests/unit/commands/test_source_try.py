"""`pressure source try`: from a new file to a source that loads, or a plain word where it cannot tell."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from pressure.cli import app
from pressure.ingest.sources import load_source
from pressure.settings import settings

LAYOUTS = Path(__file__).parents[1] / "ingest/layouts"
WALES = LAYOUTS / "wales-long/pathway_of_care_delays_council_2023-04_to_2023-07.csv"
WIDE = LAYOUTS / "ascfr-2014-15-wide/pss-exp-eng-14-15-fin-coun-lev-act-data.csv"
ABOUT = ("--publisher", "Somebody", "--licence", "OGL", "--url", "https://example.org/", "--id", "new-waits", "--write")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the project, with a folder of descriptions that can be written."""
    for path in settings.data_dir.iterdir():
        if path.name != "sources":
            (tmp_path / path.name).symlink_to(path)
    shutil.copytree(settings.data_dir / "sources", tmp_path / "sources")
    monkeypatch.setattr(settings, "data_dir", tmp_path)
    return tmp_path


def tried(file: Path, *words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(app, ["source", "try", str(file), *words])
    assert done.exit_code == code, done.output
    return done


def table(said: str) -> dict[str, object]:
    return json.loads(said)["description"]["settings"]["tables"][0]  # type: ignore[no-any-return]


def test_a_long_table_is_found_whole() -> None:
    document = json.loads(tried(WALES, "--json").stdout)

    assert document["figures"] == 88
    assert document["measures_to_choose"] == ["people_delayed"]
    own = document["description"]["settings"]["tables"][0]
    assert (own["area"], own["period"]) == ({"leave_out": [""]}, {"column": "period", "form": "month"})
    assert own["columns"]["area"] == ["council_code"]


def test_councils_as_columns_are_found_under_their_numbers_and_the_year_is_asked() -> None:
    own = table(tried(WIDE, "--json", "--period", "2014-15").stdout)

    assert own["wide"] == {"title": r"(?P<area>\d+) - .+", "least": 143}
    assert own["period"] == {"asked": True}
    assert own["only"]["provision"] == ["Total provision"]  # type: ignore[index]


def test_names_categories_and_rows_of_no_council_are_told(tmp_path: Path) -> None:
    """A title above, names in place of codes, a total, two ages: what is counted is shown and can be corrected."""
    places = ("Cardiff", "Swansea", "Bridgend", "Powys", "Wales")
    rows = [f"{p},{a},July 2026,{n}" for n, p in enumerate(places) for a in ("18 to 64", "All ages")]
    file = tmp_path / "waits.csv"
    file.write_text("Waits in Wales,,,\n,,,\nCouncil,Age,Month,Waiting\n" + "\n".join(rows) + "\n", encoding="utf-8")

    done = tried(file)

    assert "Header: row 3." in done.stdout
    assert "No council, and left out: Wales (2)." in done.stdout
    own = table(tried(file, "--json").stdout)
    assert own["area"] == {"by": "name", "leave_out": ["Wales"]}
    assert own["only"] == {"age": ["All ages"]}
    assert own["known"] == {"age": ["18 to 64"]}
    assert "read 10 = accepted 10 + held 0 + rejected 0; 4 figures" in done.stdout


def test_a_file_goes_to_a_source_that_loads_without_a_program(data: Path) -> None:
    done = tried(WALES, "--measure", "people_delayed=wl_discharge_rate", *ABOUT)

    path = data / "sources/new-waits.yaml"
    assert f"pressure load new-waits {WALES}" in done.stdout
    described = load_source(path)
    assert (described.publisher, described.licence) == ("Somebody", "OGL")
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["settings"]["tables"][0]["figures"] == [
        {"measure": "wl_discharge_rate", "numerator": "people_delayed", "denominator": "adults"}
    ]


UNWRITTEN = {
    "no measure": (ABOUT, "Say which measure the numbers are"),
    "nobody's": (("--measure", "wl_discharge_rate", "--write"), "Give --publisher, --licence, --url"),
    "a measure that is none": (("--measure", "wl_discharge", *ABOUT), "wl_discharge_rate"),
    "a column that is none": (("--measure", "people=wl_discharge_rate", *ABOUT), "one of people_delayed"),
    "a source that there is": (
        ("--measure", "wl_discharge_rate", *ABOUT[:-3], "--id", "anchors", "--write"),
        "There is a source anchors already",
    ),
    "an id that leads elsewhere": (
        ("--measure", "wl_discharge_rate", *ABOUT[:-3], "--id", "../x", "--write"),
        "cannot be the id of a source",
    ),
    "a period that is none": (("--period", "last year"), "expected a year such as 2024-25"),
}


@pytest.mark.parametrize(("words", "says"), UNWRITTEN.values(), ids=UNWRITTEN)
def test_nothing_is_written_of(data: Path, words: tuple[str, ...], says: str) -> None:
    before = sorted(p.name for p in (data / "sources").iterdir())
    done = tried(WALES, *words, code=1)
    assert says in done.stderr
    assert sorted(p.name for p in (data / "sources").iterdir()) == before


CANNOT_TELL = {
    "no councils": ("a,b\nLondon,1\nParis,2\n", "no column and no row of titles that names councils"),
    "no numbers": ("council,word\nCardiff,a\nSwansea,b\nPowys,c\n", "no column of numbers"),
    "nothing": ("", "an empty file"),
    "a web page": ("<!DOCTYPE html><html></html>", "a web page"),
    "no header": ("Cardiff,1\nSwansea,2\nPowys,3\n", "no column and no row"),
}


@pytest.mark.parametrize(("text", "says"), CANNOT_TELL.values(), ids=CANNOT_TELL)
def test_where_it_cannot_tell_it_says_so_and_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text, encoding="utf-8")
    done = tried(file, code=1)
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_what_a_figure_can_be_of_is_listed() -> None:
    done = CliRunner().invoke(app, ["source", "measures", "--json"])
    known = {row["id"]: row["scored"] for row in json.loads(done.stdout)}
    assert (known["wl_discharge_rate"], known["ctx_discharged_late"]) == ("yes", "never")
