"""The whole demonstration, made in a process of its own that says how far it is: one JSON object a line.

`python -m pressure.demo.telling FOLDER ADDRESS WEEKS`
"""

import json
import sys
from pathlib import Path
from typing import Any

from pressure.actions.office import open_office
from pressure.actions.starting import upgrade
from pressure.demo import accounts
from pressure.demo.story import tell
from pressure.settings import ROOT, Settings

CONTACTS = ROOT / "data" / "templates" / "contacts.csv"


def environment(folder: Path, address: str) -> dict[str, str]:
    """The settings of a demonstration: a directory of its own, and the address it is served at."""
    return {"PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'pressure.sqlite'}",
            "PRESSURE_SITE_DIR": str(folder / "site"), "PRESSURE_DEMONSTRATION": "true",
            "PRESSURE_CONTACTS_FILE": str(CONTACTS), "PRESSURE_PUBLIC_ADDRESS": address}


def build_demo(folder: Path, weeks: int, address: str = "http://127.0.0.1:8501") -> list[accounts.Account]:
    """Real publications and the fictional region, loaded and published. Returns who can sign in."""
    given = environment(folder, address)
    office = open_office(Settings(
        database_url=given["PRESSURE_DATABASE_URL"], site_dir=Path(given["PRESSURE_SITE_DIR"]),
        public_address=address, contacts_file=CONTACTS))
    office.progress = lambda work, done, of: say(work=work, done=done, of=of)
    upgrade(office)
    tell(office, folder / "returns", length=weeks, progress=office.progress)
    return accounts.make(office.engine)


def say(**line: Any) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    place, where, length = sys.argv[1:]
    say(accounts=accounts.lines(build_demo(Path(place), int(length), where), where))
