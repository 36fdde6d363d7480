"""A badge on somebody else's page must not outlive its level: past `valid_until` the grey one is sent instead."""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressure import clock
from pressure.domain.level_history import in_force
from pressure.release import site
from pressure.release.site import NotPublished, Release
from pressure.settings import settings
from pressure.web import answers
from pressure.web.release_files import serve_release


async def current(request: Request) -> Response:
    """`/councils/{code}/badge.svg` of the release in force. That of a past release is frozen and served as it is."""
    root, path = serve_release.tree(request.url.path.removeprefix("/"))
    try:
        release = await run_in_threadpool(site.current, root)
    except NotPublished:
        return answers.loading(path, failed=False) if root == settings.site_dir else answers.not_found()
    folder, grey = path.rpartition("/")[0], path.replace("badge.svg", "badge-out-of-date.svg")
    if release.has(grey) and await run_in_threadpool(_ran_out, release, f"{folder}/rating.json"):
        path = grey
    return await serve_release.answer(request, release, path, cached=serve_release.CURRENT)


def _ran_out(release: Release, path: str) -> bool:
    return not in_force(_valid_until(release.root, release.entry(path)["sha256"]), clock.now())


@lru_cache(maxsize=512)
def _valid_until(root: Path, sha256: str) -> datetime | None:
    """When a rating document stops being true; the same bytes always say the same."""
    rating = json.loads(site.read_blob(root, sha256))["rating"]
    return datetime.fromisoformat(rating["valid_until"]) if rating and rating["valid_until"] else None
