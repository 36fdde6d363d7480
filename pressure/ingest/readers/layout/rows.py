"""Every row of a council's return under our names for its columns, whichever way the file is laid out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from pressure.ingest.csv_lines import csv_lines
from pressure.ingest.intake import Intake
from pressure.ingest.readers.layout import finding, proposing
from pressure.ingest.readers.layout.finding import IsHeader, Line, Table, ignored
from pressure.ingest.report import FileRefused, RowRejected, quoted
from pressure.ingest.returns.folding import SEPARATORS, fold, has_columns
from pressure.ingest.returns.mapping import COUNCIL, FIGURES, LONG, MEASURE, PART, STATUS, WEEK, ColumnMapping
from pressure.ingest.returns.numbers import NUMBERS, check_one_meaning, plain
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row, rows_by_name, wrong_shape

EXACT = frozenset({WEEK, *FIGURES, STATUS})
"""Columns in which every letter is plain."""
TWO_MARKS = "\ufeff"
"""What is left of a second byte-order mark: its refusal has words of its own."""
NEARLY = (COUNCIL, WEEK, MEASURE)
"""A header with these is ours, though another column may be missing or renamed."""
LOOKED_AT, LOWER_DOWN = 1_000, 40
"""How many rows are looked at before a layout is proposed, and in how many a header too far down is looked for."""


def rows(file: TableFile, intake: Intake) -> Iterator[Row]:
    """Our own columns where the file has them, else those of a mapping that a council confirmed. Raises FileRefused,
    with a proposal where the columns can be guessed at."""
    if file.safe.text.startswith(TWO_MARKS):
        return file.rows(intake)
    called, look = _opened(file, intake)
    own = look(lambda cells: has_columns(cells, intake.source.columns.values()))
    if own is not None:
        return _by_our_names(own, called, file, intake)
    for alike in _alike(intake.source.mappings):
        mapped = look(alike[0].fits)
        if mapped is not None:
            intake.read_through = alike
            return _by_their_names(mapped, alike[0], called, file, intake)
    nearly = look(lambda cells: has_columns(cells, [intake.source.columns[role] for role in NEARLY]))
    if nearly is not None:
        return _refused_by_name(nearly, called, intake)
    if not _is_ours_lower_down(file, intake):
        made = proposing.propose(_tops(file, intake), intake.book)
        if made is not None:
            raise proposing.UnknownLayout(called, made)
    return file.rows(intake)


Look = Callable[[IsHeader], Table | None]


def _opened(file: TableFile, intake: Intake) -> tuple[str, Look]:
    """The name to speak of the file by, and how to look for a header in it."""
    if file.safe.format == "csv":
        return file.name, lambda is_header: finding.in_text(file.safe.text, file.name, is_header)
    called, lines = file.returned(intake)
    return called, lambda is_header: finding.in_lines(iter(lines), called, is_header)


def _tops(file: TableFile, intake: Intake) -> Iterator[list[Line]]:
    """The first rows, in each way of cutting them into cells."""
    if file.safe.format != "csv":
        yield file.returned(intake)[1][:LOOKED_AT]
        return
    for separator in SEPARATORS:
        try:
            yield list(islice(csv_lines(file.safe.text, file.name, separator), LOOKED_AT))
        except FileRefused:
            continue


def _is_ours_lower_down(file: TableFile, intake: Intake) -> bool:
    """The header stands below the first rows: the refusal names its row."""
    wanted = list(intake.source.columns.values())
    return any(has_columns(cells, wanted) for top in _tops(file, intake) for _, cells in top[:LOWER_DOWN])


def _refused_by_name(table: Table, called: str, intake: Intake) -> Iterator[Row]:
    """Each column that is missing or renamed is named. Raises FileRefused."""
    ours = {fold(name): name for names in intake.source.columns.values() for name in names}
    header = [ours.get(fold(cell), cell) for cell in table.header]
    source = replace(intake.source, ignores_extra_columns=all(cell.strip() for cell in header))
    return rows_by_name(chain([(table.number, header)], table.rows), source, called)


def _alike(mappings: Sequence[ColumnMapping]) -> list[tuple[ColumnMapping, ...]]:
    """Mappings with the same columns together: those of the councils of a hub, that have one export. The widest come
    first, so that an export with one column more is not read by the mapping without it."""
    groups: dict[str, list[ColumnMapping]] = {}
    for mapping in mappings:
        groups.setdefault(mapping.document, []).append(mapping)
    return [tuple(each) for each in sorted(groups.values(), key=lambda own: -len(own[0].columns))]


def _by_our_names(table: Table, called: str, file: TableFile, intake: Intake) -> Iterator[Row]:
    roles = dict((*intake.source.columns.items(), *intake.source.may_have.items()))
    at: dict[str, int] = {}
    for place, cell in enumerate(table.header):
        role = next((role for role, names in roles.items() if fold(cell) in {fold(n) for n in names}), "")
        if role in at and role in LONG:
            raise _twice(called, table, cell)
        if role:
            at.setdefault(role, place)
    known = {*at.values()}
    _say_how(table, [c for p, c in enumerate(table.header) if p not in known], intake)
    walk = _Walk(table, called, file, at, {})
    return walk.long(lambda cells: cells)


def _by_their_names(
    table: Table, mapping: ColumnMapping, called: str, file: TableFile, intake: Intake
) -> Iterator[Row]:
    theirs = {fold(name): (name, target) for name, target in mapping.columns.items()}
    at: dict[str, int] = {}
    for place, cell in enumerate(table.header):
        if fold(cell) in theirs:
            target = theirs[fold(cell)][1]
            if target in at:
                raise _twice(called, table, cell)
            at[target] = place
    _say_how(table, [c for p, c in enumerate(table.header) if p not in {*at.values()}], intake)
    names = {target: name for name, target in mapping.columns.items()}
    walk = _Walk(table, called, file, at, names)
    words = {fold(word): each for word, each in mapping.words.items()}
    fixed = {} if COUNCIL in at else {COUNCIL: mapping.council_code}

    def as_ours(cells: dict[str, str]) -> dict[str, str]:
        given = dict.fromkeys(LONG, "") | {STATUS: "ok"} | cells | fixed
        return given | {MEASURE: words.get(fold(given[MEASURE]), given[MEASURE])}

    if mapping.is_wide:
        intake.cells_are_rows = True
        return walk.wide(as_ours)
    return walk.long(as_ours)


def _twice(called: str, table: Table, cell: str) -> FileRefused:
    return FileRefused(
        file=called,
        row=table.number,
        found=f"the column {quoted(cell)} more than once",
        expected="every column once",
        next_step="remove or rename the second one",
    )


def _say_how(table: Table, extra: Sequence[str], intake: Intake) -> None:
    """What stands above and beside the table and is not read."""
    passed = {fold(name) for name in intake.source.optional_columns}
    extra = [name for name in extra if fold(name) not in passed]
    while extra and not extra[-1].strip():
        extra.pop()
    if table.number > 1:
        intake.warn(
            table.number,
            "",
            found=f"the header in row {table.number}",
            expected="the header in the first row",
            next_step="Accepted: what stands above it was not read.",
        )
    if extra:
        intake.warn(
            0,
            "",
            found=f"columns that are not asked for: {ignored(extra)}",
            expected="the columns of the template",
            next_step="Accepted: they were not read, and nothing in them is kept.",
        )


Ours = Callable[[dict[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk under a header. `at` says in which column each of ours stands, `names` how the file calls it."""

    table: Table
    called: str
    file: TableFile
    at: Mapping[str, int]
    names: Mapping[str, str]

    def long(self, as_ours: Ours) -> Iterator[Row]:
        """A row a figure."""
        for number, cells, fault in self._lines():
            if fault is not None:
                yield Row(number, {}, fault)
            else:
                own = as_ours({role: cells[place] for role, place in self.at.items()})
                yield self._dressed(number, own, self.names)

    def wide(self, as_ours: Ours) -> Iterator[Row]:
        """A row a week: each measure with anything in its cells is a row of its own."""
        measures = list(dict.fromkeys(target.partition(PART)[0] for target in self.at if PART in target))
        for number, cells, fault in self._lines():
            if fault is not None:
                yield Row(number, {}, fault)
                continue
            shared = {role: cells[place] for role, place in self.at.items() if PART not in role}
            for measure in measures:
                parts = {part: f"{measure}{PART}{part}" for part in FIGURES}
                said = {part: cells[self.at[target]] for part, target in parts.items() if target in self.at}
                if any(text.strip() for text in said.values()):
                    names = {part: self.names[target] for part, target in parts.items() if target in self.at}
                    yield self._dressed(
                        number, as_ours({**shared, **said}) | {MEASURE: measure}, {**self.names, **names}
                    )

    def _lines(self) -> Iterator[tuple[int, list[str], RowRejected | None]]:
        """Every row that is not blank, as wide as the header."""
        width = len(self.table.header)
        empty = True
        for number, given in self.table.rows:
            if not any(cell.strip() for cell in given):
                continue
            empty, cells = False, given
            if not self.table.separator:  # in a sheet what stands beside the table is not part of a row
                cells = given[:width] + [""] * (width - len(given))
            self._check_letters(number, cells)
            yield number, cells, wrong_shape(cells, width)
        if empty:
            raise FileRefused(
                file=self.called,
                found="a header and no rows under it",
                expected="at least one row",
                next_step="check that the right file was chosen",
            )

    def _check_letters(self, number: int, cells: Sequence[str]) -> None:
        """Bytes that are no UTF-8 are taken for Windows-1252 where nothing depends on it: in words, which are matched
        exactly, and never in a day, a number or a status."""
        for role, place in self.at.items() if self.file.safe.guessed else ():
            if (role in EXACT or PART in role) and place < len(cells) and not cells[place].isascii():
                raise FileRefused(
                    file=self.called,
                    row=number,
                    column=self.names.get(role, role),
                    found=f"{quoted(cells[place])}, with a letter that is not UTF-8",
                    expected="text in UTF-8",
                    next_step="save it again as “CSV UTF-8” and load that",
                )

    def _dressed(self, number: int, cells: dict[str, str], called: Mapping[str, str]) -> Row:
        """With its numbers as digits alone."""
        typed, commas = self.file.safe.format == "csv", self.table.separator != ";"
        for column in NUMBERS:
            if text := cells.get(column, ""):
                try:
                    if typed:
                        check_one_meaning(text, column)
                except RowRejected as fault:
                    return Row(number, cells, fault, called)
                cells[column] = plain(text, commas=commas)
        return Row(number, cells, None, called)
