"""How far the story of the Demonstration Region has been told: a small file that its teller writes, which is there
until the story is told, and which the server reads."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pressure.publish.blobs import write_whole

FILE = "telling.json"


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
