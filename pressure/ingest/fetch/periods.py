"""The period that a link names: "August-2026", "Sept-2024", "01_July_2026", "2026-09", "2024 to 2025"."""

import re
from calendar import monthrange
from datetime import date

from pressure.ingest.periods import MONTHS

_NAMES = "|".join(sorted({f"{name[:n]}" for name in MONTHS for n in (3, 4, len(name))}, key=len, reverse=True))
_MONTH = re.compile(rf"(?<![a-z])({_NAMES})[^a-z0-9]{{0,3}}(20[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_DAY = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})[^a-z0-9]{{0,3}}({_NAMES})[^a-z0-9]{{0,3}}(20[0-9]{{2}})(?![0-9])", re.IGNORECASE
)
_ISO = re.compile(r"(?<![0-9])(20[0-9]{2})-(0[1-9]|1[0-2])(?![0-9])")
_YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})(?:[^a-z0-9]+to[^a-z0-9]+|[-/_])((?:20)?[0-9]{2})(?![0-9])", re.IGNORECASE)


def periods_named(text: str) -> frozenset[date]:
    """The last day of every period that a text names: of a month, or of a year from April to March."""
    found = {_end(int(m[2]), _number(m[1])) for m in _MONTH.finditer(text)}
    years = [m for m in _YEARS.finditer(text) if int(m[2]) % 100 == (int(m[1]) + 1) % 100]
    taken = {m.start() for m in years}
    found |= {date(int(m[1]) + 1, 3, 31) for m in years}
    found |= {_end(int(m[1]), int(m[2])) for m in _ISO.finditer(text) if m.start() not in taken}
    return frozenset(found)


def days_named(text: str) -> frozenset[date]:
    """Every day that a text names, "01_July_2026": as at that day a directory stands."""
    found = ((int(m[3]), _number(m[2]), int(m[1])) for m in _DAY.finditer(text))
    return frozenset(date(y, m, d) for y, m, d in found if 1 <= d <= monthrange(y, m)[1])


def _number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.lower()))


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
