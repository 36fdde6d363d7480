"""What a release publishes, read back into what a rating is made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from pressure.domain.declarations import RAISED
from pressure.domain.measures import Cadence
from pressure.domain.readings import RETURN, Reading, Status
from pressure.domain.register import Entry, RaisedLevel, Register
from pressure.publish.check.verify_intervals import read

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

    def known(self, release: int, at: datetime) -> Reading | None:
        """The reading as a release knew it; None when it did not yet."""
        if self.release > release:
            return None
        gone = self.withdrawn_at is not None and self.withdrawn_at <= at
        return replace(self.reading, withdrawn=True) if gone else self.reading


class PublishedFiles:
    """The files of one release that ratings are worked out from again."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree

    @cached_property
    def releases(self) -> dict[str, int]:
        """The number of each release, by its id."""
        return {row["release_id"]: number for number, row in enumerate(read(self.tree, "releases.csv"))}

    @cached_property
    def councils(self) -> dict[str, Place]:
        """Every council by its code."""
        return {
            row["council_code"]: Place(row["council_code"], row["nation_code"], _whole(row["adults_18plus"]))
            for row in read(self.tree, "councils.csv")
        }

    @cached_property
    def readings(self) -> dict[str, list[Shown]]:
        """Everything received of each council, in the order received."""
        found: dict[str, list[Shown]] = {}
        for number, row in enumerate(read(self.tree, "readings.csv")):
            if row["received_at"]:
                found.setdefault(row["council_code"], []).append(_shown(row, number, self.releases))
        return found

    @cached_property
    def declarations(self) -> dict[str, list[Row]]:
        """Everything signed, by council."""
        found: dict[str, list[Row]] = {}
        for row in read(self.tree, "declarations.csv"):
            found.setdefault(row["council_code"], []).append(row)
        return found

    @cached_property
    def reasons(self) -> dict[tuple[str, str], list[Row]]:
        """The lines of reasons_as_published.csv, by council and moment."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in read(self.tree, "reasons_as_published.csv"):
            found.setdefault((row["council_code"], row["rated_at"]), []).append(row)
        return found

    def ratings(self) -> Iterator[tuple[int, Row]]:
        """The lines of ratings_as_published.csv, each with its number in the file."""
        yield from enumerate(read(self.tree, "ratings_as_published.csv"), start=2)

    def register(self, code: str, at: datetime) -> Register:
        """What a council had signed by a moment."""
        signed = [row for row in self.declarations.get(code, ()) if datetime.fromisoformat(row["signed_at"]) <= at]
        return Register(
            tuple(_entry(row, at) for row in signed if row["measure_id"] != RAISED),
            tuple(_raised(row, at) for row in signed if row["measure_id"] == RAISED),
        )


def _shown(row: Row, number: int, releases: Mapping[str, int]) -> Shown:
    below, scale, has_count = _whole(row["denominator"]), int(row["scale"]), bool(row["numerator"])
    value = _answer(row["answer"]) if row["answer"] else Decimal(row["value"]) if row["value"] else None
    reading = Reading(
        council_code=row["council_code"],
        measure_id=row["measure_id"],
        period_start=date.fromisoformat(row["period_start"]),
        period_end=date.fromisoformat(row["period_end"]),
        status=Status(row["status"]),
        cadence=Cadence(row["cadence"]),
        source_id=row["source_id"],
        recorded_at=datetime.fromisoformat(row["received_at"]),
        numerator=round(Fraction(row["numerator"]) * scale) if has_count else None,
        scale=scale,
        denominator=below,
        value=None if has_count and below else value,
        value_is_rounded=row["value_is_rounded"] == "yes",
        from_council=row["source_id"] == RETURN,
        marker=row["marker"],
        row=number,
        coverage=_share(row["coverage_numerator"], row["coverage_denominator"]),
        providers=_whole(row["providers"]),
    )
    gone = row["withdrawn_at"]
    return Shown(reading, releases[row["release_id"]], datetime.fromisoformat(gone) if gone else None)


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


def _answer(said: str) -> Decimal:
    return Decimal(said == "yes")


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _share(part: str, whole: str) -> Fraction | None:
    return Fraction(int(part), int(whole)) if part and whole else None
