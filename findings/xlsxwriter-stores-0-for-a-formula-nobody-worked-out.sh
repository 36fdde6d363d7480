#!/usr/bin/env bash
# A program that cannot work formulas out may still write them: XlsxWriter stores 0 beside each and asks the spreadsheet
# to work it out on opening. Until somebody opens and saves the file, calamine (and pandas by way of it) gives 0 for
# "=400+10" as it gives any number, without a word: nobody waiting. Guessed: a value that is not there reads as empty.
# fullCalcOnLoad in xl/workbook.xml tells such a file from one that a spreadsheet saved.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$place"
venv/bin/python - <<'PYTHON'
import sys
import zipfile
from importlib.metadata import version

import xlsxwriter
from python_calamine import CalamineWorkbook

book = xlsxwriter.Workbook("report.xlsx")
sheet = book.add_worksheet("return")
sheet.write_row(0, 0, ["waiting", 410])
sheet.write_string(1, 0, "waiting, by formula")
sheet.write_formula(1, 1, "=400+10")
book.close()
print("XlsxWriter", version("XlsxWriter"), "· python-calamine", version("python-calamine"))
read = CalamineWorkbook.from_path("report.xlsx").get_sheet_by_name("return").to_python()
workbook = zipfile.ZipFile("report.xlsx").read("xl/workbook.xml").decode()
print("read:", read)
if read[0][1] != 410 or 'fullCalcOnLoad="1"' not in workbook:
    sys.exit("Changed: the workbook is not written or read as before; look at this script first.")
if read[1][1] != 0:
    sys.exit("Changed: the formula that nobody worked out is no longer read as 0.")
print("As described: 0 people wait, by a formula that says 410.")
PYTHON
