"""Asking publishers over HTTP, politely and with suspicion: one request at a time, named hosts only, robots.txt obeyed,
few tries with growing pauses, never more bytes than a file may have, and a page of an error is never a file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from pressure.ingest.fetch.found import NotFetched
from pressure.ingest.fetch.whole import AGAIN, unpacked
from pressure.ingest.given import Given, whole

TRIES, HOPS = 3, 5
PAGE_BYTES, ROBOTS_BYTES = 20_000_000, 500_000
BETWEEN_SECONDS, LONGEST_BETWEEN = 0.1, 10.0
"""The pause between two requests to one host: ours, and the longest that robots.txt can ask for."""
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 10.0, 60.0, 1800.0
"""How long a connection, a piece of an answer and a whole one may take."""
UNCHANGED = 304


class _TryAgain(Exception):
    """A fault that may pass. `wait` is how long the publisher asks us to wait, in seconds, or None."""

    def __init__(self, found: str, wait: float | None = None) -> None:
        super().__init__(found)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a publisher sent, or where it lies; None where nothing has changed since the marks that we gave."""

    data: Given | None
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How we ask. `agent` names us with an address; `mirror` takes every request in the publishers' place;
    `most_wait` bounds what Retry-After can make us wait, in seconds."""

    agent: str
    mirror: str = ""
    first_wait: float = 1.0
    most_wait: float = 60.0
    read_seconds: float = READ_SECONDS
    whole_seconds: float = WHOLE_SECONDS
    between: float = BETWEEN_SECONDS


@dataclass
class Asker:
    """One run's connection to publishers. `allow` are the hosts that may be asked now."""

    manner: Manner
    allow: tuple[str, ...] = ()
    _robots: dict[str, Protego] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> "Asker":
        headers = {"User-Agent": self.manner.agent, "Accept-Encoding": "identity", "Accept": "*/*"}
        self._client = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(self.manner.read_seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=not self.manner.mirror,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def page(self, address: str, *, by_api: bool = False) -> bytes:
        """A page or an answer of an interface for programs. Raises NotFetched."""
        return whole(self.file(address, most=PAGE_BYTES, by_api=by_api).data or b"")

    def file(
        self,
        address: str,
        *,
        most: int,
        into: Path | None = None,
        by_api: bool = False,
        etag: str = "",
        last_modified: str = "",
    ) -> Answer:
        """A file, written `into` a file of ours as it comes where one is named, or that it has not changed. robots.txt
        is for addresses that programs find by themselves; an interface that a publisher offers to programs (`by_api`)
        is not asked about. Raises NotFetched."""
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in marks.items() if value}
        for _ in range(HOPS):
            self._check_allowed(address)
            if not by_api:
                self._check_robots(address)
            answer = self._tried(address, headers, most, into)
            if isinstance(answer, Answer):
                return answer
            address = urljoin(address, answer)
        raise NotFetched(f"{address} leads on and on. {AGAIN}")

    def _tried(self, address: str, headers: dict[str, str], most: int, into: Path | None = None) -> Answer | str:
        try:
            for attempt in stamina.retry_context(
                on=self._again,
                attempts=TRIES,
                timeout=None,
                wait_initial=self.manner.first_wait,
                wait_max=self.manner.most_wait,
                wait_jitter=self.manner.first_wait,
            ):
                with attempt:
                    return self._once(address, headers, most, into)
        except _TryAgain as fault:
            raise NotFetched(f"{address}: {fault}, {TRIES} times. {AGAIN}") from fault
        raise NotFetched(f"{address}: no answer. {AGAIN}")

    def _again(self, fault: Exception) -> bool | float:
        """Whether to try again, and when: never before the publisher asks, within bounds of our own."""
        if not isinstance(fault, _TryAgain):
            return False
        return True if fault.wait is None else min(self.manner.most_wait, max(0.0, fault.wait))

    def _once(self, address: str, headers: dict[str, str], most: int, into: Path | None) -> Answer | str:
        """One request: the answer, or where it leads on to."""
        self._rest(address)
        try:
            with self._client.stream("GET", self._through(address), headers=headers) as got:
                _check_status(got, address)
                if got.status_code in MOVED:
                    return str(got.headers.get("Location", ""))
                return _answer(got, address, most, self.manner.whole_seconds, into)
        except httpx.InvalidURL as fault:
            raise NotFetched(f"The publisher leads to {address[:80]!r}, which is no address. {AGAIN}") from fault
        except httpx.TimeoutException as fault:
            raise _TryAgain("no answer in time") from fault
        except httpx.RemoteProtocolError as fault:
            raise _TryAgain("the answer was cut short or is no HTTP") from fault
        except httpx.TransportError as fault:
            raise _TryAgain(f"it cannot be reached ({type(fault).__name__})") from fault
        finally:
            self._asked[urlsplit(address).netloc] = time.monotonic()

    def _through(self, address: str) -> str:
        if not self.manner.mirror:
            return address
        parts = urlsplit(address)
        asked = f"?{parts.query}" if parts.query else ""
        return f"{self.manner.mirror.rstrip('/')}/{parts.netloc}{parts.path}{asked}"

    def _rest(self, address: str) -> None:
        """The pause that robots.txt or we ourselves ask for between two requests to one host."""
        host = urlsplit(address).netloc
        asked = self._robots[host].crawl_delay(self.manner.agent) if host in self._robots else None
        pause = min(LONGEST_BETWEEN, max(self.manner.between, float(asked or 0)))
        if host in self._asked and (left := self._asked[host] + pause - time.monotonic()) > 0:
            time.sleep(left)

    def _check_allowed(self, address: str) -> None:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise NotFetched(f"The publisher leads to {address[:80]!r}, which is no address. {AGAIN}") from error
        if parts.scheme != "https" or parts.netloc not in self.allow:
            raise NotFetched(
                f"The publisher leads to {parts.scheme}://{parts.netloc}, which is not among the hosts of this source: "
                f"{', '.join(self.allow)}. Look at it yourself; if it is right, add the host under fetch: allow."
            )

    def _check_robots(self, address: str) -> None:
        host = urlsplit(address).netloc
        if host not in self._robots:
            self._robots[host] = Protego.parse(self._robots_text(host))
        if not self._robots[host].can_fetch(address, self.manner.agent):
            raise NotFetched(
                f"The robots.txt of {host} asks programs not to fetch {urlsplit(address).path}. It is not fetched: get "
                "the file by hand and use pressure load, or ask the publisher."
            )

    def _robots_text(self, host: str) -> str:
        """What robots.txt says. None there allows everything; one that cannot be had allows nothing (RFC 9309)."""
        address = f"https://{host}/robots.txt"
        try:
            answer = self._tried(address, {}, ROBOTS_BYTES)
        except _Absent:
            return ""
        return whole(answer.data or b"").decode("utf-8", "replace") if isinstance(answer, Answer) else ""


class _Absent(NotFetched):
    """Nothing is at an address."""


def _check_status(got: httpx.Response, address: str) -> None:
    status = got.status_code
    if status in BUSY:
        raise _TryAgain(f"the publisher's server answered {status}", _asked_wait(got.headers.get("Retry-After", "")))
    if status in {401, 403, 404, 410}:
        raise _Absent(
            f"{address} answered {status}: it was moved, taken away or closed. Look for the file on the publisher's "
            "page, and correct the fetch part of the source if the page has moved."
        )
    if status not in MOVED and status not in {200, UNCHANGED}:
        raise NotFetched(f"{address} answered {status}. {AGAIN}")


def _answer(got: httpx.Response, address: str, most: int, seconds: float, into: Path | None) -> Answer:
    headers = got.headers
    if got.status_code == UNCHANGED:
        return Answer(data=None)
    said = headers.get("Content-Length", "")
    if said.isdecimal() and int(said) > most:
        raise NotFetched(
            f"{address} has {int(said):,} bytes; expected at most {most:,}. {AGAIN} If it is right, raise most_bytes."
        )
    came = unpacked(_in_time(got.iter_raw(), seconds), headers.get("Content-Encoding", ""), most, address)
    return Answer(
        data=b"".join(came) if into is None else _written(came, into),
        content_type=headers.get("Content-Type", ""),
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
    )


def _written(came: Iterator[bytes], into: Path) -> Path:
    """A national file is never in memory: each piece is put down as it comes. A try again begins anew."""
    with into.open("wb") as file:
        while (piece := next(came, None)) is not None:
            try:
                file.write(piece)
            except OSError as error:
                raise NotFetched(f"The file cannot be put down here: {error.strerror}. Make room for it.") from error
        file.flush()
    return into


def _in_time(pieces: Iterator[bytes], seconds: float) -> Iterator[bytes]:
    """A server that sends a byte a minute is never out of time by its pieces."""
    end = time.monotonic() + seconds
    for piece in pieces:
        if time.monotonic() > end:
            raise _TryAgain("the answer took too long")
        yield piece


def _asked_wait(text: str) -> float | None:
    """Retry-After in seconds: a number or a date; None when it says neither."""
    if text.strip().lstrip("+-").isdecimal():
        return float(text)
    try:
        return (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return None


@contextmanager
def asking(manner: Manner) -> Iterator[Asker]:
    """For one run. What a try that is repeated has to say stands in its refusal, not on the output."""
    stamina.instrumentation.set_on_retry_hooks([])
    with Asker(manner) as asker:
        yield asker
