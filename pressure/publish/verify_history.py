"""Whether a release that somebody downloaded is the one the record tells of: manifest, entry, signed checkpoint.

Uses the program that is published with the record, so that both say the same."""

import hashlib
import json
import shutil
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from pressure.publish.checkpoint import read
from pressure.publish.record_files import CHECKPOINT, PROGRAM, files_sha256
from pressure.publish.verify_intervals import Difference
from pressure.store import merkle
from pressure.view.site import MANIFEST

WEB = ("https://", "http://")
SECONDS = 60


def verify_history(tree: Path, record: bytes, notes: Sequence[str], key: str, fingerprint: str | None) -> list[str]:
    """Sentences about what holds: the chain, each checkpoint and its signature, and the release's own entry. Raises
    Difference with the link that breaks."""
    program = _program()
    try:
        said: list[str] = program.check(record, list(notes), key, fingerprint)
        longest = max(read(note).size for note in notes)
    except ValueError as problem:
        raise Difference(f"record: {problem}") from None
    manifest = (tree / MANIFEST).read_bytes()
    release_id = json.loads(manifest)["release_id"]
    seq = _entry(record, release_id, manifest)
    _begins_with(record, tree)
    if seq > longest:
        raise Difference(f"record: entry {seq} tells of release {release_id}, and no checkpoint given was signed after "
                         "it. Give the checkpoint of a later release")
    return [*said, f"release {release_id} is the one that entry {seq} tells of, under the checkpoint over {longest}"]


@contextmanager
def as_tree(place: str) -> Iterator[Path]:
    """A release directory; one zip of everything, on disk or at an address, is unpacked for as long as it is needed.
    Raises Difference."""
    with TemporaryDirectory() as folder:
        file = Path(place)
        if place.startswith(WEB):
            file = Path(folder) / "everything.zip"
            with urllib.request.urlopen(place, timeout=SECONDS) as answer, file.open("wb") as out:  # noqa: S310 WEB
                shutil.copyfileobj(answer, out)
        if not file.is_file():
            yield file
            return
        try:
            with zipfile.ZipFile(file) as archive:
                archive.extractall(Path(folder) / "release")
        except zipfile.BadZipFile:
            raise Difference(f"{place}: not a release directory and not a zip of one") from None
        yield Path(folder) / "release"


def own_history(tree: Path) -> tuple[bytes, str]:
    """The record and the checkpoint that are published with a release. Raises Difference."""
    try:
        return _own_record(tree).read_bytes(), (tree / CHECKPOINT).read_text("utf-8")
    except (OSError, StopIteration):
        raise Difference("record: this release came without one; give --record and --checkpoint") from None


def _own_record(tree: Path) -> Path:
    return next((tree / "record").glob("*.jsonl"))


def _begins_with(record: bytes, tree: Path) -> None:
    """What came with the release is the beginning of the record given. It may have been taken out of an old one."""
    if not any((tree / "record").glob("*.jsonl")):
        return
    own, note = own_history(tree)
    checkpoint = read(note)
    if not record.startswith(own) and not own.startswith(record):
        raise Difference("record: the one in this release is not the beginning of the one given")
    if checkpoint.size != own.count(b"\n") or merkle.root(own.splitlines()) != checkpoint.root:
        raise Difference("record/checkpoint: it was not signed over the record in this release")


def _entry(record: bytes, release_id: str, manifest: bytes) -> int:
    """The number of the entry that tells of a release with this manifest. Entries name the files without the record;
    those of early releases name the whole manifest, and are in the record of the release after."""
    named = {"manifest_sha256": hashlib.sha256(manifest).hexdigest(), "files_sha256": files_sha256(manifest)}
    lines = [entry for line in record.splitlines() if (entry := json.loads(line))["action"] == "publish"]
    entries = [entry for entry in lines if entry["what"]["release_id"] == release_id]
    for entry in entries:
        if any(entry["what"].get(name) == digest for name, digest in named.items()):
            _whole_manifest(lines, entry["what"], named["manifest_sha256"])
            return int(entry["seq"])
    if entries:
        raise Difference(f"{MANIFEST}: these are not the files that entry {entries[0]['seq']} of the record tells of "
                         f"release {release_id}; their sha256 is {named['files_sha256']}")
    raise Difference(f"record: no entry tells of release {release_id}. Give the record that came with it or a later "
                     "one. An early release, whose entry names its whole manifest, is in the record after it")


def _whole_manifest(told: list[dict[str, Any]], what: dict[str, Any], found: str) -> None:
    """The entry of the release after, if there is one, names the whole manifest. Raises Difference."""
    for entry in told:
        before = entry["what"].get("before", {})
        if (entry["what"]["track"], before.get("release_id")) == (what["track"], what["release_id"]) and (
                before["manifest_sha256"] != found):
            raise Difference(f"{MANIFEST}: its sha256 is {found}; entry {entry['seq']} of the record, of the release "
                             f"after it, says {before['manifest_sha256']}")


def _program() -> ModuleType:
    described = spec_from_file_location("verify_record", PROGRAM)
    assert described is not None and described.loader is not None  # noqa: PT018 a file of ours
    module = module_from_spec(described)
    described.loader.exec_module(module)
    return module
