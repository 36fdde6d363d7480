"""Reading a release as it was published: content-addressed blobs and one manifest a release. Writes nothing."""

import csv
import gzip
import hashlib
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pressure.document.manifest import FileEntry, Manifest
from pressure.document.names import csv_name as csv_name
from pressure.domain.refusals import Refusal

MANIFEST = "data/manifest.json"
INDEX = "index.html"
WHOLE_REGISTER = "register/entries.json"
"""Declarations with every word that was signed, which the register is drawn from."""
ZIP, SQLITE = "everything.zip", "care-pressure.sqlite"


class NotPublished(Refusal, LookupError):
    """There is no such release, or no such file in it."""


@lru_cache(maxsize=64)
def read_manifest(path: Path, stamp: int) -> Manifest:
    """A manifest, parsed once per version of the file."""
    del stamp
    parsed: Manifest = json.loads(path.read_bytes())
    return parsed


@lru_cache(maxsize=64)
def _entry_of_manifest(path: Path, stamp: int) -> FileEntry:
    """What a manifest would say of itself, worked out once per version of the file."""
    del stamp
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "rows": None}


@dataclass(frozen=True, slots=True)
class Release:
    """One immutable publication. Paths are those of the public address space, without a leading slash."""

    root: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        return self.manifest["release_id"]

    @property
    def published_at(self) -> str:
        return self.manifest["published_at"]

    @property
    def manifest_path(self) -> Path:
        return manifest_path(self.root, self.id)

    def has(self, path: str) -> bool:
        """Whether it has a file; its manifest is one too."""
        return path == MANIFEST or path in self.manifest["files"]

    def entry(self, path: str) -> FileEntry:
        """sha256, bytes and rows of a file. Raises NotPublished."""
        if path == MANIFEST:
            return {**_entry_of_manifest(self.manifest_path, self.manifest_path.stat().st_mtime_ns)}
        try:
            return {**self.manifest["files"][path]}
        except KeyError:
            raise NotPublished(f"release {self.id} has no {path}") from None

    def read(self, path: str) -> bytes:
        """The bytes as published. A file made of segments is the segments joined."""
        if path == MANIFEST:
            return self.manifest_path.read_bytes()
        entry = self.entry(path)
        return b"".join(read_blob(self.root, digest) for digest in kept_as(entry))

    def json(self, path: str) -> Any:
        return json.loads(self.read(path))

    def rows(self, path: str) -> list[dict[str, str]]:
        """A CSV as dictionaries of text."""
        return list(csv.DictReader(io.StringIO(self.read(path).decode())))


def base(*, demonstration: bool) -> str:
    """What every address of the real tree begins with, or of the Demonstration Region's."""
    return "/demo" if demonstration else ""


def blob_path(root: Path, digest: str) -> Path:
    """Where the gzip member of a file with this sha256 (of the plain bytes) is kept."""
    return root / "blobs" / digest[:2] / f"{digest}.gz"


def kept_as(entry: FileEntry) -> list[str]:
    """Under which sha256 the bytes of a manifest's entry are kept: its segments in order, or itself."""
    return entry.get("segments") or [entry["sha256"]]


def read_blob(root: Path, digest: str) -> bytes:
    """The plain bytes kept under a sha256."""
    return gzip.decompress(blob_path(root, digest).read_bytes())


def manifest_path(root: Path, release_id: str) -> Path:
    return root / "releases" / f"{release_id}.json"


def pending_path(root: Path, release_id: str) -> Path:
    """Where a manifest waits until the database has its release."""
    return root / "releases" / ".pending" / f"{release_id}.json"


def published(root: Path) -> tuple[str, ...]:
    """The ids of the releases that happened, oldest first: those the one in force names, and no other file here."""
    try:
        newest = current(root)
    except NotPublished:
        return ()
    return tuple(sorted({*earlier(root), *_ids(root, newest.id, newest.manifest_path.stat().st_mtime_ns)}))


def earlier_path(root: Path) -> Path:
    return root / "releases" / ".earlier"


def earlier(root: Path) -> tuple[str, ...]:
    """Releases of a record that was lost and begun again: published, and in no list of the new one."""
    path = earlier_path(root)
    return tuple(path.read_text("ascii").split()) if path.is_file() else ()


@lru_cache(maxsize=64)
def _ids(root: Path, release_id: str, stamp: int) -> tuple[str, ...]:
    """Read once per release in force."""
    del stamp
    newest = release(root, release_id)
    for demonstration in (False, True):
        path = f"data/{csv_name('releases.csv', demonstration=demonstration)}"
        if newest.has(path):
            named = {row["release_id"] for row in newest.rows(path)} | {release_id}
            return tuple(sorted(i for i in named if manifest_path(root, i).is_file()))
    return tuple(sorted(p.stem for p in (root / "releases").glob("*.json") if p.stem <= release_id))


def current(root: Path) -> Release:
    """The release in force. Raises NotPublished before the first."""
    try:
        tree = (root / "current").resolve(strict=True)
    except OSError:
        raise NotPublished("nothing has been published yet") from None
    return release(root, tree.name)


def release(root: Path, release_id: str) -> Release:
    """A past release by its id. Raises NotPublished."""
    path = manifest_path(root, release_id)
    if not release_id.replace("-", "").isalnum() or not path.is_file():
        raise NotPublished(f"there is no release {release_id}")
    return Release(root, read_manifest(path, path.stat().st_mtime_ns))
