"""`/releases/` as a page and as a file, made from the manifests as they lie there, and the way to a day of the past."""

import csv
import io
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure import clock
from pressure.content.explore.explorer import DEMONSTRATION
from pressure.content.plain.releases import releases_page
from pressure.document.dictionary import columns_of
from pressure.document.lines import ListedRelease
from pressure.domain.moments import day_of
from pressure.publish.files.csv_text import cell
from pressure.release import site
from pressure.release.pieces import generation
from pressure.release.site import MANIFEST, NotPublished, Release
from pressure.settings import settings
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.installation_now import published
from pressure.web.release_files import serve_release
from pressure.web.release_files.search import frame_of
from pressure.words import archive as words

COLUMNS = columns_of(ListedRelease)
LONGEST = 40


async def listed(request: Request) -> Response:
    """The page, or the file when its address ends in that."""
    name = request.url.path.rpartition("/")[2] or site.INDEX
    try:
        live, body = await run_in_threadpool(_body, serve_release.root_of(request), name)
    except NotPublished:
        real = serve_release.root_of(request) == settings.site_dir
        return answers.loading("", failed=start_failed.is_set()) if real else answers.not_found()
    return serve_release.made(request, body, name, live.id)


async def on_a_day(request: Request) -> Response:
    """What the form asks for: `?on=` a day leads to `/as-of/` that day; nothing leads back to the list."""
    base, asked = request.url.path.partition("as-of")[0], request.query_params.get("on", "").strip()[:LONGEST]
    if not asked:
        return RedirectResponse(f"{base}releases/", 302, headers=answers.NOT_KEPT)
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return answers.not_found(words.NOT_A_DAY.format(text=asked))
    return RedirectResponse(f"{base}as-of/{quote(day.isoformat())}/", 302, headers=answers.NOT_KEPT)


def _body(root: Path, name: str) -> tuple[Release, bytes]:
    live = site.current(root)
    rows = _rows(root, live.id, site.published(root), generation(root))
    if name != site.INDEX:
        return live, _csv(rows)
    opened = published()
    return live, releases_page(
        rows, opened.book, frame_of(opened, root.name == DEMONSTRATION).at("releases/"), day_of(clock.now())
    )


@lru_cache(maxsize=4)
def _rows(root: Path, newest: str, ids: tuple[str, ...], removals: bytes) -> list[ListedRelease]:
    """Every release that was put in force, newest first; why, from the list in the one in force."""
    del removals
    live = site.release(root, newest)
    path = f"data/{site.csv_name('releases.csv', demonstration=root.name == DEMONSTRATION)}"
    lines = {line["release_id"]: line for line in (live.rows(path) if live.has(path) else ())}
    return [_row(site.release(root, one), lines.get(one, {})) for one in reversed(ids)]


def _row(release: Release, line: dict[str, str]) -> ListedRelease:
    return {
        "release_id": release.id,
        "published_at": release.published_at,
        "facts_as_of": line.get("facts_as_of", ""),
        "reason": line.get("reason", ""),
        "note": line.get("note", ""),
        "rules_digest": line.get("rules_digest", ""),
        "files": len(release.manifest["files"]),
        "manifest_sha256": release.entry(MANIFEST)["sha256"],
    }


def _csv(rows: list[ListedRelease]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(cell, row.values()) for row in rows)
    return out.getvalue().encode()
