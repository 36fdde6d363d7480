"""Files of a release over HTTP: whole, in ranges, packed, unchanged, and as they were."""

import gzip
import hashlib
import os
import zlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pressure.release.joined import joined_path
from pressure.release.site import Release
from pressure.settings import settings
from pressure.web import health
from pressure.web.release_files import bodies
from tests.site_cases import DEMONSTRATION, FIRST, RELEASED, SECOND, STATES, ratings_csv

CSV = "/data/ratings.csv"


def test_a_csv_arrives_complete_with_its_sha256_as_etag(client: TestClient, released: Release) -> None:
    """A reader can prove that nothing is missing."""
    answer = client.get(CSV)
    assert answer.status_code == 200
    assert answer.content == ratings_csv()
    digest = hashlib.sha256(answer.content).hexdigest()
    assert answer.headers["etag"] == f'"{digest}"'
    assert released.entry("data/ratings.csv")["sha256"] == digest
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-length"] == str(len(ratings_csv()))


def test_packed_and_plain_bodies_are_the_same_bytes_in_a_single_member(client: TestClient) -> None:
    """Chromium and httpx stop without a word after the first of several gzip members."""
    with client.stream("GET", CSV, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-length"] == str(len(packed))
    assert answer.headers["etag"].endswith('-gzip"')
    one = zlib.decompressobj(31)
    assert one.decompress(packed) == ratings_csv()
    assert one.eof
    assert not one.unused_data
    assert gzip.decompress(packed) == client.get(CSV).content


@pytest.mark.parametrize("path", ["/", "/councils/E10000001/", "/councils/E10000001/rating.json", CSV])
@pytest.mark.parametrize("coding", ["gzip", "identity", "gzip;q=0", "br"])
def test_a_client_that_has_the_version_gets_304_in_either_form(client: TestClient, path: str, coding: str) -> None:
    """Asking again costs nothing."""
    asked = {"Accept-Encoding": coding}
    first = client.get(path, headers=asked)
    assert first.status_code == 200
    assert first.headers["vary"] == "Accept-Encoding"
    again = client.get(path, headers={**asked, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["etag"] == first.headers["etag"]
    one_of = f'"other", W/{first.headers["etag"]}'
    assert client.get(path, headers={**asked, "If-None-Match": one_of}).status_code == 304
    assert client.get(path, headers={**asked, "If-None-Match": '"other"'}).status_code == 200


def test_a_small_file_of_several_parts_is_packed_as_one_too(client: TestClient) -> None:
    """A council's history has one part a year."""
    with client.stream("GET", "/data/releases.csv", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    one = zlib.decompressobj(31)
    lines = "\n".join(("release_id,published_at", *RELEASED))
    assert one.decompress(packed).decode() == f"{lines}\n"
    assert not one.unused_data


def test_packed_copies_of_large_files_do_not_pile_up(tmp_path: Path) -> None:
    """A release a week for ten years must not fill the disk."""
    for number in range(bodies.KEPT + 5):
        file = tmp_path / f"{number:03}.gz"
        file.touch()
        os.utime(file, (number, number))
    bodies.forget(tmp_path)
    left = sorted(file.stem for file in tmp_path.iterdir())
    assert len(left) == bodies.KEPT
    assert left[-1] == f"{bodies.KEPT + 4:03}"


@pytest.mark.parametrize("coding", ["gzip", "identity"])
@pytest.mark.parametrize("path", [CSV, "/data/releases.csv", "/councils/E10000001/rating.json"])
@pytest.mark.parametrize("lost", [1, 5, 10_000_000])
def test_a_stored_file_that_lost_its_end_is_an_error_and_never_a_short_answer(
    client: TestClient, released: Release, path: str, coding: str, lost: int
) -> None:
    """With one, a few or all of its bytes gone."""
    name = path.removeprefix("/")
    joined, *_ = files = [joined_path(released.root, released.entry(name)["sha256"]), *bodies.blobs(released, name)]
    broken = joined if joined.is_file() else files[-1]
    whole = broken.read_bytes()
    broken.write_bytes(whole[:-lost])
    try:
        answer = client.get(path, headers={"Accept-Encoding": coding})
    finally:
        broken.write_bytes(whole)
    assert answer.status_code == 500
    assert client.get(path).status_code == 200


def test_a_refused_gzip_is_never_sent(client: TestClient) -> None:
    """q=0 means no, also to whatever stands behind us."""
    answer = client.get(CSV, headers={"Accept-Encoding": "gzip;q=0"})
    assert answer.headers.get("content-encoding", "identity") == "identity"
    assert answer.headers["content-length"] == str(len(ratings_csv()))
    assert answer.content == ratings_csv()


@pytest.mark.parametrize("path", ["/", CSV, "/councils/E10000001/badge.svg"])
def test_head_has_the_headers_of_get_and_no_body(client: TestClient, path: str) -> None:
    """A script can look at size and version first."""
    get, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert not head.content
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, -1),
        ("bytes=-7", -7, -1),
        ("bytes=40000-70000", 40000, 70000),
        ("bytes=5-99999999", 5, -1),
    ],
)
def test_a_range_gives_exactly_those_bytes(client: TestClient, asked: str, first: int, last: int) -> None:
    """A broken download goes on where it stopped."""
    whole = ratings_csv()
    size = len(whole)
    start, end = first % size, last % size
    for coding in ("identity", "gzip"):
        answer = client.get(CSV, headers={"Range": asked, "Accept-Encoding": coding})
        assert answer.status_code == 206
        assert answer.headers["content-range"] == f"bytes {start}-{end}/{size}"
        assert answer.content == whole[start : end + 1]
        assert answer.headers["content-length"] == str(end - start + 1)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_past_the_end_is_refused_with_the_size(client: TestClient, asked: str) -> None:
    """The client learns how long the file is."""
    answer = client.get(CSV, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(ratings_csv())}"


@pytest.mark.parametrize("asked", ["bytes=9-2", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=-"])
def test_a_range_we_do_not_understand_gives_the_whole_file(client: TestClient, asked: str) -> None:
    """Never a part that was not asked for."""
    answer = client.get(CSV, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, ratings_csv())


def test_a_range_of_another_version_gives_the_whole_file(client: TestClient) -> None:
    """Two versions are never joined into one file."""
    stale = client.get(CSV, headers={"Range": "bytes=5-", "If-Range": '"other"'})
    assert stale.status_code == 200
    same = client.get(CSV, headers={"Range": "bytes=5-", "If-Range": client.head(CSV).headers["etag"]})
    assert same.status_code == 206


@pytest.mark.parametrize(
    ("path", "kind", "open_to_all"),
    [
        ("/", "text/html; charset=utf-8", False),
        ("/councils/E10000001/", "text/html; charset=utf-8", False),
        ("/councils/E10000001/rating.json", "application/json", True),
        ("/councils/E10000001/history.csv", "text/csv; charset=utf-8; header=present", True),
        ("/councils/E10000001/badge.svg", "image/svg+xml", True),
        ("/councils/E10000001/feed.atom", "application/atom+xml", True),
        (f"/demo/councils/{DEMONSTRATION}/DEMO_history.csv", "text/csv; charset=utf-8; header=present", True),
        ("/openapi.yaml", "application/yaml", True),
    ],
)
def test_every_file_says_what_it_is_and_data_is_open_to_every_site(
    client: TestClient, path: str, kind: str, open_to_all: bool
) -> None:
    """Another website's script may read the data; nothing guesses a type."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (answer.headers.get("access-control-allow-origin") == "*") is open_to_all
    assert "set-cookie" not in answer.headers


def test_a_browser_may_ask_first_whether_it_may_ask(client: TestClient) -> None:
    """If-None-Match from another site begins with OPTIONS."""
    answer = client.options(CSV, headers={"Origin": "https://news.example"})
    assert answer.status_code == 204
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert client.post(CSV).status_code == 405


def test_a_past_release_answers_as_it_was_for_ever(client: TestClient) -> None:
    """Nothing published is ever changed."""
    then, now = client.get(f"/releases/{FIRST}/"), client.get("/")
    assert "An older front page" in then.text
    assert "An older front page" not in now.text
    assert "immutable" in client.get(f"/releases/{FIRST}/?raw").headers["cache-control"]
    assert "must-revalidate" in now.headers["cache-control"]
    assert client.get(f"/releases/{FIRST}").headers["location"].endswith(f"/releases/{FIRST}/")
    assert client.get(f"/releases/{FIRST}{CSV}").content == ratings_csv()


@pytest.mark.parametrize(
    ("asked", "release"),
    [
        ("2026-11-18", FIRST),
        ("2026-11-24T23:59:59Z", FIRST),
        ("2026-11-25T09:29:59+00:00", FIRST),
        ("2026-11-25T09:30:00Z", SECOND),
        ("2026-11-25T09:30", SECOND),
        ("2030-01-01", SECOND),
    ],
)
def test_as_of_leads_to_the_release_in_force_then(client: TestClient, asked: str, release: str) -> None:
    """A court, a reporter and a council mean the same page by the same moment."""
    answer = client.get(f"/as-of/{asked}/data/ratings.csv")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/releases/{release}/data/ratings.csv"


def test_the_invented_region_has_its_own_releases_and_moments(client: TestClient) -> None:
    """Real and simulated never share a file."""
    assert "Demonstration" in client.get("/demo/").text
    assert client.get("/demo/data/ratings.csv").status_code == 404
    answer = client.get(f"/demo/as-of/2026-12-01/councils/{DEMONSTRATION}/rating.json")
    assert answer.headers["location"] == f"/demo/releases/{SECOND}/councils/{DEMONSTRATION}/rating.json"
    assert client.get(answer.headers["location"]).json()["demonstration"] is True
    assert client.get(f"/councils/{DEMONSTRATION}/").status_code == 404
    assert client.get(f"/demo/releases/{FIRST}/").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "2020-01-01",
        "soon",
        "2026-13-01",
        "2026-11-18T25:00",
        "0001-01-01",
        "9999-12-31",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00",
        "0000-01-01",
        "٢٠٢٦-١١-١٨",
    ],
)
def test_as_of_a_moment_with_nothing_published_is_404_and_says_why(client: TestClient, asked: str) -> None:
    """Never the nearest one instead."""
    assert client.get(f"/as-of/{asked}/").status_code == 404


@pytest.mark.parametrize("path", ["/councils", "/councils/E10000001", f"/releases/{FIRST}/councils/E10000001"])
def test_a_folder_without_its_slash_is_sent_to_the_one_with_it(client: TestClient, path: str) -> None:
    """One address a page."""
    answer = client.get(path)
    assert answer.status_code == 308
    assert answer.headers["location"].endswith(path + "/")


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/councils/E1/",
        "/councils/E10000001/nope.csv",
        "/releases/nope/",
        "/data/",
        "/_stcore/health",
        "/application",
    ],
)
def test_an_unknown_path_is_404_and_leads_on(client: TestClient, path: str) -> None:
    """Nobody is left at a dead end."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/councils/"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../settings.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/data/..%2f..%2fcurrent",
        "/releases/..%2f..%2fx/y",
        "/releases/%2e%2e/index.html",
        "/blobs/",
        "/made_from.json",
        "/current/index.html",
        f"/releases/{SECOND}.json",
        "/data/%00",
    ],
)
def test_nothing_outside_the_release_can_be_reached(client: TestClient, path: str) -> None:
    """Only names in the manifest exist; paths never touch the disk."""
    assert client.get(path).status_code in {400, 404}


def test_a_name_finds_its_council_without_any_script(client: TestClient) -> None:
    """The form on the front page works on the oldest phone."""
    for query in ("Highbury", "highbury COUNCIL", "HBY", "E10000003", "  HIGHBURY ON THE HILL "):
        answer = client.get("/councils/", params={"q": query})
        assert (answer.status_code, answer.headers["location"]) == (302, "/councils/E10000003/")
    several = client.get("/councils/", params={"q": "h"})
    assert several.status_code == 200
    assert "Highbury" in several.text
    assert "Invented" not in several.text
    part = client.get("/councils/", params={"q": "highb"})
    assert (part.status_code, part.headers["cache-control"]) == (200, "no-store")
    assert "One answer for “highb”." in part.text
    assert DEMONSTRATION in client.get("/demo/councils/", params={"q": "Invented"}).text
    none = client.get("/councils/", params={"q": "<script>"})
    assert none.status_code == 200
    assert "<script>" not in none.text
    assert all(f'href="/councils/{code}/"' in none.text for code in STATES)
    assert "All councils" in client.get("/councils/", params={"q": ""}).text


def test_before_the_first_release_every_page_says_so_and_asks_again(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first start is not an error, and needs no script to go on."""
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    for path in ("/", "/councils/", "/councils/?q=a", "/councils/E10000001/"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "The first figures are being loaded" in answer.text
        assert 'http-equiv="refresh"' in answer.text
        assert int(answer.headers["retry-after"]) > 0
    assert client.get(CSV).json() == {"error": "The first figures are being loaded"}
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)


def test_a_failed_first_load_is_said_and_nobody_is_kept_waiting(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that reloads for ever helps nobody."""
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    health.start_failed.set()
    answer = client.get("/")
    health.start_failed.clear()
    assert answer.status_code == 503
    assert "did not work" in answer.text
    assert "http-equiv" not in answer.text


def test_ready_says_which_check_passes(client: TestClient) -> None:
    """An operator's probe learns enough and no more."""
    assert client.get("/readyz").json()["checks"]["release"] == "ok"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html"),
        ("record.jsonl", "application/jsonl"),
        ("reasons.csv", "text/csv"),
        ("checkpoint", "text/plain"),
        ("public_key", "text/plain"),
        ("verify_record.py", "text/x-python"),
    ],
)
def test_the_record_is_served_with_what_checks_it(client: TestClient, name: str, kind: str) -> None:
    """Each as what it is, and open to programs of other sites; only the page is for people."""
    answer = client.get(f"/record/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert ("access-control-allow-origin" in answer.headers) == bool(name)
