"""Every council of today with its names, the lines of its list, and the table of searches with their answers."""

import csv
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from pressure.council_list import load_councils
from tests.unit.publish.plain_cases import row

PRESENT = load_councils().current(date(2026, 11, 27))
NAMES = {c.code: (c.name, c.official_name, *c.aliases) for c in PRESENT}
BY_CODE = {c.code: c.name for c in PRESENT}
CODES = {c.name: c.code for c in PRESENT}
ROWS: list[Any] = [
    row(c.code, c.name, None, c.nation, official_name=c.official_name, aliases=c.aliases) for c in PRESENT
]
AMONG_OTHERS = "…"
with (Path(__file__).parent / "searches.csv").open(encoding="utf-8", newline="") as table:
    SEARCHES = list(csv.DictReader(table))


def flat(markup: str) -> str:
    """The words a reader sees."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(p|li|h2|div)\b", r" \g<0>", markup))).split())


def linked(markup: str, address: str) -> tuple[str, ...]:
    """The councils that markup links to, in order."""
    return tuple(dict.fromkeys(re.findall(rf'href="{re.escape(address)}(\w+)/?"', markup)))


def offered(page: str, address: str = "/councils/") -> tuple[str, ...]:
    """The councils a page of results offers."""
    begun = page.partition('id="found"')[2]
    return linked(begun.partition('id="every"')[0], address)
