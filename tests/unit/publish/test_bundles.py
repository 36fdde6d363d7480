"""Everything in one file: as many rows as the CSVs, opened by other programs as it is, and never short."""

import asyncio
import csv
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pressure import clock
from pressure.document.dictionary import dictionary
from pressure.publish import bundles
from pressure.publish.bundles import LAST_KEPT, SQLITE, ZIP, bundle
from pressure.publish.check.verify import verify
from pressure.publish.files import sqlite_copy
from pressure.settings import settings
from pressure.web.routes import of_tree
from tests.publish_cases import Told

FILES = {
    name.removesuffix(".csv"): f"data/DEMO_{name}"
    for name, known in dictionary().items()
    if known.folder == "data" and not known.real_only
}


@pytest.fixture
def client(installed: Told, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(settings, "site_dir", installed.site_dir)
    return TestClient(Starlette(routes=[*of_tree("/demo"), *of_tree("")]))


def test_each_table_has_exactly_the_rows_of_its_csv(installed: Told) -> None:
    with closing(sqlite3.connect(bundle(installed.release, SQLITE))) as database:
        for table, path in FILES.items():
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            written = list(csv.reader(installed.release.read(path).decode().splitlines()))[1:]
            assert len(rows) == len(written) == installed.release.entry(path)["rows"], table
            assert [r[0] for r in rows] == [w[0] or None for w in written]


def test_numbers_are_numbers_and_every_link_leads_to_a_row(installed: Told) -> None:
    with closing(sqlite3.connect(bundle(installed.release, SQLITE))) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        kinds = database.execute("SELECT DISTINCT typeof(points), typeof(level_published) FROM ratings").fetchall()
        assert set(kinds) <= {("integer", "integer"), ("integer", "null")}
        assert database.execute("SELECT release_id FROM release").fetchone() == (installed.release.id,)
        described = {tuple(r) for r in database.execute("SELECT table_name, column_name FROM dictionary")}
        for table in FILES:
            columns = {(table, r[1]) for r in database.execute(f"PRAGMA table_info({table})")}
            assert columns <= described


def test_datasette_opens_it_unmodified(installed: Told) -> None:
    datasette = pytest.importorskip("datasette.app")

    async def asked() -> tuple[int, int]:
        served = datasette.Datasette([str(bundle(installed.release, SQLITE))])
        page = await served.client.get("/care-pressure/ratings.json?_shape=objects&_size=1")
        row = await served.client.get("/care-pressure/councils/X99000004")
        return page.status_code, row.status_code

    assert asyncio.run(asked()) == (200, 200)


def test_what_comes_out_of_the_zip_is_the_release_and_verifies(installed: Told, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle(installed.release, ZIP)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {*installed.release.manifest["files"], "data/manifest.json"}
        archive.extractall(tmp_path)
    assert verify(tmp_path)["files"] == len(installed.release.manifest["files"])


def test_a_full_disk_leaves_no_file_and_the_next_try_makes_it(
    installed: Told, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file that looks whole is worse than none."""
    ready = bundle(installed.release, ZIP)
    ready.unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(bundles, "chunks", full)
        answer = client.get("/demo/data/DEMO_everything.zip")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert list(ready.parent.glob(".writing-*")) == []
    assert not ready.exists()
    assert client.get("/demo/data/DEMO_everything.zip").status_code == 200


def test_a_file_cut_short_in_the_middle_is_not_kept(installed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = bundle(installed.release, SQLITE)
    ready.unlink()
    whole = sqlite_copy.lines

    def broken(blocks: object) -> object:
        yield from list(whole(blocks))[:1]  # type: ignore[arg-type]
        raise OSError("the stream broke")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite_copy, "lines", broken)
        with pytest.raises(OSError, match="broke"):
            bundle(installed.release, SQLITE)
    assert not ready.exists()
    assert bundle(installed.release, SQLITE).is_file()


def test_bundles_are_kept_of_the_newest_release_and_the_last_few_asked_for(installed: Told) -> None:
    """Whoever asks for one past release after the other fills no disk, and the one most asked for is not made again."""
    bundle(installed.releases()[3], ZIP)
    now = bundle(installed.release, ZIP)
    past = [bundle(release, ZIP) for release in installed.releases()[: LAST_KEPT + 2]]
    assert installed.release.id not in {path.parent.name for path in past}
    assert now.is_file()
    assert [path.is_file() for path in past] == [False] * 2 + [True] * LAST_KEPT


def test_a_past_release_has_its_own_zip_and_database(installed: Told, client: TestClient, tmp_path: Path) -> None:
    """With the rows it had then, also when that of today was asked for before."""
    past = installed.releases()[3]
    start = f"/demo/releases/{past.id}/data/DEMO_"
    (tmp_path / "past.sqlite").write_bytes(client.get(f"{start}care-pressure.sqlite").content)
    with closing(sqlite3.connect(tmp_path / "past.sqlite")) as database:
        assert database.execute("SELECT max(release_id) FROM releases").fetchone() == (past.id,)
    (tmp_path / "past.zip").write_bytes(client.get(f"{start}everything.zip").content)
    with zipfile.ZipFile(tmp_path / "past.zip") as archive:
        archive.extractall(tmp_path / "out")
    assert verify(tmp_path / "out")["files"] == len(past.manifest["files"])


@pytest.mark.parametrize("name", ["DEMO_everything.zip", "DEMO_care-pressure.sqlite"])
def test_it_is_served_whole_in_spans_and_not_again_to_who_has_it(client: TestClient, name: str) -> None:
    address = f"/demo/data/{name}"
    whole = client.get(address)
    assert whole.status_code == 200
    assert int(whole.headers["content-length"]) == len(whole.content)
    assert whole.headers["access-control-allow-origin"] == "*"
    assert name in whole.headers["content-disposition"]
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    beyond = client.get(address, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    assert client.get(address, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    assert client.head(address).headers["content-length"] == str(len(whole.content))


def test_real_and_invented_councils_never_share_a_bundle(installed: Told, client: TestClient) -> None:
    """Nothing real is published here: the address of real councils gives nothing."""
    assert client.get("/data/everything.zip").status_code == 503
    with zipfile.ZipFile(bundle(installed.release, ZIP)) as archive:
        rows = archive.read("data/DEMO_ratings.csv").decode().splitlines()[1:]
    assert all(row.startswith("X99") for row in rows)


def test_a_badge_turns_grey_by_itself_and_a_frozen_one_stays(
    installed: Told, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/demo/councils/X99000001/badge.svg"
    ends = datetime.fromisoformat(installed.release.json("councils/X99000001/rating.json")["rating"]["valid_until"])
    for moment, grey in ((ends - timedelta(seconds=1), False), (ends, True)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert ("Not up to date since" in client.get(address).text) is grey
    frozen = client.get(f"/demo/releases/{installed.release.id}/councils/X99000001/badge.svg")
    assert "Level 1" in frozen.text
    assert frozen.headers["cache-control"].endswith("immutable")
