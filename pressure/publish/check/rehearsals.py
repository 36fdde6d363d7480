"""Whether a release is of a rehearsal: its council has the watermark for a name."""

import csv
from pathlib import Path

from pressure.document.names import csv_name
from pressure.words.officers.rehearsal import WATERMARK

COUNCILS = csv_name("councils.csv", demonstration=True)


def is_rehearsal(tree: Path) -> bool:
    """By the list of councils in it."""
    listed = tree / "data" / COUNCILS
    if not listed.is_file():
        return False
    with listed.open(encoding="utf-8", newline="") as file:
        return any(row["council_name"] == WATERMARK for row in csv.DictReader(file))
