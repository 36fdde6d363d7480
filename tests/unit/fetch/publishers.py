"""Every publisher on one loopback server, in the shapes they really answer in, with each fault on demand."""

import gzip
import hashlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

CSV, ODS = "text/csv; charset=utf-8", "application/vnd.oasis.opendocument.spreadsheet"
OVERLAP_SECONDS = 0.002
"""How long a request is held before it is answered, so that two at once are seen."""
ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>We are experiencing technical problems</body>"
)


@dataclass
class Page:
    """What stands at one address. `cut` is how many bytes of the body come when `length` promises more."""

    body: bytes = b""
    content_type: str = CSV
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    faults: list[int] = field(default_factory=list)
    cut: int | None = None
    no_length: bool = False
    etag: bool = True
    pause: float = 0.0
    drip: int = 0

    @property
    def mark(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on a refused answer is no fault of the server."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Publishers:
    """The server, what it answers, and what it was asked: by address as the publishers have them."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once, self.most_at_once = 0, 0
        self.lock = threading.Lock()
        self.server = _Server(("127.0.0.1", 0), _handler(self))

    @property
    def mirror(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def put(self, address: str, body: bytes | str, content_type: str = CSV, **other: Any) -> Page:
        data = body.encode() if isinstance(body, str) else body
        page = self.pages[_key(address)] = Page(data, content_type, **other)
        return page

    def at(self, address: str) -> Page:
        return self.pages[_key(address)]

    def take_away(self, address: str) -> None:
        del self.pages[_key(address)]

    def times_asked(self, part: str) -> int:
        return sum(part in path for path, _ in self.asked)

    # the shapes of each kind of publisher

    def ckan(self, package: str, resource: str, name: str, file: str, body: bytes) -> None:
        """opendata.nhs.scot: package_show, and a file whose address has the month of upload in it."""
        said = {
            "success": True,
            "result": {
                "id": "52591cba",
                "resources": [
                    {"id": "fd354e4b", "name": "Delayed Discharge Bed Days by Health Board", "url": file + "-nhs"},
                    {"id": resource, "name": name, "format": "CSV", "last_modified": "2026-10-06", "url": file},
                ],
            },
        }
        self.put(package, json.dumps(said), "application/json;charset=utf-8")
        self.put(file, body)

    def govuk(self, listing: str, documents: dict[str, list[tuple[str, str, bytes]]]) -> None:
        """The search of GOV.UK, the content of each document, and its attachments on another host."""
        results = []
        for number, (title, attachments) in enumerate(documents.items()):
            link = f"/government/statistics/document-{number}"
            results.append({"title": title, "link": link, "public_timestamp": f"2026-0{number + 1}-01T09:30:00Z"})
            files = [{"attachment_type": "html", "title": title, "url": f"{link}/report"}]
            for filename, address, body in attachments:
                self.put(address, body, ODS)
                files.append({"attachment_type": "file", "title": filename, "filename": filename, "url": address})
            content = {"public_updated_at": f"2026-0{number + 1}-01T09:30:00Z", "details": {"attachments": files}}
            self.put(f"https://www.gov.uk/api/content{link}", json.dumps(content), "application/json")
        self.put(listing, json.dumps({"results": results, "total": len(results)}), "application/json")


def packed(body: bytes, *, cut: int = 0) -> dict[str, Any]:
    """Keywords of a page that comes as gzip, short of its last bytes, with a length that fits what comes."""
    data = gzip.compress(body)
    return {"body": data[: len(data) - cut], "headers": {"Content-Encoding": "gzip"}}


def _key(address: str) -> str:
    parts = urlsplit(address)
    return f"/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _handler(publishers: Publishers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with publishers.lock:
                publishers.at_once += 1
                publishers.most_at_once = max(publishers.most_at_once, publishers.at_once)
                publishers.asked.append((self.path, dict(self.headers)))
            time.sleep(OVERLAP_SECONDS)
            with publishers.lock:  # before anything is sent: what comes next may come now
                publishers.at_once -= 1
            self._answer(publishers.pages.get(self.path) or Page(ERROR_PAGE, "text/html", 404))

        def _answer(self, page: Page) -> None:
            status = page.faults.pop(0) if page.faults else page.status
            if status == 200 and page.etag and self.headers.get("If-None-Match") == page.mark:
                status = 304
            body = b"" if status == 304 else page.body
            self.send_response(status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if status == 200 and page.etag:
                self.send_header("ETag", page.mark)
            if status != 304:
                self.send_header("Content-Type", page.content_type)
            if page.no_length:
                self.send_header("Connection", "close")
            elif status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            time.sleep(page.pause)
            body = body if page.cut is None else body[: page.cut]
            for start in range(0, len(body), page.drip or len(body) or 1):
                self.wfile.write(body[start : start + (page.drip or len(body))])
                time.sleep(0.02 if page.drip else 0)
            if page.cut is not None or page.no_length:
                self.close_connection = True

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Tests are quiet."""

    return Handler


@contextmanager
def publishing() -> Iterator[Publishers]:
    """The server, for as long as a test needs it."""
    publishers = Publishers()
    thread = threading.Thread(target=publishers.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield publishers
    finally:
        publishers.server.shutdown()
        publishers.server.server_close()
        thread.join()
