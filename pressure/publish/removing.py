"""Past releases made again after words were removed: the files that held them, and what lists their hashes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pressure.document.manifest import Files
from pressure.document.names import PARQUET, as_csv
from pressure.document.values import moment
from pressure.domain.redactions import LONG
from pressure.publish import release as making
from pressure.publish.files import page_files
from pressure.publish.record import record_files
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.words_found import folded, holds_any
from pressure.release import site
from pressure.release.beside import Drawn
from pressure.release.blobs import write_whole
from pressure.release.draft import MadeFrom, P, ReleaseDraft

LISTS_HASHES = "data/index.html"
LEAST = 4
Sums = dict[str, tuple[str, str]]
"""By path: the sha256 before and now."""


class _Pages(ReleaseDraft):
    """Draws a page only where the published one has to be made again."""

    wanted: frozenset[str] = frozenset()

    def put_page(self, path: str, inputs: Any, drawn: Callable[P, Drawn], *args: P.args, **named: P.kwargs) -> None:
        if path in self.wanted:
            super().put_page(path, inputs, drawn, *args, **named)

    def made(self, path: str) -> bytes:
        """The bytes of a file of this draft, once settled."""
        entry = self.files[path]
        return b"".join(site.read_blob(self.root, digest) for digest in site.kept_as(entry))


def parts(words: Mapping[str, str], least: int = LEAST) -> frozenset[str]:
    """What to look for: a page may cut a text short or break it, so every part of it, folded."""
    said = [text for text in map(folded, words.values()) if len(text) >= least]
    return frozenset(
        text[at : at + LONG] for text in said for at in range(0, len(text), LONG) if at == 0 or at + LONG <= len(text)
    )


def telling(words: Mapping[str, str]) -> frozenset[str]:
    """The parts that hardly stand anywhere by chance; all of them where there is none."""
    return parts(words, LONG // 2) or parts(words)


@dataclass(slots=True)
class Search:
    """Looks for any of some parts in published files, each read once."""

    parts: frozenset[str]
    _known: dict[str, bool] = field(default_factory=dict)
    _without: set[bytes] = field(default_factory=set)

    def within(self, release: site.Release) -> frozenset[str]:
        """The paths of a release that hold one; every path where all are too short to look for."""
        return frozenset(
            path
            for path, entry in release.manifest["files"].items()
            if not self.parts or any(self._holds(release, digest) for digest in site.kept_as(entry))
        )

    def _holds(self, release: site.Release, digest: str) -> bool:
        """A segment ends with a whole row. A record that told too much may be gone from a past release."""
        if digest not in self._known:
            there = site.blob_path(release.root, digest).is_file()
            self._known[digest] = there and holds_any(site.read_blob(release.root, digest), self.parts, self._without)
        return self._known[digest]


def made_again(
    inputs: ReleaseInputs,
    published: site.Release,
    held: frozenset[str],
    words: Mapping[str, str],
    stands: str,
    made_from: MadeFrom,
) -> Files:
    """The files of a release as its manifest names them now: data from the facts, as a rebuild makes it; any other file
    only if it held the words. `made_from` remembers what earlier releases were made from in the same removal."""
    line = inputs.release
    draft = _Pages(
        root=published.root,
        release_id=line.id,
        published_at=moment(line.published_at) or "",
        rules_digest=inputs.rules.digest,
        code="",
        made_from=made_from,
        current=published.id == site.current(published.root).id,
    )
    draft.wanted = held
    page_files.add(draft, inputs)
    making.add_data(draft, inputs)
    draft.wanted = held | {LISTS_HASHES}
    page_files.add_data_page(draft, inputs)
    if record_files.PAGE in held:
        record_files.add_page_again(draft, inputs, published.read(record_files.KEY).decode())
    draft.settle()
    sought, known = parts(words), set[bytes]()

    def again(path: str) -> bool:
        if path not in draft.files or path.endswith(making.REBUILT) or path == LISTS_HASHES:
            return path in draft.files
        if path.endswith(PARQUET):  # a copy: it follows its CSV
            source = as_csv(path)
            return draft.files[source]["sha256"] != published.manifest["files"][source]["sha256"]
        content = draft.made(path) if path in held else b""
        gone = bool(sought) and not holds_any(content, sought, known)
        return path in held and (gone or holds_any(content, (folded(stands),)))

    return {path: draft.files[path] if again(path) else entry for path, entry in published.manifest["files"].items()}


def pending(published: site.Release, files: Files, rules_digest: str) -> dict[str, str]:
    """Write the new manifest where it waits for the database; returns what its entry says of it."""
    draft = ReleaseDraft(
        root=published.root,
        release_id=published.id,
        published_at=published.published_at,
        rules_digest=rules_digest,
        code="",
        files=dict(files),
    )
    content = draft.manifest()
    write_whole(site.pending_path(published.root, published.id), content)
    return {"manifest_sha256": hashlib.sha256(content).hexdigest(), "files_sha256": record_files.files_sha256(content)}


def changed(published: site.Release, files: Files) -> Sums:
    """Every file that is another now."""
    return {
        path: (entry["sha256"], files[path]["sha256"])
        for path, entry in published.manifest["files"].items()
        if files[path]["sha256"] != entry["sha256"]
    }
