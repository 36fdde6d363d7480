"""Finding a council by name without any script: /councils/?q=…"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.content.explore import finding
from pressure.content.explore.explorer import Explorer
from pressure.content.lists import councils_page
from pressure.drawing.templating import Frame
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.installation_now import published
from pressure.web.release_files import serve_release

LONGEST = 100
NOT_KEPT = {"Cache-Control": "no-store"}


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
    named = finding.find(finding.names_of(own), query).named
    if named:
        return RedirectResponse(next(c.address for c in own if c.code == named), 302, headers=NOT_KEPT)
    page = councils_page([council.row for council in own], opened.book, frame_of(opened, demonstration), query)
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
    )
