"""A release being made: files go in by path, unchanged ones are carried over, and out comes one manifest."""

import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, ParamSpec, TypedDict

from pressure.document.manifest import FileEntry, Files, Manifest
from pressure.release.beside import Beside, Drawn, as_bytes, entry_of
from pressure.release.blobs import write_whole
from pressure.release.joined import Parts, join, joined_path, whole_of
from pressure.release.pieces import cache_path, heed
from pressure.release.site import pending_path

FORMAT_VERSION = "5"
Segment = tuple[str, Any, Callable[[], tuple[bytes, int]]]
"""Name, inputs, and what makes the bytes and counts the rows."""
Made = bytes | tuple[bytes, int]
P = ParamSpec("P")
NOT_YET: FileEntry = {"sha256": "", "bytes": 0, "rows": None}
"""In the place of a page that is drawn elsewhere, until it is settled."""


class Remembered(TypedDict):
    """What something was made from, and what came of it: a file's entry, or anything that is the same as JSON."""

    key: Any
    entry: Any


MadeFrom = dict[str, Remembered]


@dataclass
class ReleaseDraft:
    """Files of one release. `made_from` remembers what each was made from, so that a file whose inputs did not
    change is not made again; it is a cache beside the site and losing it only costs time."""

    root: Path
    release_id: str
    published_at: str
    rules_digest: str
    code: str
    made_from: MadeFrom = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    current: bool = True  # whether it will be put in force: then large files are joined for whoever reads them whole
    executor: Executor | None = None  # another process, if there is one, to draw pages and write
    _drawing: dict[str, str] = field(default_factory=dict)
    _elsewhere: list[tuple[tuple[str, ...], Future["ReleaseDraft"]]] = field(default_factory=list)

    def put(self, path: str, inputs: Any, make: Callable[P, Made], *args: P.args, **named: P.kwargs) -> None:
        """A file made from some inputs; `make` gives bytes, or bytes and a number of rows, from what follows it."""
        self.files[path] = self._made(path, inputs, partial(make, *args, **named))

    def put_page(self, path: str, inputs: Any, drawn: Callable[P, Drawn], *args: P.args, **named: P.kwargs) -> None:
        """A page, which may be drawn elsewhere; `drawn` gives what draws it, from what follows. It is there once the
        draft is settled."""
        key, known = self._key(inputs), self.made_from.get(path)
        if self.executor is None or (known is not None and known["key"] == key):
            self.files[path] = self._made(path, inputs, lambda: as_bytes(drawn(*args, **named)()))
        else:
            self.files[path], self._drawing[path] = NOT_YET, key
            self._beside.draw(path, drawn(*args, **named))

    def put_elsewhere(self, paths: tuple[str, ...], put: Callable[["ReleaseDraft"], None]) -> None:
        """Files, by how their paths begin, that another process puts into a draft of its own meanwhile. They are there
        once gathered."""
        if self.executor is not None:
            known = {name: made for name, made in self.made_from.items() if name.startswith(paths)}
            own = ReleaseDraft(
                self.root, self.release_id, self.published_at, self.rules_digest, self.code, known, current=self.current
            )
            self._elsewhere.append((paths, self.executor.submit(_put, own, put)))

    def is_elsewhere(self, path: str) -> bool:
        """Whether another process puts a file."""
        return any(path.startswith(paths) for paths, _ in self._elsewhere)

    def gather(self) -> None:
        """What was put elsewhere is in this draft too."""
        if self._elsewhere:
            self._beside.take_back()
        for _, put in self._elsewhere:
            done = put.result()
            self.files.update(done.files)
            self.made_from.update(done.made_from)
        self._elsewhere.clear()

    def settle(self) -> None:
        """Everything put so far is on the disk, pages too."""
        for path, entry in self._beside.settle().items():
            self.made_from[path] = {"key": self._drawing.pop(path), "entry": entry}
            self.files[path] = entry.copy()

    def put_segments(self, path: str, head: bytes, segments: Iterable[Segment], inputs: Any = None) -> None:
        """A large file: a header and one segment a closed period, each made only when its inputs changed. While
        `inputs` is unchanged the segments are not even listed."""
        key = self._key([head.decode(), inputs]) if inputs is not None else None
        known = self.made_from.get(path)
        if known is None or key is None or known["key"] != key or self._unjoined(known["entry"]["sha256"]):
            known = {"key": key, "entry": self._joined(path, head, segments)}
            if key is not None:
                self.made_from[path] = known
        whole: FileEntry = known["entry"]
        self.files[path] = whole.copy()

    def remember(self, name: str, inputs: Any, make: Callable[[], Any]) -> Any:
        """Something worked out once, for as long as its inputs are the same; it must be the same as JSON."""
        key, known = self._key(inputs), self.made_from.get(name)
        if known is None or known["key"] != key:
            self.made_from[name] = known = {"key": key, "entry": make()}
        return known["entry"]

    def go_on(self, name: str, inputs: Any, make: Callable[[Any], Any]) -> Any:
        """Something that grows from release to release, the same as JSON: `make` gets what came of it before, or None
        where its inputs were others."""
        key, known = self._key(inputs), self.made_from.get(name)
        before = known["entry"] if known is not None and known["key"] == key else None
        self.made_from[name] = {"key": key, "entry": make(before)}
        return self.made_from[name]["entry"]

    def carry(self, path: str, entry: FileEntry) -> None:
        """A file taken as it is from another release."""
        self.files[path] = entry

    def read(self, digest: str) -> bytes:
        """The bytes of what was put, whether or not they have reached the disk."""
        return self._beside.read(digest)

    def size_of(self, made: str) -> int:
        """How many bytes a file, or one segment of it (`path#name`), came to."""
        return int(self.made_from[made]["entry"]["bytes"])

    def manifest(self) -> bytes:
        """The list of everything in the release, the same bytes for the same files."""
        document: Manifest = {
            "release_id": self.release_id,
            "published_at": self.published_at,
            "format_version": FORMAT_VERSION,
            "rules_digest": self.rules_digest,
            "files": dict(sorted(self.files.items())),
        }
        return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def save(self) -> str:
        """Write the manifest, pending; returns its sha256. No reader sees it yet."""
        self.settle()
        content = self.manifest()
        write_whole(pending_path(self.root, self.release_id), content)
        return hashlib.sha256(content).hexdigest()

    def keep_cache(self) -> None:
        """Keep what files were made from, once the database has the release: numbers of rows that it does not have are
        given again to others."""
        path = cache_path(self.root)
        write_whole(path, json.dumps(self.made_from).encode())
        _kept[self.root] = path.stat().st_mtime_ns, self.made_from

    def _joined(self, path: str, head: bytes, segments: Iterable[Segment]) -> FileEntry:
        first = self._made(f"{path}#head", head.decode(), lambda: head)
        made = [self._made(f"{path}#{name}", inputs, make) for name, inputs, make in segments]
        contents = [first, *(one for one in made if one["bytes"])]
        return {
            "sha256": self._whole(path, [(c["sha256"], c["bytes"]) for c in contents]),
            "bytes": sum(c["bytes"] for c in contents),
            "rows": sum(c["rows"] or 0 for c in contents),
            "segments": [c["sha256"] for c in contents],
        }

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self.root, self.executor)

    def _key(self, inputs: Any) -> str:
        return hashlib.sha256(json.dumps([self.code, inputs], default=str).encode()).hexdigest()

    def _made(self, path: str, inputs: Any, make: Callable[[], Made]) -> FileEntry:
        key = self._key(inputs)
        known = self.made_from.get(path)
        if known is None or known["key"] != key:
            made = make()
            content, rows = made if isinstance(made, tuple) else (made, None)
            entry = entry_of(self._beside.keep(content), content, rows)
            self.made_from[path] = known = {"key": key, "entry": entry}
        whole: FileEntry = known["entry"]
        return whole.copy()

    def _whole(self, path: str, parts: Parts) -> str:
        """The sha256 of the segments joined, worked out again only when one of them changed; they are joined on the
        disk for a release that is put in force."""
        known = self.made_from.get(f"{path}#whole", {"key": [], "entry": None})
        names = [name for name, _ in parts]
        if known["key"] != names or self._unjoined(known["entry"]):
            digest = (
                join(self.root, parts, known["key"], known["entry"], self._beside.read)
                if self.current
                else whole_of(names, self._beside.read)
            )
            self.made_from[f"{path}#whole"] = known = {"key": names, "entry": digest}
        return str(known["entry"])

    def _unjoined(self, digest: str) -> bool:
        return self.current and not joined_path(self.root, digest).is_file()


def _put(draft: ReleaseDraft, put: Callable[[ReleaseDraft], None]) -> ReleaseDraft:
    heed(draft.root)
    put(draft)
    return draft


_kept: dict[Path, tuple[int, MadeFrom]] = {}


def load_cache(root: Path) -> MadeFrom:
    """What earlier files were made from; empty when there is none or it cannot be read. What this process kept is given
    away once, for a draft that may come to nothing."""
    heed(root)
    stamp, cache = _kept.pop(root, (0, {}))
    path = cache_path(root)
    try:
        if stamp != path.stat().st_mtime_ns:
            cache = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return cache
