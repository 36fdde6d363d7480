"""News feeds: one entry an event, names that never change, and nothing that ever vanishes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as Xml

import feedparser
import pytest

from pressure.publish.news.events import News, _between
from pressure.publish.news.feed_files import ATOM, OWN
from pressure.release.site import Release
from pressure.store.engine import reading
from pressure.store.record import merkle
from pressure.words import events as words
from tests.publish_cases import Told

START = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
SEEN_IN_THE_STORY = {
    words.UP,
    words.DOWN,
    words.GIVEN,
    words.OUT_OF_DATE,
    words.DECLARED,
    words.REVIEW_OVERDUE,
    words.RAISED,
    words.CORRECTED,
}


def entries(release: Release) -> dict[str, tuple[str, str, str]]:
    """Every entry that a reader finds who begins at the feed and follows it back through the archives."""
    found: dict[str, tuple[str, str, str]] = {}
    path: str | None = "feed.atom"
    while path:
        read = feedparser.parse(release.read(path))
        assert not read.bozo, read
        found |= {e.id: (e.title, e.content[0].value, e.updated) for e in read.entries}
        before = [link.href for link in read.feed.links if link.rel == "prev-archive"]
        path = before[0].partition("/demo/")[2] if before else None
    return found


def rating(
    level: int | None,
    *,
    day: int = 0,
    status: str = "rated",
    valid_days: float | None = 20,
    moved_by: str | None = None,
) -> Any:
    at = START + timedelta(days=day)
    return SimpleNamespace(
        level_published=level,
        status=status if level else "not_rated",
        deciding_rule="points",
        release_id="R1",
        rated_at=at,
        moved_by=moved_by,
        level_by_rules_before=None,
        rules_of=None,
        valid_until=None if valid_days is None else at + timedelta(days=valid_days),
    )


def test_a_reader_that_follows_the_archives_never_loses_an_entry_from_release_to_release(installed: Told) -> None:
    """A feed that forgets is not a record."""
    before: dict[str, tuple[str, str, str]] = {}
    for release in installed.releases():
        now = entries(release)
        assert before.items() <= now.items()
        before = now
    assert len(before) > 20


def test_every_kind_of_event_in_the_story_is_told_once_with_a_name_of_its_own(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        told = News(installed.inputs(connection)).told()

    assert {e.kind for e in told} >= SEEN_IN_THE_STORY
    assert len({e.id for e in told}) == len(told)
    assert set(entries(installed.release)) == {e.id for e in told}


def test_a_part_of_the_news_and_the_news_of_one_council_are_parts_of_the_whole(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        news = News(inputs)
        whole = news.told()
        since, until = inputs.releases[4].published_at, inputs.releases[8].published_at
        assert news.told(since, until) == [e for e in whole if since <= e.published_at <= until] != []
        for code in {e.council_code for e in whole}:
            assert news.of_council(code) == [e for e in whole if e.council_code == code]


def test_a_lapse_is_dated_by_itself_in_both_kinds_of_feed(installed: Told) -> None:
    """The level ended at its own moment, not when the next release came to say so."""
    document = json.loads(installed.release.read("feed.json"))
    lapses = {i["id"]: i for i in document["items"] if i["tags"] == [words.OUT_OF_DATE]}
    atom = {e.id: e for e in feedparser.parse(installed.release.read("feed.atom")).entries}
    assert lapses
    for name, item in lapses.items():
        assert item["date_published"] == item["_care_pressure"]["at"] == atom[name].published == atom[name].updated


def test_each_entry_says_how_long_the_record_was_before_its_release_and_the_root_of_that(installed: Told) -> None:
    """Whoever kept one feed has something to hold every later record against. Both kinds of feed say the same, and
    the same for ever; a feed cannot name the entry that names it."""
    record_file = installed.release.read("record/DEMO_record.jsonl").splitlines()
    whats = [json.loads(line)["what"] for line in record_file]
    place = {what["release_id"]: number for number, what in enumerate(whats) if "files_sha256" in what}
    names = {i["id"]: i["_care_pressure"] for i in json.loads(installed.release.read("feed.json"))["items"]}
    feed = Xml.fromstring(installed.release.read("feed.atom"))
    found = {
        entry.findtext(f"{{{ATOM}}}id"): entry.find(f"{{{OWN}}}record-before")
        for entry in feed.iter(f"{{{ATOM}}}entry")
    }
    assert found.keys() == names.keys()
    for name, told in names.items():
        before = told["record_before"]
        assert before["entries"] == place[told["release_id"]]
        assert before["root"] == merkle.root(record_file[: before["entries"]]).hex()
        assert found[name].attrib == {"entries": str(before["entries"]), "root": before["root"]}
    earlier = json.loads(installed.releases()[-3].read("feed.json"))["items"]
    assert all(item["_care_pressure"] == names.get(item["id"], item["_care_pressure"]) for item in earlier)


def test_the_read_me_in_a_bundle_says_the_length_and_root_and_where_the_signature_is(installed: Told) -> None:
    release = installed.release
    *before, own = release.read("record/DEMO_record.jsonl").splitlines()
    assert json.loads(own)["what"]["release_id"] == release.id
    root = merkle.root(before).hex()
    said = release.read("data/README.txt").decode()
    assert f"own entry: {len(before)} entries, root {root}\n" in said
    assert f"/demo/releases/{release.id}/record/" in said


def test_names_are_tag_addresses_of_council_moment_and_kind(installed: Told) -> None:
    """They hold no release and no address of a site, so that they survive a move."""
    with reading(installed.installation.engine) as connection:
        declared = next(e for e in News(installed.inputs(connection)).told() if e.kind == words.DECLARED)

    assert declared.id == "tag:care-pressure.invalid,2026:X99000004/2026-09-28T14:00:00Z/declared/X99000004-1"


def test_a_council_feed_has_all_of_its_own_events_and_no_others(installed: Told) -> None:
    every = entries(installed.release)
    for code in ("X99000004", "X99000003", "X99000001"):
        read = feedparser.parse(installed.release.read(f"councils/{code}/feed.atom"))
        assert {e.id for e in read.entries} == {name for name in every if f":{code}/" in name}
        assert read.entries


@pytest.mark.parametrize("path", ["feed", "feeds/2026-09", "councils/X99000004/feed"])
def test_json_feed_and_atom_say_the_same(installed: Told, path: str) -> None:
    document = json.loads(installed.release.read(f"{path}.json"))
    read = feedparser.parse(installed.release.read(f"{path}.atom"))

    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert [i["id"] for i in document["items"]] == [e.id for e in read.entries]
    assert [i["title"] for i in document["items"]] == [e.title for e in read.entries]
    assert document["feed_url"] == f"https://pressure.example/demo/{path}.json"


def test_each_entry_leads_to_the_council_and_to_the_corrections_of_its_release(installed: Told) -> None:
    read = feedparser.parse(installed.release.read("feed.atom"))
    for entry in read.entries:
        assert entry.link.startswith("https://pressure.example/demo/councils/X99")
        related = next(link.href for link in entry.links if link.rel == "related")
        assert related.startswith("https://pressure.example/demo/corrections/")
        assert "Demonstration" in entry.title


def test_the_newest_entry_comes_first_and_dates_the_feed(installed: Told) -> None:
    read = feedparser.parse(installed.release.read("feed.atom"))
    dates = [e.updated for e in read.entries]

    assert dates == sorted(dates, reverse=True)
    assert read.feed.updated == dates[0]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (None, rating(None), []),
        (None, rating(2), [words.GIVEN]),
        (rating(2), rating(2, day=7), []),
        (rating(2), rating(3, day=7), [words.UP]),
        (rating(3), rating(2, day=7), [words.DOWN]),
        (rating(3), rating(None, day=7), [words.OUT_OF_DATE]),
        (rating(None), rating(None, day=7), []),
        (rating(None), rating(1, day=7), [words.GIVEN]),
        (rating(3), rating(2, day=7, moved_by="figures"), [words.DOWN]),
        (rating(3), rating(2, day=7, moved_by="correction"), [words.DOWN]),
        (rating(3), rating(2, day=7, moved_by="rules"), [words.RULES]),
        (rating(2), rating(3, day=7, moved_by="both"), [words.RULES]),
        (rating(3), rating(3, day=7, moved_by="rules"), []),
        (rating(3), rating(3, day=7, status="floor_only"), [words.OUT_OF_DATE]),
        (rating(3, status="floor_only"), rating(2, day=7), [words.GIVEN]),
        (rating(3, status="floor_only"), rating(4, day=7, status="floor_only"), [words.UP]),
        (rating(3, valid_days=5), rating(3, day=7), [words.OUT_OF_DATE, words.GIVEN]),
        (rating(3, valid_days=5), rating(None, day=7), [words.OUT_OF_DATE]),
        (rating(3, valid_days=7), rating(2, day=7), [words.DOWN]),
    ],
)
def test_what_one_rating_tells_after_another(before: Any, after: Any, kinds: list[str]) -> None:
    """A level that had run out by the end of a day was lost; one replaced on the same day was not."""
    assert [e["kind"] for e in _between("X99000001", before, after)] == kinds


@pytest.mark.parametrize(
    ("moved_by", "said"), [("correction", ", because earlier figures were corrected. Before"), ("figures", "). Before")]
)
def test_a_level_that_a_correction_moved_is_told_so(installed: Told, moved_by: str, said: str) -> None:
    """A level may fall at once only where past weeks were put right, and then the feed says that."""
    with reading(installed.installation.engine) as connection:
        news = News(installed.inputs(connection))
        told = list(_between("X99000001", rating(3), rating(2, day=7, moved_by=moved_by)))
        (event,) = news._events(told)
        assert said in words.body(event, installed.installation.book())


def test_an_end_tells_what_helped_and_a_notice_of_law_that_nobody_has_checked_it(installed: Told) -> None:
    """Other councils learn from what helped; who reads a feed never sees the page that says what is to be checked."""
    book = installed.installation.book()
    with reading(installed.installation.engine) as connection:
        told = News(installed.inputs(connection)).told()
    declared = next(e for e in told if e.kind == words.DECLARED)
    assert words.body(declared, book).endswith("is to be checked: nobody there has checked it yet. " + words.INVENTED)
    assert declared.signed is not None
    for helped, said in (("More carers started.", " What helped: “More carers started.”"), ("", ""), (None, "")):
        ended = replace(declared, kind=words.ENDED, signed={**declared.signed, "helped": helped})
        assert words.body(ended, book).removesuffix(f" {words.INVENTED}").endswith(f" 2026.{said}")


def test_every_kind_of_event_has_a_title_a_text_and_a_meaning() -> None:
    assert set(words.TITLES) | {words.OUT_OF_DATE} == set(words._BODIES) == set(words.KINDS)
