"""The shipped real files as their publishers would give them, whole and with something wrong."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from pressure.ingest.publisher import GovUk
from tests.shipped_sources import source
from tests.unit.fetch.publishers import Publishers


@dataclass(frozen=True)
class Phs:
    """Where Public Health Scotland's file is found."""

    id: str = "phs-delayed-discharges"
    package: str = "https://www.opendata.nhs.scot/api/3/action/package_show?id=delayed-discharges-in-nhsscotland"
    resource: str = "513d2d71-cf73-458e-8b44-4fa9bccbf50a"
    file: str = (
        "https://www.opendata.nhs.scot/dataset/52591cba/resource/513d2d71/download/"
        "2026-09_delayed-discharge-beddays-council-area.csv"
    )


PHS = Phs()
HEADER = [
    "MonthOfDelay",
    "CA",
    "CAQF",
    "AgeGroup",
    "AgeGroupQF",
    "ReasonForDelay",
    "ReasonForDelayQF",
    "NumberOfDelayedBedDays",
    "AverageDailyNumberOfDelayedBeds",
]
Row = dict[str, str]
Change = Callable[[list[Row]], list[Row]]


@lru_cache(maxsize=1)
def _real() -> tuple[tuple[str, ...], ...]:
    """The shipped vintage's last thirteen months, under the publisher's own header."""
    path = source(PHS.id).shipped_file
    assert path
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8")))
    return tuple(
        (
            r["date"][:7].replace("-", ""),
            r["ltla_code"],
            "d" if r["ltla_code"] == "S92000003" else "",
            r["age_group"],
            "",
            r["delay_reason"],
            "",
            r["num_delayed_bed_days"],
            r["average_daily_delayed_beds"],
        )
        for r in rows
        if r["date"] >= "2023-11" and r["ltla_code"] != "NA"
    )


def phs_file(change: Change = lambda rows: rows, until: str = "202411") -> bytes:
    """The file to a month, its rows changed."""
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, HEADER)
    out.writeheader()
    out.writerows(change([dict(zip(HEADER, r, strict=True)) for r in _real() if r[0] <= until]))
    return text.getvalue().encode()


def phs_as_if(until: str) -> bytes:
    """Thirteen months to a month that has not been, each with the real figures of its month of the year: invented."""
    year, month = int(until[:4]), int(until[4:])
    wanted = [divmod(year * 12 + month - 1 - back, 12) for back in range(12, -1, -1)]
    months = {month[4:]: month for month in sorted({r[0] for r in _real() if r[0] <= "202411"})}

    def change(rows: list[Row]) -> list[Row]:
        by_month: dict[str, list[Row]] = {}
        for row in rows:
            by_month.setdefault(row["MonthOfDelay"], []).append(row)
        return [row | {"MonthOfDelay": f"{y}{m + 1:02}"} for y, m in wanted for row in by_month[months[f"{m + 1:02}"]]]

    return phs_file(change)


def total(row: Row) -> bool:
    """A row that is counted: all adults, health and social care reasons."""
    return row["AgeGroup"] == "18plus" and row["ReasonForDelay"] == "Health and Social Care Reasons"


def in_month(rows: list[Row], month: str) -> list[Row]:
    """The counted rows of one month, of councils alone, in the file's order."""
    return [r for r in rows if total(r) and r["MonthOfDelay"] == month and not r["CA"].startswith("S92")]


def slipped(month: str, by: int = 1) -> Change:
    """The figures of one month stand beside the names some rows further."""

    def change(rows: list[Row]) -> list[Row]:
        own = in_month(rows, month)
        figures = [r["NumberOfDelayedBedDays"] for r in own]
        for place, row in enumerate(own):
            row["NumberOfDelayedBedDays"] = figures[(place + by) % len(own)]
        return rows

    return change


def without(area: str, month: str = "") -> Change:
    """One area is gone, from one month or from all."""
    return lambda rows: [r for r in rows if r["CA"] != area or (month and r["MonthOfDelay"] != month)]


def times(factor: float, month: str, first: int = 999) -> Change:
    """The figures of a month's first so many areas are multiplied."""

    def change(rows: list[Row]) -> list[Row]:
        for row in in_month(rows, month)[:first]:
            row["NumberOfDelayedBedDays"] = str(round(int(row["NumberOfDelayedBedDays"]) * factor))
        return rows

    return change


ASCOF = "ascof-2024-25"


def ascof() -> bytes:
    """The shipped workbook."""
    path = source(ASCOF).shipped_file
    assert path
    return path.read_bytes()


def give_ascof(publishers: Publishers, body: bytes, filename: str = "ascof_2024_to_2025_timeseries.ods") -> None:
    """The search of GOV.UK lists this workbook beside one of the year before and a report."""
    fetch = source(ASCOF).fetch
    assert fetch
    assert isinstance(fetch.discover, GovUk)
    media = "https://assets.publishing.service.gov.uk/media"
    title = "Measures from the Adult Social Care Outcomes Framework, England"
    publishers.govuk(
        fetch.discover.listing,
        {
            f"{title}, 2023 to 2024": [("ascof_2023_to_2024_timeseries.ods", f"{media}/6a0/old.ods", body)],
            f"{title}, 2024 to 2025": [
                ("outcome-and-demographic-data-23-january-2026.ods", f"{media}/6a1/outcome-2026.ods", body),
                (filename, f"{media}/6a2/{filename}", body),
            ],
            "Adult Social Care Activity Report, England, 2024 to 2025": [
                ("asc_time_series.ods", f"{media}/6a3/asc_2024_to_2025.ods", body)
            ],
        },
    )
