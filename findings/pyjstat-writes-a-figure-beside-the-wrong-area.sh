#!/usr/bin/env bash
# pyjstat writes the figures of a table in the order of its rows, not in the order of the cube it describes. A table
# sorted in any other way, or without a row that was suppressed, becomes a JSON-stat file with figures beside the wrong
# area, and no warning. Guessed: each figure is put in its place by its area and period, as when reading.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pyjstat==2.4.0 pandas==2.3.3 jsonstat-validator==0.4.6
"$place/venv/bin/python" - <<'PYTHON'
import json
import sys
from importlib.metadata import version

import pandas
from jsonstat_validator import validate_jsonstat
from pyjstat import pyjstat

print("pyjstat", version("pyjstat"), "· pandas", version("pandas"))


def written(rows):
    return json.loads(pyjstat.Dataset.read(pandas.DataFrame(rows, columns=["area", "year", "value"])).write())


def figures(cube):
    """By area and year, as the JSON-stat format says: the last dimension turns fastest."""
    areas, years = (list(cube["dimension"][d]["category"]["index"]) for d in cube["id"])
    places = [(area, year) for area in areas for year in years]
    return dict(zip(places, cube["value"])), len(places)


whole = [("Kent", "2023-24", 1), ("Hampshire", "2024-25", 22), ("Hampshire", "2023-24", 21), ("Kent", "2024-25", 2)]
without = [("Kent", "2024-25", 4), ("Hampshire", "2023-24", 3), ("Hampshire", "2024-25", 2)]
for name, rows in (("every row, not sorted by area", whole), ("one row left out", without)):
    cube = written(rows)
    found, cells = figures(cube)
    print(name, "\n  given  ", {(a, y): v for a, y, v in rows}, "\n  written", found)
    print("  figures", len(cube["value"]), "for", cells, "cells; called valid:", validate_jsonstat(cube))
moved = figures(written(whole))[0]
shifted, cells = figures(written(without))
if moved[("Kent", "2024-25")] != 22 or moved[("Hampshire", "2024-25")] != 2:
    sys.exit("Changed: pyjstat puts the figures of an unsorted table in their places.")
if shifted.get(("Kent", "2023-24")) != 3:
    sys.exit("Changed: pyjstat does not give a missing cell the figure of another area.")
print("As described: Kent has the figure of Hampshire, in both files.")
PYTHON
