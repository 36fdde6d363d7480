"""The part of `pressure verify` that works a correction through the weeks again, so that the rating after it follows
the one before as it was believed then (METHOD 2, rule 8; ADR 0063)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from pressure.domain.moments import start_of
from pressure.domain.rating.choosing import as_corrected
from pressure.domain.rating.method import rate
from pressure.domain.rating.results import Previous
from pressure.domain.readings import Reading
from pressure.domain.rules_history import Rules
from pressure.publish.check.published import OfCouncil, Row, Shown
from pressure.publish.check.verify_intervals import Difference


@dataclass(slots=True)
class _Week:
    """A rating that was worked out: what it leaves to the next as published, and with every figure that it knew as it
    is now."""

    row: Row
    at: datetime
    release: int
    published: Previous
    corrected: Previous


class Corrections:
    """A council's ratings so far. They are worked through again only when a figure that one of them knew is revised."""

    def __init__(self, files: OfCouncil) -> None:
        self.files = files
        self._weeks: list[_Week] = []
        self._release, self._marked = -1, False

    def followed(self, where: str, row: Row, release: int, rules: Rules) -> tuple[Previous | None, Previous | None]:
        """The rating before the one of a line as it was believed then, and as published. Raises Difference where the
        line names no correction and has to, or names one and there is none. Lines from before there were such names
        follow what was published."""
        for number in sorted(n for n in self._revised if self._release < n <= release):
            self._work_through(number, self._revised[number], rules)
        self._release, marked = release, bool(row["correction_id"])
        last = self._weeks[-1] if self._weeks else None
        put_right = last is not None and last.corrected.left != last.published.left
        if marked and not put_right:
            raise Difference(f"{where} column correction_id: found {row['correction_id']}, worked out nothing")
        if put_right and self._marked and not marked:
            raise Difference(f"{where} column correction_id: found nothing, worked out a correction of the row before")
        self._marked = self._marked or marked
        if last is None:
            return None, None
        return last.corrected if marked else last.published, last.published

    def add(self, row: Row, at: datetime, release: int, left: Previous) -> None:
        """One more, as it was worked out."""
        self._weeks.append(_Week(row, at, release, left, left))

    @cached_property
    def _revised(self) -> dict[int, date]:
        """By the number of a release: the first end of a period of which it revised a figure."""
        seen, found = set[tuple[str, str, date, str]](), dict[int, date]()
        by_release = defaultdict[int, list[Reading]](list)
        for shown in self.files.readings:
            by_release[self._came(shown)].append(shown.reading)
        for number in sorted(by_release):
            keys = {reading.key for reading in by_release[number]}
            if again := keys & seen:
                found[number] = min(end for _, _, end, _ in again)
            seen |= keys
        return found

    def _came(self, shown: Shown) -> int:
        """The number of the release that knew of it without any act: one brought out by a withdrawal came later."""
        number, releases = shown.release, self.files.facts_as_of
        while number + 1 < len(releases) and releases[number] < shown.reading.recorded_at:
            number += 1
        return number

    def _work_through(self, release: int, first: date, rules: Rules) -> None:
        known = [(self._came(shown), shown) for shown in self.files.readings]
        known = [(came, shown) for came, shown in known if came <= release]
        for before, week in zip([None, *self._weeks], self._weeks, strict=False):
            if week.at >= start_of(first):
                week.corrected = self._again(before, week, known, rules)

    def _again(self, before: _Week | None, week: _Week, known: list[tuple[int, Shown]], rules: Rules) -> Previous:
        readings, revised = as_corrected((_at(week.at, shown), came <= week.release) for came, shown in known)
        as_published = before is None or before.corrected.left == before.published.left
        if as_published and not week.row["correction_id"] and not revised:
            return week.published
        place, register = self.files.place_then(week.row), self.files.register(week.at)
        again = rate(readings, rules, week.at, register, before.corrected if before else None, council=place)
        return week.published.leaving(again.as_previous())


def _at(at: datetime, shown: Shown) -> Reading:
    """Marked where it had been taken back by a moment."""
    gone = shown.withdrawn_at is not None and shown.withdrawn_at <= at
    return replace(shown.reading, withdrawn=True) if gone else shown.reading
