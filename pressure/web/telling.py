"""While `pressure demo` tells its story in a process of its own: how far it is, and what is answered meanwhile."""

from dataclasses import dataclass
from html import escape
from threading import Event, Lock
from urllib.parse import parse_qs

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pressure.settings import settings
from pressure.view import shell_words as words
from pressure.view import site
from pressure.view.explorer import DEMONSTRATION
from pressure.web import answers
from pressure.web.content_types import ending

AGAIN_SECONDS = 2
ALWAYS_ANSWERED = ("/healthz", "/readyz", "/openapi.yaml", "/app/static/", "/app/_stcore/")
INVENTED = "X99"


@dataclass(frozen=True, slots=True)
class Part:
    """How far a piece of work is."""

    work: str
    done: int
    of: int

    @property
    def sentence(self) -> str:
        return words.TELLING_PART.format(work=self.work, done=self.done, of=self.of)


class Telling:
    """One story, written by one thread and read by all."""

    def __init__(self) -> None:
        self.told, self.failed = Event(), Event()
        self._part, self._lock = Part(words.TELLING_BEGINS, 0, 0), Lock()

    def at(self, part: Part) -> None:
        with self._lock:
            self._part = part

    @property
    def part(self) -> Part:
        with self._lock:
            return self._part


_stories: list[Telling] = []


def begin() -> Telling:
    """Have this process wait for a story."""
    _stories[:] = [Telling()]
    return _stories[0]


def under_way() -> Telling | None:
    """The story that is not told yet, also when telling it failed; none where there is nothing to tell."""
    return next((story for story in _stories if not story.told.is_set()), None)


def wait() -> None:
    """Until the story is told, if there is one; nothing is prepared, published or sent by this process before."""
    for story in _stories:
        story.told.wait()


class Meanwhile:
    """Answers what is not published yet with how far it is, so that no address that will be there is a 404 now."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        telling = under_way() if scope["type"] == "http" else None
        if telling is None or scope["path"].startswith(ALWAYS_ANSWERED) or not _not_yet(scope):
            await self.app(scope, receive, send)
            return
        await _how_far(telling, scope["path"])(scope, receive, send)


def _not_yet(scope: Scope) -> bool:
    """The demonstration's pages, officers' doors, and until the publications are out every page."""
    path, query = scope["path"], parse_qs(scope["query_string"].decode("latin-1"))
    if path.startswith((f"/{DEMONSTRATION}/", "/sign-", "/officer")) or path == f"/{DEMONSTRATION}":
        return True
    if path.startswith("/app/") and query.get("code", [""])[0].startswith(INVENTED):
        return True
    try:
        site.current(settings.site_dir)
    except site.NotPublished:
        return True
    return False


def _how_far(telling: Telling, path: str) -> Response:
    failed, part = telling.failed.is_set(), telling.part
    headers = answers.NOT_KEPT | {"Retry-After": str(AGAIN_SECONDS)}
    if ending(path) not in {"", ".html"}:
        return JSONResponse({"error": words.TELLING_TITLE, "progress": part.sentence}, 503, headers=headers)
    if failed:
        return answers.said(words.TELLING_TITLE, words.TELLING_FAILED, status=503)
    bar = (f'<p><progress max="{part.of}" value="{part.done}" aria-label="{escape(part.work)}"></progress></p>'
           if part.of else "")
    body = f'<div role="status">{answers.paragraph(words.TELLING)}{answers.paragraph(part.sentence)}{bar}</div>'
    return answers.html(words.TELLING_TITLE, body, status=503, headers=headers,
                        head=f'<meta http-equiv="refresh" content="{AGAIN_SECONDS}">')
