"""`/corrections/{release}/`: what was corrected in one release, or that nothing was. Every release has one."""

from pathlib import Path
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressure.content.plain.records import corrections_page
from pressure.document.rows import CorrectionRow
from pressure.release import site
from pressure.release.site import NotPublished, Release
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.installation_now import published
from pressure.web.release_files import serve_release
from pressure.web.release_files.search import frame_of

LONGEST = 40
PATH = "corrections/"


async def current(request: Request) -> Response:
    """The page of the release in force; with `release`, as its address was once, only what concerns that one."""
    asked = request.query_params.get("release", "").strip()
    if not asked or request.method == "OPTIONS":
        request.path_params["path"] = request.url.path.removeprefix("/")
        return await serve_release.current(request)
    return await _answer(request, asked)


async def of_release(request: Request) -> Response:
    """What concerns one release, and 404 where there is none."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**serve_release.OPEN_TO_ALL, **serve_release.ASKED})
    return await _answer(request, request.path_params["release_id"])


async def _answer(request: Request, asked: str) -> Response:
    try:
        page, known = await run_in_threadpool(_page, asked[:LONGEST], request.url.path.startswith("/demo/"))
    except NotPublished:
        return answers.loading(PATH, failed=start_failed.is_set())
    headers = {"Cache-Control": serve_release.CURRENT} if known else answers.NOT_KEPT
    return Response(page, 200 if known else 404, media_type="text/html", headers=headers)


def _page(asked: str, demonstration: bool) -> tuple[bytes, bool]:
    opened = published()
    frame = frame_of(opened, demonstration)
    release = (opened.invented if demonstration else None) or opened.release
    about = _published(release.root, asked, release.published_at)
    path = f"data/{site.csv_name('corrections.csv', demonstration=demonstration)}"
    rows = cast(list[CorrectionRow], release.rows(path)) if release.has(path) else []
    return corrections_page(
        rows,
        opened.book,
        frame.at(f"{PATH}{asked}/") if about else frame,
        release=asked,
        published_at=about.published_at if about else "",
        pages_kept=about is not None and about.has(site.INDEX),
    ), about is not None


def _published(root: Path, release_id: str, now: str) -> Release | None:
    """A release that came out; none where it does not exist or is not out yet."""
    try:
        release = site.release(root, release_id)
    except NotPublished:
        return None
    return release if release.published_at <= now else None
