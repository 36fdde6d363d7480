"""An archived page is never taken for that of today: it says so, stays in its release, and points to the live one."""

import gzip
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressure import clock
from pressure.domain.moments import moment_meant
from pressure.release import site
from pressure.release.site import Release
from pressure.settings import settings
from pressure.web.release_files import archived as pages
from tests import site_cases
from tests.site_cases import DEMONSTRATION, FIRST, SECOND, STATES

LINKS = re.compile(r"""\s(?:href|src)=["'](/[^"']*)["']""")
LOOKED = "This is how the page looked on "


def trees(released: Release) -> list[tuple[str, Release]]:
    """Each track's address and an older release of it."""
    return [("", site.release(released.root, FIRST)), ("/demo", site.release(released.root / "demo", SECOND))]


def archived(released: Release) -> list[tuple[str, Release, str]]:
    return [
        (base, release, name)
        for base, release in trees(released)
        for name in release.manifest["files"]
        if name.endswith(".html")
    ]


def test_every_archived_page_says_when_it_looked_so_and_leads_to_the_page_of_now(
    client: TestClient, released: Release
) -> None:
    """Once, before anything else the page says, without any script, whatever kind of page it is."""
    every = archived(released)
    assert len(every) > 10
    for base, release, name in every:
        answer = client.get(f"{base}/releases/{release.id}/{name}")
        line = re.findall(r'<div role="region" aria-label="A page of the past".*?</div>', answer.text)
        assert len(line) == 1, name
        assert len(line[0].encode()) < (900 if name.startswith("cy/") else 500)
        day = "Wednesday 25 November 2026" if base else "Wednesday 18 November 2026"
        assert f"{LOOKED}{day}." in line[0]
        assert answer.text.index(line[0]) < answer.text.index("<h1")
        live = f"{base}/{name.removesuffix('index.html')}"
        assert f'<a href="{live}"' in line[0]
        assert client.get(live).status_code == 200
        whole = f"{settings.public_address}{live}"
        assert answer.text.count(f'<link rel="canonical" href="{whole}">') == 1
        assert answer.headers["link"] == f'<{whole}>; rel="canonical"'
        assert "script" not in line[0]
        assert LOOKED not in client.get(live).text


def test_every_link_of_an_archived_page_stays_in_its_release_where_that_has_it(
    client: TestClient, released: Release
) -> None:
    """A click never leaves the past without saying so; questions, the charts and the line at the top lead to now."""
    led = 0
    for base, release, name in archived(released):
        start = f"{base}/releases/{release.id}/"
        text = client.get(f"{start}{name}").text
        text = re.sub(r'<div role="region" aria-label="A page of the past".*?</div>', "", text)
        links = [unescape(link).partition("#")[0] for link in LINKS.findall(text)]
        for link in links:
            if link.startswith(start):
                led += 1
                assert client.get(link).status_code == 200, (name, link)
                continue
            inside = link.removeprefix(f"{base}/")
            assert not release.has(inside), (name, link)
            assert not release.has(f"{inside.rstrip('/')}/index.html".lstrip("/")) or link == "/", (name, link)
    assert led > 50


@pytest.mark.parametrize("code", sorted(STATES))
def test_the_line_on_a_council_tells_its_level_now(client: TestClient, released: Release, code: str) -> None:
    """In the words of the live page, at least where that is all we know, and none where there is none."""
    rating = released.json(f"councils/{code}/rating.json")["rating"]
    text = client.get(f"/releases/{FIRST}/councils/{code}/").text
    number, least = rating["level_published"], "at least " if rating["status"] == "floor_only" else ""
    said = f"{rating['level_name']} ({least}level {number} of 4)" if number else "No current level"
    assert f"The level now: {said}." in text


def test_a_level_that_has_run_out_is_not_the_level_now(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """No release is needed for that to become true."""
    monkeypatch.setattr(clock, "now", lambda: moment_meant("2031-01-01"))
    assert "The level now: No current level." in client.get(f"/releases/{FIRST}/councils/E10000003/").text
    assert "The level now: " not in client.get(f"/releases/{FIRST}/councils/").text


def test_a_page_whose_council_is_gone_leads_to_what_holds_now(released: Release, tmp_path: Path) -> None:
    """There is no live address to name, so none is."""
    live = site_cases.publish_bare(tmp_path)
    text = pages.page(released, live, "councils/E10000001/index.html").decode()
    assert "canonical" not in text
    assert "There is no such page now. See what holds now</a>" in text
    assert "The level now: " not in text
    assert pages.headers(live, "councils/E10000001/index.html") == {"X-Robots-Tag": "noindex"}


def test_no_answer_from_the_past_is_for_a_search_engine(client: TestClient, released: Release) -> None:
    """Pages, files, redirects, and what is not there."""
    for base, release in trees(released):
        for name in (*release.manifest["files"], "", "councils", "data/manifest.json", "nope", "nope/"):
            answer = client.get(f"{base}/releases/{release.id}/{name}")
            assert answer.headers["x-robots-tag"] == "noindex", name
    for path in ("/", "/councils/E10000001/", "/data/ratings.csv"):
        assert "x-robots-tag" not in client.get(path).headers


def test_the_published_bytes_are_there_for_whoever_wants_to_check(client: TestClient, released: Release) -> None:
    """`?raw` gives the page of the manifest; a file is never touched, asked either way."""
    for base, release in trees(released):
        for name, entry in release.manifest["files"].items():
            start = f"{base}/releases/{release.id}/{name}"
            for address in (f"{start}?raw", f"{start}?raw=1", *([] if name.endswith(".html") else [start])):
                answer = client.get(address)
                assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"], address
                assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", [f"/releases/{FIRST}/councils/E10000003/", f"/demo/releases/{SECOND}/"])
def test_the_line_is_part_of_the_version_and_nothing_keeps_it_long(client: TestClient, path: str) -> None:
    """The level now changes; the page of then does not."""
    plain, raw = client.get(path), client.get(f"{path}?raw")
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "must-revalidate" in plain.headers["cache-control"]
    assert plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert len({one.headers["etag"] for one in (plain, raw, packed)}) == 3
    for one, coding in ((plain, "identity"), (packed, "gzip")):
        again = client.get(path, headers={"If-None-Match": one.headers["etag"], "Accept-Encoding": coding})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", one.headers["etag"])
    assert client.get(path, headers={"If-None-Match": raw.headers["etag"]}).status_code == 200
    head = client.head(path)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(plain.content)))
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_as_of_a_day_leads_to_a_page_that_says_so(client: TestClient) -> None:
    """In both trees."""
    for base, path in (("", "councils/E10000003/"), ("/demo", f"councils/{DEMONSTRATION}/")):
        answer = client.get(f"{base}/as-of/{'2026-12-01' if base else '2026-11-20'}/{path}", follow_redirects=True)
        assert answer.status_code == 200
        assert LOOKED in answer.text
