"""What we print, we answer: every address that a page, a feed, a file, a document or the description mentions."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient
from streamlit.runtime import Runtime
from streamlit.runtime.context import ContextProxy

from pressure.actions.installation import Installation
from pressure.actions.installation_upgrade import upgrade
from pressure.content.plain.kept import HEADING
from pressure.demo import story
from pressure.document.dictionary import dictionary
from pressure.document.names import as_parquet
from pressure.publish.record.record_files import files_sha256
from pressure.release import site
from pressure.release.site import INDEX, MANIFEST, Release
from pressure.rules import load_rules
from pressure.settings import Settings, settings
from pressure.store import record
from pressure.store.engine import open_engine, reading
from pressure.web.described import described
from pressure.words import shell
from tests.app_pages import deep_link
from tests.http import addresses

ROOT = Path(__file__).parents[2]
DESCRIBED = yaml.safe_load(described())
SEEDS = ("/", "/demo/", "/sitemap.xml", "/robots.txt", "/openapi.yaml", f"/{MANIFEST}", f"/demo/{MANIFEST}")
ONE_OF_EACH = ("E10000015", "E09000001", "S12000033", "W06000015", "BHSCT", "X99000002", "X99000003", "X99000007")
IN_WELSH = ("W06000015", "X99000003")
AREAS, MAPS = ("E12000001", "W92000004", "X99000000"), ("level", "homes")
NAMED_DEMO = (".csv", ".jsonl", ".parquet", ".xlsx", ".zip", ".sqlite")
NOT_OURS = ("/etc/", "/srv/", "/www.")


@dataclass(frozen=True)
class Live:
    """The shipped publications and a short Demonstration Region whose first weeks kept their data only."""

    installation: Installation
    client: TestClient

    def root(self, base: str) -> Path:
        return self.installation.site_dir / base.removeprefix("/")

    def releases(self, base: str) -> list[Release]:
        return [site.release(self.root(base), one) for one in site.published(self.root(base))]

    def published(self) -> dict[str, str]:
        """By release, the sha256 of its files but the record that its entry holds."""
        with reading(self.installation.engine) as connection:
            whats = [json.loads(body)["what"] for _, body, _ in record.entries(connection)]
        return {what["release_id"]: what["files_sha256"] for what in whats if "files_sha256" in what}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("live")
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"),
        rules=load_rules(),
        site_dir=folder / "site",
        settings=Settings(),
        public_address=settings.public_address,
    )
    upgrade(installation)
    with pytest.MonkeyPatch.context() as shorter:
        shorter.setattr(story, "PAGES_KEPT", timedelta(weeks=3))
        story.tell(installation, folder / "returns", length=9)
    return installation


@pytest.fixture
def live(installed: Installation, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Live:
    monkeypatch.setattr(settings, "site_dir", installed.site_dir)
    return Live(installed, client)


def one_of_each(address: str) -> bool:
    """A whole nation has the same pages many times over."""
    named = re.search(r"councils/(\w+)/", address)
    return named is None or named[1] in ONE_OF_EACH


@pytest.mark.slow
def test_every_address_published_anywhere_answers(live: Live) -> None:
    """From the front pages on: pages, feeds, sitemap, robots, data package, README.txt, and releases of the past."""
    found = list(addresses.crawled(live.client, SEEDS, own=settings.public_address, wanted=one_of_each))
    assert [line for line in found if line[2] >= 400] == []
    read = {address for address, _, _ in found}
    assert len(read) > 1000
    assert {f"/councils/{code}/" for code in ONE_OF_EACH if code[0] != "X"} <= read
    assert {"/cy/councils/W06000015/", "/demo/cy/councils/X99000003/"} <= read
    assert "/cy/councils/E10000015/" not in read
    assert any(f"/demo/releases/{release.id}/" in read for release in live.releases("/demo") if not release.has(INDEX))


@pytest.mark.whole
@pytest.mark.timeout(1800)
def test_every_address_of_a_whole_demonstration_answers(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All councils, all three years."""
    from tests.browser import demonstration

    demonstration.build(tmp_path, story.WEEKS)
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    found = list(addresses.crawled(client, SEEDS, own=settings.public_address))
    print(f"{len(found)} addresses, {sum(status >= 400 for *_, status in found)} dead")
    assert [line for line in found if line[2] >= 400] == []


def filled(live: Live, template: str, base: str) -> Iterator[str]:
    """A template's addresses with each real kind of value in its places, as the track of `base` has them."""
    releases = live.releases(base)
    day = releases[-1].published_at[:10]
    codes = IN_WELSH if template.startswith("/cy/") else AREAS if template.startswith("/areas/") else ONE_OF_EACH
    kinds = {
        "code": [c for c in codes if (c[0] == "X") == bool(base)],
        "map": [MAPS[0]] if base else MAPS,
        "release_id": [r.id for r in releases],
        "id": [r.id for r in releases],
        "…": ["ratings.csv"],
        "time": [releases[0].published_at, releases[0].published_at[:10], day],
        "2026-11-18": [day],
        "2026-10": [p[6:13] for p in releases[-1].manifest["files"] if p.startswith("feeds/")],
        "path": [
            "",
            "councils/",
            "data/",
            "data/ratings.csv",
            MANIFEST,
            f"councils/{'X99000002' if base else 'E10000015'}/",
        ],
        "file": FILES,
    }
    places = [place for place in kinds if "{" + place + "}" in template or (not place.isalpha() and place in template)]
    for values in product(*(kinds[place] for place in places)):
        address = template
        for place, value in zip(places, values, strict=True):
            address = (
                address.replace("{" + place + "}", value).replace(place, value)
                if not place.isalpha()
                else (address.replace("{" + place + "}", value))
            )
        folder, _, name = address.rpartition("/")
        yield base + (f"{folder}/DEMO_{name}" if base and name.endswith(NAMED_DEMO) else address)


FILES = re.findall(
    r"[a-z_]+\.(?:csv|json|parquet|xlsx|txt)",
    next(p["description"] for p in DESCRIBED["paths"]["/data/{file}"]["get"]["parameters"] if p["name"] == "file"),
)
REAL_ONLY = {
    f"/demo/data/DEMO_{each}"
    for name, known in dictionary().items()
    if known.real_only
    for each in (name, as_parquet(name))
}
NOT_IN_DEMO = "None below /demo"
OF_A_PAST = re.compile(r"/(weeks|history/all)/picture")
"""Drawn where there is a past: no real council has had a level."""
OF_THE_PROCESS = {"/healthz", "/readyz", "/openapi.yaml", "/favicon.svg", "/wordmark.svg"}


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", "/demo"])
def test_every_address_described_for_programs_answers_with_every_kind_of_value(live: Live, base: str) -> None:
    """The description says that each also exists below /demo, but for the file of which it says that it does not."""
    asked = {
        one
        for path, described in DESCRIBED["paths"].items()
        if "get" in described
        if not (base and (path in OF_THE_PROCESS or NOT_IN_DEMO in described.get("get", {}).get("summary", "")))
        if base or not OF_A_PAST.search(path)
        for one in filled(live, path, base)
    } - REAL_ONLY
    assert len(asked) > 60
    dead = {one: final[0] for one in asked if (final := addresses.final(live.client, one, "HEAD"))[0] >= 400}
    assert dead == {}


def in_documents() -> set[str]:
    """Addresses between backticks or after this machine's, in every document."""
    found = set()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"`(/[a-z][^`\s]*)`", text))
        found |= {f"/{rest}" for rest in re.findall(r"http://127\.0\.0\.1:8501/?([^\s>)`;|]*)", text)}
    posted = {path for path, methods in DESCRIBED["paths"].items() if "get" not in methods}
    return {f"/{one.lstrip('/')}" for one in found if not one.startswith(NOT_OURS)} - posted


@pytest.mark.slow
def test_every_address_a_document_mentions_answers(live: Live) -> None:
    """Somebody will type it."""
    mentioned = in_documents()
    assert {"/data/manifest.json", "/data/dictionary/", "/healthz", "/releases/{id}/data/…"} <= mentioned
    for one in sorted(mentioned):
        base = "/demo" if one.startswith("/feeds/") else ""
        asked = list(filled(live, one, base))
        assert asked, one
        for address in asked:
            assert addresses.final(live.client, address)[0] == 200, (one, address)


OPENED = [
    (page, query)
    for page in shell.PAGES
    for query in (
        {},
        *({"code": code} for code in ("E10000015", "X99000002") if page.about_one),
        {"councils": "invented"},
    )
]


@pytest.mark.slow
def test_every_address_on_the_pages_with_charts_answers(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links, and addresses in examples somebody will copy."""
    monkeypatch.setattr(Runtime, "_instance", Runtime._instance)  # AppTest takes the place of the app's own
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {}))
    found = {}
    for page, query in OPENED:
        opened = deep_link(page.script, **query)
        assert not opened.exception
        linked = addresses.on_page(
            [
                str(element.value)
                for kind in ("markdown", "code", "info", "warning", "error")
                for element in opened.get(kind)
            ],
            settings.public_address,
        )
        found |= dict.fromkeys(linked, (page.address, query))
    assert {"/openapi.yaml", f"/{MANIFEST}", f"/demo/{MANIFEST}", "/councils/E10000015/"} <= set(found)
    dead = {
        address: where
        for address, where in found.items()
        if one_of_each(address) and addresses.final(live.client, address, "HEAD")[0] >= 400
    }
    assert dead == {}


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", "/demo"])
def test_the_manifest_of_every_release_is_the_one_that_was_signed(live: Live, base: str) -> None:
    """What a signature covers can be fetched at the address printed beside it, by whoever wants to check."""
    signed = live.published()
    for release in live.releases(base):
        for address in (f"{base}/releases/{release.id}/{MANIFEST}", f"{base}/as-of/{release.published_at}/{MANIFEST}"):
            status, _, kind, _ = addresses.final(live.client, address)
            assert (status, kind) == (200, "application/json")
        answer = live.client.get(f"{base}/releases/{release.id}/{MANIFEST}", headers={"Accept-Encoding": "gzip"})
        assert files_sha256(answer.content) == signed[release.id]
        assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}-gzip"'
    now = live.client.get(f"{base}/{MANIFEST}")
    assert files_sha256(now.content) == signed[site.current(live.root(base)).id]
    assert now.json()["release_id"] == now.headers["x-release-id"]
    part = live.client.get(f"{base}/{MANIFEST}", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, now.content[10:20])
    again = live.client.get(f"{base}/{MANIFEST}", headers={"If-None-Match": now.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.slow
def test_a_release_that_kept_its_data_only_says_so_at_the_address_of_each_page(live: Live) -> None:
    """A link to the past must not end at an error page, nor at a page that pretends nothing was left out."""
    early = next(release for release in live.releases("/demo") if not release.has(INDEX))
    now = site.current(live.root("/demo")).manifest["files"]
    pages = [path.removesuffix(INDEX) for path in now if path.endswith(INDEX) and not early.has(path)]
    assert len(pages) > 40
    for path in pages:
        status, address, _, text = addresses.final(live.client, f"/demo/as-of/{early.published_at}/{path}")
        assert (status, address) == (200, f"/demo/releases/{early.id}/{path}")
        assert HEADING in text
        assert "Its pages were not kept." in text
        linked = re.findall(rf'href="/demo/releases/{early.id}/([^"]+[^/"])"', text)
        assert linked
        assert all(early.has(name) for name in linked)
    text = addresses.final(live.client, f"/demo/releases/{early.id}/")[3]
    assert all(f'/{early.id}/{name}"' in text for name in (*early.manifest["files"], MANIFEST))
    assert live.client.get(f"/demo/releases/{early.id}/councils/E10000015/").status_code == 404
    assert live.client.get(f"/demo/releases/{early.id}/no-such-page/").status_code == 404


@pytest.mark.slow
def test_corrections_of_a_release_link_its_pages_or_say_that_they_were_not_kept(live: Live) -> None:
    """“As it was published” is said of pages that are still there."""
    said = {
        release.has(INDEX): live.client.get(f"/demo/corrections/?release={release.id}").text
        for release in live.releases("/demo")
    }
    assert "That release, as it was published" in said[True]
    assert "its pages were not kept" in said[False]
    assert "as it was published" not in said[False]
