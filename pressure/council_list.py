"""Reads `data/councils.csv` and `data/councils_former.csv` into the list everything is matched against."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from pressure.domain.councils import Council, Councils
from pressure.domain.refusals import Refusal
from pressure.settings import SHIPPED

DATA = SHIPPED / "data"
PRESENT, FORMER = "councils.csv", "councils_former.csv"
ENDED, SAME = "ended", ("recoded", "boundary")
"""What `change` says of a former code: the body ended and others followed, or it goes on under another code."""
Row = dict[str, str]


def load_councils(path: Path = DATA) -> Councils:
    """Present and abolished bodies from the two files in a folder, and every other code of each. Demonstration councils
    are not among them. Raises Refusal for a row that does not say what it has to."""
    present = [_council(row) for row in _rows(path / PRESENT)]
    former = list(_rows(path / FORMER))
    ended = [_council(row) for row in former if _change(row) == ENDED]
    recoded = [row for row in former if _change(row) != ENDED]
    _check_once([*present, *ended])
    every = _with_other_codes([*present, *ended], recoded)
    _check({c.code for c in present}, every)
    return Councils(every)


def check_none_lost(known: Iterable[Council], listed: Councils) -> None:
    """Refuse a list that lacks a body known here, or has its code as another one's: what was published stands under
    its code. Raises Refusal."""
    for council in (c for c in known if not c.demonstration and listed.get(c.code) is None):
        other = next((c for c in listed.all if council.code in c.former_codes), None)
        if other:
            raise Refusal(
                f"{council.name} ({council.code}) has figures here under that code. Keep {council.code} in {PRESENT} "
                f"and name {other.code} among its former_codes: both codes then lead to it."
            )
        raise Refusal(
            f"{council.name} ({council.code}) is known here and in neither {PRESENT} nor {FORMER}. Add a row to "
            f"{FORMER} with its last day in valid_to and the codes that follow in successors, or put it back."
        )


def _rows(path: Path) -> Iterator[Row]:
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        yield {name: value or "" for name, value in row.items() if name}


def _change(row: Row) -> str:
    """A row that does not say is of a body that ended."""
    change = row.get("change") or ENDED
    if change not in (ENDED, *SAME):
        raise Refusal(f"{FORMER}, {row['code']}: change is {change!r}. Write ended, recoded or boundary.")
    return change


def _with_other_codes(councils: list[Council], recoded: Iterable[Row]) -> list[Council]:
    """A code that was replaced is another code of the same body."""
    known = {c.code: c for c in councils}
    for row in recoded:
        heirs = _parts(row["successors"])
        if len(heirs) != 1 or heirs[0] not in known or row["code"] in known:
            raise Refusal(
                f"{FORMER}, {row['code']}: a code that was replaced names in successors the one code of {PRESENT} that "
                f"the same body has now, and is not in {PRESENT} itself."
            )
        own = known[heirs[0]]
        if row["code"] not in own.former_codes:
            known[own.code] = replace(own, former_codes=(*own.former_codes, row["code"]))
    return list(known.values())


def _check_once(councils: list[Council]) -> None:
    for code, often in Counter(c.code for c in councils).items():
        if often > 1:
            raise Refusal(f"{code} is in {PRESENT} and {FORMER} {often} times. Leave one row of it.")


def _check(now: set[str], every: list[Council]) -> None:
    """Of each body that ends, its last day and who follows."""
    known = {c.code for c in every}
    for council in every:
        if council.code not in now and council.valid_to is None:
            raise Refusal(f"{FORMER}, {council.code}: give the last day of {council.name} in valid_to.")
        if council.successors and council.valid_to is None:
            raise Refusal(f"{PRESENT}, {council.code}: it has successors, so give its last day in valid_to.")
        if unknown := [code for code in council.successors if code not in known]:
            raise Refusal(f"{council.code} names {unknown[0]} in successors, which is in neither file. Add its row.")


def _council(row: Row) -> Council:
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
