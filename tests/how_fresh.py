"""How many bodies have a figure, and one of at most 150 days, by nation, on a fresh installation with what ships:
`python -m tests.how_fresh [DAY]`. The day is that of the newest file that ships, unless one is given."""

import csv
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pressure.domain.readings import RETURN

DAYS = 150
NATIONS = {"E": "England", "S": "Scotland", "W": "Wales", "N": "Northern Ireland"}
NEWEST_FILE = date(2026, 10, 1)
"""The day on which the newest file that ships was made (data/publications/discharge-ready-date/SOURCE.md)."""


def how_fresh(
    readings: Iterable[Mapping[str, str]], councils: Iterable[Mapping[str, str]], day: date
) -> dict[str, tuple[int, int, int]]:
    """By nation: bodies, those with a published figure, and those with one whose period ended at most 150 days ago."""
    newest: dict[str, date] = {}
    for row in readings:
        if row["source_id"] == RETURN or row["withdrawn_at"] or not (row["value"] or row["numerator"]):
            continue
        end = date.fromisoformat(row["period_end"])
        if end <= day:
            newest[row["council_code"]] = max(end, newest.get(row["council_code"], end))
    told: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for council in (c for c in councils if not c["last_day"]):
        last = newest.get(council["council_code"])
        counts = told[NATIONS[council["nation_code"][0]]]
        counts[0] += 1
        counts[1] += last is not None
        counts[2] += last is not None and (day - last).days <= DAYS
    return {nation: (every, some, fresh) for nation, (every, some, fresh) in told.items()}


def main() -> None:
    """Bring an installation up, and print the table."""
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else NEWEST_FILE
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        os.environ.update(
            PRESSURE_DATABASE_URL=f"sqlite:///{folder / 'pressure.sqlite'}", PRESSURE_SITE_DIR=str(folder / "site")
        )
        from pressure.commands.upgrading import run_upgrade  # reads the settings when it is imported

        run_upgrade(bare=False, as_json=False)
        data = folder / "site/current/data"
        with (
            (data / "readings.csv").open(encoding="utf-8") as readings,
            (data / "councils.csv").open(encoding="utf-8") as councils,
        ):
            told = how_fresh(csv.DictReader(readings), csv.DictReader(councils), day)
    sys.stdout.write(f"{day}: bodies, with a figure, with one of at most {DAYS} days\n")
    for nation, counts in told.items():
        sys.stdout.write(f"{nation:18}" + "".join(f"{count:6}" for count in counts) + "\n")


if __name__ == "__main__":
    main()
