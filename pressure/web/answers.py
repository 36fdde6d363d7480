"""Plain answers for when there is no published page to send."""

from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from pressure.drawing import templating
from pressure.drawing.blocks import Items, Link, says
from pressure.web.content_types import ending
from pressure.words import shell as words

NOT_KEPT = {"Cache-Control": "no-store"}
ASK_AGAIN_SECONDS = 5
FULL_FOR_SECONDS = 60


def html(
    title: str, body: Markup, *, status: int, again_after: int = 0, headers: dict[str, str] | None = None
) -> Response:
    """One small page, which asks again after some seconds if told so."""
    text = templating.answer(title, words.SITE, body, again_after=again_after)
    return Response(text, status, media_type="text/html", headers=NOT_KEPT | (headers or {}))


def paragraph(text: str) -> Markup:
    return templating.drawn([says(text)])


def links(pairs: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> Markup:
    """A list of links: the address, then its words."""
    return templating.drawn([Items(tuple((Link(text, to),) for to, text in pairs))])


def not_found(why: str = "") -> Response:
    """A 404 that says why, when known, and where to go on from."""
    body = paragraph(f"{why[0].upper()}{why[1:]}." if why else words.NOT_FOUND) + links(words.NOT_FOUND_LINKS)
    return html(words.NOT_FOUND_TITLE, body, status=404)


def loading(path: str, *, failed: bool) -> Response:
    """503 while there is no release: a page that asks again by itself, or JSON for whoever asked for a file."""
    again = {"Retry-After": str(ASK_AGAIN_SECONDS)}
    if ending(path) not in {"", ".html"}:
        return JSONResponse({"error": words.LOADING_TITLE}, 503, headers=NOT_KEPT | again)
    said = words.LOADING_FAILED if failed else words.LOADING
    return html(
        words.LOADING_TITLE,
        templating.forms().status(paragraph(said)),
        status=503,
        again_after=0 if failed else ASK_AGAIN_SECONDS,
        headers=again,
    )


def fault(number: str) -> Response:
    """500 with a number that is in the log too, and nothing else about what happened."""
    return html(words.FAULT_TITLE, templating.drawn([says(words.FAULT), says(number, tone="strong")]), status=500)


def said(title: str, text: str, *, status: int) -> Response:
    """A refusal in one sentence."""
    return html(title, paragraph(text), status=status)


def full() -> Response:
    """503 when as many live pages are open as the machine carries: the plain pages say the same and are not full."""
    return html(
        words.FULL_TITLE,
        paragraph(words.FULL) + links(words.NOT_FOUND_LINKS),
        status=503,
        headers={"Retry-After": str(FULL_FOR_SECONDS)},
    )


def too_large(limit: int) -> Response:
    """413 with the limit in it."""
    return said(words.TOO_LARGE_TITLE, words.TOO_LARGE.format(limit=limit), status=413)
