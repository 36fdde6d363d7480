"""The history can be walked by a person: a list of every release, the site as it was on a day, a release in one zip."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import date

import pytest
from starlette.testclient import TestClient

from pressure.content.plain.releases import releases_page
from pressure.release import site
from pressure.release.site import MANIFEST, Release
from tests.rating_cases import BOOK
from tests.site_cases import DEMONSTRATION, FIRST, FRAME, SECOND


def listed(client: TestClient, base: str) -> list[dict[str, str]]:
    name = f"{'DEMO_' if base else ''}releases.csv"
    answer = client.get(f"{base}/releases/{name}")
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(("base", "ids"), [("", [SECOND, FIRST]), ("/demo", [SECOND])])
def test_every_release_is_listed_with_the_hash_of_the_manifest_it_serves(
    client: TestClient, released: Release, base: str, ids: list[str]
) -> None:
    """Newest first, on the page and in the file; each address printed answers."""
    rows, page = listed(client, base), client.get(f"{base}/releases/").text
    assert [row["release_id"] for row in rows] == ids
    at = [page.index(f'href="{base}/releases/{one}/"') for one in ids]
    assert at == sorted(at)
    for row in rows:
        manifest = client.get(f"{base}/releases/{row['release_id']}/{MANIFEST}").content
        assert hashlib.sha256(manifest).hexdigest() == row["manifest_sha256"]
        assert len(json.loads(manifest)["files"]) == int(row["files"])
        assert f">{row['manifest_sha256'][:12]}</a>" in page
    for link in re.findall(rf'href="({base}/releases/[^"]*)"', page):
        assert client.head(link).status_code == 200, link


def test_a_release_that_the_one_in_force_does_not_name_is_not_listed(client: TestClient, released: Release) -> None:
    """One still being made, or left over from a copy that was put back."""
    manifest = json.loads(site.manifest_path(released.root, FIRST).read_bytes())
    left = site.manifest_path(released.root, "20261119T093000Z-9")
    left.write_text(json.dumps({**manifest, "release_id": left.stem}), encoding="utf-8")
    try:
        assert left.stem not in client.get("/releases/").text
        assert left.stem not in {row["release_id"] for row in listed(client, "")}
    finally:
        left.unlink()


@pytest.mark.parametrize(
    ("base", "on", "release"),
    [("", "2026-11-18", FIRST), ("", "2026-11-24", FIRST), ("", "2026-11-25", SECOND), ("/demo", "2026-12-01", SECOND)],
)
def test_the_form_leads_to_the_site_as_it_was_on_that_day(client: TestClient, base: str, on: str, release: str) -> None:
    """By GET and redirects: no script, and an address to share."""
    page = client.get(f"{base}/releases/").text
    assert f'<form action="{base}/as-of/" method="get">' in page
    assert re.search('<label for="on">[^<]+</label>\n<input id="on" name="on" type="date"', page)
    first = client.get(f"{base}/as-of/", params={"on": on})
    assert (first.status_code, first.headers["location"]) == (302, f"{base}/as-of/{on}/")
    assert client.get(first.headers["location"]).headers["location"] == f"{base}/releases/{release}/"


@pytest.mark.parametrize("base", ["", "/demo"])
@pytest.mark.parametrize("on", ["soon", "16/11/2026", "//evil.example", "2026-13-01", "<b>", "\r\nX: 1", "9" * 5000])
def test_what_is_no_day_is_said_and_leads_nowhere(client: TestClient, base: str, on: str) -> None:
    """Never a redirect to what somebody typed."""
    answer = client.get(f"{base}/as-of/", params={"on": on})
    assert answer.status_code == 404
    assert "is not a day" in answer.text
    assert "<b>" not in answer.text
    for empty in ({}, {"on": " "}):
        back = client.get(f"{base}/as-of", params=empty)
        assert (back.status_code, back.headers["location"]) == (302, f"{base}/releases/")


@pytest.mark.parametrize(("base", "release_id"), [("", FIRST), ("", SECOND), ("/demo", SECOND)])
def test_any_release_comes_in_one_zip_with_exactly_its_files(
    client: TestClient, released: Release, base: str, release_id: str
) -> None:
    """Byte for byte what its manifest names, and the manifest itself."""
    release = site.release(released.root / base.removeprefix("/"), release_id)
    mark = "DEMO_" if base else ""
    address = f"{base}/releases/{release_id}/data/{mark}everything.zip"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["x-robots-tag"] == "noindex"
    assert f'filename="{mark}everything.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {*release.manifest["files"], MANIFEST}
        assert all(archive.read(name) == release.read(name) for name in archive.namelist())
    assert client.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.get(address, headers={"Range": "bytes=0-3"}).content == b"PK\x03\x04"
    assert (
        client.get(address.replace("DEMO_", "") if base else address.replace("every", "DEMO_every")).status_code == 404
    )


def test_a_release_that_never_was_has_no_zip(client: TestClient) -> None:
    """Nor has one of the other track."""
    for path in ("/releases/20990101T000000Z-1", f"/demo/releases/{FIRST}", "/releases/..%2f"):
        for mark in ("", "DEMO_"):
            assert client.get(f"{path}/data/{mark}everything.zip").status_code in {400, 404}


def test_earlier_years_are_folded_and_every_release_says_why() -> None:
    """Three years of weeks fit on a screen; a reason we do not know is printed as it was kept."""
    rows = [
        {
            "release_id": f"{year}0107T093000Z-1",
            "published_at": f"{year}-01-07T09:30:00Z",
            "reason": reason,
            "note": note,
            "files": 3,
            "manifest_sha256": f"{year}" * 16,
        }
        for year, reason, note in (
            (2026, "scheduled", ""),
            (2025, "correction", "Wrong <week>."),
            (2024, "odd", ""),
            (2023, "", ""),
        )
    ]
    page = releases_page(rows, BOOK, FRAME, date(2026, 11, 27)).decode()
    assert page.count("<details>") == 3
    assert page.index("20260107T093000Z-1") < page.index("<details>") < page.index("20250107T093000Z-1")
    assert "1 release of 2025" in page
    assert "The release of the week. 3 files. Manifest " in page
    assert "Something was corrected (Wrong &lt;week&gt;). 3 files." in page
    assert "odd. 3 files" in page
    assert "No reason was kept. 3 files" in page


def test_the_foot_of_every_plain_page_leads_to_the_past(client: TestClient) -> None:
    """In its own track."""
    for base, code in (("", "E10000001"), ("/demo", DEMONSTRATION)):
        assert f'<a href="{base}/releases/">Past releases</a>' in client.get(f"{base}/councils/{code}/").text
        assert client.get(f"{base}/releases").headers["location"].endswith(f"{base}/releases/")
