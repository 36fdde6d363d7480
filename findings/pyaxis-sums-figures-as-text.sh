#!/usr/bin/env bash
# pyaxis gives the figures of a PC-Axis file (PxStat, as Northern Ireland's statistics are published) as text, and of the
# format's marks turns only ".." into a missing value: "-" keeps its quotation marks, "." is an empty text. pandas then
# "sums" an area's years to 78.25: 7 and 8.25 side by side. Guessed: numbers, and every mark missing.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pyaxis==0.4.3 pandas==2.3.3
cd "$place"
cat > waiting.px <<'PX'
CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="en";
DECIMALS=2;
MATRIX="W1";
SUBJECT-AREA="Care";
SUBJECT-CODE="C";
TITLE="Waiting by trust and year";
CONTENTS="Waiting";
UNITS="Number";
STUB="Trust";
HEADING="Year";
VALUES("Trust")="Belfast","Northern","Western";
VALUES("Year")="2023-24","2024-25";
DATA=
7 8.25
"-" ".."
"." 3;
PX
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

from pyaxis import pyaxis

table = pyaxis.parse("waiting.px", encoding="latin-1")["DATA"]
print("pyaxis", version("pyaxis"), "· pandas", version("pandas"))
print(table)
total = table.groupby("Trust")["DATA"].sum()
print(f"the sum of each trust's years:\n{total}")
figures = table["DATA"].tolist()
if figures[:2] != ["7", "8.25"] or total["Belfast"] != "78.25":
    sys.exit("Changed: pyaxis gives numbers.")
if figures[2] != '"-"' or not table["DATA"].isna().tolist()[3] or figures[4] != "":
    sys.exit("Changed: pyaxis reads the marks of the format in another way.")
print("As described: 7 and 8.25 are 78.25.")
PYTHON
