"""While the story of the Demonstration Region is being told: its addresses, its officers' and those of the first
release to come answer 503 with how far it is. Nothing that will be there is said to be missing."""

from markupsafe import Markup
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pressure.actions import telling
from pressure.actions.telling import Telling
from pressure.drawing.templating import forms
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.settings import settings
from pressure.web import answers
from pressure.web.content_types import ending
from pressure.words import telling as words_telling
from pressure.words.shell import APP

ALWAYS = frozenset({"/healthz", "/readyz", "/openapi.yaml", "/favicon.svg", "/wordmark.svg"})
ITS_OWN = ("/demo", "/sign-in", "/sign-out", "/officer")
AGAIN_SECONDS = 2


def how_far() -> Telling | None:
    """How far the story is; None when there is none, or it is told."""
    return telling.under_way(settings.site_dir) if settings.demonstration else None


class StillTold:
    """Answers for what is not there yet."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else APP
        if path in ALWAYS or f"{path}/".startswith(APP) or (now := how_far()) is None:
            await self.app(scope, receive, send)
            return
        real = _real_is_open()
        if real and not any(f"{path}/".startswith(f"{own}/") for own in ITS_OWN):
            await self.app(scope, receive, send)
            return
        await not_yet(path, now, real=real)(scope, receive, send)


def not_yet(path: str, now: Telling, *, real: bool) -> Response:
    """A page that says how far it is and asks again by itself, or JSON for whoever asked for a file. The start page
    is that page, and is there: 200."""
    again = {"Retry-After": str(AGAIN_SECONDS)}
    if ending(path) not in {"", ".html"}:
        return JSONResponse(
            {"error": words_telling.FAILED_TITLE if now.failed else words_telling.TITLE, "how_far": said(now)},
            503,
            headers=answers.NOT_KEPT | again,
        )
    body = _failed(now) if now.failed else _going_on(now)
    link = answers.links([("/", words_telling.REAL_LINK)]) if real else Markup("")
    place = answers.paragraph(words_telling.REAL_OPEN if real else words_telling.REAL_SOON)
    title = words_telling.FAILED_TITLE if now.failed else words_telling.TITLE
    return answers.html(
        title,
        body + (Markup("") if now.failed and not real else place + link),
        again_after=0 if now.failed else AGAIN_SECONDS,
        status=200 if path == "/" and not now.failed else 503,
        headers=again,
    )


def said(now: Telling) -> str:
    """How far it is, in words."""
    return words_telling.how_far(now.work, now.done, now.of)


def _going_on(now: Telling) -> Markup:
    told = forms().progress(said(now), now.done, max(now.of, 1))
    asks = words_telling.ASKS_AGAIN.format(seconds=AGAIN_SECONDS)
    return Markup(told) + answers.paragraph(words_telling.WHAT) + answers.paragraph(asks)  # noqa: S704 a macro


def _failed(now: Telling) -> Markup:
    return Markup(forms().problem(answers.paragraph(words_telling.FAILED.format(work=now.work))))  # noqa: S704 a macro


def _real_is_open() -> bool:
    try:
        site.current(settings.site_dir)
    except NotPublished:
        return False
    return True
