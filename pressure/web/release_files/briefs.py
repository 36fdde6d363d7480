"""`/councils/{code}/brief/?on=2026-11-16`: a council on one page for any day, from the release in force then."""

import re
from datetime import date, datetime
from functools import partial
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pressure import clock
from pressure.content.brief.brief import brief
from pressure.content.explore import finding
from pressure.content.past.lines import rows_beginning
from pressure.content.plain.brief import brief_page, no_brief_page
from pressure.document.lines import DeclarationLine, HistoryLine, ReadingLine
from pressure.document.shapes import EndPart, RatingDocument, is_rated
from pressure.domain.moments import day_of, end_of
from pressure.release import site
from pressure.release.site import NotPublished, Release
from pressure.settings import settings
from pressure.web import answers
from pressure.web.health import start_failed
from pressure.web.release_files import as_of, other_codes, serve_release
from pressure.web.release_files.release_frame import book_of, frame_of
from pressure.words import brief as words
from pressure.words import ended as ended_words
from pressure.words.dates import uk_date, uk_moment

CODE = re.compile(r"[A-Z0-9]{3,12}")
HEADERS = {"Cache-Control": serve_release.CURRENT}
SEGMENTS_READ = 13
"""Segments of readings.csv, by when figures came: the newest thirteen reach back a year at least."""


async def current(request: Request) -> Response:
    """The brief for a day, today if none is asked for; a page that says why when there is none."""
    if not request.url.path.endswith("/"):
        return RedirectResponse(f"{request.url.path}/" + (f"?{request.url.query}" if request.url.query else ""), 308)
    root, code = serve_release.root_of(request), request.path_params["code"]
    try:
        newest = await run_in_threadpool(site.current, root)
    except NotPublished:
        return answers.loading("", failed=start_failed.is_set()) if root == settings.site_dir else answers.not_found()
    if not CODE.fullmatch(code) or not newest.has(f"councils/{code}/rating.json"):
        led = await run_in_threadpool(other_codes.leads_to, request, newest, HEADERS)
        return led or answers.not_found()
    status, page = await run_in_threadpool(_page, newest, code, request.query_params.get("on", ""), clock.now())
    return Response(page, status, media_type="text/html", headers=HEADERS)


def _page(newest: Release, code: str, asked: str, now: datetime) -> tuple[int, bytes]:
    """Status and page: 400 for what is no day, 404 for a day on which nothing was published yet."""
    today = day_of(now)
    try:
        on = date.fromisoformat(asked) if asked else today
    except ValueError:
        return 400, _none(newest, words.NOT_A_DAY.format(text=asked[:40]), today)
    if on > today:
        return 400, _none(newest, words.NOT_YET.format(day=uk_date(on)), today)
    at = min(end_of(on), now)
    try:
        release = site.release(newest.root, as_of.release_in_force(newest.root, at))
    except NotPublished:
        name = newest.json(f"councils/{code}/rating.json")["council"]["name"]
        return 404, _none(newest, f"{words.NOTHING_YET.format(name=name, day=uk_date(on))} {_first(newest)}", today)
    path = f"councils/{code}/rating.json"
    document = finding.document(release, path) if release.has(path) else None
    if document is not None and (ends := document.get("ends")) and ends["over"]:
        return 200, _none(newest, _ended(document["council"]["name"], ends), today)
    if document is None or not is_rated(document):
        return 404, _none(newest, words.NOT_RATED.format(day=uk_date(on), code=code), today)
    return 200, _brief(release, code, document, at=at, on=on, today=today)


def _ended(name: str, ends: EndPart) -> str:
    """That it ended, who follows, and that its days have their briefs."""
    line = ended_words.ends(name, ends["last_day"], ends["successors"], over=True)
    return f"{line} {ended_words.BRIEF_UNTIL.format(day=uk_date(ends['last_day']))}"


def _brief(release: Release, code: str, document: RatingDocument, *, at: datetime, on: date, today: date) -> bytes:
    frame = frame_of(release)
    book = book_of(release)
    declarations = _rows(release, f"data/{site.csv_name('declarations.csv', demonstration=frame.demonstration)}")
    name = partial(site.csv_name, demonstration=frame.demonstration)
    made = brief(
        document,
        cast(list[HistoryLine], _rows(release, f"councils/{code}/{name('history.csv')}")),
        [r for r in cast(list[DeclarationLine], declarations) if r["council_code"] == code],
        cast(
            tuple[ReadingLine, ...],
            rows_beginning(release.root, release.id, f"data/{name('readings.csv')}", code, SEGMENTS_READ),
        ),
        book,
        at=at,
        on=on,
        today=today,
        published_at=release.published_at,
        release_id=release.id,
        base=frame.base,
    )
    return brief_page(made, book, frame, today=today)


def _none(newest: Release, why: str, today: date) -> bytes:
    return no_brief_page(why, book_of(newest), frame_of(newest), today=today)


def _first(newest: Release) -> str:
    """When anything was first published here; the ids of releases sort by time."""
    first = min(site.published(newest.root), default=newest.id)
    return words.FIRST.format(moment=uk_moment(site.release(newest.root, first).published_at))


def _rows(release: Release, path: str) -> list[dict[str, str]]:
    return release.rows(path) if release.has(path) else []
