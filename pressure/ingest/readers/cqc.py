"""The Care Quality Commission: the share of a council's care homes rated lower, from its directory.

Any monthly directory reads the same way, whichever councils are in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from sys import intern

from pressure.domain.councils import Council
from pressure.domain.readings import Reading
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.periods import iso_day, month_day_year
from pressure.ingest.report import FileRefused, RowHeld, RowRejected, quoted
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row

YES, YES_OR_NO = "Y", ("Y", "N", "", "-")
_DAY_FIRST = re.compile(r"(1[3-9]|2[0-9]|3[01])/(0?[1-9]|1[0-2])/[0-9]{4}")


@dataclass(slots=True)
class Home:
    """One care home with the overall ratings the file gives it, by service group."""

    council: Council
    ratings: tuple[tuple[str, str, int], ...] = ()
    location: str = ""
    provider: str = ""
    street: str = ""
    differ: tuple[int, str, str] | None = None

    def add(self, group: str, rating: str, row: int, rated: Collection[str]) -> None:
        """The first rating of each group counts; another one is kept as a difference, and held."""
        first = self.of(group)[0] if self._has(group) else None
        if first is None or (first not in rated and rating in rated):
            self.ratings = (*(r for r in self.ratings if r[0] != group), (group, rating, row))
        elif first in rated and rating in rated and rating != first:
            self.differ = (row, first, rating)

    def of(self, group: str) -> tuple[str, int]:
        """Rating and row; blank and 0 where the file gives none."""
        return next(((rating, row) for known, rating, row in self.ratings if known == group), ("", 0))

    def _has(self, group: str) -> bool:
        return any(known == group for known, _, _ in self.ratings)


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of a file by location, each under one of its locations, and by name and postcode."""

    by_location: dict[str, Home]
    by_place: dict[str, list[Home]]


def the_home(row: Row, council: Council, homes: Homes) -> Home:
    """The home of a row. Registered for two providers it stands under two locations of one name and one postcode, and
    is one; two houses of one provider, each at its own street, are two."""
    location = row["location"].strip()
    name, postcode, street, provider = (
        " ".join(row.cells.get(column, "").casefold().split()) for column in ("name", "postcode", "street", "provider")
    )
    if location in homes.by_location:
        return homes.by_location[location]
    near = homes.by_place.setdefault(f"{name}\n{postcode.replace(' ', '')}", []) if name and len(postcode) > 1 else []
    home = next(
        (one for one in near if one.provider != provider or one.street == street),
        None,
    )
    if home is None:
        home = Home(council, location=location, provider=intern(provider), street=street)
        near.append(home)
    homes.by_location[location] = home
    return home


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
        homes: Homes = Homes({}, {})
        intake.each(rows(), lambda row, into: self._row(row, into, day, homes))
        check_whole(intake, rows)
        self._check_some(homes, intake)
        of_council: dict[str, list[Home]] = {}
        for home in {id(home): home for home in homes.by_location.values()}.values():
            of_council.setdefault(home.council.code, []).append(home)
        for _, own in sorted(of_council.items()):
            self._count(own, day, intake)

    def _check_some(self, homes: Homes, intake: Intake) -> None:
        """A directory without one care home's overall rating is not read as it is meant. Raises FileRefused."""
        if not homes.by_location:
            wanted = f"{self.location_type}, {self.domain}, {' or '.join(self.groups)}"
            raise FileRefused(
                file=intake.file,
                found="no care home's overall rating in any row",
                expected=f"rows of care homes with {wanted}",
                next_step="check that this is the directory with ratings; if the publisher has renamed one of these "
                "words, change the source's description",
            )

    def _row(self, row: Row, intake: Intake, day: date, homes: Homes) -> tuple[Reading, ...]:
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
        if row["care_home"].strip() not in YES_OR_NO:
            raise unknown_word("care_home", row["care_home"], YES_OR_NO)
        if row["rating"].strip() not in (known := [*self.rated, *self.unrated]):
            raise unknown_word("rating", row["rating"], known)
        overall = row["domain"].strip() == self.domain and row["group"].strip() in self.groups
        if overall and row["care_home"].strip() == YES and row["location_type"].strip() == self.location_type:
            home = the_home(row, council, homes)
            home.add(intern(row["group"].strip()), intern(row["rating"].strip()), row.number, self.rated)
        return ()

    def _count(self, homes: list[Home], day: date, intake: Intake) -> None:
        """Homes without a rating are not in the denominator, and are said."""
        used = {group_row: rating for home in homes if (found := self._rating(home)) for group_row, rating in [found]}
        unrated = Counter(home.of(self.groups[0])[0] or "blank" for home in homes if self._rating(home) is None)
        council = homes[0].council
        if in_two := [home for home in homes if home.differ]:
            _hold(in_two, used, council, intake)
            return
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


def _hold(in_two: list[Home], used: dict[int, str], council: Council, intake: Intake) -> None:
    """Which of two ratings of one home is right is not ours to say: the council's figure waits with all its rows."""
    row, first, other = in_two[0].differ or (0, "", "")
    more = f", and {len(in_two) - 1} more homes" if len(in_two) > 1 else ""
    intake.hold_together(
        sorted({*used, row}),
        row,
        RowHeld(
            "rating",
            found=f"{quoted(other)} for {in_two[0].location}, rated {quoted(first)} in another row{more}",
            expected=f"one rating of each home in {council.name}",
            next_step="Held: no figure is made for this council. Ask the publisher which rating is right.",
        ),
    )


def check_whole(intake: Intake, rows: Callable[[], Iterator[Row]]) -> None:
    """A share counted from part of the rows is another share. Raises FileRefused when any row was rejected."""
    rejected = intake.turned_away["rejected"]
    if not rejected:
        return
    first = next(note for note in intake.notes if note.kind == "rejected")
    if any(_DAY_FIRST.fullmatch(row.cells.get("published", "").strip()) for row in rows()):
        found, expected = "dates with the day before the month", "month/day/year, such as 05/29/2026"
        next_step = "load the publisher's own file: a spreadsheet program has changed its dates"
    else:
        found, expected = (
            f"{rejected:,} of {sum(1 for _ in rows()):,} rows that cannot be read; the first: {first.message}",
            "all",
        )
        next_step = "a figure counted from part of the rows would be wrong, so nothing of the file is used"
    raise FileRefused(
        file=intake.file, row=first.row, column=first.column, found=found, expected=expected, next_step=next_step
    )


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
