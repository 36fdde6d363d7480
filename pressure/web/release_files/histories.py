"""`/councils/{code}/history/`: a council's past as one picture, drawn when asked for from the release in force."""

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure.content.explore import finding
from pressure.content.past.lines import lines_of
from pressure.content.past.page import ALL, NARROW, PNG, WIDE, Asked, Made, history_page
from pressure.document.shapes import is_rated
from pressure.domain.level_history import DAY
from pressure.drawing.png import small_png
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.settings import settings
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.release_files import other_codes, serve_release
from pressure.web.release_files.release_frame import book_of, frame_of
from pressure.words.dates import as_moment

CODE, SPAN, FIGURE = re.compile(r"[A-Z0-9]{3,12}"), re.compile(r"all|52-weeks|\d{4}"), re.compile(r"[a-z0-9_.-]{1,80}")
FILES = {WIDE: "wide", NARROW: "narrow", PNG: "for_png", "": "page"}
PNG_COLOURS = 48
"""Levels, bands and inks, each with its softened edges."""
HEADERS = {"Cache-Control": serve_release.CURRENT}


async def current(request: Request) -> Response:
    """The page, or one of its pictures; 404 for a council, a span or a figure that there is none of."""
    root, path = serve_release.root_of(request), request.path_params
    asked, file = path.get("rest", ""), ""
    if not asked.endswith("/") and asked:
        asked, _, file = asked.rpartition("/")
        if file not in FILES:
            return RedirectResponse(f"{request.url.path}/", 308)
    try:
        newest = await run_in_threadpool(site.current, root)
    except NotPublished:
        return answers.loading("", failed=start_failed.is_set()) if root == settings.site_dir else answers.not_found()
    code, (span, _, figure) = path["code"], asked.strip("/").partition("/")
    known = CODE.fullmatch(code) and newest.has(f"councils/{code}/rating.json")
    if not known:
        led = await run_in_threadpool(other_codes.leads_to, request, newest, HEADERS)
        return led or answers.not_found()
    if not SPAN.fullmatch(span or ALL) or (figure and not FIGURE.fullmatch(figure)):
        return answers.not_found()
    made = await run_in_threadpool(_made, root, newest.id, code, span or ALL, figure)
    found = getattr(made, FILES[file]) if made else ""
    if not found:
        return answers.not_found()
    if file == PNG:
        body = await run_in_threadpool(_png, found)
    else:
        body = found if isinstance(found, bytes) else found.encode()
    return serve_release.made(request, body, file or site.INDEX, newest.id)


@lru_cache(maxsize=16)
def _png(svg: str) -> bytes:
    return small_png(svg, PNG_COLOURS)


@lru_cache(maxsize=64)
def _made(root: Path, release_id: str, code: str, span: str, figure: str) -> Made | None:
    """One council's page and pictures, made once a release: reading its figures takes longer than drawing them."""
    release = site.release(root, release_id)
    frame, book = frame_of(release), book_of(release)
    document = finding.document(release, f"councils/{code}/rating.json")
    ends = document.get("ends")
    over = as_moment(ends["last_day"]) if ends and ends["over"] else None
    if not is_rated(document) and over is None:
        return None
    council = document["council"]
    asked = Asked(
        code=code,
        name=council["name"],
        nation_code=council["nation_code"],
        lines=lines_of(release, code, demonstration=frame.demonstration),
        until=datetime.fromisoformat(release.published_at),
        span=span,
        figure=figure,
        ends=over + DAY if over else None,
    )
    return history_page(asked, book, frame)
