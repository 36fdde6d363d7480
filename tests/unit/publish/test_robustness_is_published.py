"""Every release says how firmly its rules stand: a page that names each missed bar, its table and its pictures."""

from dataclasses import replace

from pressure.content.method_words import FIRMLY
from pressure.content.robustness import NOT_MADE, PICTURES, robustness_page
from pressure.document.names import csv_name
from pressure.drawing.templating import Frame
from pressure.robustness.england import read_england
from pressure.robustness.shipped import shipped_rows
from tests.level_cases import BOOK
from tests.publish_cases import Told

FOLDER = "method/robustness"


def test_the_page_names_every_missed_bar_and_leads_to_its_files_which_are_there(installed: Told) -> None:
    page = installed.release.read(f"{FOLDER}/index.html").decode()
    table = f"data/{csv_name('robustness.csv', demonstration=True)}"
    rows, shipped = installed.release.rows(table), shipped_rows(BOOK) or ()
    told = [(r["about"], r["scenario"], r["variant"], float(r["figure"]), r["bar"], r["met"]) for r in rows]
    assert told == [(r.about, r.scenario, r.case, r.figure, r.bar, r.met) for r in shipped]
    assert f'/{table}"' in page
    assert page.count("Missed: ") == len([r for r in rows if r["met"] == "no"]) > 0
    for name in PICTURES:
        assert f'/{FOLDER}/{name}"' in page
        assert installed.release.read(f"{FOLDER}/{name}")
    published = {p.rpartition("/")[2] for p in installed.release.manifest["files"] if p.startswith(f"{FOLDER}/")}
    assert published == {"index.html", *PICTURES}


def test_the_pictures_stand_as_files_of_their_own_kind(installed: Told) -> None:
    for name in ("bars.svg", "levels.svg"):
        assert b'xmlns="http://www.w3.org/2000/svg"' in installed.release.read(f"{FOLDER}/{name}")[:300]


def test_the_method_leads_to_it(installed: Told) -> None:
    page = installed.release.read("method/index.html").decode()
    assert f'/method/robustness/">{FIRMLY}</a>' in page


def test_rules_without_a_table_have_the_page_and_no_link_to_a_file_that_is_not_there() -> None:
    changed = replace(BOOK, floors=replace(BOOK.floors, below_highest_family=0))
    frame = Frame(release_id="r", published_at="2026-12-09T09:30:00Z", method_version="2")
    page = robustness_page(shipped_rows(changed), read_england(), changed, frame).decode()
    assert NOT_MADE in page
    assert "robustness.csv" not in page
