"""How far the story of the Demonstration Region has been told, and what it leads to once it is: two small files that
its teller writes and the server reads. The first is there until the story is told."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pressure.release.blobs import write_whole

FILE, DOORS = "telling.json", "doors.json"
Door = tuple[str, str, str]
"""Who it is for, its path, and what is found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The work at hand and how much of it is done; or that it failed, and then it goes no further."""

    work: str
    done: int = 0
    of: int = 1
    failed: bool = False


def say(site_dir: Path, how_far: Telling) -> None:
    """Write down how far it is."""
    write_whole(site_dir / FILE, json.dumps(asdict(how_far)).encode())


def told(site_dir: Path) -> None:
    """Nothing is being told any more."""
    (site_dir / FILE).unlink(missing_ok=True)


def under_way(site_dir: Path) -> Telling | None:
    """How far it is; None when nothing is being told."""
    try:
        return Telling(**json.loads((site_dir / FILE).read_bytes()))
    except FileNotFoundError:
        return None


def open_doors(site_dir: Path, doors: Iterable[Door]) -> None:
    """The front page leads there from now on."""
    write_whole(site_dir / DOORS, json.dumps(list(doors)).encode())


def doors(site_dir: Path) -> tuple[Door, ...]:
    """Where the front page leads; none where nothing was told."""
    try:
        return tuple((who, path, what) for who, path, what in json.loads((site_dir / DOORS).read_bytes()))
    except FileNotFoundError:
        return ()
