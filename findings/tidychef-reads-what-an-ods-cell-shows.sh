#!/usr/bin/env bash
# tidychef, made for official statistics, reads the stored number from a cell of an .xlsx and the words on show from the
# same cell of an .ods: 337.456 shown without decimals is "337.456" from one file of a publication and "337" from the
# other, and 1234567 is "1,234,567". Guessed: both files give the stored number.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet tidychef==1.0.4 openpyxl==3.1.5 odfpy==1.4.1 pandas==2.3.3
cd "$place"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import openpyxl
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tidychef import acquire

FIGURES = [("rate", 337.456, "0", "337"), ("people", 1234567, "#,##0", "1,234,567"), ("share", 0.125, "0%", "13%")]
book = openpyxl.Workbook()
ods = OpenDocumentSpreadsheet()
table = Table(name="Sheet")
for number, (name, value, shape, shown) in enumerate(FIGURES, 1):
    book.active.append([name, value])
    book.active[f"B{number}"].number_format = shape
    row = TableRow()
    for kind, stored, text in (("string", None, name), ("percentage" if name == "share" else "float", value, shown)):
        cell = TableCell(valuetype=kind, **({} if stored is None else {"value": stored}))
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
ods.spreadsheet.addElement(table)
book.save("t.xlsx")
ods.save("t.ods")


def second_column(tables):
    (sheet,) = tables if isinstance(tables, list) else [tables]
    return [cell.value for cell in sheet.cells if cell.x == 1]


xlsx, shown = second_column(acquire.xlsx.local("t.xlsx")), second_column(acquire.ods.local("t.ods"))
print("tidychef", version("tidychef"))
print("from the .xlsx:", xlsx)
print("from the .ods: ", shown)
print(".ods by pandas:", pandas.read_excel("t.ods", engine="odf", header=None)[1].tolist())
if xlsx != ["337.456", "1234567", "0.125"]:
    sys.exit("Changed: tidychef does not read the stored numbers of an .xlsx.")
if shown != ["337", "1,234,567", "13%"]:
    sys.exit("Changed: tidychef does not read what an .ods cell shows.")
print("As described: one publication, two sets of figures.")
PYTHON
