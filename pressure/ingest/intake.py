"""Gathers the outcome of every row of one file: exactly one of accepted, held, rejected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pressure.domain.councils import Council, Councils, Match
from pressure.domain.measures import Cadence, Measure
from pressure.domain.readings import Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.report import Kind, RowHeld, RowNote, RowRejected, quoted
from pressure.ingest.source import Source
from pressure.ingest.tables import Row

KnownReturn = Callable[[str, date], Mapping[str, Reading]]
"""What a council's return of a week said before, by measure."""
ReadRow = Callable[[Row, "Intake"], tuple[Reading, ...]]


def nothing_known(_council_code: str, _week_ending: date) -> Mapping[str, Reading]:
    """No return came before."""
    return {}


@dataclass(kw_only=True)
class Intake:
    """What a reader needs to know, and the place where it puts its rows down."""

    source: Source
    file: str
    councils: Councils
    book: Rulebook
    today: date
    recorded_at: datetime
    known: KnownReturn = nothing_known
    accepted: dict[int, tuple[Reading, ...]] = field(default_factory=dict)
    accepted_without_readings: int = 0
    accepted_for_another: int = 0
    turned_away: dict[Kind, int] = field(default_factory=lambda: {"held": 0, "rejected": 0, "warning": 0})
    notes: list[RowNote] = field(default_factory=list)
    sequence: int = 0

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The scored measures by id."""
        return {m.id: m for m in self.book.measures}

    @cached_property
    def context(self) -> Mapping[str, str]:
        """The unit of every figure that a return may bring and that is shown and never scored, by id."""
        return {c.id: c.unit for c in self.book.context if not c.published_only}

    def each(self, rows: Iterable[Row], read_row: ReadRow) -> None:
        """Reads every row; a row without readings is accepted and not needed, a fault becomes a note."""
        for row in rows:
            try:
                if row.fault:
                    raise row.fault
                readings = read_row(row, self)
            except RowRejected as fault:
                self.turned_away[fault.kind] += 1
                self.note(row.number, fault.kind, fault)
            else:
                self.accept(row.number, readings)

    def accept(self, row: int, readings: tuple[Reading, ...] = ()) -> None:
        """One row accepted; without readings it was understood and is not needed."""
        if readings:
            self.sequence += 1
            self.accepted[self.sequence] = tuple(replace(r, row=row) for r in readings)
        else:
            self.accepted_without_readings += 1

    def accept_together(self, rows: list[int], reading: Reading) -> None:
        """Turn rows already counted as not needed into one reading, noted at the first row."""
        self.accepted_without_readings -= len(rows)
        self.accepted_for_another += len(rows) - 1
        self.accept(rows[0], (reading,))

    def accept_rows(self, rows: list[int], readings: tuple[Reading, ...]) -> None:
        """Rows that make figures together, noted at the first; without readings none of them is needed."""
        if not readings:
            self.accepted_without_readings += len(rows)
            return
        self.accepted_for_another += len(rows) - 1
        self.accept(rows[0], readings)

    def note(self, row: int, kind: Kind, fault: RowRejected) -> None:
        self.notes.append(
            RowNote(
                row=row,
                kind=kind,
                column=fault.column,
                found=fault.found,
                expected=fault.expected,
                next_step=fault.next_step,
            )
        )

    def warn(self, row: int, column: str, *, found: str, expected: str, next_step: str) -> None:
        """Something odd that was accepted all the same. Row 0 is the file as a whole."""
        self.note(row, "warning", RowRejected(column, found=found, expected=expected, next_step=next_step))

    def reading(
        self,
        *,
        council: Council | None = None,
        area: str = "",
        measure_id: str,
        period: tuple[date, date],
        status: Status = Status.OK,
        cadence: Cadence | None = None,
        **figures: Any,
    ) -> Reading:
        """A reading of this file, for a council or (national context) for an area code."""
        return Reading(
            council_code=council.code if council else area,
            measure_id=measure_id,
            period_start=period[0],
            period_end=period[1],
            status=status,
            cadence=cadence or self.source.cadence,
            source_id=self.source.id,
            recorded_at=self.recorded_at,
            from_council=self.source.from_council,
            **figures,
        )

    def mark_or(
        self,
        figures: Callable[..., Mapping[str, Any]],
        *texts: str,
        council: Council | None = None,
        area: str = "",
        measure_id: str,
        period: tuple[date, date],
    ) -> Reading:
        """The mark that stands in place of a figure, or the figures made of the texts with the flag beside them.
        What `figures` says goes before the flag."""
        plain = [without_flags(text) for text in texts]
        mark = next((found for text, _ in plain if (found := standing_alone(text))), None)
        flag = mark or next((found for _, found in plain if found), None)
        said: dict[str, Any] = {"status": flag.status, "marker": flag.marker} if flag else {}
        if mark is None:
            said |= figures(*(text for text, _ in plain))
        return self.reading(council=council, area=area, measure_id=measure_id, period=period, **said)

    def council(self, row: Row, column: str, match: Match) -> Council:
        """The council a match found, warning where it was odd. Raises RowHeld when there is none."""
        if match.council is None:
            raise RowHeld(
                column,
                found=match.reason or "no council",
                expected="one council with adult social care duties",
                next_step="Held: nothing is counted from it until someone decides.",
            )
        if match.warning:
            self.warn(
                row.number,
                column,
                found=match.warning,
                expected=f"{match.council.code}",
                next_step="Accepted; please use the present code.",
            )
        return match.council

    def council_by_code(self, row: Row, column: str, on: date) -> Council:
        code = row[column].strip()
        if not code:
            raise RowHeld(
                column,
                found="no council code",
                expected="a council code such as E10000015",
                next_step="Held: nothing is counted from it until someone decides.",
            )
        return self.council(row, column, self.councils.by_code(code, on))

    def council_by_name(self, row: Row, column: str, on: date) -> Council:
        if not row[column].strip():
            raise RowHeld(
                column,
                found="no council name",
                expected="a council's name",
                next_step="Held: nothing is counted from it until someone decides.",
            )
        return self.council(row, column, self.councils.by_name(row[column], on))


def unknown_word(column: str, text: str, allowed: Iterable[str]) -> RowRejected:
    """A category that the source's description does not list: perhaps the publisher has renamed it."""
    return RowRejected(
        column,
        found=quoted(text),
        expected=f"one of {', '.join(a for a in allowed if a)}",
        next_step="If the publisher has renamed a category, change the source's description first.",
    )
