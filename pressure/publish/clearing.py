"""After words were removed: releases say what the database says, and nothing made from the earlier files is left."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from pressure.publish import release as making
from pressure.release import site
from pressure.release.blobs import write_whole
from pressure.release.joined import forget
from pressure.release.pieces import make_anew


def flag(root: Path) -> Path:
    """The file that exists while a removal is carried out. The next process to start finishes it."""
    return root / "releases" / ".removing"


def begin(root: Path) -> None:
    """Mark that a removal has begun, so that the next start finishes it. Other processes forget what they remember."""
    write_whole(flag(root), b"")
    make_anew(root)


def clear(root: Path, manifests: Mapping[str, str]) -> None:
    """Settle every manifest the database has, by release, and remove what no manifest names. Nobody may publish
    meanwhile. Twice is as once."""
    for release_id, sha256 in manifests.items():
        making.settle(root, release_id, sha256)
        site.pending_path(root, release_id).unlink(missing_ok=True)
    for folder in (root / "bundles", *_other_trees(root)):
        shutil.rmtree(folder, ignore_errors=True)
    _sweep(root)
    _put_in_force(root)
    begin(root)


def _put_in_force(root: Path) -> None:
    """The tree is the release: each file that is another now is replaced in one step, the manifest last, and no reader
    finds one missing meanwhile."""
    try:
        release = site.current(root)
    except site.NotPublished:
        return
    tree = (root / "current").resolve()
    before = json.loads((tree / site.MANIFEST).read_bytes())["files"]
    files = release.manifest["files"]
    for path, entry in files.items():
        if before.get(path, {}).get("sha256") != entry["sha256"]:
            write_whole(tree / path, release.read(path))
    write_whole(tree / site.MANIFEST, release.read(site.MANIFEST))
    forget(root, {entry["sha256"] for entry in files.values() if entry.get("segments")})


def _other_trees(root: Path) -> Iterator[Path]:
    trees = root / "trees"
    current = (root / "current").resolve().name
    yield from (tree for tree in (trees.iterdir() if trees.is_dir() else ()) if tree.name != current)


def _sweep(root: Path) -> None:
    """Remove every kept file that no manifest names."""
    releases = root / "releases"
    named = {
        digest
        for manifest in (*releases.glob("*.json"), *(releases / ".pending").glob("*.json"))
        for entry in json.loads(manifest.read_bytes())["files"].values()
        for digest in site.kept_as(entry)
    }
    for path in [path for path in (root / "blobs").rglob("*") if path.is_file() and path.stem not in named]:
        path.unlink()
