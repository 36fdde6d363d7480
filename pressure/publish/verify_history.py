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

from pressure.domain.redactions import manifests_now
from pressure.publish.checkpoint import read
from pressure.publish.record_files import PROGRAM
from pressure.publish.verify_intervals import Difference
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
    release_id, found = json.loads(manifest)["release_id"], hashlib.sha256(manifest).hexdigest()
    seq = _entry(record, release_id, found)
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


def _entry(record: bytes, release_id: str, manifest_sha256: str) -> int:
    """The number of the newest entry that tells of a release, which must be with this manifest: words may have been
    removed from it since it was published."""
    try:
        told = manifests_now(json.loads(line) for line in record.splitlines())
    except ValueError as problem:
        raise Difference(f"record: {problem}") from None
    now = [what for (_, one), what in told.items() if one == release_id]
    for what in now:
        if what["manifest_sha256"] == manifest_sha256:
            return int(what["seq"])
    if now:
        raise Difference(f"{MANIFEST}: its sha256 is {manifest_sha256}; entry {now[0]['seq']} of the record tells "
                         f"of release {release_id} with {now[0]['manifest_sha256']}")
    raise Difference(f"record: no entry tells of release {release_id}. The record that is published with a release "
                     "ends before it: give the record of a later one")


def _program() -> ModuleType:
    described = spec_from_file_location("verify_record", PROGRAM)
    assert described is not None and described.loader is not None  # noqa: PT018 a file of ours
    module = module_from_spec(described)
    described.loader.exec_module(module)
    return module
