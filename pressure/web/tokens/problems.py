"""Refusals for programs, as RFC 9457 has them: a title, what happened, and what to do. Never what was sent."""

import json

from starlette.responses import JSONResponse, Response

from pressure.document.loads import Problem
from pressure.words.officers import tokens as words

RETURNS = "/returns"
TYPE = "application/problem+json"
NOT_KEPT = {"Cache-Control": "no-store"}
AGAIN_SECONDS = 10


def problem(status: int, said: tuple[str, str], *, headers: dict[str, str] | None = None, **put_in: object) -> Response:
    """A refusal in words. `said` is its title and what to do."""
    title, detail = said
    body: Problem = {"type": "about:blank", "title": title, "status": status, "detail": detail.format(**put_in)}
    return Response(json.dumps(body), status, {**NOT_KEPT, **(headers or {})}, TYPE)


def account(body: object, status: int = 200) -> Response:
    """What became of a file."""
    return JSONResponse(body, status, NOT_KEPT)


def no_token(detail: str) -> Response:
    """401: whoever holds a token that is over reads why; anything else reads the same."""
    return problem(401, (words.UNKNOWN, detail), headers={"WWW-Authenticate": 'Bearer realm="returns"'})


def too_large(limit: int) -> Response:
    """413 with the limit in it."""
    return problem(413, words.TOO_LARGE, limit=f"{limit:,}")


def too_often(wait: int) -> Response:
    """429, and when to come back."""
    return problem(429, words.TOO_OFTEN, headers={"Retry-After": str(wait)}, wait=wait)


def busy() -> Response:
    """503 while a release is being made."""
    return problem(503, words.BUSY, headers={"Retry-After": str(AGAIN_SECONDS)})
