"""Plain answers for when there is no published page to send."""

from html import escape

from starlette.responses import JSONResponse, Response

from pressure.web.content_types import ending
from pressure.words import shell as words

STYLE = (
    "body{font:1.1875rem/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem;"
    "color:#0b0c0c;background:#fff}a{color:#1a5a96}h1{line-height:1.2}"
    "@media(prefers-color-scheme:dark){body{color:#f3f4f6;background:#14181d}a{color:#9cc9f2}}"
)
NOT_KEPT = {"Cache-Control": "no-store"}
ASK_AGAIN_SECONDS = 5
FULL_FOR_SECONDS = 60


def html(title: str, body: str, *, status: int, head: str = "", headers: dict[str, str] | None = None) -> Response:
    """One small page. `body` and `head` are markup; whoever calls has escaped what was not written here."""
    text = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f"<title>{escape(title)} – {words.SITE}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return Response(text, status, media_type="text/html", headers=NOT_KEPT | (headers or {}))


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def links(pairs: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> str:
    """A list of links."""
    return "<ul>" + "".join(f'<li><a href="{escape(to)}">{escape(text)}</a></li>' for to, text in pairs) + "</ul>"


def not_found(why: str = "") -> Response:
    """A 404 that says why, when known, and where to go on from."""
    body = paragraph(f"{why[0].upper()}{why[1:]}." if why else words.NOT_FOUND) + links(words.NOT_FOUND_LINKS)
    return html(words.NOT_FOUND_TITLE, body, status=404)


def loading(path: str, *, failed: bool) -> Response:
    """503 while there is no release: a page that asks again by itself, or JSON for whoever asked for a file."""
    again = {"Retry-After": str(ASK_AGAIN_SECONDS)}
    if ending(path) not in {"", ".html"}:
        return JSONResponse({"error": words.LOADING_TITLE}, 503, headers=NOT_KEPT | again)
    refresh = "" if failed else f'<meta http-equiv="refresh" content="{ASK_AGAIN_SECONDS}">'
    said = words.LOADING_FAILED if failed else words.LOADING
    return html(
        words.LOADING_TITLE, f'<div role="status">{paragraph(said)}</div>', status=503, head=refresh, headers=again
    )


def fault(number: str) -> Response:
    """500 with a number that is in the log too, and nothing else about what happened."""
    return html(words.FAULT_TITLE, paragraph(words.FAULT) + f"<p><strong>{escape(number)}</strong></p>", status=500)


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
