"""A council that ends: its addresses keep answering and say so, its last interval is closed, who follows starts
anew."""

import json
import re
from datetime import UTC, datetime

import pytest

from pressure.actions.releases.self_acting import publish_changes
from pressure.publish.check.verify import verify
from pressure.release import site
from tests.ended_cases import EAST, SURREY, WEST, Reorganisation, announced, installed, reorganised

END = datetime(2027, 3, 31, 23, tzinfo=UTC)  # midnight in London


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Reorganisation:
    """The case as it was reported: the list is changed a week after the day."""
    here = installed(tmp_path_factory.mktemp("ended"))
    here.publish("eve", 2027, 3, 31, 9, 30)
    here.at(2027, 4, 7, 9)
    here.take(reorganised(here.folder / "new"))
    here.publish("week", 2027, 4, 7, 9, 30)
    here.publish("month", 2027, 5, 5, 9, 30)
    here.publish("year", 2028, 4, 5, 8, 30)
    return here


@pytest.fixture(scope="module")
def foretold(tmp_path_factory) -> Reorganisation:
    """The same, announced: nobody touches anything when the day comes."""
    here = installed(tmp_path_factory.mktemp("announced"))
    here.take(announced(here.folder / "new"))
    here.publish("eve", 2027, 3, 31, 9, 30)
    here.at(2027, 3, 31, 23, 1)
    (made,) = publish_changes(here.installation)
    here.made["day"] = site.current(here.installation.site_dir)
    assert here.made["day"].id == made.release_id
    return here


def own(release, code, name):
    return [r for r in release.rows(f"data/{name}") if r["council_code"] == code]


def text(release, path):
    """A page, days without their weekday."""
    return re.sub(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?=\d)", "", release.read(path).decode())


def test_surrey_had_a_level_before_it_ended(told):
    """Else nothing below would show anything."""
    assert own(told.made["eve"], SURREY, "ratings.csv")[-1]["level_published"]


@pytest.mark.parametrize("when", ["week", "month", "year"])
def test_every_address_of_a_release_before_still_answers_after(told, when):
    """Pages that are published are never taken away."""
    gone = set(told.made["eve"].manifest["files"]) - set(told.made[when].manifest["files"])
    assert gone == set()


@pytest.mark.parametrize("when", ["week", "year"])
def test_its_pages_say_that_it_ended_when_and_who_follows(told, when):
    for path in ("index.html", "easy-read/index.html", "badge.svg", "badge-out-of-date.svg"):
        said = text(told.made[when], f"councils/{SURREY}/{path}")
        assert "nded on 31 March 2027" in said or "nded on 31 Mar 2027" in said, path
    page = text(told.made[when], f"councils/{SURREY}/index.html")
    assert f'href="/councils/{EAST}/"' in page
    assert f'href="/councils/{WEST}/"' in page
    assert "1 April 2027" in page
    document = told.made[when].json(f"councils/{SURREY}/rating.json")
    assert document["rating"] is None
    assert document["ends"] == {
        "last_day": "2027-03-31",
        "over": True,
        "successors": [
            {"code": EAST, "name": "East Surrey", "first_day": "2027-04-01"},
            {"code": WEST, "name": "West Surrey", "first_day": "2027-04-01"},
        ],
    }


def test_the_last_interval_is_closed_on_the_last_day(told):
    for name in ("ratings.csv", "ratings_as_published.csv"):
        rows = own(told.made["week"], SURREY, name)
        assert [r for r in rows if not r["valid_to"]] == []
        assert datetime.fromisoformat(rows[-1]["valid_to"]) <= END
    assert [r["ended"] for r in own(told.made["week"], SURREY, "level_runs.csv")] == ["yes"] * len(
        own(told.made["week"], SURREY, "level_runs.csv")
    )


@pytest.mark.parametrize("when", ["week", "month", "year"])
def test_a_published_row_never_changes(told, when):
    """But for the moments at which it was closed."""
    later = ("valid_to", "superseded_at")
    known = [
        {k: v for k, v in r.items() if k not in later} for r in own(told.made[when], SURREY, "ratings_as_published.csv")
    ]
    then = [
        {k: v for k, v in r.items() if k not in later}
        for r in own(told.made["eve"], SURREY, "ratings_as_published.csv")
    ]
    assert known[: len(then)] == then
    assert {r["adults_18plus"] for r in known} == {then[0]["adults_18plus"]} != {""}


def entries(release, path):
    return [e for e in release.json(path)["items"] if e["tags"] == ["council_ended"]]


def test_one_entry_tells_it_in_its_feed_in_those_that_follow_and_in_the_main_one(told):
    ids = set()
    for when in ("week", "month", "year"):
        for code in (SURREY, EAST, WEST):
            (entry,) = entries(told.made[when], f"councils/{code}/feed.json")
            ids.add(entry["id"])
            assert "East Surrey and West Surrey follow it" in entry["content_text"]
        ids |= {e["id"] for e in entries(told.made[when], "feed.json")}
    assert len(ids) == 1
    assert len(entries(told.made["week"], "feed.json")) == 1
    assert entries(told.made["week"], "councils/S12000049/feed.json") == []


def test_an_end_that_came_before_anything_was_published_is_no_news(told):
    """Cumbria ended in 2023."""
    assert not told.made["year"].has("councils/E10000006/feed.json")
    assert "ended on 31 March 2023" in text(told.made["first"], "councils/E10000006/index.html")
    assert "never published a level" in text(told.made["first"], "councils/E10000006/index.html")
    assert told.made["first"].has("councils/E10000006/badge.svg")
    assert told.made["first"].json("councils/E10000006/rating.json")["ends"]["over"]


def test_who_follows_starts_with_nothing_of_its_own(told):
    for code in (EAST, WEST):
        (row,) = own(told.made["week"], code, "ratings_as_published.csv")
        assert row["level_published"] == row["level_figures"] == ""
        document = told.made["week"].json(f"councils/{code}/rating.json")
        assert document["rating"]["level_before"] is None
        assert document["rating"]["settling"] is None or document["rating"]["settling"]["level"] is None
        assert all(m["value"] is None for m in document["rating"]["measures"])


def test_the_page_of_who_follows_names_and_links_who_was_before_with_dated_figures(told):
    page = text(told.made["week"], f"councils/{EAST}/index.html")
    assert re.search(r"This council follows <a href=\"[^\"]*/councils/E10000030/\">Surrey</a> \(until", page)
    assert f'href="/councils/{SURREY}/"' in page
    assert "Figures and levels of Surrey, up to 31 March 2027" in page
    assert "never added up" in page
    before = told.made["week"].json(f"councils/{EAST}/rating.json")["follows"]
    assert [(b["code"], b["last_day"]) for b in before] == [(SURREY, "2027-03-31")]
    assert before[0]["figures"]


@pytest.mark.parametrize("when", ["first", "before", "eve", "week", "month", "year"])
def test_every_release_verifies(told, tmp_path, when):
    """Before, at and after the end."""
    release = told.made[when]
    for path in release.manifest["files"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(release.read(path))
    (tmp_path / "data/manifest.json").write_bytes(json.dumps(release.manifest).encode())
    assert verify(tmp_path)["ratings"] >= 5


def test_areas_lists_and_what_is_due_know_only_councils_that_are_there(told):
    before, after = (told.made[w].json("areas/E12000008/area.json") for w in ("eve", "week"))
    assert (before["councils"], after["councils"]) == (1, 2)
    assert after["councils_with_level"] == 0
    for path in ("councils/index.html", "due/index.html"):
        assert "Surrey" in text(told.made["eve"], path)
        assert f"/councils/{SURREY}/" not in text(told.made["week"], path)


def test_what_is_announced_is_said_beforehand_and_the_rating_goes_on(foretold):
    eve, day = foretold.made["eve"], foretold.made["day"]
    page = text(eve, f"councils/{SURREY}/index.html")
    assert "Surrey is to end on 31 March 2027. From 1 April 2027 East Surrey and West Surrey follow it." in page
    document = eve.json(f"councils/{SURREY}/rating.json")
    assert document["rating"]["level_published"]
    assert not document["ends"]["over"]
    assert own(eve, EAST, "ratings.csv") == []
    assert entries(eve, "feed.json") == []
    assert day.json(f"councils/{SURREY}/rating.json")["ends"]["over"]
    assert datetime.fromisoformat(own(day, SURREY, "ratings.csv")[-1]["valid_to"]) == END
    assert day.json(f"councils/{SURREY}/rating.json")["last"]["level_published"]
    assert len(entries(day, "feed.json")) == 1


def test_nothing_is_published_twice_for_an_end(foretold):
    foretold.at(2027, 3, 31, 23, 10)
    assert publish_changes(foretold.installation) == []
