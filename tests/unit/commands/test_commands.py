"""The commands as scripts depend on them: the JSON of DESIGN §4, exit codes and plain refusals."""

import csv
import gzip
import html
import json
import pathlib
import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from pressure.cli import app
from pressure.content.app.map_page import map_page
from pressure.content.explore.map_choices import OFFICIAL
from pressure.demo.places import PLACES
from pressure.publish.bundles import SQLITE, bundle
from pressure.publish.files.ratings_rows import shown_in
from pressure.release import site
from pressure.settings import settings
from pressure.web.installation_now import published
from pressure.words.official import of_figures
from tests import shipped_cases
from tests.how_fresh import NEWEST_FILE, how_fresh
from tests.installations import SUNDAY, return_of
from tests.shipped_sources import all_sources, source

RATE_KEYS = {
    "council_code",
    "at",
    "points",
    "points_possible",
    "level_points",
    "level_calculated",
    "level_published",
    "level_name",
    "status",
    "evidence_percent",
    "level_if_missing_best",
    "level_if_missing_worst",
    "families",
    "deciding_rule",
    "level_figures",
    "level_unsettled",
    "not_sent",
    "measures",
    "since",
    "data_to",
    "next_due",
    "valid_until",
    "method_version",
    "worked_out_afterwards",
}
LOAD_KEYS = {
    "load_id",
    "source",
    "sha256",
    "read",
    "accepted",
    "held",
    "rejected",
    "not_needed",
    "read_through",
    "readings_added",
    "readings_revised",
    "readings_unchanged",
    "already_loaded",
    "errors",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """One installation with the shipped publications, brought up by the command itself."""
    folder = tmp_path_factory.mktemp("commands") / "own"
    said = shipped_cases.upgraded(folder)
    before = settings.database_url, settings.site_dir
    settings.database_url, settings.site_dir = shipped_cases.address_in(folder), folder / "site"
    yield said
    settings.database_url, settings.site_dir = before


def run(*words: str, code: int = 0):
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, (done.stdout, done.stderr, done.exception)
    return done


def test_the_first_upgrade_loads_every_shipped_publication_and_publishes(here):
    """A stranger runs one command."""
    assert [one["source"] for one in here["loads"]] == [s.id for s in all_sources() for _ in s.shipped] != []
    assert all(one["read"] == one["accepted"] + one["held"] + one["rejected"] for one in here["loads"])
    assert here["release_id"]


def test_a_second_upgrade_changes_nothing(here):
    """An operator may run it after every update."""
    again = json.loads(run("upgrade", "--json").stdout)
    assert all(one["already_loaded"] for one in again["loads"])
    assert again["release_id"] is None


def test_sources_are_listed_with_the_keys_scripts_read(here):
    """The ids are those of `load`."""
    rows = json.loads(run("sources", "--json").stdout)
    assert {frozenset(r) for r in rows} == {frozenset({"id", "title", "family", "publisher", "cadence"})}
    assert "weekly-return" in {r["id"] for r in rows}


def test_on_its_first_day_every_english_council_has_a_figure_of_this_half_year_and_every_body_has_one(here):
    """At the date of the newest file that ships: what the product is for before any council takes part."""
    release = site.current(settings.site_dir)
    told = how_fresh(release.rows("data/readings.csv"), release.rows("data/councils.csv"), NEWEST_FILE)
    assert told == {
        "England": (153, 153, 153),
        "Northern Ireland": (5, 5, 0),
        "Scotland": (32, 32, 0),
        "Wales": (22, 22, 0),
    }


def test_every_national_figure_that_counts_is_published_as_its_source_gave_it(here):
    """By the source's own file, and of two of its lines where the measure is a share or a sum of them."""
    described = source("anchors")
    raw = list(csv.DictReader(described.shipped_file.read_text(encoding="utf-8").splitlines()))
    every = site.current(settings.site_dir).rows("data/national.csv")
    rows = [r for r in every if r["source_id"] == described.id]
    counted, nations = described.reader.figures, described.reader.nations
    of_two = {  # by hand: 73,792 of 294,449 waiting, and 86.0 occupied with 3.2 vacant and not admittable
        ("wl_over_6m_share", "2022-04-30"): 25.06,
        ("cap_home_unavailable", "2025-07-14"): 89.2,
    }
    wanted = {
        (n, nations[r["area"]], figure.measure, of_two.get((figure.measure, r["date"]), float(given)))
        for n, r in enumerate(raw, start=2)
        if r["area"] in nations
        and (figure := counted.get(r["measure"]))
        and (given := r[described.columns[figure.column][0]])
        and (not (figure.of or figure.plus) or (figure.measure, r["date"]) in of_two)
    }
    assert {(int(r["source_row"]), r["area_code"], r["measure_id"], float(r["value"])) for r in rows} == wanted
    assert len(rows) == len(wanted) == 12
    assert {r["release_id"] for r in rows} == {here["release_id"]}


def test_a_release_names_the_sources_it_has_figures_of_and_no_other(here):
    """No return has come in, so councils' returns are not among them."""
    release = site.current(settings.site_dir)
    named = {r["source_id"]: r for r in release.rows("data/sources.csv")}
    used = {r["source_id"] for name in ("readings", "national") for r in release.rows(f"data/{name}.csv")}
    assert named.keys() == used == {s.id for s in all_sources() if s.shipped}
    assert all((named[s]["title"], named[s]["licence"]) == (source(s).title, source(s).licence) for s in named)


def test_a_scottish_council_explains_its_one_family_figure_in_december_2024(here):
    """From real bed days: no current level, the figure banded, and worked out afterwards."""
    document = json.loads(run("rate", "--council", "S12000033", "--at", "2024-12-15", "--json").stdout)
    assert set(document) >= RATE_KEYS
    assert document["status"] == "not_rated"
    assert document["level_published"] is None
    # Discharge in band 2 is 2 of 6. What the nation's return would give and was never sent counts as high: reviews 2 of
    # 3, home care 9 of 9, beds 2 of 3, vacancies 4 of 6, safeguarding 4 of 6.
    assert (document["points"], document["points_possible"]) == (2 + 2 + 9 + 2 + 4 + 4, 33)
    assert document["worked_out_afterwards"] is True
    scored = [m for m in document["measures"] if m["state"] == "scored"]
    assert [(m["measure_id"], m["band"], m["period_end"]) for m in scored] == [("wl_discharge_rate", 2, "2024-11-30")]


def test_an_english_council_shows_its_yearly_figures(here):
    """Vacancies and quality are fresh for 640 days."""
    document = json.loads(run("rate", "--council", "E10000015", "--at", "2026-11-21", "--json").stdout)
    assert {m["measure_id"] for m in document["measures"] if m["state"] == "scored"} == {
        "cap_vacancy_rate",
        "cap_quality_ri_inad",
    }
    assert (document["families"]["provider_capacity"]["enough"], document["level_published"]) == (True, None)
    assert {family["level"] for family in document["families"].values()} == {None}


def test_known_at_leaves_out_what_came_later(here):
    """Nothing had been received in 2020."""
    document = json.loads(
        run("rate", "--council", "S12000033", "--at", "2024-12-15", "--known-at", "2020-01-01", "--json").stdout
    )
    assert {m["state"] for m in document["measures"]} == {"missing"}


def test_all_councils_are_rated_without_one_named(here):
    """212 bodies with duties, none of them at a level today."""
    rows = json.loads(run("rate", "--json").stdout)
    assert len(rows) == 212
    assert {r["level_published"] for r in rows} == {None}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("rate", "--council", "E99999999"), "no council"),
        (("rate", "--council", "E10000006"), "ended on"),
        (("rate", "--at", "yesterday"), "not a date"),
        (("rate", "--known-at", "9999-12-31"), "not a date"),
        (("load", "nope", "x.csv"), "no source"),
        (("load", "weekly-return", "not-there.csv"), "no file"),
        (("verify", "."), "not a release directory"),
        (("publish", "--rebuild", "20200101T000000Z-1"), "no release"),
    ],
)
def test_a_refusal_is_one_plain_sentence_and_exit_code_1(here, words, says):
    """Never a trace."""
    done = run(*words, code=1)
    assert done.stderr.startswith("Refused: ")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_use_is_exit_code_2(here):
    """As every command line tool does."""
    run("rate", "--nonsense", code=2)


def test_loading_the_same_file_again_says_so_in_the_keys_of_the_contract(here):
    """Scripts re-run."""
    file = str(source("trafford-cqc-ratings").shipped_file)
    document = json.loads(run("load", "trafford-cqc-ratings", file, "--json").stdout)
    assert set(document) == LOAD_KEYS
    assert document["already_loaded"] is True
    assert document["read"] == document["accepted"] + document["held"] + document["rejected"] == 510


def test_a_return_for_a_council_nobody_knows_names_each_row_and_is_exit_code_1(here, tmp_path):
    """Nothing of it can be taken, so nothing is stored."""
    file = tmp_path / "return.csv"
    file.write_bytes(return_of(PLACES[0], SUNDAY))
    document = json.loads(run("load", "weekly-return", str(file), "--json", code=1).stdout)
    assert document["rejected"] == document["read"] > 0
    assert document["load_id"] is None
    assert "Nothing was stored" in run("load", "weekly-return", str(file), code=1).stdout
    assert all("X99000001" in e["message"] for e in document["errors"] if e["kind"] == "rejected" and e["row"])


def test_a_structurally_broken_file_is_exit_code_1(here, tmp_path):
    """Nothing of it is stored."""
    file = tmp_path / "broken.csv"
    file.write_text("nothing,like,a,return\n1,2,3,4\n")
    assert "Refused" in run("load", "weekly-return", str(file), code=1).stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "cap_vacancy_rate",
            "cap_vacancy_ratee",
            "settings: tables: entry 1: figures: entry 1: measure has 'cap_vacancy_ratee'",
        ),
        ("reader: table", "reader: turnover_table", "reader has 'turnover_table'"),
        ("settings:", "settings:\n  layuot: workforce", "settings: layuot has a key nobody reads"),
    ],
)
def test_a_misspelled_description_stores_nothing(here, tmp_path, monkeypatch, old, new, says):
    """A reading is never deleted: a typing mistake must not become a public figure."""
    for name in ("rules", "publications", "councils.csv", "councils_former.csv"):
        (tmp_path / name).symlink_to(settings.data_dir / name)
    shutil.copytree(settings.data_dir / "sources", tmp_path / "sources")
    path = tmp_path / "sources/cld-and-workforce-2026.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    shipped = source("cld-and-workforce-2026").shipped_file.read_text(encoding="utf-8")
    (tmp_path / "newer.csv").write_text(shipped.replace("8.4", "8.5", 1), encoding="utf-8")
    before = stored()
    monkeypatch.setattr(settings, "data_dir", tmp_path)

    done = run("load", "cld-and-workforce-2026", str(tmp_path / "newer.csv"), code=1)

    assert f"Refused: cld-and-workforce-2026.yaml: {says} where a source needs " in done.stderr
    assert "Traceback" not in done.stderr
    assert stored() == before


def stored() -> list[int]:
    """How many loads and readings the database holds."""
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as database:
        return [database.execute(f"select count(*) from {table}").fetchone()[0] for table in ("loads", "readings")]


def test_the_current_release_verifies(here):
    """What a journalist runs."""
    assert json.loads(run("verify", str(settings.site_dir / "current"), "--json").stdout)["ratings"] == 212


def test_the_doctor_finds_nothing_wrong_with_a_new_installation(here):
    """And names what it looked at."""
    states = {row["state"] for row in json.loads(run("doctor", "--json").stdout)}
    assert "fault" not in states


def test_a_backup_restores_to_a_working_database(here, tmp_path):
    """A copy nobody has tried is not a copy, and one that others can read has given every secret away."""
    copy = tmp_path / "copy.sqlite"
    run("backup", str(copy))
    assert copy.stat().st_mode & 0o777 == 0o600
    before = settings.database_url
    settings.database_url = f"sqlite:///{tmp_path / 'restored.sqlite'}"
    try:
        copy.chmod(0o644)
        (tmp_path / "restored.sqlite").touch(0o644)
        run("restore", str(copy))
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.glob("restored.sqlite*"))
        assert json.loads(run("rate", "--council", "S12000033", "--json").stdout)["council_code"] == "S12000033"
        assert "overwritten" in run("restore", str(copy), code=1).stderr
    finally:
        settings.database_url = before


def test_commands_on_an_empty_database_say_what_to_run(tmp_path):
    """The first thing a new operator meets."""
    before = settings.database_url
    settings.database_url = f"sqlite:///{tmp_path / 'none.sqlite'}"
    try:
        assert "pressure upgrade" in run("rate", code=1).stderr
    finally:
        settings.database_url = before


@pytest.mark.parametrize("name", ["return.csv", "return.xlsx"])
def test_a_template_is_prefilled_and_cannot_be_loaded_untouched(here, tmp_path, name):
    """Last week's figures stand in the notes, so that nobody sends them again by mistake."""
    file = tmp_path / name
    run("template", "E10000015", str(file), "--week", "2026-11-15")
    document = json.loads(run("load", "weekly-return", str(file), "--json", code=1).stdout)
    assert document["read"] == 12
    assert document["accepted"] == 0


def test_a_template_is_for_a_week_that_ends_on_a_sunday(here, tmp_path):
    """As the return is."""
    assert "Sunday" in run("template", "E10000015", str(tmp_path / "r.csv"), "--week", "2026-11-14", code=1).stderr


def test_no_real_council_without_a_level_has_a_family_with_one_in_any_file_or_page(here):
    """A level of "provider capacity" beside no level of the council is quoted as the council's."""
    tree = settings.site_dir / "current"
    with (tree / "data" / "ratings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["level_published"]]
    assert len({row["council_code"] for row in rows}) == 212
    families = [name for name in rows[0] if name.endswith("_level") and name != "no_level_reason"]
    assert len(families) == 3
    assert {row[name] for row in rows for name in families} == {""}
    said = set()
    for path in (tree / "councils" / code / "rating.json" for code in sorted({row["council_code"] for row in rows})):
        said |= {family["level"] for family in json.loads(path.read_bytes())["rating"]["families"].values()}
        page = (path.parent / "index.html").read_text(encoding="utf-8")
        assert "level of their own" not in page
        assert not re.search(r"(Raised|High|Very high|Low) pressure \(\d of", page), path.parent.name
    assert said == {None}
    with closing(sqlite3.connect(bundle(site.current(settings.site_dir), SQLITE))) as copy:
        stray = f"level_published IS NULL AND coalesce({', '.join(families)}) IS NOT NULL"
        assert copy.execute("SELECT count(*) FROM ratings WHERE " + stray).fetchone() == (0,)


MOST_WORDS, MOST_BYTES = 450, 25_000


def test_the_page_of_every_real_council_is_short_and_begins_with_official_figures(here):
    """It had 1,250 words of "we do not know"; whoever is worried reads the first of them."""
    with (settings.site_dir / "current" / "data" / "ratings.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["council_code"] for row in csv.DictReader(file)]
    pages = {c: (settings.site_dir / "current" / "councils" / c / "index.html").read_bytes() for c in codes}
    assert len(pages) == 212
    counted = {code: len(words_of(content).split()) for code, content in pages.items()}
    assert {code: n for code, n in counted.items() if n > MOST_WORDS} == {}
    sent = {code: len(gzip.compress(content)) for code, content in pages.items()}
    assert {code: n for code, n in sent.items() if n > MOST_BYTES} == {}
    for content in pages.values():
        assert re.findall(r"<h2[^>]*>(.*?)</h2>", content.decode())[:2] == ["Official figures", "How to get help"]
        assert not re.search(rb'(src|srcset)="|url\((?!#)|<script', content)


def test_every_kind_of_page_of_the_real_councils_fits_a_slow_telephone(here):
    """The largest of each kind: the method's grows with the figures that there are."""
    root, largest = settings.site_dir / "current", dict[str, pathlib.Path]()
    for page in sorted(root.rglob("*.html"), key=lambda page: page.stat().st_size):
        largest[re.sub(r"\b[A-Z][A-Z0-9]{4,}\b", "{code}", page.relative_to(root).as_posix())] = page
    assert {"index.html", "method/index.html", "data/index.html", "councils/{code}/index.html"} <= set(largest)
    sent = {kind: len(gzip.compress(page.read_bytes(), 6)) for kind, page in largest.items()}
    assert {kind: size for kind, size in sent.items() if size > 25 * 1024} == {}


def test_councils_that_ended_on_one_day_are_named_with_it_once(here):
    page = html.unescape((settings.site_dir / "current/councils/E06000058/index.html").read_text(encoding="utf-8"))
    said = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "This council follows Bournemouth, Poole and Dorset (all until Sunday 31 March 2019)." in said


def test_the_count_of_official_figures_is_one_number_in_every_file_list_page_and_map(here):
    release, seen = site.current(settings.site_dir), published()
    rows = {row["council_code"]: row for row in release.rows("data/official_counts.csv")}
    told = {code: of_figures(int(r["in_two_highest"]), int(r["with_band"])) for code, r in rows.items()}
    assert len(told) == 212
    assert len({t for t in told.values() if t}) >= 3
    lists = [release.read("councils/index.html").decode()]
    drawn = "".join(
        part
        for area in ("E92000001", "S92000003", "W92000004", "N92000002")
        for part in (map_page(seen, area, OFFICIAL, "", settings.data_dir / "boundaries.geojson").entries)
    )
    newest: dict[str, set[str]] = {}
    for row in release.rows("data/official_figures.csv"):
        newest.setdefault(row["area_code"], set()).add(row["measure_id"])
    for code, said in told.items():
        document = release.json(f"councils/{code}/official.json")
        bands = [part["band"] for part in document["figures"] if part["band"]]
        assert said == of_figures(sum(band >= 3 for band in bands), len(bands))
        rated = release.json(f"councils/{code}/rating.json")["rating"]["measures"]
        assert {(m["measure_id"], m["band"], m["value"], m["source_id"]) for m in rated if m["state"] == "scored"} == {
            (m["measure_id"], m["band"], m["value"], m["source_id"]) for m in document["figures"] if m["band"]
        }
        assert {part["measure_id"] for part in document["figures"]} == newest.get(code, set())
        name, ends = html.escape(document["council_name"]), f": {said}</li>" if said else "</li>"
        for page in lists:
            assert f'/councils/{code}/">{name}</a>{ends}' in page, (code, said)
        assert (
            re.search(rf'code={code}" target="_self">{re.escape(name)}</a>:[^<]*<svg.*?</svg> {said}</li>', drawn)
            or not said
        )
        page = words_of(release.read(f"councils/{code}/index.html"))
        high, _, banded = said.partition(" of ")
        assert not said or f"{high} of {banded} official figure" in page


TILE = re.compile(r'data-code="(\w+)"(?: data-number="(\d)")?><title>(.*?): (.*?)</title>(.*?)</a>')


def test_map_table_list_and_csv_say_one_thing_of_every_body_and_unknown_is_hatched(here):
    release = site.current(settings.site_dir)
    newest = {}
    for row in sorted(release.rows("data/official_figures.csv"), key=lambda row: row["period_end"]):
        newest[row["area_code"], row["measure_id"]] = row
    levels = {row["council_code"]: row["level_published"] for row in release.rows("data/ratings.csv")}
    listed = release.read("index.html").decode().partition('id="a-to-z"')[2]
    for slug, measure in (("delays", "wl_discharge_rate"), ("vacancies", "cap_vacancy_rate"), ("level", "")):
        tiles = TILE.findall(release.read(f"map/{slug}.svg").decode())
        page = release.read(f"map/{slug}/index.html").decode()
        table = dict(re.findall(r'<a href="/councils/(\w+)/">[^<]*</a></th> <td>[^<]*</td> <td>(.*?)</td>', page))
        assert len(tiles) == len(table) == 212
        for code, number, name, said, inside in tiles:
            assert table[code].lower() == said.lower()
            assert f'/councils/{code}/">{name}</a>' in listed
            assert ('class="m-hatch"' in inside) == (not number)
            row = newest.get((code, measure))
            assert number in {"", row["band"] if row else ""} | ({levels[code]} if slug == "level" else set())
            assert not row or abs(float(row["value"]) - float(re.findall(r"^[\d.]+", said)[0])) <= 0.5


def words_of(page):
    """What a reader reads of the main part of a page."""
    main = re.search(rb"<main.*?>(.*)</main>", page, re.DOTALL)[1].decode()
    return html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL))


def test_a_rating_stored_with_a_family_level_and_none_of_its_own_is_published_without_it():
    """Installations that were there before say the same as new ones, and their levels can still be worked out again."""
    families = {"provider_capacity": {"level": 4}, "waiting_list": {"level": None}}
    before = {"status": "not_rated", "families": families, "measures": []}
    shown = shown_in(-1, json.dumps(before))
    assert [(f["level"], f["enough"]) for f in shown["families"].values()] == [(None, True), (None, False)]
