"""The Demonstration Region: seeded, genuine, and only about councils that do not exist."""

import json
from datetime import date
from itertools import count

import pytest

from pressure.actions.installation import Installation
from pressure.demo.events import timeline
from pressure.demo.figures import week_rows
from pressure.demo.places import PLACES
from pressure.demo.story import tell
from pressure.demo.told_levels import levels_told
from pressure.release import site
from pressure.release.beside import second_process
from pressure.robustness.england import Demonstration
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import ratings, releases, schema
from pressure.store.engine import open_engine, reading
from pressure.store.record import commitments
from pressure.store.releases import DEMONSTRATION

TODAY = date(2026, 11, 21)
RULES = load_rules()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The last twelve weeks of the story."""
    folder = tmp_path_factory.mktemp("story")
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
        rules=RULES,
        site_dir=folder / "site",
        settings=Settings(),
    )
    schema.upgrade(installation.engine)
    return installation, tell(installation, folder / "returns", today=TODAY, length=12), folder


def last(installation, code):
    with reading(installation.engine) as connection:
        return json.loads(ratings.last_before(connection, code, None).shown)


def test_the_same_week_gives_the_same_figures_every_time():
    """Seeded: two people see the same demonstration."""
    when, book = timeline(TODAY, 156), RULES.in_force(TODAY)
    assert week_rows(PLACES[1], when.last, book, when.crisis) == week_rows(PLACES[1], when.last, book, when.crisis)


def test_a_release_comes_out_every_week(told):
    """And one at each signature."""
    installation, _, _ = told
    with reading(installation.engine) as connection:
        made = releases.of_track(connection, DEMONSTRATION)
    assert sum(r.reason == "scheduled" for r in made) == 12
    assert {"declaration", "scheduled"} <= {r.reason for r in made}
    assert [r.published_at for r in made] == sorted(r.published_at for r in made)
    assert made[-1].published_at.date() == date(2026, 11, 18)


def test_the_levels_that_robustness_counts_are_those_of_the_story(told):
    """By figures, of the last week: what was declared has no part in them."""
    installation, _, _ = told
    counted = levels_told(RULES, TODAY, Settings(), Demonstration(told_on=TODAY, weeks=12))
    assert counted.shape == (12, len(PLACES))
    assert counted[-1].tolist() == [last(installation, p.code)["level_figures"] or 0 for p in PLACES]
    assert len(set(counted[-1].tolist())) > 2


def test_every_council_has_a_history_and_the_stories_told_are_true(told):
    """One with figures not sent, one gone quiet, one too small, one raised, one with a review overdue, one that is
    asked whether it uses what it has not declared."""
    installation, _, _ = told
    levels = {p.story: last(installation, p.code) for p in PLACES if p.story}
    assert levels["stops_sending_worst"]["deciding_rule"] == "missing"
    assert levels["tiny"]["why_no_level"] == "too_small"
    assert levels["undeclared"]["undeclared"] == ["ll_critical_unsourced"]
    assert levels["went_quiet"]["level_published"] is None
    assert levels["raised"]["deciding_rule"] == "raised"
    assert levels["stage_2_overdue"]["register"][0]["review_overdue"] is True
    assert all(document["level_published"] for story, document in levels.items() if story not in {"went_quiet", "tiny"})


def test_one_council_says_how_it_counts_everything_one_that_it_changed_and_the_others_have_not_said(told):
    installation, when, _ = told
    rows = site.current(installation.site_dir / "demo").rows("data/DEMO_counting_answers.csv")
    by_story = {p.code: p.story for p in PLACES}
    assert {by_story[row["council_code"]] for row in rows} == {"crisis", "stage_2_overdue"}
    assert [row["choice"] for row in rows if row["question"] == "clock_stops" and row["told"] == "changed"] == [
        "as_the_rule"
    ]
    assert when.first.isoformat() < max(row["counting_changed_on"] for row in rows) < when.last.isoformat()


def test_a_fall_that_waits_for_a_second_week_is_told(told):
    installation, _, _ = told
    rows = site.current(installation.site_dir / "demo").rows("data/DEMO_ratings_as_published.csv")
    assert "settling" in {row["deciding_rule"] for row in rows}


def test_the_crisis_drives_brackwater_to_the_highest_level():
    """Week by week, by the same rules as anywhere."""
    when, book = timeline(TODAY, 156), RULES.in_force(TODAY)
    middle = when.crisis[0] + (when.crisis[1] - when.crisis[0]) / 2
    rows = {r["measure_id"]: r for r in week_rows(PLACES[1], middle, book, when.crisis)}
    people = int(rows["wl_assess_rate"]["numerator"])
    assert people * 100_000 >= 700 * PLACES[1].adults


def test_return_files_are_kept_beside_the_demonstration(told):
    """What was loaded can be read."""
    _, when, folder = told
    assert (folder / "returns" / f"{when.last}.csv").read_text().startswith("council_code,week_ending,measure_id")


@pytest.mark.slow
def test_a_story_told_by_two_processes_is_the_same_byte_for_byte(tmp_path, monkeypatch):
    """The second one rates, draws and makes files of what the first has not committed yet. With one key and one source
    of chance the record is the same too."""
    files = []
    for name in ("one", "two"):
        chance = count()
        monkeypatch.setattr(commitments, "source", lambda size, chance=chance: next(chance).to_bytes(size, "big"))
        installation = Installation(
            engine=open_engine(f"sqlite:///{tmp_path / name / 'p.sqlite'}"),
            rules=RULES,
            site_dir=tmp_path / name / "site",
            settings=Settings(signing_key="A" * 43 + "="),
        )
        installation.executor = second_process(installation.engine, RULES) if name == "two" else None
        schema.upgrade(installation.engine)
        tell(installation, tmp_path / name / "returns", today=TODAY, length=9)
        if installation.executor:
            installation.executor.shutdown()
        manifests = (installation.site_dir / "demo" / "releases").glob("*.json")
        files.append(
            {
                (path.stem, name): entry["sha256"]
                for path in manifests
                for name, entry in json.loads(path.read_bytes())["files"].items()
            }
        )
    one, two = files
    assert len(one) > 1000
    assert one == two
