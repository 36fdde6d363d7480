"""The current release as plain files, for a web server, a CDN or a reader with a file manager; one atomic link."""

import json
import os
import shutil
from pathlib import Path

from pressure.document.manifest import Manifest
from pressure.release.joined import joined_path
from pressure.release.site import MANIFEST, Release, manifest_path

CURRENT = "current"
KEPT_TREES = 2


def materialise(root: Path, release: Release, manifest: bytes) -> Path:
    """Write the release as a directory, linking what the tree before already holds; returns the directory."""
    tree = root / "trees" / release.id
    shutil.rmtree(tree, ignore_errors=True)
    before = _files_before(root)
    for path, entry in release.manifest["files"].items():
        target = tree / path
        target.parent.mkdir(parents=True, exist_ok=True)
        sources = (before.get((path, entry["sha256"])), joined_path(root, entry["sha256"]))
        source = next((s for s in sources if s is not None and s.is_file()), None)
        if source is not None:
            os.link(source, target)
        else:
            target.write_bytes(release.read(path))
    (tree / MANIFEST).parent.mkdir(parents=True, exist_ok=True)
    (tree / MANIFEST).write_bytes(manifest)
    if (root / "demo").is_dir():
        (tree / "demo").symlink_to(Path("..") / ".." / "demo" / CURRENT)
    return tree


def switch(root: Path, release_id: str) -> None:
    """Make a materialised release the current one in one step, and forget trees nobody points to."""
    temporary = root / f".{CURRENT}-{release_id}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(Path("trees") / release_id)
    os.replace(temporary, root / CURRENT)
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    for old in sorted((root / "trees").iterdir(), key=lambda p: p.stat().st_mtime_ns)[:-KEPT_TREES]:
        if old.name != release_id:
            shutil.rmtree(old, ignore_errors=True)


def _files_before(root: Path) -> dict[tuple[str, str], Path]:
    link = root / CURRENT
    if not link.exists():
        return {}
    release_id = link.resolve().name
    path = manifest_path(root, release_id)
    if not path.is_file():
        return {}
    known: Manifest = json.loads(path.read_bytes())
    return {(name, entry["sha256"]): link.resolve() / name for name, entry in known["files"].items()}
