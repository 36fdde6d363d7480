#!/usr/bin/env bash
# python-calamine gives a cell that holds a moment at midnight as a day (date), and its neighbours in the same column, with
# the same format of date and time, as moments (datetime). So a column of moments cannot be sorted, or its newest found, in
# the week in which one of them is at midnight. Guessed: the format of the cell decides, as it does for openpyxl.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet python-calamine==0.9.1 XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$place"
venv/bin/python - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

moments = [datetime(2026, 11, 18, 9, 30), datetime(2026, 11, 19), datetime(2026, 11, 20, 9, 30)]
with Workbook("since.xlsx") as book:
    page, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for row, moment in enumerate(moments):
        page.write_datetime(row, 0, moment, shown)

cells = [cell for (cell,) in CalamineWorkbook.from_path("since.xlsx").get_sheet_by_index(0).to_python()]
others = [row[0].value for row in openpyxl.load_workbook("since.xlsx").active.iter_rows()]
print("python-calamine", version("python-calamine"))
print("calamine:", cells)
print("openpyxl:", others)
if others != moments:
    sys.exit("Changed: openpyxl reads something else.")
if [type(cell).__name__ for cell in cells] != ["datetime", "date", "datetime"]:
    sys.exit("Changed: calamine gives one type for the column.")
try:
    max(cells)
except TypeError as problem:
    print("the newest of them:", problem)
else:
    sys.exit("Changed: the newest can be found.")
print("As described: a moment at midnight is a day.")
PYTHON
