"""The bank holidays in `data/rules/nations/`, as the library holidays gives them for each subdivision.

python -m tests.bank_holidays --write
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

NATIONS = Path(__file__).parent.parent / "data" / "rules" / "nations"
YEARS = range(2015, 2036)
LIST = re.compile(r"(    subdivision: GB-([A-Z]{3})\n    bank_holidays: \[\n)(.*?)(    \]\n)", re.DOTALL)


def derived(subdivision: str) -> list[date]:
    """The bank holidays of the years, in order; of GB without a subdivision Easter Monday would be missing."""
    import holidays

    return sorted(holidays.country_holidays("GB", subdiv=subdivision, years=YEARS))


def lines(days: list[date]) -> Iterator[str]:
    """One line a year."""
    for year in YEARS:
        yield "      " + " ".join(f"{day}," for day in days if day.year == year) + "\n"


def write() -> None:
    """Put the days into the rule files."""
    for path in sorted(NATIONS.glob("*.yaml")):
        text = path.read_text("utf-8")
        made = LIST.sub(lambda found: found[1] + "".join(lines(derived(found[2]))) + found[4], text)
        path.write_text(made, "utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    write()
