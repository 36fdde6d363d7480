"""The first minute of a demonstration: it answers at once, says how far it is, and no address is lost meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressure.settings import settings
from pressure.view.words_doors import DOORS
from pressure.web import telling
from pressure.web.telling import Part, Telling
from tests.site_cases import DEMONSTRATION, FIRST

DURING = ["/demo/", f"/demo/councils/{DEMONSTRATION}/", f"/demo/councils/{DEMONSTRATION}/brief/", "/demo/feed.atom",
          "/demo/data/DEMO_ratings.csv", f"/demo/releases/{FIRST}/", "/demo/as-of/2026-11-26/", "/demo/corrections/",
          f"/demo/councils/{DEMONSTRATION}/badge.svg", "/demo", "/demo/nothing/", "/sign-in", "/sign-out",
          f"/app/council?code={DEMONSTRATION}", "/demo/data/DEMO_everything.zip"]
REAL = ["/", "/councils/", "/councils/E10000001/", "/data/ratings.csv", "/app/council", "/releases/" + FIRST + "/"]


@pytest.fixture
def story() -> Iterator[Telling]:
    yield telling.begin()
    telling._stories.clear()


@pytest.mark.parametrize("path", DURING)
def test_while_the_story_is_told_each_of_its_addresses_says_so_and_when_to_ask_again(
        client: TestClient, story: Telling, path: str) -> None:
    """Never a 404, which a program would keep."""
    story.at(Part("telling the story", 12, 156))
    answer = client.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.headers["cache-control"] == "no-store"
    assert "telling the story: 12 of 156" in answer.text
    if "html" in answer.headers["content-type"]:
        assert '<progress max="156" value="12"' in answer.text
        assert 'http-equiv="refresh"' in answer.text
        assert "<script" not in answer.text


@pytest.mark.parametrize("path", REAL)
def test_what_is_published_already_is_served_meanwhile(client: TestClient, story: Telling, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", [path for path in REAL if not path.startswith("/releases")])
def test_before_anything_is_published_every_page_says_how_far_it_is(
        client: TestClient, story: Telling, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    story.at(Part("loading National figures", 1, 7))
    answer = client.get(path)
    assert (answer.status_code, "loading National figures: 1 of 7" in answer.text) == (503, True)


def test_readyz_says_how_far_it_is_and_turns_when_the_story_is_told(client: TestClient, story: Telling) -> None:
    story.at(Part("telling the story", 12, 156))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["progress"] == {"work": "telling the story", "done": 12, "of": 156}
    assert client.get("/healthz").status_code == 200
    story.told.set()
    assert (client.get("/readyz").status_code, client.get("/demo/").status_code) == (200, 200)


def test_a_story_that_could_not_be_told_says_so_and_does_not_ask_again(client: TestClient, story: Telling) -> None:
    story.failed.set()
    answer = client.get("/demo/")
    assert (answer.status_code, "It could not be made" in answer.text) == (503, True)
    assert "refresh" not in answer.text
    assert client.get("/readyz").json()["failed"] is True


def test_the_front_page_of_a_demonstration_has_three_doors_and_the_regions_levels(
        client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """In colour, shape, number and word; and nobody else's front page has any of it."""
    monkeypatch.setattr("pressure.web.doors.BEFORE", b"<h1>")
    assert "Three doors" not in client.get("/").text
    monkeypatch.setattr(settings, "demonstration", True)
    page = client.get("/").text
    for who, to, _ in DOORS:
        assert f'<a href="{to}">{who}</a>' in page
    (line,) = re.findall(rf'<li><a href="/demo/councils/{DEMONSTRATION}/">.*?</li>', page)
    assert re.search(r"background:#[0-9a-f]{6};color:#[0-9a-f]{6}", line)
    assert re.search(r"<svg.*</svg>\w+ pressure, level \d of 4", line)
    assert "Three doors" not in client.get("/councils/").text
