"""Gathers the outcome of every row of one file: exactly one of accepted, held, rejected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from pressure.domain.councils import Council, Councils, Match
from pressure.domain.measures import Cadence, Measure
from pressure.domain.rating.confirming import items
from pressure.domain.readings import Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.report import Kind, RowHeld, RowNote, RowNotNeeded, RowRejected, quoted
from pressure.ingest.returns.mapping import ColumnMapping
from pressure.ingest.source import Source
from pressure.ingest.tables import Row

KnownReturn = Callable[[str, date], Mapping[str, Reading]]
"""What a council's return of a week said before, by measure."""
MOST_NOTES, MOST_NEAREST = 5_000, 100
"""How many notes of a file are kept (what is over them is counted), and for how many codes the nearest is looked up."""
ReadRow = Callable[[Row, "Intake"], tuple[Reading, ...]]


def nothing_known(_council_code: str, _week_ending: date) -> Mapping[str, Reading]:
    """No return came before."""
    return {}


@dataclass(kw_only=True)
class Intake:
    """What a reader needs to know, and the place where it puts its rows down. `read_through` are the column
    mappings that the file was read with. Where `cells_are_rows`
    a row of the file holds several figures, each accepted, held or rejected by itself."""

    source: Source
    file: str
    councils: Councils
    book: Rulebook
    today: date
    recorded_at: datetime
    known: KnownReturn = nothing_known
    read_through: tuple[ColumnMapping, ...] = ()
    cells_are_rows: bool = False
    accepted: dict[int, tuple[Reading, ...]] = field(default_factory=dict)
    accepted_without_readings: int = 0
    accepted_for_another: int = 0
    turned_away: dict[Kind, int] = field(default_factory=lambda: {"held": 0, "rejected": 0, "warning": 0})
    notes: list[RowNote] = field(default_factory=list)
    notes_over: int = 0
    near: dict[str, Council | None] = field(default_factory=dict)
    sequence: int = 0

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """The scored measures by id."""
        return {m.id: m for m in self.book.measures}

    @cached_property
    def context(self) -> Mapping[str, str]:
        """The unit of every figure that a return may bring and that is shown and never scored, by id."""
        return {c.id: c.unit for c in self.book.context if not c.published_only}

    @cached_property
    def items(self) -> frozenset[str]:
        """The rows that ask whether an exceptional measure is used."""
        return frozenset(items(self.book))

    def each(self, rows: Iterable[Row], read_row: ReadRow) -> None:
        """Reads every row; a row without readings is accepted and not needed, a fault becomes a note."""
        for row in rows:
            try:
                if row.fault:
                    raise row.fault
                readings = read_row(row, self)
            except RowRejected as fault:
                self.turned_away[fault.kind] += 1
                fault.column = row.name_of(fault.column)
                self.note(row.number, fault.kind, fault)
            except RowNotNeeded:
                self.accept(row.number)
            else:
                self.accept(row.number, readings)

    def accept(self, row: int, readings: tuple[Reading, ...] = ()) -> None:
        """One row accepted; without readings it was understood and is not needed."""
        if readings:
            self.sequence += 1
            self.accepted[self.sequence] = tuple(r if r.row == row else replace(r, row=row) for r in readings)
        else:
            self.accepted_without_readings += 1

    def accept_together(self, rows: list[int], reading: Reading) -> None:
        """Turn rows already counted as not needed into one reading, noted at the first row."""
        self.accepted_without_readings -= len(rows)
        self.accepted_for_another += len(rows) - 1
        self.accept(rows[0], (reading,))

    def hold_together(self, rows: list[int], row: int, fault: RowHeld) -> None:
        """Hold rows already counted as not needed, with one note."""
        self.accepted_without_readings -= len(rows)
        self.turned_away["held"] += len(rows)
        self.note(row, "held", fault)

    def accept_rows(self, rows: list[int], readings: tuple[Reading, ...]) -> None:
        """Rows that make figures together, noted at the first; without readings none of them is needed."""
        if not readings:
            self.accepted_without_readings += len(rows)
            return
        self.accepted_for_another += len(rows) - 1
        self.accept(rows[0], readings)

    def note(self, row: int, kind: Kind, fault: RowRejected) -> None:
        """Kept up to MOST_NOTES, then only counted: a file of faults must not fill the memory."""
        if row and len(self.notes) >= MOST_NOTES:
            self.notes_over += 1
            return
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

    def all_notes(self) -> tuple[RowNote, ...]:
        """Every note that is kept, by row, and how many are not."""
        kept = sorted(self.notes, key=lambda note: note.row)
        if self.notes_over:
            kept.append(
                RowNote(
                    row=0,
                    kind="warning",
                    column="",
                    found=f"{self.notes_over:,} more rows with a note",
                    expected=f"at most {MOST_NOTES:,}",
                    next_step="They are counted and not listed. Correct those that are, and load the file again.",
                )
            )
        return tuple(kept)

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
        """The council a match found, warning where it was odd. Raises RowHeld when there is none, or RowRejected in a
        council's own file."""
        if match.council is None:
            if (said := row.cells.get(column, "").strip()) in self.source.no_council:
                raise RowNotNeeded
            raise self._no_council(column, said, match.reason or "no council")
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
        return self.council(row, column, self.councils.by_code(code, on) if code else Match(None, "no council code"))

    def council_by_name(self, row: Row, column: str, on: date) -> Council:
        name = row[column].strip()
        return self.council(row, column, self.councils.by_name(name, on) if name else Match(None, "no council name"))

    def _no_council(self, column: str, said: str, reason: str) -> RowRejected:
        """A council's own file can be corrected by whoever sent it. A publisher's is as it is: rows that are for no
        council stay aside until the description of the source says that they are for none."""
        found = quoted(reason, 160).strip("“”")
        nearest = self._nearest(said) if "(" not in reason else None  # a council that ended names its successors
        expected = f"a council; the nearest is {nearest.code}, {nearest.name}" if nearest else "a council's code"
        if self.source.from_council:
            return RowRejected(column, found=found, expected=expected, next_step="Correct it and load the file again.")
        return RowHeld(
            column,
            found=found,
            expected=expected if nearest else "one council with adult social care duties",
            next_step=f"Held: nothing is counted from it. If it is no council, write it under no_council in "
            f"{self.source.id}.yaml; else correct the list of councils. Then load the file again.",
        )

    def _nearest(self, said: str) -> Council | None:
        """Looked for a few times only: it takes long, and a file of nothing but unknown codes needs no more."""
        if said not in self.near and len(self.near) < MOST_NEAREST:
            self.near[said] = self.councils.nearest(said)
        return self.near.get(said)


def unknown_word(column: str, text: str, allowed: Iterable[str]) -> RowRejected:
    """A category that the source's description does not list: perhaps the publisher has renamed it."""
    return RowRejected(
        column,
        found=quoted(text),
        expected=f"one of {', '.join(a for a in allowed if a)}",
        next_step="If the publisher has renamed a category, change the source's description first.",
    )
