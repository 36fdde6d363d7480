"""What was taken from a file, and why anything was not: every row is accepted, held or rejected, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pressure.domain.readings import Reading
from pressure.domain.refusals import Refusal

Key = tuple[str, str, date, str]
Kind = Literal["held", "rejected", "warning"]


class FileRefused(Refusal):
    """The whole file is refused and nothing of it is stored. `row` 0 means the file as a whole."""

    def __init__(self, *, file: str, found: str, expected: str, next_step: str, row: int = 0, column: str = "") -> None:
        self.file, self.row, self.column = file, row, column
        self.found, self.expected, self.next_step = found, expected, next_step
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f", {_place(self.row, self.column)}" if self.row or self.column else ""
        return f"{self.file}{where}: found {self.found}, expected {self.expected}; {self.next_step}"


def as_plain_data(refused: Refusal) -> dict[str, object]:
    """A refusal for a program that asked for JSON: where, what was found and expected, and what to do."""
    if not isinstance(refused, FileRefused):
        return {"refused": True, "message": str(refused)}
    return {
        "refused": True,
        "file": refused.file,
        "row": refused.row,
        "column": refused.column,
        "found": refused.found,
        "expected": refused.expected,
        "next_step": refused.next_step,
        "message": str(refused),
    }


class RowRejected(Exception):
    """One row cannot be used. Readers raise it; the intake turns it into a note with the row number."""

    kind: Kind = "rejected"

    def __init__(self, column: str, *, found: str, expected: str, next_step: str) -> None:
        super().__init__(found)
        self.column, self.found, self.expected, self.next_step = column, found, expected, next_step


class RowHeld(RowRejected):
    """The row is for no council, or for one we cannot tell: kept aside until someone decides."""

    kind: Kind = "held"


class RowNotNeeded(Exception):
    """The row is understood and feeds no measure, as the description of its source says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """What was said of one row, or of several for one cause. `row` counts the header as 1, as a spreadsheet does; 0 is
    the file as a whole. `rows` are all of several, as "2-13,15"."""

    row: int
    kind: Kind
    column: str
    found: str
    expected: str
    next_step: str
    rows: str = ""

    @property
    def message(self) -> str:
        place = _place(self.row, self.column, self.rows) or "the file"
        return f"{place[0].upper()}{place[1:]}: found {self.found}, expected {self.expected}. {self.next_step}"


MOST_RUNS = 8
SECOND_LOOK = "If the figure is right, load the same file again and accept what was held."
"""The next step of a figure that a person can accept; no other held row can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAccount:
    """The account of one file. `not_needed` counts accepted rows that feed no measure, such as totals and parts.
    `read_through` are the councils whose column mapping it was read with, and the version of it. Where a row of the
    file holds several figures, `unit_of` says by the key of each with which others it is accepted or held."""

    source_id: str
    file: str
    sha256: str
    size: int
    encoding: str
    read: int
    accepted: int
    held: int
    rejected: int
    not_needed: int
    readings: tuple[Reading, ...]
    notes: tuple[RowNote, ...]
    read_through: tuple[tuple[str, int], ...] = ()
    unit_of: Mapping[Key, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.read != self.accepted + self.held + self.rejected or not 0 <= self.not_needed <= self.accepted:
            raise ValueError(f"the account of {self.file} does not add up: {self.reconciliation}")

    @property
    def reconciliation(self) -> str:
        return f"read {self.read} = accepted {self.accepted} + held {self.held} + rejected {self.rejected}"


def quoted(text: str, limit: int = 60) -> str:
    """What was found, shortened and in quotation marks; "nothing" for a blank."""
    shown = " ".join(text.split())
    if not shown:
        return "nothing"
    return f"“{shown if len(shown) <= limit else shown[: limit - 1] + '…'}”"


def runs(rows: Iterable[int]) -> str:
    """Rows as "2-13,15"; nothing for one alone."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][-1] + 1:
            found[-1][1:] = [row]
        else:
            found.append([row])
    told = ",".join("-".join(map(str, run)) for run in found)
    return told if "," in told or "-" in told else ""


def every_row(row: int, rows: str) -> Iterator[int]:
    """The rows of a note: one, or those of "2-13,15"."""
    for run in rows.split(",") if rows else ():
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)
    if not rows:
        yield row


def rows_said(row: int, rows: str) -> str:
    """“2”, or “2 to 13, 15 and 18”; the first few of very many."""
    told = [run.replace("-", " to ") for run in rows.split(",")] if rows else [str(row)]
    if len(told) > MOST_RUNS:
        return f"{', '.join(told[:MOST_RUNS])} and more, {sum(1 for _ in every_row(row, rows)):,} in all"
    *before, last = told
    return f"{', '.join(before)} and {last}" if before else last


def _place(row: int, column: str, rows: str = "") -> str:
    where = f"row{'s' if rows else ''} {rows_said(row, rows)}"
    parts = ([where] if row else []) + ([f"column {column}"] if column else [])
    return ", ".join(parts)
