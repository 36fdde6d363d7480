"""Finding a council by name without any script: /councils/?q=…"""

from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.settings import settings
from pressure.view import finding, shell_words, site
from pressure.view.finding import Listed
from pressure.view.site import NotPublished
from pressure.web import answers, serve_release

LONGEST = 100


async def councils(request: Request) -> Response:
    """The list of councils, or what a search found; a single match goes straight to its page."""
    query = request.query_params.get("q", "").strip()[:LONGEST]
    if not query or request.method == "OPTIONS":
        request.path_params["path"] = "councils/"
        return await serve_release.current(request)
    try:
        release = await run_in_threadpool(site.current, settings.site_dir)
        found = finding.matching(await run_in_threadpool(_listed, release.root, release.id), query)
    except NotPublished:
        return answers.loading("councils/")
    if len(found) == 1:
        return RedirectResponse(found[0].address, 302, headers={"Cache-Control": "no-store"})
    return _page(query, found)


@lru_cache(maxsize=2)
def _listed(root: Path, release_id: str) -> list[Listed]:
    """The councils of a release, read once."""
    return finding.listed(site.release(root, release_id))


def _page(query: str, found: list[Listed]) -> Response:
    said = (shell_words.SEARCH_SOME.format(count=len(found), q=query) if found
            else shell_words.SEARCH_NONE.format(q=query))
    body = (answers.paragraph(said) + answers.links([(c.address, c.name) for c in found])
            + answers.links([("/councils/", shell_words.PAGES[2].title)]))
    return answers.html(shell_words.SEARCH_TITLE, body, status=200 if found else 404)
