#!/usr/bin/env bash
# A workbook may keep texts in a table of their own or in the cells themselves (inlineStr): both are in the standard, and
# XlsxWriter in its mode for large files and many publishers' programs write the second. pylightxl reads the numbers of
# such a sheet and gives "" for every text, without a word: figures without their councils. Guessed: it reads both.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet pylightxl==1.61 XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$place"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import pylightxl
import xlsxwriter
from python_calamine import CalamineWorkbook

ROWS = [["council_code", "level", "marker"], ["E10000016", 3, ""], ["E10000014", 2, "[p]"]]
for name, large in (("table.xlsx", False), ("cells.xlsx", True)):
    book = xlsxwriter.Workbook(name, {"constant_memory": large})
    sheet = book.add_worksheet("ratings")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
print("pylightxl", version("pylightxl"), "· XlsxWriter", version("XlsxWriter"))
read = {name: list(pylightxl.readxl(name).ws("ratings").rows) for name in ("table.xlsx", "cells.xlsx")}
other = CalamineWorkbook.from_path("cells.xlsx").get_sheet_by_name("ratings").to_python()
print("texts in a table:", read["table.xlsx"])
print("texts in cells:  ", read["cells.xlsx"])
print("by calamine:     ", other)
if read["table.xlsx"] != ROWS or other[1][0] != "E10000016":
    sys.exit("Changed: the workbooks are not read as before; look at this script first.")
if any(isinstance(cell, str) and cell for row in read["cells.xlsx"] for cell in row) or read["cells.xlsx"][1][1] != 3:
    sys.exit("Changed: pylightxl reads texts that stand in their cells.")
print("As described: the figures are there, the texts are not.")
PYTHON
