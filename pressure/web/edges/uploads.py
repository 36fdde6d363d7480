"""Files sent to Streamlit: from officers who may load a return, and no more at once than one of them needs."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime

from pressure.access.permissions import Act
from pressure.settings import settings
from pressure.web import answers
from pressure.web.edges.limits import UPLOADS
from pressure.web.sign_in import session as officers
from pressure.words import shell as words

FAILED = 400

Place = tuple[str, str]
"""A live page and a file on it, as Streamlit numbers them."""


class Held:
    """How many files and bytes each officer's session has with us now: a page that is left takes its files along."""

    def __init__(self, alive: Callable[[str], bool]) -> None:
        self.alive = alive
        self._held: dict[str, dict[Place, int]] = {}

    def take(self, session: str, place: Place, size: int) -> bool:
        """Count a file before it is read, so that two at once cannot both be the last. False: one too many."""
        for holder, files in list(self._held.items()):
            self._held[holder] = {where: taken for where, taken in files.items() if self.alive(where[0])}
            if not self._held[holder]:
                del self._held[holder]
        files = {**self._held.get(session, {}), place: size}
        if len(files) > settings.uploads_per_session or sum(files.values()) > settings.uploads_per_session_bytes:
            return False
        self._held[session] = files
        return True

    def drop(self, session: str, place: Place) -> None:
        """A file that was taken back, or never arrived whole."""
        self._held.get(session, {}).pop(place, None)


class Uploads:
    """Lets a file through to Streamlit only from a signed-in officer whose role loads returns."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.held = Held(lambda session: Runtime.exists() and Runtime.instance().is_active_session(session))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(UPLOADS) or scope["method"] not in {"PUT", "DELETE"}:
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        signed = await run_in_threadpool(officers.signed_in, request.cookies)
        if signed is None or not signed.actor.councils_for(Act.LOAD_RETURN):
            await answers.said(words.NO_UPLOAD_TITLE, words.NO_UPLOAD, status=403)(scope, receive, send)
            return
        page, _, file = scope["path"].removeprefix(UPLOADS).partition("/")
        if scope["method"] == "DELETE":
            self.held.drop(signed.session, (page, file))
            await self.app(scope, receive, send)
            return
        size = request.headers.get("content-length")
        if size is None:
            await answers.said(words.NO_LENGTH_TITLE, words.NO_LENGTH, status=411)(scope, receive, send)
        elif not self.held.take(signed.session, (page, file), int(size)):
            await answers.said(
                words.TOO_MANY_FILES_TITLE,
                words.TOO_MANY_FILES.format(
                    files=settings.uploads_per_session, limit=settings.uploads_per_session_bytes
                ),
                status=413,
            )(scope, receive, send)
        else:
            await self._sent(scope, receive, send, signed.session, (page, file))

    async def _sent(self, scope: Scope, receive: Receive, send: Send, session: str, place: Place) -> None:
        status = FAILED

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            if status >= FAILED:
                self.held.drop(session, place)
