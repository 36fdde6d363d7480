"""How large the house is at a commit, from its floors to its lines: `python -m tests.docs.counts [COMMIT]`."""

import io
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]


def counted(root: Path) -> dict[str, int]:
    """Of the tree in a folder. A circle is a set of modules that import each other by way of themselves."""
    modules = sorted((root / "pressure").rglob("*.py"))
    held: dict[Path, int] = {}
    for path in modules:
        if path.name != "__init__.py" and "versions" not in path.parts:
            held[path.parent] = held.get(path.parent, 0) + 1
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        "folders with modules": len(held),
        "modules in the fullest folder": max(held.values()),
        "floors": next(len(c["layers"]) for c in contracts if c["type"] == "layers"),
        "circles of modules": _circles(root),
        "modules": len(modules),
        "lines": sum(len(path.read_text("utf-8").splitlines()) for path in modules),
    }


def _circles(root: Path) -> int:
    sys.path.insert(0, str(root))
    graph = grimp.build_graph("pressure", exclude_type_checking_imports=True, cache_dir=None)
    wanted = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    found = 0
    while True:
        try:
            TopologicalSorter(wanted).prepare()
        except CycleError as circle:
            found += 1
            for module in set(circle.args[1]):
                wanted.pop(module, None)
        else:
            return found


def main() -> None:
    commit = sys.argv[1] if len(sys.argv) > 1 else "HEAD"
    packed = subprocess.run(
        ["git", "archive", commit, "pressure", "pyproject.toml"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tree:
            tree.extractall(folder, filter="data")
        for what, number in counted(Path(folder)).items():
            print(f"{what}: {number:,}")


if __name__ == "__main__":
    main()
