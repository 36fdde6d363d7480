"""The page Streamlit starts from, in our own words, and the addresses below /app/ that exist.

Stock Streamlit answers every address with the same English-American shell and status 200.
"""

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pressure.drawing.templating import pieces
from pressure.settings import settings
from pressure.web import answers
from pressure.web.edges import streamlit_files
from pressure.web.edges.first_paint import first_paint
from pressure.words import shell as words
from pressure.words.shell import AppPage

BLOCKED = re.compile(r"^/app/(.*/)?(_stcore/(metrics|agent|script-health-check)|auth)(/|$)")
STREAMLIT = re.compile(r"^/app/((static|media|component|([a-z-]+/)?_stcore)/|(favicon\.png|manifest\.json)$)")
BY_PATH = {words.APP + page.address: page for page in (*words.PAGES, *words.OFFICER_PAGES)}
HOME = words.APP + words.PAGES[0].address
SCRIPTS = {words.APP + name: name for name in ("keep.js", "first_paint.js")}
KEEP, FIRST_PAINT = SCRIPTS
CODE = re.compile(r"[A-Z0-9]{3,9}")


class Shell:
    """Answers the pages below /app/ itself; leaves scripts, health and the websocket to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        in_app = path == "/app" or path.startswith(words.APP)
        if not in_app or (STREAMLIT.match(path) and not BLOCKED.match(path)):
            await self.app(scope, receive, send)
            return
        await answer(scope)(scope, receive, send)


def answer(scope: Scope) -> Response:
    """The shell of a page that exists, a redirect to its one address, or a 404 that helps."""
    path, query = scope["path"], scope["query_string"].decode("latin-1")
    if path in SCRIPTS:
        return Response(_script(SCRIPTS[path]), media_type="text/javascript", headers={"Cache-Control": "no-cache"})
    if page := BY_PATH.get(path):
        if scope["method"] not in {"GET", "HEAD"}:
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        return HTMLResponse(shell(page, query), headers={"Cache-Control": "no-cache"})
    other = HOME if path in {"/app", words.APP} else path.rstrip("/")
    if other in BY_PATH:
        return RedirectResponse(other + (f"?{query}" if query else ""), 308)
    return answers.not_found()


def _plain_address(page: AppPage, query: str) -> str:
    """The plain page with the same answer: the council's own where the address names one."""
    code = parse_qs(query).get("code", [""])[0]
    if page.plain != "/councils/" or not CODE.fullmatch(code):
        return page.plain
    return f"{'/demo' if code.startswith('X99') else ''}/councils/{code}/"


def _says_the_same(page: AppPage, query: str) -> str:
    """The plain page that shows what this address shows, no more and no less; empty where there is none."""
    plain, asked = _plain_address(page, query), [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    named = plain != page.plain and asked == ["code"] if page.about_one else not asked
    return plain if page.twin and named else ""


def shell(page: AppPage, query: str) -> str:
    """Streamlit's index.html with our language, title, description and a way on without JavaScript, and, on public
    pages, what there is to read until Streamlit comes."""
    plain = _plain_address(page, query)
    title = words.SHELL_TITLE.format(page=page.title, site=words.SITE)
    if page in words.OFFICER_PAGES:
        head = pieces().shell_head(title, page.description, plain, words.NOSCRIPT_LINK, KEEP)
        first = pieces().without_script(page.title, words.NOSCRIPT, plain, words.NOSCRIPT_LINK)
    else:
        style, first = first_paint(settings.site_dir, page, _says_the_same(page, query))
        head = pieces().shell_head(title, page.description, plain, words.NOSCRIPT_LINK, FIRST_PAINT) + style
        first += pieces().without_script_here(words.NOSCRIPT, plain, words.NOSCRIPT_LINK)
    return _template().replace("@@HEAD@@", head).replace("@@FIRST@@", first)


@cache
def _script(name: str) -> str:
    """A script of ours beside this file."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def _template() -> str:
    """index.html without its inline script, its pointer to the agent API and a font we do not use."""
    text = (streamlit_files.folder() / "index.html").read_text(encoding="utf-8")
    for pattern, new in (
        (r'<html lang="en">', '<html lang="en-GB">'),
        (r"<title>.*?</title>", "@@HEAD@@"),
        (r"<noscript>.*?</noscript>", "@@FIRST@@"),
        (r"<script>.*?</script>", ""),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/favicon.svg" type="image/svg+xml">'),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>', ""),
    ):
        text, count = re.subn(pattern, new, text, count=1, flags=re.S)
        if count != 1:
            raise ValueError(f"Streamlit's index.html no longer has {pattern}")
    return re.sub(r"<!--.*?-->", "", text, flags=re.S).strip()
