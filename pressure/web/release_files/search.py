"""Finding a council from what somebody knows, without any script: /councils/?q=… What was typed goes nowhere: no log
has it, no cache keeps it, and no address that is opened from here is told it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.content.explore.explorer import Explorer
from pressure.content.lists import councils_page
from pressure.drawing.templating import Frame
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.settings import settings
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.installation_now import published
from pressure.web.release_files import serve_release
from pressure.web.searching import search

LONGEST = 100
NOT_KEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


async def councils(request: Request) -> Response:
    """The list of councils, or what a search found; only the whole name of one council goes straight to its page."""
    query = request.query_params.get("q", "").strip()[:LONGEST]
    demonstration = request.url.path.startswith("/demo/")
    if not query or request.method == "OPTIONS":
        request.path_params["path"] = request.url.path.removeprefix("/")
        return await serve_release.current(request)
    try:
        opened = await run_in_threadpool(published)
    except NotPublished:
        return answers.loading("councils/", failed=start_failed.is_set())
    own = [council for council in opened.councils if council.demonstration == demonstration]
    found = await run_in_threadpool(search, own, query)
    if found.named:
        return RedirectResponse(next(c.address for c in own if c.code == found.named), 302, headers=NOT_KEPT)
    frame = frame_of(opened, demonstration)
    page = await run_in_threadpool(councils_page, [c.row for c in own], opened.book, frame, query, found)
    return Response(page, media_type="text/html", headers=NOT_KEPT)


def frame_of(opened: Explorer, demonstration: bool) -> Frame:
    """What a page made for one question has in common with those of the release in force."""
    release = (opened.invented if demonstration else None) or opened.release
    return Frame(
        release_id=release.id,
        published_at=release.published_at,
        method_version=opened.book.method_version,
        base=site.base(demonstration=demonstration),
        demonstration=demonstration,
        address=settings.shared_address,
    )
