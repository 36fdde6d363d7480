"""Where the clock is set every page says so, also packed, kept or in parts; files stay as they were published."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressure import clock
from pressure.settings import settings
from pressure.words.officers import rehearsal as words

AT = datetime(2027, 3, 1, 10, tzinfo=UTC)
SAYS = "The clock here is set. It says 10am on Monday 1 March 2027."
PAGES = (
    "/",
    "/councils/",
    "/councils/E10000001/",
    "/method/",
    "/sign-in",
    "/nothing",
    "/releases/",
    "/privacy/",
)
FILES = ("/data/ratings.csv", "/councils/E10000001/rating.json", "/data/manifest.json", "/wordmark.svg", "/favicon.svg")


@pytest.fixture
def ahead(tmp_path: Path) -> Iterator[Path]:
    clock.write(tmp_path / "clock", AT)
    clock.follow(tmp_path / "clock")
    yield tmp_path / "clock"
    clock.follow(None)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_the_clock_is_set(client: TestClient, ahead: Path, path: str) -> None:
    """However it is asked for."""
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"If-None-Match": "*"}, {"Range": "bytes=0-10"}):
        answer = client.get(path, headers=headers)
        assert SAYS in answer.text, headers
        assert answer.headers["cache-control"] == "no-store"
        assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_rehearsal_says_what_it_is_on_every_page(client: TestClient, ahead: Path, monkeypatch) -> None:
    monkeypatch.setattr(settings, "rehearsal", True)
    for path in PAGES[1:]:
        assert "This is a rehearsal. Nothing here is published" in client.get(path).text, path
    front = client.get("/")
    assert (front.status_code, front.headers["location"]) == (302, "/demo/")


@pytest.mark.parametrize("path", FILES)
def test_files_stay_as_they_are(client: TestClient, ahead: Path, path: str) -> None:
    with_it = client.get(path)
    clock.follow(None)
    assert with_it.content == client.get(path).content


def test_where_the_clock_is_the_real_one_no_page_is_touched(client: TestClient) -> None:
    answer = client.get("/councils/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers.get("content-encoding") == "gzip"
    assert words.CLOCK[:22] not in answer.text
    assert gzip  # the client unpacks it


def test_the_clock_moves_for_everybody_who_follows_its_file(ahead: Path, client: TestClient) -> None:
    clock.write(ahead, AT.replace(month=4))
    assert "1 April 2027" in client.get("/councils/").text
    clock.set_to(AT.replace(month=5))
    assert "1 May 2027" in client.get("/councils/").text
    assert abs((clock.now() - AT.replace(month=5)).total_seconds()) < 60


def test_a_process_that_follows_no_file_is_not_set() -> None:
    with pytest.raises(ValueError, match="the real one"):
        clock.set_to(AT)
    assert not clock.is_set()
