"""What a release publishes, read back into what a rating is made from."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pressure.domain.declarations import RAISED
from pressure.domain.measures import Cadence
from pressure.domain.readings import RETURN, Reading, Status
from pressure.domain.register import Entry, RaisedLevel, Register
from pressure.publish.check.verify_intervals import path_of, read

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A council as councils.csv has it."""

    code: str
    nation_code: str
    adults_18plus: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading with the number of the release that first showed it, and when it was taken back."""

    reading: Reading
    release: int
    withdrawn_at: datetime | None


SPLIT = ("ratings_as_published.csv", "reasons_as_published.csv", "readings.csv")
"""The long files that a council's ratings are worked out from. The council stands first in each."""
AT_ONCE = 100_000


def split(tree: Path, folder: Path) -> None:
    """Write each of the files of `SPLIT` in parts, a file per council, with each line's number in front. A long history
    is then read council by council. Each line is a row, because no cell of ours holds a line break."""
    for name in SPLIT:
        place = folder / name
        place.mkdir()
        with path_of(tree, name).open(encoding="utf-8", newline="") as text:
            head, parts, waiting = f"line,{next(text)}", dict[str, list[str]](), 0
            for number, line in enumerate(text, start=2):
                parts.setdefault(line.partition(",")[0], []).append(f"{number},{line}")
                waiting += 1
                if waiting == AT_ONCE:
                    _append(place, head, parts)
                    parts, waiting = {}, 0
            _append(place, head, parts)


def _append(place: Path, head: str, parts: Mapping[str, list[str]]) -> None:
    for code, lines in parts.items():
        file = place / code
        with file.open("a", encoding="utf-8", newline="") as text:
            text.writelines([*([] if text.tell() else [head]), *lines])


@dataclass(frozen=True, slots=True)
class Names:
    """What is read whole: the number of each release by its id and up to when it knew figures, the councils by code,
    and what each has signed."""

    releases: Mapping[str, int]
    facts_as_of: tuple[datetime, ...]
    councils: Mapping[str, Place]
    declarations: Mapping[str, list[Row]]


def names(tree: Path) -> Names:
    """Read them from the directory of a release. Raises Difference for a file that is missing."""
    declared: dict[str, list[Row]] = {}
    for row in read(tree, "declarations.csv"):
        declared.setdefault(row["council_code"], []).append(row)
    releases = read(tree, "releases.csv")
    return Names(
        {row["release_id"]: number for number, row in enumerate(releases)},
        tuple(datetime.fromisoformat(row["facts_as_of"]) for row in releases),
        {
            row["council_code"]: Place(row["council_code"], row["nation_code"], _whole(row["adults_18plus"]))
            for row in read(tree, "councils.csv")
        },
        declared,
    )


class OfCouncil:
    """What one council's ratings are worked out from again."""

    def __init__(self, folder: Path, code: str, known: Names) -> None:
        self.folder, self.code, self.releases, self.facts_as_of = folder, code, known.releases, known.facts_as_of
        self.place, self.declarations = known.councils[code], known.declarations.get(code, [])

    def place_then(self, row: Row) -> Place:
        """The council with the population that a line of ratings_as_published.csv was rated by."""
        adults = _whole(row["adults_18plus"])
        return self.place if adults == self.place.adults_18plus else replace(self.place, adults_18plus=adults)

    @cached_property
    def ratings(self) -> list[Row]:
        """Its lines of ratings_as_published.csv, oldest first."""
        return self._rows("ratings_as_published.csv")

    @cached_property
    def readings(self) -> list[Shown]:
        """Everything received, by the release that first showed it; of one release in the order received."""
        head, *rows = [*csv.reader(self._lines("readings.csv"))] or [_Row._fields]
        wanted = itemgetter(*map([*head].index, _Row._fields))
        return sorted((_shown(_Row._make(row), self.releases) for row in map(wanted, rows) if row[CAME]), key=_release)

    @cached_property
    def reasons(self) -> dict[tuple[str, str], list[str]]:
        """Its lines of reasons_as_published.csv, by moment and release: two can be of one second."""
        found: dict[tuple[str, str], list[str]] = {}
        for text in self._lines("reasons_as_published.csv")[1:]:
            _, own = text.split(",", 1)
            found.setdefault((own.split(",", 2)[1], own.rstrip("\n").rpartition(",")[2]), []).append(own)
        return found

    @cached_property
    def reason_columns(self) -> list[str]:
        """The head of that file."""
        return next(csv.reader(self._lines("reasons_as_published.csv")[:1]), ["line"])[1:]

    def register(self, at: datetime) -> Register:
        """What it had signed by a moment."""
        signed = [row for row in self.declarations if datetime.fromisoformat(row["signed_at"]) <= at]
        return Register(
            tuple(_entry(row, at) for row in signed if row["measure_id"] != RAISED),
            tuple(_raised(row, at) for row in signed if row["measure_id"] == RAISED),
        )

    def _rows(self, name: str) -> list[Row]:
        lines = self._lines(name)
        head, *rows = [*csv.reader(lines)] or [[]]
        if all(len(row) == len(head) for row in rows):
            return [dict(zip(head, row, strict=True)) for row in rows]
        return list(csv.DictReader(lines))

    def _lines(self, name: str) -> list[str]:
        """With the head, if there are any."""
        file = self.folder / name / self.code
        if not file.is_file():
            return []
        with file.open(encoding="utf-8", newline="") as text:
            return list(text)


def _release(shown: Shown) -> int:
    return shown.release


class _Row(NamedTuple):
    """What a reading is read from, of a row of readings.csv."""

    line: str
    council_code: str
    measure_id: str
    period_start: str
    period_end: str
    value: str
    answer: str
    numerator: str
    denominator: str
    scale: str
    coverage_numerator: str
    coverage_denominator: str
    providers: str
    how_we_looked: str
    value_is_rounded: str
    cadence: str
    status: str
    withdrawn_at: str
    marker: str
    source_id: str
    received_at: str
    release_id: str


CAME = _Row._fields.index("received_at")


def _shown(row: _Row, releases: Mapping[str, int]) -> Shown:
    below, scale, has_count = _whole(row.denominator), int(row.scale), bool(row.numerator)
    value = _answer(row.answer) if row.answer else Decimal(row.value) if row.value else None
    start, end, came, status, cadence = _meant(
        row.period_start, row.period_end, row.received_at, row.status, row.cadence
    )
    reading = Reading(
        council_code=row.council_code,
        measure_id=row.measure_id,
        period_start=start,
        period_end=end,
        status=status,
        cadence=cadence,
        source_id=row.source_id,
        recorded_at=came,
        numerator=_counted(row.numerator, scale) if has_count else None,
        scale=scale,
        denominator=below,
        value=None if has_count and below else value,
        value_is_rounded=row.value_is_rounded == "yes",
        from_council=row.source_id == RETURN,
        marker=row.marker,
        row=int(row.line),
        coverage=_share(row.coverage_numerator, row.coverage_denominator),
        providers=_whole(row.providers),
        looked=row.how_we_looked,
    )
    gone = datetime.fromisoformat(row.withdrawn_at) if row.withdrawn_at else None
    return Shown(reading, releases[row.release_id], gone)


def _entry(row: Row, at: datetime) -> Entry:
    return Entry(
        declaration_id=row["declaration_id"],
        council_code=row["council_code"],
        measure_id=row["measure_id"],
        stage=int(row["stage"]),
        area=row["area"],
        starts_at=datetime.fromisoformat(row["starts_at"]),
        signed_at=datetime.fromisoformat(row["signed_at"]),
        review_by=date.fromisoformat(row["review_by"]),
        ended_at=_ended(row, at),
    )


def _raised(row: Row, at: datetime) -> RaisedLevel:
    return RaisedLevel(
        council_code=row["council_code"],
        level=int(row["level"]),
        reason=row["reason"],
        from_at=datetime.fromisoformat(row["signed_at"]),
        review_by=date.fromisoformat(row["review_by"]),
        ended_at=_ended(row, at),
    )


def _ended(row: Row, at: datetime) -> datetime | None:
    """When it was ended, if that had been signed by a moment."""
    ended = datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None
    return ended if ended and ended <= at else None


@lru_cache(maxsize=4096)
def _meant(start: str, end: str, came: str, status: str, cadence: str) -> tuple[date, date, datetime, Status, Cadence]:
    """What is the same for most rows of a return."""
    moment = datetime.fromisoformat(came)
    return date.fromisoformat(start), date.fromisoformat(end), moment, Status(status), Cadence(cadence)


def _counted(text: str, scale: int) -> int:
    """What was counted, in parts of one of which there are so many."""
    whole, _, rest = text.partition(".")
    return int(whole) * scale if rest in {"", "0"} and whole.isdecimal() else round(Fraction(text) * scale)


def _answer(said: str) -> Decimal:
    return Decimal(said == "yes")


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _share(part: str, whole: str) -> Fraction | None:
    return Fraction(int(part), int(whole)) if part and whole else None
