"""From nothing to published pages, and a year on: publishers put up new files, the timer runs, nobody does anything.

The loopback server answers as the publishers do; the files of months that have not been are invented."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pressure.actions.ratings.rating import rate_council
from pressure.commands import doctor
from pressure.commands.fetching import published
from pressure.council_list import load_councils
from pressure.publish.record.signing_key import signing_key
from pressure.release import site
from pressure.store import councils as council_store
from pressure.store.engine import reading, writing
from tests.how_fresh import how_fresh
from tests.load.ratings_ods import write
from tests.unit.fetch.cases import PHS, phs_as_if
from tests.unit.fetch.conftest import Visitor
from tests.unit.fetch.publishers import ERROR_PAGE, ODS, Publishers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
CQC, PAGE = "cqc-latest-ratings", "https://www.cqc.org.uk/about-us/transparency/using-cqc-data"
ENGLISH, ROWS = 8, 4_000
SMALL = {"least_bytes": 1_000, "areas": ENGLISH, "areas_least": ENGLISH}
"""Eight councils' homes are no 20 MB."""
DISCHARGES, QUALITY = "wl_discharge_rate", "cap_quality_ri_inad"


@dataclass
class World:
    """Publishers, the installation that asks them, and what is expected of its pages."""

    visit: Visitor
    publishers: Publishers
    folder: Path
    english: list[str]
    codes: dict[str, str]

    @property
    def installation(self):
        return self.visit.installation

    def listed(self, first: date) -> str:
        """The page of the Care Quality Commission lists a month's workbook, in that month's folder."""
        name = f"{first:%d_%B_%Y}_Latest_ratings.ods"
        address = f"/sites/default/files/{first:%Y-%m}/{name}"
        self.publishers.put(PAGE, f'<html><a href="{address}">Care directory with ratings</a></html>', "text/html")
        body = write(self.folder / name, ROWS, self.english, first - timedelta(days=1)).read_bytes()
        self.publishers.put(f"https://www.cqc.org.uk{address}", body, ODS)
        return f"https://www.cqc.org.uk{address}"

    def comes(self, month: str) -> None:
        """Scotland's file to a month, at the address of the month of upload."""
        self.publishers.put(PHS.file, phs_as_if(month))

    def look(self) -> list[str]:
        """What the timer does: every source, then a release when something is new."""
        results = [*self.visit(PHS.id), *self.visit(CQC, **SMALL)]
        if any(r.brought_figures for r in results):
            published(self.installation)
        return [r.outcome for r in results]

    def stale(self) -> list[str]:
        """Councils whose official figure is not one that counts today."""
        at, gone = self.installation.now(), []
        with reading(self.installation.engine) as connection:
            for code, measure in self.codes.items():
                rating = rate_council(self.installation, connection, code, at=at, known_at=at).rating
                if not any(r.scored for r in rating.reasons if r.measure.id == measure):
                    gone.append(code)
        return gone

    def page(self, code: str) -> str:
        (path,) = (self.installation.site_dir / "current").glob(f"**/councils/{code}/index.html")
        return path.read_text("utf-8")

    def faults(self) -> list[str]:
        return [f.what for f in doctor.examine(self.installation) if f.state == "fault" and "publishers" in f.what]


@pytest.fixture
def world(visit, publishers, tmp_path) -> World:
    """The thirty-two Scottish councils and eight English ones: forty pages are made in a moment."""
    every = load_councils().all
    scottish = [c for c in every if c.nation_code == "S92000003" and c.existed_on(date(2026, 11, 28))]
    english = [c for c in every if c.nation_code == "E92000001" and c.existed_on(date(2028, 1, 1))][:ENGLISH]
    with writing(visit.installation.engine) as connection:
        council_store.replace_all(connection, [*scottish, *english])
    with reading(visit.installation.engine) as connection:
        signing_key(connection, visit.installation.settings)
    visit.installation.demonstration = True  # weeks without an act are no doubt about the clock
    codes = {c.code: DISCHARGES for c in scottish} | {c.code: QUALITY for c in english}
    assert len(codes) == 32 + ENGLISH
    return World(visit, publishers, tmp_path, [c.name for c in english], codes)


def months(first: date, count: int) -> list[date]:
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def test_from_nothing_to_published_pages_and_a_year_on_they_are_fresh(world):
    """On the sixth of every month: the directory as at the first, and delays to the month before the last."""
    for first in months(date(2026, 12, 1), 13):
        world.installation.now.at = datetime(first.year, first.month, 6, 9, tzinfo=UTC)
        before_last = (first - timedelta(days=1)).replace(day=1) - timedelta(days=1)
        world.comes(f"{before_last:%Y%m}")
        world.listed(first)
        assert (first, world.look()) == (first, ["taken", "taken"])
        assert (first, world.stale()) == (first, [])
        assert f"{before_last:%b %Y}" in world.page("S12000036")
        assert f"{first - timedelta(days=1):%b %Y}" in world.page(next(c for c in world.codes if c[:1] == "E"))
        assert world.look() == ["unchanged", "unchanged"]
    assert world.faults() == []


def test_after_one_fetch_every_scottish_council_is_fresh(world):
    """From nothing known, by what is published: the count that CONTRIBUTING tells of."""
    world.installation.now.at = datetime(2026, 12, 6, 9, tzinfo=UTC)
    world.comes("202610")
    assert [r.outcome for r in world.visit(PHS.id)] == ["taken"]
    published(world.installation)
    release = site.current(world.installation.site_dir)
    told = how_fresh(release.rows("data/readings.csv"), release.rows("data/councils.csv"), date(2026, 12, 6))
    assert (told["Scotland"], told["England"][1:]) == ((32, 32, 32), (0, 0))


FAULTS = {
    "a page of an error with status 200": ({"body": ERROR_PAGE, "content_type": "text/html"}, "web page"),
    "cut short with a length that fits": ({"cut_at": 0.7}, "cut short"),
    "moved away": ({"status": 404}, "answered 404"),
    "empty": ({"body": b""}, "empty"),
    "busy for ever": ({"faults": [503] * 9}, "503"),
    "a column renamed": ({"swap": (b"Latest Rating<", b"Rating now<")}, "no sheet with the columns “Latest Rating”"),
    "the cover alone": ({"swap": (b"Location ID<", b"<")}, "no sheet with the columns “Location ID”"),
}


def test_each_fault_of_the_workbook_is_refused_and_the_pages_stay_as_they_were(world):
    """One after another, as on one bad day; then the whole file, which is taken."""
    world.installation.now.at = datetime(2026, 12, 6, 9, tzinfo=UTC)
    world.comes("202610")
    world.listed(date(2026, 12, 1))
    world.look()
    before = {code: world.page(code) for code in world.codes}
    world.installation.now.later(days=31)
    for fault, (given, said) in FAULTS.items():
        address = world.listed(date(2027, 1, 1))
        page = world.publishers.at(address)
        for name, value in given.items():
            if name == "cut_at":
                page.body = page.body[: int(len(page.body) * value)]
            elif name == "swap":
                page.body = swapped(page.body, *value)
            else:
                setattr(page, name, value)
        (result,) = world.visit(CQC, **SMALL)
        assert (fault, result.outcome, said in result.said) == (fault, "refused", True), result.said
    assert any(CQC in what for what in world.faults())
    assert {code: world.page(code) for code in world.codes} == before
    world.listed(date(2027, 1, 1))
    assert [r.outcome for r in world.visit(CQC, **SMALL)] == ["taken"]


def swapped(body: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with some of its text changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return made.getvalue()


def test_a_month_without_a_file_is_told_and_never_hidden(world):
    """The page goes on listing the workbook of December: nothing is new, and then it is a fault that says so."""
    world.installation.now.at = datetime(2026, 12, 6, 9, tzinfo=UTC)
    world.comes("202610")
    world.listed(date(2026, 12, 1))
    assert world.look() == ["taken", "taken"]
    world.installation.now.later(days=70)
    assert world.look() == ["unchanged", "unchanged"]
    assert [f for f in world.faults() if CQC in f and "overdue" in f]
