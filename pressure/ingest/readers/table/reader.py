"""Reads a table by its description alone: rows to cells, cells to figures, every row accounted for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import Field

from pressure.domain.readings import Reading
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.readers.table.description import ADULTS, ByCell, Table, Wide
from pressure.ingest.readers.table.figures import readings_of
from pressure.ingest.readers.table.finding import Laid, found
from pressure.ingest.readers.table.when import Periods
from pressure.ingest.readers.table.where import Areas
from pressure.ingest.report import RowHeld, RowRejected, quoted
from pressure.ingest.source import Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row

Cells = dict[str, str]


class Tables(Reader):
    """The tables that a source's files can be, the first that fits is read."""

    tables: tuple[Table, ...] = Field(min_length=1)

    @property
    def out_of_adults(self) -> frozenset[str]:
        """Of every table."""
        return frozenset(f.measure for table in self.tables for f in table.figures if f.denominator == ADULTS)

    def read(self, file: TableFile, intake: Intake) -> None:
        """Every row of the one table that the file has."""
        laid = found(self.tables, file, intake.source)
        once = laid.table.wide is not None and laid.table.area.column in re.compile(laid.table.wide.title).groupindex
        taking = _Taking(laid, Periods(laid, file, intake), Areas(laid.table.area, intake, once), intake)
        if laid.table.by_cell or laid.table.sums:
            taking.joined()
        else:
            intake.each(laid.rows, lambda row, _: taking.row(row))


@dataclass
class _Group:
    """Rows that make one: their numbers, and the cells of all."""

    first: Row
    cells: Cells
    numbers: list[int] = field(default_factory=list)
    fault: RowRejected | None = None


@dataclass
class _Taking:
    """One table of one file."""

    laid: Laid
    periods: Periods
    areas: Areas
    intake: Intake
    _told: set[str] = field(default_factory=set)

    @property
    def table(self) -> Table:
        return self.laid.table

    def row(self, row: Row) -> tuple[Reading, ...]:
        """Every figure of a row. Raises RowRejected, or RowHeld where no part of the row is for a council."""
        taken: list[Reading] = []
        refusals: list[RowHeld] = []
        parts = list(self._parts(row))
        for cells in parts:
            try:
                taken += self.cells(row, cells)
            except RowHeld as fault:
                refusals.append(fault)
        if refusals and len(refusals) == len(parts):
            raise refusals[-1]
        for held in refusals:
            self._warn_once(row, held)
        if len({reading.key for reading in taken}) < len(taken):
            raise RowRejected(
                "",
                found="two figures of one measure, area and period",
                expected="one",
                next_step="Correct the source's description: two of its columns are the same figure.",
            )
        return tuple(taken)

    def cells(self, row: Row, cells: Cells) -> tuple[Reading, ...]:
        """The figures of one line of cells; none for a line that is not counted."""
        self._check_words(cells)
        counted = _has(cells, self.table.only)
        if self.table.long and not counted:
            return ()
        rules = [r for r in self.table.figures if _has(cells, r.only)]
        every = {id(rule): self.periods.of(rule, cells) for rule in self.table.figures}
        area = self.areas.of(row, cells, max(end for _, end in every.values()))
        if area is None or not counted:
            return ()
        return tuple(
            reading
            for rule in rules
            if area.councils or rule.denominator != ADULTS
            for reading in readings_of(rule, cells, area, every[id(rule)], self.intake)
        )

    def joined(self) -> None:
        """Rows of one area and period make one: a figure made of many rows is not taken where one was rejected."""
        groups: dict[tuple[str, ...], _Group] = {}
        for row in self.laid.rows:
            try:
                if row.fault:
                    raise row.fault
                self._gather(row, groups)
            except RowRejected as fault:
                self._turn_away(fault, [row.number])
        for group in groups.values():
            try:
                if group.fault:
                    raise group.fault
                readings = self.cells(group.first, group.cells)
            except RowRejected as fault:
                self._turn_away(fault, group.numbers)
            else:
                self.intake.accept_rows(group.numbers, readings)

    def _turn_away(self, fault: RowRejected, rows: list[int]) -> None:
        for number in rows:
            self.intake.turned_away[fault.kind] += 1
            self.intake.note(number, fault.kind, fault)

    def _gather(self, row: Row, groups: dict[tuple[str, ...], _Group]) -> None:
        cells = row.cells
        self._check_words(cells)
        if not _has(cells, self.table.only):
            self.intake.accept(row.number)
            return
        by_cell = self.table.by_cell
        name = _named(by_cell, cells) if by_cell else ""
        if by_cell and not name:
            self.intake.accept(row.number)
            return
        key = tuple(cells[c].strip() for c in self._key)
        group = groups.setdefault(key, _Group(row, dict(cells)))
        group.numbers.append(row.number)
        if by_cell:
            _put(group, name, cells[by_cell.value])
        elif len(group.numbers) > 1:
            for column in self._summed:
                _add(group, column, cells[column])

    @property
    def _key(self) -> list[str]:
        return [self.table.area.column, *(r.column for r in self.table.periods if r.column)]

    @property
    def _summed(self) -> list[str]:
        return list(dict.fromkeys(c for figure in self.table.figures for c in figure.columns))

    def _parts(self, row: Row) -> Iterator[Cells]:
        """A row as it stands, or one for each title that is a value."""
        if self.table.wide is None:
            yield row.cells
            return
        base, wide = {n: cell for n, cell in row.cells.items() if n not in self.laid.wide}, self.table.wide
        by_key: dict[tuple[str, ...], Cells] = {}
        for title, groups in self.laid.wide.items():
            if not wide.names:
                yield {**base, **groups, wide.value: row.cells[title]}
            elif name := _named(wide, groups):
                key = tuple(text for group, text in groups.items() if group != wide.column)
                by_key.setdefault(key, {**base, **groups})[name] = row.cells[title]
        yield from (cells for cells in by_key.values() if wide.names.keys() <= cells.keys())

    def _check_words(self, cells: Cells) -> None:
        for column, words in self.table.known.items():
            allowed = (*self.table.only.get(column, ()), *words)
            if cells[column].strip() not in allowed:
                raise unknown_word(column, cells[column], allowed)

    def _warn_once(self, row: Row, held: RowHeld) -> None:
        """A part of a row that is for no council, said once a file where its title says so."""
        said = held.found if self.areas.once else f"{row.number} {held.found}"
        if said not in self._told:
            self._told.add(said)
            self.intake.warn(
                0 if self.areas.once else row.number,
                held.column,
                found=held.found,
                expected="a council that existed in that period",
                next_step="Only the others were taken.",
            )


def _has(cells: Cells, wanted: dict[str, tuple[str, ...]]) -> bool:
    return all(" ".join(cells[column].split()) in words for column, words in wanted.items())


def _named(rule: ByCell | Wide, cells: Mapping[str, str]) -> str:
    """Our name for what a row's number is; empty for what is not needed."""
    said = " ".join(cells[rule.column].split())
    return next((name for name, words in rule.names.items() if said in words), "")


def _put(group: _Group, name: str, text: str) -> None:
    if name in group.cells and group.cells[name].strip() != text.strip():
        group.fault = RowRejected(
            name,
            found=f"{quoted(text)} and {quoted(group.cells[name])} for the same area and period",
            expected="one figure",
            next_step="Ask the publisher.",
        )
    group.cells[name] = text


def _add(group: _Group, column: str, text: str) -> None:
    """A part that is withheld withholds the sum."""
    before, now = (without_flags(t)[0] for t in (group.cells[column], text))
    if standing_alone(before):
        return
    if standing_alone(now):
        group.cells[column] = now
        return
    try:
        total: Decimal = decimal_number(before, column) + decimal_number(now, column)
    except RowRejected as fault:
        group.fault = fault
        return
    group.cells[column] = f"{total:f}"
