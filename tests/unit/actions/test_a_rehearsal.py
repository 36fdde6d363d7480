"""A rehearsal of a real council: its own figures under an invented name, time that is moved on, a winter that is made
up, and nothing that could be taken for published."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressure import clock
from pressure.access.permissions import OFFICES, OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.desk.desk import desk
from pressure.actions.installation import Installation, open_installation
from pressure.actions.installation_upgrade import upgrade
from pressure.actions.rehearsal import moving, winter
from pressure.actions.releases.publishing import publish, site_of
from pressure.actions.releases.self_acting import missed_of
from pressure.actions.returns.loading import load
from pressure.commands.rehearsal import starting
from pressure.commands.verifying import run_verify
from pressure.demo import rehearsing
from pressure.demo.events import sign_as_it_waits
from pressure.demo.figures import as_csv, week_rows
from pressure.demo.places import PLACES, Place
from pressure.demo.rehearsing import CODE, actor
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.publish.check.rehearsals import is_rehearsal
from pressure.release import site
from pressure.release.trees import materialise
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import councils, record
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.web import set_clock
from pressure.words.officers.rehearsal import WATERMARK
from tests.installations import NO_CRISIS, copy_folder, new_installation, real_installation, return_of

COUNTY, COUNTY_NAME = "E10000015", "Hertfordshire"
SUNDAYS = [datetime(2026, 11, 1, tzinfo=UTC).date() + timedelta(days=7 * n) for n in range(3)]
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
DIRECTOR, SIGNATORY = actor(Role.DIRECTOR), actor(Role.SIGNATORY)


def returned(folder: Path) -> Path:
    """An operator's database in which a real council has sent three weeks."""
    installation, time = real_installation(folder, COUNTY, at=NOW)
    place = Place(code=COUNTY, name="", kind="", adults=900_000, strain=0.3, winter=0.2)
    for sunday in SUNDAYS:
        data = as_csv(week_rows(place, sunday, installation.book(), NO_CRISIS))
        load(installation, by=OPERATOR, source_id="weekly-return", data=data, name="r.csv")
    time.later(minutes=1)
    installation.engine.dispose()
    return folder / "p.sqlite"


@dataclass
class Rehearsal:
    """What was made, and the settings it was made with."""

    installation: Installation
    configured: Settings

    def move(self, to: datetime, **more: bool) -> list[str]:
        return moving.move_on(self.installation, to, clock.set_to, **more)

    def on(self, **by: float) -> list[str]:
        return self.move(self.installation.now() + timedelta(**by))

    def rating(self) -> dict[str, str]:
        """The row of the stand-in in the newest release."""
        return self.release().rows("data/DEMO_ratings.csv")[-1]

    def release(self) -> site.Release:
        return site.current(site_of(self.installation.site_dir, DEMONSTRATION))


def opened(folder: Path) -> Rehearsal:
    settings = {
        name.removeprefix("PRESSURE_").lower(): value for name, value in starting.surroundings(folder, 8502).items()
    }
    configured = Settings.model_validate(settings)
    set_clock.follow(configured)
    return Rehearsal(open_installation(configured), configured)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Begun once; each test has a copy."""
    folder = tmp_path_factory.mktemp("rehearsal")
    database = returned(tmp_path_factory.mktemp("operator"))
    configured = Settings.model_validate(
        {n.removeprefix("PRESSURE_").lower(): v for n, v in starting.surroundings(folder, 8502).items()}
    )
    told, people = starting.prepare(configured, COUNTY, NOW, database)
    assert (told, len(people)) == ("3 weeks of its own returns", len(OFFICES))
    clock.follow(None)
    return folder


@pytest.fixture
def rehearsal(made: Path, tmp_path: Path) -> Iterator[Rehearsal]:
    copy_folder(made, tmp_path / "own")
    clock.write(tmp_path / "own" / starting.CLOCK, NOW)
    yield opened(tmp_path / "own")
    clock.follow(None)


def declared(rehearsal: Rehearsal, days: int = 14, *, signed: bool = True) -> str:
    at = rehearsal.installation.now()
    found = declaring.propose(
        rehearsal.installation,
        by=DIRECTOR,
        council_code=CODE,
        measure_id="reduced_risk_reviews",
        text={"area": "The north", "public_words": "Fewer reviews for now."},
        starts_at=at,
        review_by=day_of(at) + timedelta(days=days),
    )
    if signed:
        sign_as_it_waits(rehearsal.installation, SIGNATORY, found)
    return found


def test_the_stand_in_has_the_councils_own_figures_and_level(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """The same figures give the same level: those of its own returns, week by week."""
    release = rehearsal.release()
    assert rehearsal.rating()["level_published"]
    rows = [r for r in release.rows("data/DEMO_readings.csv") if r["council_code"] == CODE]
    assert {r["period_end"] for r in rows} >= {s.isoformat() for s in SUNDAYS[:2]}
    assert len(site.published(site_of(rehearsal.installation.site_dir, DEMONSTRATION))) == 3


def test_no_file_of_a_rehearsal_names_the_real_council_and_each_that_names_one_says_what_it_is(
    rehearsal: Rehearsal,
) -> None:
    """Pages, tables, feeds, pictures and the record; with another key, under another origin."""
    release, tried = rehearsal.release(), 0
    for path in release.manifest["files"]:
        content = release.read(path)
        assert COUNTY.encode() not in content, path
        assert b"Hertfordshire" not in content, path
        if CODE.encode() in content and path.endswith((".csv", ".json", ".html", ".atom")) and b"council" in content:
            tried += WATERMARK.encode() in content
    assert tried > 20
    listed = release.rows("data/DEMO_councils.csv")
    assert [r["council_name"] for r in listed] == [WATERMARK]
    assert release.read("record/checkpoint").decode().startswith(starting.ORIGIN)
    assert not site.published(site_of(rehearsal.installation.site_dir, REAL))


def test_verify_says_that_it_is_of_a_rehearsal_and_of_no_other_release(rehearsal: Rehearsal, tmp_path, capsys) -> None:
    root, release = site_of(rehearsal.installation.site_dir, DEMONSTRATION), rehearsal.release()
    tree = materialise(root, release, site.manifest_path(root, release.id).read_bytes())
    run_verify(str(tree), None, [], None, None, as_json=False)
    assert "of a rehearsal: nobody published it" in capsys.readouterr().out
    other, _ = new_installation(tmp_path)
    load(
        other,
        by=OPERATOR,
        source_id="weekly-return",
        data=return_of(PLACES[0], SUNDAYS[0] - timedelta(days=56)),
        name="r.csv",
    )
    publish(other, by=OPERATOR, track=DEMONSTRATION)
    root = site_of(other.site_dir, DEMONSTRATION)
    release = site.current(root)
    assert not is_rehearsal(materialise(root, release, site.manifest_path(root, release.id).read_bytes()))


def test_a_rehearsal_goes_nowhere(made: Path, tmp_path: Path) -> None:
    """Whatever the operator has set: no mail server, no readers, no repository, and an address of this machine."""
    told = starting.surroundings(tmp_path, 8502)
    for name in starting.CLOSED:
        assert told[f"PRESSURE_{name}"] == ""
    assert told["PRESSURE_PUBLIC_ADDRESS"] == "http://127.0.0.1:8502"
    keys = {p.name: p.read_bytes() for p in made.glob("*.signing-key")}
    assert keys


def test_whatever_brings_an_installation_up_brings_no_real_council_into_a_rehearsal(rehearsal: Rehearsal) -> None:
    """The serving process does so at its start."""
    assert upgrade(rehearsal.installation).loads == ()
    with reading(rehearsal.installation.engine) as connection:
        assert [c.code for c in councils.load_all(connection).all] == [CODE]


def test_a_council_without_figures_begins_empty(tmp_path: Path) -> None:
    configured = Settings.model_validate(
        {n.removeprefix("PRESSURE_").lower(): v for n, v in starting.surroundings(tmp_path, 8502).items()}
    )
    try:
        told, _ = starting.prepare(configured, "S12000033", NOW, None)
        assert "begins empty" in told
        here = open_installation(configured)
        (row,) = site.current(site_of(here.site_dir, DEMONSTRATION)).rows("data/DEMO_ratings.csv")
        assert (row["council_name"], row["level_published"]) == (WATERMARK, "")
        with pytest.raises(Refusal, match="no figure yet"):
            winter.play(here, by=actor(Role.DATA_OFFICER), council_code=CODE, base={}, week=1)
    finally:
        clock.follow(None)


def test_the_operators_file_stays_as_it_is_and_a_folder_in_use_is_refused(tmp_path: Path, rehearsal: Rehearsal) -> None:
    (tmp_path / "db").mkdir()
    database = returned(tmp_path / "db")
    before = database.read_bytes()
    with pytest.raises(Refusal, match="folder of its own"):
        starting.prepare(rehearsal.configured, COUNTY, NOW, database)
    assert database.read_bytes() == before


def test_a_proposal_lapses_after_a_day_seen_by_moving_the_clock(rehearsal: Rehearsal) -> None:
    found = declared(rehearsal, signed=False)
    lapse = moving.moments(rehearsal.installation, SIGNATORY)["lapse"]
    assert lapse - rehearsal.installation.now() <= timedelta(hours=24)
    rehearsal.move(lapse - timedelta(seconds=30))
    assert desk(rehearsal.installation, SIGNATORY).waiting
    rehearsal.move(lapse + timedelta(seconds=1))
    assert not desk(rehearsal.installation, SIGNATORY).waiting
    with pytest.raises(Refusal):
        sign_as_it_waits(rehearsal.installation, SIGNATORY, found)


def test_a_review_is_overdue_on_its_day_and_the_release_says_so_by_itself(rehearsal: Rehearsal) -> None:
    declared(rehearsal, days=3)
    rehearsal.on(minutes=1)
    due = moving.moments(rehearsal.installation, DIRECTOR)["review"]
    assert day_of(due) == day_of(NOW) + timedelta(days=4)
    rehearsal.move(due - timedelta(minutes=1))
    assert [m.review_overdue for m in desk(rehearsal.installation, DIRECTOR).standing] == [False]
    assert rehearsal.move(due)
    assert [m.review_overdue for m in desk(rehearsal.installation, DIRECTOR).standing] == [True]
    assert b"overdue" in rehearsal.release().read(f"councils/{CODE}/index.html")


def test_a_level_runs_out_at_its_own_moment(rehearsal: Rehearsal) -> None:
    """Without a further return, with a release each Wednesday on the way."""
    until = moving.moments(rehearsal.installation, DIRECTOR)["expiry"]
    before = rehearsal.rating()
    assert datetime.fromisoformat(before["valid_until"]) == until
    made = rehearsal.move(until)
    wednesdays = sum(
        r["reason"] == "scheduled" for r in rehearsal.release().rows("data/DEMO_releases.csv")[-len(made) :]
    )
    assert wednesdays == (until - NOW).days // 7 or wednesdays == (until - NOW).days // 7 + 1
    after = rehearsal.rating()
    assert after["valid_until"] != before["valid_until"]


def test_a_release_that_nobody_made_is_missed_until_it_is_made(rehearsal: Rehearsal) -> None:
    """As when the process was off: fifteen minutes after its time the desk says so; made, it does not."""
    due = moving.moments(rehearsal.installation, DIRECTOR)["release"]
    rehearsal.move(due + timedelta(minutes=14), releases=False)
    assert missed_of(rehearsal.installation, DIRECTOR) == []
    rehearsal.move(due + timedelta(minutes=16), releases=False)
    assert missed_of(rehearsal.installation, DIRECTOR) == [due]
    assert rehearsal.on(minutes=1)
    assert missed_of(rehearsal.installation, DIRECTOR) == []


@pytest.mark.slow
def test_a_made_up_winter_raises_the_level_and_is_told_from_the_councils_own_weeks(rehearsal: Rehearsal) -> None:
    """Ten weeks, the same each time, from the last real figures; every one is loaded by nobody."""
    here, officer = rehearsal.installation, actor(Role.DATA_OFFICER)
    base, sent = winter.before(here, CODE)
    assert not sent
    levels = []
    for number in range(1, len(winter.winter(here).weeks) + 1):
        rehearsal.move(moving.moments(here, officer)["release"])
        rehearsal.on(days=6)
        following = winter.to_come(here, CODE, number - 1)
        assert winter.play(here, by=officer, council_code=CODE, base=base, week=following.week) > 5
        levels.append(int(rehearsal.rating()["level_published"]))
        assert winter.before(here, CODE)[0] == base
    assert max(levels) > levels[0]
    assert winter.to_come(here, CODE, len(levels)) is None
    with reading(here.engine) as connection:
        bodies = [json.loads(body) for _, body, _ in record.entries(connection)]
    assert WATERMARK not in json.dumps(bodies)


def test_a_made_up_winter_is_never_one_of_a_council_that_exists(tmp_path: Path) -> None:
    installation, _ = real_installation(tmp_path, COUNTY)
    for act in (
        lambda: winter.to_come(installation, COUNTY, 0),
        lambda: winter.play(installation, by=OPERATOR, council_code=COUNTY, base={}, week=1),
        lambda: moving.move_on(installation, installation.now() + timedelta(days=1), lambda _: None),
    ):
        with pytest.raises(Refusal, match=r"invented council alone|rehearsal alone"):
            act()


def test_time_goes_on_only(rehearsal: Rehearsal) -> None:
    with pytest.raises(Refusal, match="Time goes on only"):
        rehearsal.on(days=-1)


@pytest.mark.parametrize("named", [{"clock_file": "x"}, {"rehearsal": True}])
def test_no_installation_of_real_officers_has_a_clock_that_is_set(named: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="demonstration or a rehearsal alone"):
        set_clock.follow(Settings.model_validate(named))
    assert not clock.is_set()


def test_the_watermark_is_no_council_of_the_list() -> None:
    with (Path(__file__).parents[3] / "data" / "councils.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert not [r for r in rows if WATERMARK in r["name"] or r["code"] == CODE]
    assert load_rules()
    assert rehearsing.REGION_CODE not in {r["region_code"] for r in rows}
