"""What every page says besides what was published: that the clock is set, and that this is a rehearsal. Files, and the
digests that a release has of its pages, stay as they are."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pressure import clock
from pressure.drawing.templating import pieces
from pressure.settings import settings
from pressure.words.dates import uk_moment
from pressure.words.officers import rehearsal as words

BODY, LABEL = re.compile(rb"<body[^>]*>"), "Notice"
ASKED_FOR_PARTS = {b"accept-encoding", b"if-none-match", b"range"}
KEPT_BY = ("etag", "content-length", "accept-ranges")


def said() -> str:
    """What is said now; empty where the clock is the real one and this is no rehearsal."""
    told = words.CLOCK.format(moment=uk_moment(clock.now())) if clock.is_set() else ""
    return words.NOT_PUBLISHED.format(clock=told).strip() if settings.rehearsal else told


class Notices:
    """Puts it at the head of every page; what is no page passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (told := said()):
            await self.app(scope, receive, send)
            return
        whole = [(name, value) for name, value in scope["headers"] if name not in ASKED_FOR_PARTS]
        asked = {**scope, "headers": whole} if scope["method"] == "GET" else scope
        await self.app(asked, receive, _Into(send, str(pieces().notice(LABEL, told)).encode()).send)


class _Into:
    """An answer on its way out: the beginning of a page is kept until all of it is there."""

    def __init__(self, onward: Send, notice: bytes) -> None:
        self.onward, self.notice = onward, notice
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(MutableHeaders(scope=message)):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole(self.start)
        else:
            await self.onward(message)

    async def _whole(self, start: Message) -> None:
        self.start = None
        headers = MutableHeaders(scope=start)
        begins = BODY.search(self.body)
        at = begins.end() if begins else len(self.body)
        body = self.body[:at] + self.notice + self.body[at:] if self.body else b""
        if body:  # an answer to HEAD says the length of what it does not send
            for name in KEPT_BY:
                if name in headers:
                    del headers[name]
            headers["Content-Length"] = str(len(body))
        headers["Cache-Control"] = "no-store"
        await self.onward(start)
        await self.onward({"type": "http.response.body", "body": body})


def _is_page(headers: MutableHeaders) -> bool:
    plain = headers.get("content-encoding", "identity") == "identity"
    return plain and headers.get("content-type", "").startswith("text/html")
