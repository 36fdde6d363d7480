"""Streamlit's scripts and styles, packed once at start: stock Streamlit sends them unpacked, 9.6 MB for 2.7.

They are kept in memory (about 7 MB), so there is no cache folder anyone else could write into.
"""

import gzip
import re
from threading import Event

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pressure.web.content_types import content_type
from pressure.web.edges import streamlit_files
from pressure.web.release_files.negotiation import accepts_gzip
from pressure.web.release_files.serve_release import FOREVER

FOLDERS = ("js", "css")
BELOW = "/app/static/"
SMALLEST = 500
UNUSED_FONT = re.compile(rb"@font-face\{font-family:Source [^}]*\}")
"""Streamlit's own text fonts. Pages use the reader's, but an element that asks for these fetches 170 kB or more."""

packed: dict[str, bytes] = {}


def pack_all(stop: Event) -> None:
    """Pack every script and style; those not yet packed are still sent by Streamlit itself."""
    for folder in FOLDERS:
        for file in sorted((streamlit_files.folder() / "static" / folder).iterdir()):
            if stop.is_set():
                return
            content = UNUSED_FONT.sub(b"", file.read_bytes()) if folder == "css" else file.read_bytes()
            if len(content) >= SMALLEST:
                packed[f"{BELOW}{folder}/{file.name}"] = gzip.compress(content, 9, mtime=0)


class Assets:
    """Sends the packed copy where there is one. The names carry a digest, so a copy is good for ever."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = packed.get(scope["path"]) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        asked = dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1") if body else ""
        if body is None or not accepts_gzip(asked):
            await self.app(scope, receive, send)
            return
        headers = {
            "Content-Encoding": "gzip",
            "Cache-Control": FOREVER,
            "Vary": "Accept-Encoding",
            "Content-Type": content_type(scope["path"]),
            "Content-Length": str(len(body)),
        }
        await Response(b"" if scope["method"] == "HEAD" else body, headers=headers)(scope, receive, send)
