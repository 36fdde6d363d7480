"""NHS England's workbook of one month, in its real shape, and its twin as CSV, with figures that ship."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import openpyxl

from tests.shipped_sources import source

ID = "discharge-ready-date"
PAGE = "https://www.england.nhs.uk/statistics/statistical-work-areas/discharge-delays/discharge-ready-date/"
UPLOADS = "https://www.england.nhs.uk/statistics/wp-content/uploads/sites/2"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "Timeliness of Acute Hospital Discharges completed within the month"
COVERAGE = "% of all UTLA discharges that are from acceptable trusts"
DISCHARGES = "Total Discharges for UTLA from acceptable trusts"
BED_DAYS = "Total bed days lost due to delayed discharge"
LATE = "Date of Discharge is 1+ days after Discharge Ready Date"
PLACES = {8: COVERAGE, 9: "Total Discharges of UTLA patients from provider", 10: DISCHARGES, 11: BED_DAYS, 14: LATE}
WIDTH = 49
TWIN = (
    *("Date", "Data Source", "Data Type", "Upper Tier Local Authority Code", "Upper Tier Local Authority"),
    *("Region (of Provider)", "ICB (of Provider)", "Code", "Organisation Name", "Measure", "Value"),
)
Figures = dict[str, Any]
Change = Callable[[list[Figures]], list[Figures]]


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, str, int, float], ...]:
    """July 2026 as it ships: code, name, bed days and the share that left late."""
    path = source(ID).shipped_file
    assert path
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8")))
    return tuple(
        (r["utla_code"], r["utla_name"], int(r["bed_days_lost"]), float(r["share_delayed_1plus_days"])) for r in rows
    )


def councils(times: float = 1.0) -> list[Figures]:
    """A row a council: most are covered whole, four at an edge, two not at all."""
    edges = {"E08000035": 0.75, "E08000012": 0.7499994, "E10000014": 0.93, "E08000021": 0.02}
    return [
        {
            "code": code,
            "name": name,
            COVERAGE: edges.get(code, 0.97),
            DISCHARGES: 9 if code == "E06000053" else 1000,
            BED_DAYS: round(bed_days * times),
            LATE: late,
        }
        for code, name, bed_days, late in _shipped()
    ]


def workbook(
    month: tuple[int, int],
    rows: Iterable[Figures],
    *,
    header_at: int = 15,
    without: str = "",
    cover: tuple[int, int] | None = None,
    title: str = TITLE,
) -> bytes:
    """As NHS England puts it up; `cover` is the month on the sheets where it is not the file's."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cover Sheet"
    said = date(*(cover or month), 1)
    for label, value in (("Title:", title), ("Period:", said), ("Published:", "8th  October 2026"), ("Revised:", "-")):
        sheet.append([None, label, value])
    own = list(rows)
    for name, some in (("UTLA Acceptable", own), ("UTLA Unacceptable", [{**r, BED_DAYS: 7} for r in own])):
        sheet = book.create_sheet(name)
        for _ in range(header_at - 3):
            sheet.append([])
        sheet.append([None, "Period:", said])
        sheet.append([None, None, "Discharges with a date"])
        titles: list[Any] = [None] * WIDTH
        titles[:3] = ["Summary Type", "UTLA Code", "UTLA"]
        for at, text in PLACES.items():
            titles[at] = None if text == without else text
        titles[20], titles[21] = "Proportion", "Proportion"
        sheet.append(titles)
        for row in [*some, {"kind": "Provider activity mapped to UTLA", "code": "E08000035", "name": "A trust"}]:
            cells: list[Any] = [None] * WIDTH
            cells[:3] = [row.get("kind", "UTLA Aggregate"), row["code"], row["name"]]
            for at, text in PLACES.items():
                cells[at] = row.get(text, "-")
            sheet.append(cells)
    book.create_sheet("Provider")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def twin(month: str, rows: Iterable[Figures]) -> bytes:
    """The same as CSV, with a byte-order mark, trusts' rows among the councils' and `[z]` where nothing applies."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(TWIN)
    for row in rows:
        for measure in (COVERAGE, "Number of patients discharged in total", DISCHARGES, BED_DAYS, LATE):
            value = row.get(measure, "")
            out.writerow([month, "SUS", "UTLA Aggregate", row["code"], row["name"], *["[z]"] * 4, measure, value])
        trust = [month, "SUS & HODF", "Provider", *["[z]"] * 2, "North", "ICB", "R1A", "A trust"]
        out.writerow([*trust, "Number of patients discharged in total", 12])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def link(name: str, folder: str = "2026/10") -> str:
    return f"{UPLOADS}/{folder}/Discharge-Ready-Date-monthly-data-webfile-{name}.xlsx"


def page(*addresses: str) -> str:
    """The publisher's page, with files that are not wanted among those that are."""
    others = (
        f"{UPLOADS}/2026/10/Discharge-Ready-Date-monthly-data-webfile-timeseries-August-2026.xlsx",
        f"{UPLOADS}/2026/10/Discharge-Ready-Date-monthly-data-csv-August-2026.csv",
    )
    return "".join(f'<li><a href="{address}">monthly data</a></li>' for address in (*others, *addresses))
