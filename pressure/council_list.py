"""Reads `data/councils.csv` and `data/councils_former.csv` into the list everything is matched against."""

import csv
from datetime import date
from pathlib import Path

from pressure.domain.councils import Council, Councils
from pressure.settings import SHIPPED

DATA = SHIPPED / "data"


def load_councils(path: Path = DATA) -> Councils:
    """Present and abolished bodies from the two files in a folder. Demonstration councils are not among them."""
    rows = [
        row
        for name in ("councils.csv", "councils_former.csv")
        for row in csv.DictReader((path / name).read_text(encoding="utf-8").splitlines())
    ]
    return Councils(_council(row) for row in rows)


def _council(row: dict[str, str]) -> Council:
    return Council(
        code=row["code"],
        name=row["name"],
        official_name=row["official_name"],
        kind=row["kind"],
        region_code=row["region_code"],
        region=row["region"],
        nation_code=row["nation_code"],
        nation=row["nation"],
        adults_18plus=int(row["adults_18plus"]) if row["adults_18plus"] else None,
        adults_year=row["adults_year"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=_parts(row["successors"]),
        former_codes=_parts(row["former_codes"]),
        cassr_code=row["cassr_code"],
        aliases=_parts(row["aliases"]),
        gov_uk_slug=row["gov_uk_slug"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
