"""Which hosts are answered, and how much a request may carry."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pressure.settings import settings
from pressure.web import answers
from pressure.web.tokens import problems

HERE = ("127.0.0.1", "localhost")
UPLOADS = "/app/_stcore/upload_file/"
FORM_BYTES = 1 << 20
ENVELOPE_BYTES = 1 << 14
"""What a form adds to the file in it."""


def allowed_hosts() -> list[str]:
    """This machine and the host of the public address."""
    return list(dict.fromkeys((*HERE, urlsplit(settings.public_address).hostname or HERE[0])))


class TooLargeError(Exception):
    """The body grew past its limit."""


class BodyLimit:
    """Refuses a body above the limit, also one that does not say its length."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit, refused = _limit_of(scope["path"])
        said = dict(scope["headers"]).get(b"content-length", b"0")
        started, taken = False, 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            if not said.isdigit() or int(said) > limit:
                raise TooLargeError
            await self.app(scope, counted, watched)
        except TooLargeError:
            if started:
                raise
            await refused(limit)(scope, receive, send)


def _limit_of(path: str) -> tuple[int, Callable[[int], Response]]:
    """How much a request may carry, and how one that carries more is answered."""
    if path == problems.RETURNS:
        return settings.upload_limit_bytes + ENVELOPE_BYTES, lambda _: problems.too_large(settings.upload_limit_bytes)
    return settings.upload_limit_bytes if path.startswith(UPLOADS) else FORM_BYTES, answers.too_large
