#!/usr/bin/env bash
# acro, the checker of research outputs, hides a small cell of a table with totals and works the totals out again without
# it. The table that comes back says 20 people in Rutland where there are 23, says "ok" beside that total, and has no mark
# on it. Guessed: totals stay true, and a second cell is hidden so that nobody can subtract.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet acro==1.0.2 pandas==2.3.3
cd "$place"
venv/bin/python - <<'PYTHON'
import logging
import sys
from importlib.metadata import version

import pandas

logging.disable(logging.CRITICAL)
from acro import ACRO

people = pandas.DataFrame({"council": ["Kent"] * 50 + ["Rutland"] * 23,
                           "level": ["a"] * 30 + ["b"] * 20 + ["a"] * 3 + ["b"] * 20})
checker = ACRO(suppress=True)
shown = checker.crosstab(people.council, people.level, margins=True)
true = pandas.crosstab(people.council, people.level, margins=True)
outcome = checker.results.get_index(0).outcome
print("acro", version("acro"))
print(f"true:\n{true}\nfrom acro:\n{shown}\nwhat it says of each cell:\n{outcome}")
if not pandas.isna(shown.loc["Rutland", "a"]):
    sys.exit("Changed: acro does not hide the small cell.")
if shown.loc["Rutland", "All"] != 20 or shown.loc["All", "a"] != 30 or shown.loc["All", "All"] != 70:
    sys.exit("Changed: acro leaves the totals as they are, or hides them.")
if outcome.loc["Rutland", "All"].strip() != "ok":
    sys.exit("Changed: acro marks a total it has worked out again.")
print("As described: three totals are lower than the truth, and called ok.")
PYTHON
