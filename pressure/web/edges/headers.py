"""Headers on every answer, and one page for every fault: strict by default, open only where a file is public."""

import secrets
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pressure.settings import settings
from pressure.web import answers

PLAIN = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
STREAMLIT = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
ERROR = 400
HSTS = "max-age=63072000; includeSubDomains"
READERS_LINKS = "/tell-me/"
PRIVATE = ("/sign-in", "/sign-out", "/signin", "/officer", "/app/auth")


class Headers:
    """Adds the headers to every answer, and turns a fault into a page with the number it has in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                add_headers(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except ClientDisconnect:  # whoever sent it has gone: nobody is left to answer, and nothing is at fault
            return
        except Exception:
            number = secrets.token_hex(4)
            path = told(scope["path"])
            structlog.get_logger().exception("fault", number=number, path=path, method=scope["method"])
            if started:
                raise
            await answers.fault(number)(scope, receive, with_headers)


def add_headers(headers: MutableHeaders, path: str, status: int) -> None:
    """What belongs on an answer of this path; what a handler has set already stays. An error is never kept: the
    address may answer a moment later."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    in_app = path == "/app" or path.startswith("/app/")
    headers["Content-Security-Policy"] = STREAMLIT if in_app else PLAIN
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if vary := headers.get("vary"):
        headers["Vary"] = ", ".join(dict.fromkeys(part.strip() for part in vary.split(",")))
    if secure():
        headers["Strict-Transport-Security"] = HSTS
    if status >= ERROR or "set-cookie" in headers or path.startswith(PRIVATE):
        headers["Cache-Control"] = "no-store"


def told(path: str) -> str:
    """A path as a log may have it: whoever has a reader's link can do what it says."""
    return f"{READERS_LINKS}…" if path.startswith(READERS_LINKS) else path


def secure() -> bool:
    """Whether the public reaches us over TLS, by the operator's own word and no header's."""
    return urlsplit(settings.public_address).scheme == "https"
