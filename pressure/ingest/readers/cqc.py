"""The Care Quality Commission: the share of a council's care homes rated lower, from its directory.

Any monthly directory reads the same way, whichever councils are in it.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from sys import intern

from pressure.domain.councils import Council
from pressure.domain.readings import Reading
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.periods import iso_day, month_day_year
from pressure.ingest.report import FileRefused, RowRejected, quoted
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row


@dataclass(slots=True)
class Home:
    """One care home with the overall ratings the file gives it: service group, rating and row, the first of each group.
    Kept small: England has fifteen thousand."""

    council: Council
    ratings: tuple[tuple[str, str, int], ...] = ()

    def add(self, group: str, rating: str, row: int) -> None:
        if all(known != group for known, _, _ in self.ratings):
            self.ratings = (*self.ratings, (group, rating, row))

    def of(self, group: str) -> tuple[str, int]:
        """Rating and row; blank and 0 where the file gives none."""
        return next(((rating, row) for known, rating, row in self.ratings if known == group), ("", 0))


class Cqc(Reader):
    """`groups` are the service groups that may hold a home's overall rating, the first one first."""

    measure: MeasureId
    location_type: str
    domain: str
    groups: tuple[str, ...]
    counted: tuple[str, ...]
    rated: tuple[str, ...]
    unrated: tuple[str, ...]

    def read(self, file: TableFile, intake: Intake) -> None:
        """One reading a council, as at the newest publication date in the file; every other row is not needed."""
        rows = file.table(intake)
        day = snapshot_day(rows(), intake)
        homes: dict[str, Home] = {}
        intake.each(rows(), lambda row, into: self._row(row, into, day, homes))
        by_council: dict[str, list[Home]] = {}
        for home in homes.values():
            by_council.setdefault(home.council.code, []).append(home)
        for code in sorted(by_council):
            self._count(by_council[code], day, intake)

    def _row(self, row: Row, intake: Intake, day: date, homes: dict[str, Home]) -> tuple[Reading, ...]:
        """Every row is checked; a care home's overall rating is put aside for the count."""
        council = intake.council_by_name(row, "council", day)
        published = row["published"].strip()
        if published not in ("", "-") and _day(published) > intake.today:
            raise RowRejected(
                "published",
                found=quoted(published),
                expected=f"a day up to {intake.today.isoformat()}",
                next_step="Ask the publisher.",
            )
        if row["rating"].strip() not in (known := [*self.rated, *self.unrated]):
            raise unknown_word("rating", row["rating"], known)
        overall = row["domain"].strip() == self.domain and row["group"].strip() in self.groups
        if overall and row["care_home"].strip() == "Y" and row["location_type"].strip() == self.location_type:
            home = homes.setdefault(row["location"].strip(), Home(council))
            home.add(self.groups[self.groups.index(row["group"].strip())], intern(row["rating"].strip()), row.number)
        return ()

    def _count(self, homes: list[Home], day: date, intake: Intake) -> None:
        """Homes without a rating are not in the denominator, and are said."""
        used = {group_row: rating for home in homes if (found := self._rating(home)) for group_row, rating in [found]}
        unrated = Counter(home.of(self.groups[0])[0] or "blank" for home in homes if self._rating(home) is None)
        council = homes[0].council
        if unrated:
            intake.warn(
                0,
                "rating",
                found=f"{sum(unrated.values())} of {len(homes)} care homes in {council.name} without "
                f"a rating ({', '.join(f'{n} {word}' for word, n in sorted(unrated.items()))})",
                expected="a rating for every home",
                next_step="They are not in the denominator.",
            )
        if not used:
            return
        reading = intake.reading(
            council=council,
            measure_id=self.measure,
            period=(day, day),
            denominator=len(used),
            numerator=sum(rating in self.counted for rating in used.values()),
        )
        intake.accept_together(sorted(used), reading)

    def _rating(self, home: Home) -> tuple[int, str] | None:
        """The overall rating, else that of its care-home service: multi-service homes now show no overall rating."""
        for group in self.groups:
            rating, row = home.of(group)
            if rating in self.rated:
                return row, rating
        return None


def _day(text: str) -> date:
    """As a CSV has it, month/day/year, or as a date cell of a workbook is read: year-month-day cannot be another."""
    return iso_day(text, "published") if text[:5].endswith("-") else month_day_year(text, "published")


def snapshot_day(rows: Iterable[Row], intake: Intake) -> date:
    """The file does not say when it was made: the newest publication date up to today stands for it."""
    days: dict[str, date] = {}
    for text in {row["published"].strip() for row in rows if row.fault is None}:
        with suppress(RowRejected):
            days[text] = _day(text)
    usable = [day for day in days.values() if day <= intake.today]
    if not usable:
        raise FileRefused(
            file=intake.file,
            column="published",
            found="no publication date that can be read",
            expected="month/day/year, such as 05/29/2026",
            next_step="check that this is the directory with ratings",
        )
    return max(usable)
