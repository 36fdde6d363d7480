"""How many Streamlit pages may be open at once: by one client, and by everybody together."""

import time
from itertools import count

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from pressure.settings import settings
from pressure.web import answers
from pressure.web.request_origin import client_of, rate_limit_key
from pressure.web.sign_in import session
from pressure.words.shell import APP

TRY_LATER = 1013  # https://www.iana.org/assignments/websocket: the server is too busy


class Open:
    """Pages open now. Streamlit keeps what belongs to a page for a while after it is left, and so do we."""

    def __init__(self) -> None:
        self._pages: dict[int, tuple[str, float | None]] = {}
        self._numbers = count()

    def full_for(self, client: str) -> bool:
        """Whether one more would be too many."""
        gone = time.monotonic() - float(config.get_option("server.disconnectedSessionTTL") or 0)
        self._pages = {n: (who, left) for n, (who, left) in self._pages.items() if left is None or left > gone}
        theirs = sum(who == client for who, _ in self._pages.values())
        return theirs >= settings.live_pages_per_client or len(self._pages) >= settings.live_pages

    def enter(self, client: str) -> int:
        number = next(self._numbers)
        self._pages[number] = (client, None)
        return number

    def leave(self, number: int) -> None:
        client, _ = self._pages[number]
        self._pages[number] = (client, time.monotonic())


class LivePages:
    """Answers a page that would be one too many in plain words; signed-in officers are always let in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.open = Open()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or not scope["path"].startswith(APP):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        client, live = rate_limit_key(client_of(request)), scope["type"] == "websocket"
        if (
            (live or "_stcore/" not in scope["path"])
            and self.open.full_for(client)
            and not await run_in_threadpool(session.signed_in, request.cookies)
        ):
            await (_refuse(receive, send) if live else answers.full()(scope, receive, send))
            return
        if not live:
            await self.app(scope, receive, send)
            return
        number = self.open.enter(client)
        try:
            await self.app(scope, receive, send)
        finally:
            self.open.leave(number)


async def _refuse(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": TRY_LATER})
