"""The manifests of a demonstration told with one key, one seed for nonces and one day, as one digest: what a change of
the code that should change nothing published is tried with: `python tests/load/same_manifests.py [WEEKS]` in each."""

import hashlib
import importlib
import itertools
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))
DAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
NONCES = ("pressure.store.record.commitments", "pressure.store.commitments")


def counted_nonces() -> None:
    """Nonces that follow from how many were made before."""
    numbers = itertools.count()
    for name in NONCES:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        module.source = lambda size: next(numbers).to_bytes(size, "big")  # type: ignore[attr-defined]
        return
    raise SystemExit("This tree has no nonces to seed.")


def manifests(folder: Path, weeks: int) -> list[str]:
    """The sha256 of each manifest of both tracks, with its place."""
    from pressure.commands.demonstrating import build_demo
    from pressure.settings import settings

    build_demo(settings, folder, weeks)
    found = sorted((folder / "site").rglob("releases/*.json"))
    return [f"{hashlib.sha256(p.read_bytes()).hexdigest()} {p.relative_to(folder)}" for p in found]


def main() -> None:
    """Tell the story and print."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        os.environ.update(
            PRESSURE_DATABASE_URL=f"sqlite:///{folder / 'pressure.sqlite'}",
            PRESSURE_SITE_DIR=str(folder / "site"),
            PRESSURE_DEMONSTRATION="true",
            PRESSURE_PUBLIC_ADDRESS="http://127.0.0.1:9",
            PRESSURE_SIGNING_KEY="A" * 43 + "=",
        )
        clock = importlib.import_module("pressure.clock")
        clock.now = lambda: DAY  # type: ignore[attr-defined]
        counted_nonces()
        lines = manifests(folder, int(sys.argv[1]) if len(sys.argv) > 1 else 12)
    print("\n".join(lines))
    print(hashlib.sha256("\n".join(lines).encode()).hexdigest(), f"{len(lines)} manifests")


if __name__ == "__main__":
    main()
