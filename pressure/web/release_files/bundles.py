"""Everything in one file: `/data/everything.zip` and `/data/care-pressure.sqlite`, made when first asked for, of the
release in force or of any before it."""

from pathlib import Path

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pressure.document.names import plain_name
from pressure.publish import bundles
from pressure.release import site
from pressure.release.site import NotPublished, Release
from pressure.settings import settings
from pressure.web import answers
from pressure.web.content_types import content_type
from pressure.web.release_files import archived, serve_release
from pressure.web.release_files.negotiation import already_has
from pressure.words import data as words

TRY_AGAIN_SECONDS = "60"


async def current(request: Request) -> Response:
    """The bundle of the release in force: whole, a span of it, or an error; never short."""
    root, path = serve_release.tree(request.url.path.removeprefix("/"))
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**serve_release.OPEN_TO_ALL, **serve_release.ASKED})
    try:
        release = await run_in_threadpool(site.current, root)
    except NotPublished:
        return answers.loading(path, failed=False) if root == settings.site_dir else answers.not_found()
    return await _of(request, release)


async def past(request: Request) -> Response:
    """The bundle of a release that was put in force once: made from its files, it is the same each time."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**serve_release.OPEN_TO_ALL, **serve_release.ASKED})
    asked = request.path_params["release_id"]
    try:
        release, live = await run_in_threadpool(serve_release.published, serve_release.root_of(request), asked)
    except NotPublished as problem:
        return answers.not_found(str(problem))
    response = await _of(request, release)
    response.headers.update(archived.headers(live, request.url.path.rpartition(f"{asked}/")[2]))
    return response


async def _of(request: Request, release: Release) -> Response:
    shown = request.url.path.rpartition("/")[2]
    name = plain_name(shown)
    try:
        ready = await run_in_threadpool(bundles.bundle, release, name)
    except NotPublished as problem:
        return answers.not_found(str(problem))
    except OSError:
        structlog.get_logger().exception("bundle_failed", name=name)
        return Response(
            words.BUNDLE_FAILED,
            503,
            media_type="text/plain",
            headers={**answers.NOT_KEPT, "Retry-After": TRY_AGAIN_SECONDS},
        )
    return _answer(request, ready, f"{release.id}-{name}", shown)


def _answer(request: Request, ready: Path, version: str, name: str) -> Response:
    headers = {
        "Cache-Control": serve_release.CURRENT,
        "ETag": f'"{version}"',
        "Content-Encoding": "identity",
        **serve_release.OPEN_TO_ALL,
    }
    if already_has(request.headers.get("if-none-match", ""), version):
        return Response(status_code=304, headers=headers)
    return FileResponse(ready, headers=headers, media_type=content_type(name), filename=name)
