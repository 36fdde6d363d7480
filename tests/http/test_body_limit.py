"""How much a request may carry, byte by byte, whatever it says of its own length; and which hosts are answered."""

from collections.abc import Iterable
from typing import Any

import anyio
import pytest

from pressure.settings import settings
from pressure.web.edges import limits
from pressure.web.edges.limits import FORM_BYTES, UPLOADS, BodyLimit, TooLargeError, allowed_hosts

UPLOAD = 3_000_000
PAGE, FILE = "/sign-in", f"{UPLOADS}session/file"
CHUNK = 1 << 16


class Reader:
    """A program behind the limit that reads the whole body, or answers before it does."""

    def __init__(self, *, answers_first: bool = False) -> None:
        self.answers_first, self.got, self.asked = answers_first, 0, 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        if self.answers_first:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        more = True
        while more:
            message = await receive()
            self.got += len(message.get("body", b""))
            more = message.get("more_body", False)
        if not self.answers_first:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


@pytest.fixture(autouse=True)
def upload_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "upload_limit_bytes", UPLOAD)


def asked(
    reader: Reader, path: str, sizes: Iterable[int], length: bytes | None = None, kind: str = "http"
) -> tuple[int, bytes]:
    """The status and body of the answer to a body sent in pieces."""
    pieces, sent = list(sizes), []

    async def receive() -> dict[str, Any]:
        size = pieces.pop(0) if pieces else 0
        return {"type": "http.request", "body": b"x" * size, "more_body": bool(pieces)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"here")] + ([] if length is None else [(b"content-length", length)])
    scope = {"type": kind, "method": "POST", "path": path, "headers": headers, "query_string": b""}
    anyio.run(BodyLimit(reader), scope, receive, send)
    status = next(m["status"] for m in sent if m["type"] == "http.response.start")
    return status, b"".join(m.get("body", b"") for m in sent)


@pytest.mark.parametrize(("path", "limit"), [(PAGE, 1_048_576), (FILE, UPLOAD), ("/", 1_048_576)])
@pytest.mark.parametrize("says", [False, True], ids=["no length", "its length"])
def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_not(path: str, limit: int, says: bool) -> None:
    """In one piece or many. What does not say its length is counted as it comes."""
    for size, status in ((0, 200), (1, 200), (limit, 200), (limit + 1, 413)):
        pieces = [CHUNK] * (size // CHUNK) + [size % CHUNK]
        for sizes in (pieces, [size]):
            reader = Reader()
            answer, words = asked(reader, path, sizes, b"%d" % size if says else None)
            assert answer == status, (size, len(sizes))
            assert reader.got <= limit, "nothing above the limit reaches the program"
            if status == 413:
                assert f"{limit:,}".encode() in words
                assert reader.asked == (0 if says else 1), "what says it is too large is not even read"
            else:
                assert (reader.got, words) == (size, b"done")


@pytest.mark.parametrize("length", [b"many", b"-1", b"1.5", b"", b"1 2", b"0x10"])
def test_a_length_that_is_no_number_is_refused_unread(length: bytes) -> None:
    reader = Reader()
    assert asked(reader, PAGE, [1], length)[0] == 413
    assert reader.asked == 0


def test_a_small_length_does_not_let_a_large_body_through() -> None:
    """What it says is not what counts."""
    assert asked(Reader(), PAGE, [FORM_BYTES, 1], b"10")[0] == 413


def test_an_upload_is_large_only_where_files_are_sent() -> None:
    """The path begins with it: it does not only hold it."""
    for path in (f"/x{UPLOADS}file", UPLOADS[:-1], "/app/_stcore/upload_files/x"):
        assert asked(Reader(), path, [FORM_BYTES, 1])[0] == 413, path


def test_an_answer_that_has_begun_is_broken_off_and_no_second_one_begins() -> None:
    """Else a reader would take half of one and half of another for a page."""
    with pytest.raises(TooLargeError):
        asked(Reader(answers_first=True), PAGE, [FORM_BYTES, 1])
    assert asked(Reader(answers_first=True), PAGE, [10]) == (200, b"done")


def test_only_requests_are_counted() -> None:
    """A live connection is limited by the server, not here."""
    reader = Reader()
    assert asked(reader, PAGE, [FORM_BYTES, 1], kind="websocket") == (200, b"done")
    assert reader.got == FORM_BYTES + 1


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("https://pressure.example", ["127.0.0.1", "localhost", "pressure.example"]),
        ("https://pressure.example:8443/path", ["127.0.0.1", "localhost", "pressure.example"]),
        ("http://localhost:8501", ["127.0.0.1", "localhost"]),
        ("http://127.0.0.1:8501", ["127.0.0.1", "localhost"]),
        ("", ["127.0.0.1", "localhost"]),
    ],
)
def test_this_machine_and_the_public_host_are_answered(
    monkeypatch: pytest.MonkeyPatch, address: str, hosts: list[str]
) -> None:
    """Each once."""
    monkeypatch.setattr(limits.settings, "public_address", address)
    assert allowed_hosts() == hosts
