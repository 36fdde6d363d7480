"""`/` of an installation that has a demonstration: the front page as published, and on it the way into the region."""

import gzip
import hashlib
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.actions import telling
from pressure.actions.telling import Door
from pressure.content.explore import explorer
from pressure.content.plain import doors as plain_doors
from pressure.drawing.templating import Frame
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.settings import settings
from pressure.web import still_told
from pressure.web.installation_now import published
from pressure.web.release_files import serve_release
from pressure.web.release_files.negotiation import accepts_gzip, already_has, etags


async def front(request: Request) -> Response:
    """The front page; the doors are no part of what was published, and stand on it where there is a demonstration."""
    if settings.rehearsal:  # it has no real council
        return RedirectResponse(f"{site.base(demonstration=True)}/", 302, {"Cache-Control": "no-store"})
    request.path_params["path"] = ""
    if settings.demonstration and request.method != "OPTIONS":
        try:
            return _answer(request, await run_in_threadpool(_page))
        except NotPublished:
            pass
    return await serve_release.current(request)


def _page() -> bytes:
    opened = published()
    if now := still_told.how_far():
        return plain_doors.still_told(
            opened.release.read("index.html"), still_told.said(now), opened.book, _frame(opened)
        )
    if opened.invented is None:
        raise NotPublished("there is no demonstration here")
    return _with_doors(opened.key, telling.doors(settings.site_dir))


@lru_cache(maxsize=2)
def _with_doors(key: str, doors: tuple[Door, ...]) -> bytes:
    opened = explorer.of(key)
    invented = [council for council in opened.councils if council.demonstration]
    rows, lived = [c.row for c in invented], {c.code: opened.steps(c) for c in invented}
    return plain_doors.with_doors(opened.release.read("index.html"), rows, lived, doors, opened.book, _frame(opened))


def _frame(opened: explorer.Explorer) -> Frame:
    release = opened.invented or opened.release
    return Frame(
        release_id=release.id,
        published_at=release.published_at,
        method_version=opened.book.method_version,
        base=site.base(demonstration=True),
        demonstration=True,
    )


def _answer(request: Request, page: bytes) -> Response:
    digest = hashlib.sha256(page).hexdigest()
    packs = accepts_gzip(request.headers.get("accept-encoding", ""))
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": etags(digest)[packs]}
    if already_has(request.headers.get("if-none-match", ""), digest):
        return Response(status_code=304, headers=headers)
    if packs:
        page, headers = gzip.compress(page, mtime=0), headers | {"Content-Encoding": "gzip"}
    return Response(page, media_type="text/html", headers=headers)
