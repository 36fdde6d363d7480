"""Work that a second process does while this one goes on: drawing pages, packing and writing, and files made of what
is committed. One that may be given to a release; without it everything is done in turn, with the same bytes."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pressure.document.manifest import FileEntry, Files
from pressure.domain.rules_history import Rules
from pressure.release.blobs import digest_of, keep
from pressure.release.site import read_blob
from pressure.store.engine import Engine

AT_ONCE = 12
Drawn = Callable[[], bytes | str]
"""Draws a page: a function of a module with what it is given, so that it can be sent to another process."""


@dataclass(frozen=True, slots=True)
class _Work:
    """Pages to draw and contents to store, and what the second process makes of them."""

    pages: list[tuple[str, Drawn]]
    contents: list[bytes]
    done: Future[Files]


_held: list[tuple[Engine, Rules]] = []


def second_process(engine: Engine, rules: Rules) -> Executor | None:
    """A process with the same database and rules, made while this one has neither thread nor connection; None where a
    process cannot be made as a copy of this one."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return None
    executor = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=_hold, initargs=(engine, rules))
    executor.submit(int).result()
    return executor


def held() -> tuple[Engine, Rules]:
    """The database and rules of the second process. Called only inside it."""
    return _held[-1]


def _hold(engine: Engine, rules: Rules) -> None:
    engine.dispose(close=False)
    _held.append((engine, rules))


@dataclass
class Beside:
    """Contents on their way to the disk, and pages on their way back. `settle` waits for all of them."""

    root: Path
    executor: Executor | None = None
    _contents: list[bytes] = field(default_factory=list)
    _pages: list[tuple[str, Drawn]] = field(default_factory=list)
    _fresh: dict[str, bytes] = field(default_factory=dict)
    _sent: list[_Work] = field(default_factory=list)
    _drawn: Files = field(default_factory=dict)

    def keep(self, content: bytes) -> str:
        """Store content now or soon; returns its sha256."""
        if self.executor is None:
            return keep(self.root, content)
        digest = digest_of(content)
        if digest not in self._fresh:
            self._fresh[digest] = content
            self._contents.append(content)
            if len(self._contents) >= AT_ONCE:
                self._send()
        return digest

    def read(self, digest: str) -> bytes:
        """Content that was stored, whether or not it has reached the disk."""
        known = self._fresh.get(digest)
        return read_blob(self.root, digest) if known is None else known

    def draw(self, path: str, drawn: Drawn) -> None:
        """Have a page drawn and stored, together with others: what they share is sent once."""
        self._pages.append((path, drawn))
        if len(self._pages) >= AT_ONCE:
            self._send()

    def settle(self) -> Files:
        """Every page drawn, by its path, once everything is on the disk. Raises what went wrong there."""
        self._send()
        self.take_back()
        drawn, self._drawn = self._drawn, {}
        for work in self._sent:
            drawn.update(work.done.result())
        self._sent.clear()
        self._fresh.clear()
        return drawn

    def take_back(self) -> None:
        """Do here what the second process has not begun, from the end, while it goes on with the rest."""
        while self._sent and self._sent[-1].done.cancel():
            work = self._sent.pop()
            self._drawn.update(_done(self.root, work.pages, work.contents))

    def _send(self) -> None:
        if self.executor is not None and (self._pages or self._contents):
            self._sent.append(
                _Work(self._pages, self._contents, self.executor.submit(_done, self.root, self._pages, self._contents))
            )
            self._pages, self._contents = [], []


def entry_of(digest: str, content: bytes, rows: int | None = None) -> FileEntry:
    """A file as a manifest names it."""
    return {"sha256": digest, "bytes": len(content), "rows": rows}


def as_bytes(page: bytes | str) -> bytes:
    """A page or a picture as it is stored."""
    return page if isinstance(page, bytes) else page.encode()


def _done(root: Path, pages: list[tuple[str, Drawn]], contents: list[bytes]) -> Files:
    for content in contents:
        keep(root, content)
    drawn = ((path, as_bytes(page())) for path, page in pages)
    return {path: entry_of(keep(root, content), content) for path, content in drawn}
