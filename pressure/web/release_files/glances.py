"""`/areas/{code}/weeks/`: the weeks of every council of an area as one picture, drawn when asked for."""

import csv
import io
import re
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.content.past.glance import NARROW, WIDE, Made, glance_of, glance_page
from pressure.release import site
from pressure.release.site import INDEX, NotPublished
from pressure.settings import settings
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.release_files import serve_release
from pressure.web.release_files.release_frame import book_of, frame_of

CODE = re.compile(r"[A-Z0-9]{3,12}")
FILES = {"": "page", WIDE: "wide", NARROW: "narrow"}
SEGMENTS_READ = 14
"""The file has a segment a closed year or month: the newest fourteen reach back a year at least."""


async def current(request: Request) -> Response:
    """The page, or one of its pictures; 404 for an area that there is none of."""
    root, code, file = serve_release.root_of(request), request.path_params["code"], request.path_params.get("file", "")
    try:
        newest = await run_in_threadpool(site.current, root)
    except NotPublished:
        return answers.loading("", failed=start_failed.is_set()) if root == settings.site_dir else answers.not_found()
    if not CODE.fullmatch(code) or file not in FILES or not newest.has(f"areas/{code}/{INDEX}"):
        return answers.not_found()
    if not request.url.path.endswith(("/", ".svg")):
        return RedirectResponse(f"{request.url.path}/", 308)
    made = await run_in_threadpool(_made, root, newest.id, code)
    found = getattr(made, FILES[file]) if made else ""
    if not found:
        return answers.not_found()
    body = found if isinstance(found, bytes) else found.encode()
    return serve_release.made(request, body, file or INDEX, newest.id)


@lru_cache(maxsize=24)
def _made(root: Path, release_id: str, code: str) -> Made | None:
    release = site.release(root, release_id)
    frame = frame_of(release)
    councils = f"data/{site.csv_name('councils.csv', demonstration=frame.demonstration)}"
    weeks = f"data/{site.csv_name('levels_by_week.csv', demonstration=frame.demonstration)}"
    if not release.has(councils) or not release.has(weeks):
        return None
    found = glance_of(code, release.rows(councils), _weeks(root, release_id, weeks))
    return glance_page(found, book_of(release), frame) if found else None


@lru_cache(maxsize=2)
def _weeks(root: Path, release_id: str, path: str) -> tuple[dict[str, str], ...]:
    """The newest lines of levels_by_week.csv, as far as a year reaches."""
    release = site.release(root, release_id)
    head, *rest = site.kept_as(release.entry(path))
    content = b"".join(site.read_blob(root, digest) for digest in (head, *rest[-SEGMENTS_READ:]))
    wanted = ("council_code", "week_ending", "level_published")
    return tuple({key: row[key] for key in wanted} for row in csv.DictReader(io.StringIO(content.decode())))
