"""The first minute of a demonstration: it answers at once, says how far it is, and no address is lost meanwhile."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressure.actions import telling
from pressure.actions.telling import Telling
from pressure.settings import settings
from pressure.words import telling as words
from tests.site_cases import DEMONSTRATION, FIRST

STORY = Telling(work="telling the story", done=12, of=156)
DURING = [
    "/demo/",
    f"/demo/councils/{DEMONSTRATION}/",
    f"/demo/councils/{DEMONSTRATION}/brief/",
    "/demo/feed.atom",
    "/demo/data/DEMO_ratings.csv",
    f"/demo/releases/{FIRST}/",
    "/demo/as-of/2026-11-26/",
    "/demo/corrections/",
    f"/demo/councils/{DEMONSTRATION}/badge.svg",
    "/demo",
    "/demo/nothing/",
    "/sign-in",
    "/sign-out",
    "/demo/data/DEMO_everything.zip",
]
REAL = ["/", "/councils/", "/councils/E10000001/", "/data/ratings.csv", "/app/council", f"/releases/{FIRST}/"]


@pytest.fixture
def told(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A demonstration of its own, whose story is still being told."""
    site = tmp_path / "site"
    shutil.copytree(settings.site_dir, site, symlinks=True)
    monkeypatch.setattr(settings, "site_dir", site)
    monkeypatch.setattr(settings, "demonstration", True)
    telling.say(site, STORY)
    return site


@pytest.mark.parametrize("path", DURING)
def test_while_the_story_is_told_each_of_its_addresses_says_so_and_when_to_ask_again(
    client: TestClient, told: Path, path: str
) -> None:
    """Never a 404, which a program would keep."""
    answer = client.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"
    assert "Telling the story: 12 of 156" in answer.text
    if "html" in answer.headers["content-type"]:
        assert 'max="156" value="12"' in answer.text
        assert 'http-equiv="refresh"' in answer.text
        assert "<script" not in answer.text


@pytest.mark.parametrize("path", REAL)
def test_what_is_published_already_is_served_meanwhile(client: TestClient, told: Path, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/councils/", "/councils/E10000001/", "/data/ratings.csv", f"/releases/{FIRST}/"])
def test_before_anything_is_published_every_page_says_how_far_it_is(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """And the start page is that page."""
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    monkeypatch.setattr(settings, "demonstration", True)
    telling.say(tmp_path, STORY)
    answer = client.get(path)
    assert (answer.status_code, "Telling the story: 12 of 156" in answer.text) == (503, True)
    front = client.get("/")
    assert (front.status_code, "Telling the story: 12 of 156" in front.text) == (200, True)


def test_readyz_says_how_far_it_is_and_turns_when_the_story_is_told(client: TestClient, told: Path) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["demonstration"] == {"work": "telling the story", "done": 12, "of": 156, "failed": False}
    assert client.get("/healthz").status_code == 200
    telling.told(told)
    assert (client.get("/readyz").status_code, client.get("/demo/").status_code) == (200, 200)


def test_a_story_that_could_not_be_told_says_so_and_does_not_ask_again(client: TestClient, told: Path) -> None:
    telling.say(told, Telling(work="telling the story", done=12, of=156, failed=True))
    answer = client.get("/demo/")
    assert (answer.status_code, words.FAILED_TITLE in answer.text) == (503, True)
    assert "http-equiv" not in answer.text
    assert client.get("/readyz").json()["demonstration"]["failed"] is True


def test_the_front_page_of_a_demonstration_leads_to_its_doors_and_nobody_elses_does(
    client: TestClient, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real and invented share no published file: the doors are put there when the page is asked for."""
    doors = (
        ("A resident", f"/demo/councils/{DEMONSTRATION}/", "why"),
        ("A director", "/sign-in", "sign"),
        ("A journalist", "/demo/data/", "files"),
    )
    monkeypatch.setattr("pressure.content.plain.doors.BEFORE", b"<h1>")
    telling.open_doors(told, doors)
    telling.told(told)
    page = client.get("/").text
    assert all(f'<a href="{path}">{who}</a>' in page for who, path, _ in doors)
    assert words.INVENTED in page
    monkeypatch.setattr(settings, "demonstration", False)
    assert words.INVENTED not in client.get("/").text
