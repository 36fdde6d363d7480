"""Answers every public path from a release: the current one, a past one, or the one in force at a moment."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from pressure.content.explore.explorer import DEMONSTRATION
from pressure.domain.moments import moment_meant
from pressure.release import site
from pressure.release.site import INDEX, NotPublished, Release
from pressure.settings import settings
from pressure.web import answers
from pressure.web.content_types import PACKED, content_type, ending
from pressure.web.health import start_failed
from pressure.web.release_files import archived, as_of, bodies, kept, other_codes
from pressure.web.release_files.negotiation import OutOfRangeError, Span, accepts_gzip, already_has, etags, span_asked

CURRENT = "public, max-age=60, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"
IN_ONE_PIECE = 1 << 16
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Expose-Headers": "ETag, Content-Range, Accept-Ranges, Content-Length, X-Release-Id",
}
ASKED = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}


async def current(request: Request) -> Response:
    """A path of the release in force; while there is none, a page that says so and asks again by itself."""
    root, path = tree(request.path_params.get("path", ""))
    try:
        release = site.current(root)  # a link and a file's time: sooner read than handed to a thread
    except NotPublished:
        return answers.loading(path, failed=start_failed.is_set()) if root == settings.site_dir else answers.not_found()
    return await answer(request, release, path, cached=CURRENT)


def tree(path: str) -> tuple[Path, str]:
    """The site directory a path belongs to and the path in it: real and invented never share one."""
    inside = path.removeprefix(f"{DEMONSTRATION}/")
    return (settings.site_dir, path) if inside == path else (settings.site_dir / DEMONSTRATION, inside)


def root_of(request: Request) -> Path:
    """The site directory of an address."""
    return tree(request.url.path.removeprefix("/"))[0]


async def past(request: Request) -> Response:
    """A path of a past release: files, and with `?raw` pages too, as they were published; pages with a line at the top
    that says so, for which nothing is kept long because the level now is in it."""
    try:
        release, live = await run_in_threadpool(published, root_of(request), request.path_params["release_id"])
    except NotPublished as problem:
        return answers.not_found(str(problem))
    name = file_name(request.path_params["path"])
    if ending(name) == ".html" and release.has(name) and "raw" not in request.query_params:
        page = await run_in_threadpool(archived.page, release, live, name)
        response = made(request, page, name, release.id)
    else:
        response = await answer(request, release, request.path_params["path"], cached=FOREVER)
    response.headers.update(archived.headers(live, name))
    return response


def made(request: Request, body: bytes, name: str, release_id: str) -> Response:
    """A file made just now, whole, packed where that is wanted, or nothing for whoever has it already."""
    digest = hashlib.sha256(body).hexdigest()
    packs = accepts_gzip(request.headers.get("accept-encoding", ""))
    headers = {
        "Cache-Control": CURRENT,
        "Vary": "Accept-Encoding",
        "X-Release-Id": release_id,
        "Content-Type": content_type(name),
        "ETag": etags(digest)[packs],
    }
    if ending(name) != ".html":
        headers |= OPEN_TO_ALL
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**OPEN_TO_ALL, **ASKED})
    if already_has(request.headers.get("if-none-match", ""), digest):
        return Response(status_code=304, headers=headers)
    body = gzip.compress(body, 6, mtime=0) if packs else body
    headers |= {"Content-Encoding": "gzip" if packs else "identity", "Content-Length": str(len(body))}
    return Response(None if request.method == "HEAD" else body, headers=headers)


def published(root: Path, release_id: str) -> tuple[Release, Release]:
    """A release that has been put in force, and the one that is; one still being made is not readable before its
    time. Raises NotPublished."""
    if release_id not in site.published(root):
        raise NotPublished(f"there is no release {release_id}")
    return site.release(root, release_id), site.current(root)


async def then(request: Request) -> Response:
    """A redirect to the release in force at a moment."""
    asked, path = request.path_params["time"], request.path_params["path"]
    try:
        moment = moment_meant(asked)
        release_id = await run_in_threadpool(as_of.release_in_force, root_of(request), moment)
    except (ValueError, NotPublished) as problem:
        return answers.not_found(str(problem))
    base = request.url.path.partition("as-of/")[0]
    headers = {"Cache-Control": CURRENT, **OPEN_TO_ALL}
    return RedirectResponse(f"{base}releases/{release_id}/{path}", 302, headers=headers)


def file_name(path: str) -> str:
    """The file at a path: a folder's is its page."""
    return path + INDEX if path == "" or path.endswith("/") else path


async def answer(request: Request, release: Release, path: str, *, cached: str) -> Response:
    """The file at a path, its folder's page, a redirect to the folder, or a page that helps."""
    name = file_name(path)
    if release.has(name):
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**OPEN_TO_ALL, **ASKED})
        return await _file(request, release, name, cached)
    if release.has(name + "/index.html"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(request.url.path + "/" + query, 308)
    if files := kept.instead_of_page(release, name):
        page = await run_in_threadpool(kept.page, release, files)
        return Response(page, media_type="text/html", headers={"Cache-Control": CURRENT, "X-Release-Id": release.id})
    if led := await run_in_threadpool(
        other_codes.leads_to, request, release, {"Cache-Control": CURRENT, **OPEN_TO_ALL}
    ):
        return led
    if release.has("404.html"):
        return Response(await run_in_threadpool(release.read, "404.html"), 404, media_type="text/html")
    return answers.not_found()


async def _file(request: Request, release: Release, name: str, cached: str) -> Response:
    entry = release.entry(name)
    plain_tag, packed_tag = etags(entry["sha256"])
    headers = {
        "Cache-Control": cached,
        "Vary": "Accept-Encoding",
        "X-Release-Id": release.id,
        "Content-Type": content_type(name),
        "ETag": plain_tag,
    }
    if ending(name) != ".html":
        headers |= OPEN_TO_ALL
    packs = accepts_gzip(request.headers.get("accept-encoding", "")) and ending(name) not in PACKED
    if already_has(request.headers.get("if-none-match", ""), entry["sha256"]):
        return Response(status_code=304, headers=headers | {"ETag": packed_tag if packs else plain_tag})
    asked = (request, release, name, headers, packed_tag if packs else "")
    if entry["bytes"] <= IN_ONE_PIECE and not entry.get("segments"):
        return _sent(*asked)  # one small file, here before another thread has had its turn
    return await run_in_threadpool(_sent, *asked)


def _sent(request: Request, release: Release, name: str, headers: dict[str, str], packed_tag: str) -> Response:
    """The whole, packed where there is a tag for that, or the span asked for. Touches the disk."""
    size, plain_tag = int(release.entry(name)["bytes"]), headers["ETag"]
    bodies.check(release, name)
    if "/data/" in f"/{name}":
        headers["Accept-Ranges"] = "bytes"
        try:
            span = _span(request, size, plain_tag)
        except OutOfRangeError:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        if span:
            return _plain(request, release, name, headers, span)
    return (
        _packed(request, release, name, headers, packed_tag)
        if packed_tag
        else _plain(request, release, name, headers, None)
    )


def _span(request: Request, size: int, tag: str) -> Span | None:
    """The range asked for, unless it was meant for another version of the file."""
    asked, only_if = request.headers.get("range"), request.headers.get("if-range")
    return span_asked(asked, size) if asked and only_if in (None, tag) else None


def _plain(request: Request, release: Release, name: str, headers: dict[str, str], span: Span | None) -> Response:
    size = int(release.entry(name)["bytes"])
    headers["Content-Length"] = str(span.length if span else size)
    if "gzip" in request.headers.get("accept-encoding", "") and ending(name) not in PACKED:
        # Named, so that nothing further out packs the bytes again and drops their length.
        headers["Content-Encoding"] = "identity"
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return _in_pieces(request, bodies.plain(release, name, span), 206 if span else 200, headers)


def _packed(request: Request, release: Release, name: str, headers: dict[str, str], tag: str) -> Response:
    size, body = bodies.packed(release, name)
    headers |= {"ETag": tag, "Content-Encoding": "gzip", "Content-Length": str(size)}
    return _in_pieces(request, body, 200, headers)


def _in_pieces(request: Request, body: Iterator[bytes], status: int, headers: dict[str, str]) -> Response:
    """A small body in one piece, a large one piece by piece."""
    if request.method == "HEAD":
        return Response(None, status, headers)
    if int(headers["Content-Length"]) <= IN_ONE_PIECE:
        return Response(b"".join(body), status, headers)
    return StreamingResponse(body, status, headers)
