"""After words were removed: releases say what the database says, and nothing made from the earlier files is left."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from pressure.publish import release as making
from pressure.publish.blobs import write_whole
from pressure.publish.pieces import generation_path
from pressure.view import site


def flag(root: Path) -> Path:
    """There while a removal is being carried out: whoever starts next finishes it."""
    return root / "releases" / ".removing"


def begin(root: Path) -> None:
    """From here on a start looks whether there is something to finish. Other processes forget what they remember."""
    write_whole(flag(root), b"")
    write_whole(generation_path(root), str(flag(root).stat().st_mtime_ns).encode())


def clear(root: Path, manifests: Mapping[str, str]) -> int:
    """Settle every manifest the database has, by release, and remove what no manifest names. Nobody may publish
    meanwhile. Twice is as once. Returns the number of kept files removed."""
    for release_id, sha256 in manifests.items():
        making.settle(root, release_id, sha256)
        site.pending_path(root, release_id).unlink(missing_ok=True)
    for folder in (root / "bundles", *_other_trees(root)):
        shutil.rmtree(folder, ignore_errors=True)
    (root / "made_from.json").unlink(missing_ok=True)
    removed = _sweep(root)
    _put_in_force(root)
    begin(root)
    flag(root).unlink()
    return removed


def _put_in_force(root: Path) -> None:
    """The tree is the release: written anew unless it has the same manifest, which is written last."""
    try:
        release = site.current(root)
    except site.NotPublished:
        return
    written = root / "trees" / release.id / site.MANIFEST
    if not written.is_file() or written.read_bytes() != release.manifest_path.read_bytes():
        making.make_current(root, release.id)


def _other_trees(root: Path) -> Iterator[Path]:
    trees = root / "trees"
    current = (root / "current").resolve().name
    yield from (tree for tree in (trees.iterdir() if trees.is_dir() else ()) if tree.name != current)


def _sweep(root: Path) -> int:
    """Every kept file that no manifest names."""
    releases = root / "releases"
    named = {digest for manifest in (*releases.glob("*.json"), *(releases / ".pending").glob("*.json"))
             for entry in json.loads(manifest.read_bytes())["files"].values()
             for digest in entry.get("segments") or [entry["sha256"]]}
    unused = [path for path in (root / "blobs").rglob("*") if path.is_file() and path.stem not in named]
    for path in unused:
        path.unlink()
    return len(unused)
