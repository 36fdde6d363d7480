"""Past releases on disk that are not what the database and the record have: each by its release and file."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from pressure.domain.redactions import manifests_now
from pressure.publish.record.record_files import files_sha256
from pressure.release import site
from pressure.store import record, releases
from pressure.store.engine import Connection

SPEAKS = re.compile('"action":"(?:publish|redact)"')
MAY_BE_GONE = "record/"
"""A record that told too much is taken out of past releases (docs/record.md); what is there must still be right."""


def altered_files(connection: Connection, track: str, root: Path, *, whole: bool) -> Iterator[str]:
    """A sentence per difference: manifests, and with `whole` every file they name, each read once."""
    good: set[str] = set()
    told = _told(connection, track)
    for row in releases.of_track(connection, track):
        settled, pending = site.manifest_path(root, row.id), site.pending_path(root, row.id)
        path = settled if settled.is_file() else pending  # a start settles what the database has
        if not path.is_file():
            yield f"release {row.id}: its manifest is not on disk"
        elif hashlib.sha256(manifest := path.read_bytes()).hexdigest() != row.manifest_sha256 or (
            row.id in told and files_sha256(manifest) != told[row.id]
        ):
            yield f"release {row.id}: its manifest on disk is not the one recorded"
        elif whole and path == settled:
            yield from _files(root, site.release(root, row.id), good)


def _told(connection: Connection, track: str) -> dict[str, str]:
    """What the newest entry about each release names: its files but the record. Older entries name the whole manifest.
    None where entries contradict each other, which is told as such."""
    try:
        now = manifests_now(json.loads(body) for _, body, _ in record.entries(connection) if SPEAKS.search(body))
    except ValueError:
        return {}
    return {
        release_id: what["files_sha256"]
        for (of, release_id), what in now.items()
        if of == track and "files_sha256" in what
    }


def _files(root: Path, release: site.Release, good: set[str]) -> Iterator[str]:
    for name, entry in release.manifest["files"].items():
        for digest in site.kept_as(entry):
            if digest in good:
                continue
            if not site.blob_path(root, digest).is_file():
                if not name.startswith(MAY_BE_GONE):
                    yield f"release {release.id}: {name} is not on disk"
            elif not _holds(root, digest):
                yield f"release {release.id}: {name} on disk was changed"
            else:
                good.add(digest)


def _holds(root: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(site.read_blob(root, digest)).hexdigest() == digest
    except (OSError, EOFError, zlib.error):
        return False
