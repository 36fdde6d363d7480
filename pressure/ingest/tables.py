"""A table of text: columns found by name in any order, every row exactly as wide as the header."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice

from pressure.ingest.causes import check_every_column_has_a_name, check_no_known_cause
from pressure.ingest.report import FileRefused, RowRejected, quoted
from pressure.ingest.source import TableLayout

LONGEST_CELL, MOST_COLUMNS, NAMED = 10_000, 200, 5


@dataclass(frozen=True, slots=True)
class Row:
    """One data row. `cells` is keyed by the source's own names for its columns; `fault` says why it has none. `called`
    are the names of the columns in the file, where it has others."""

    number: int
    cells: dict[str, str]
    fault: RowRejected | None = None
    called: Mapping[str, str] | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def name_of(self, column: str) -> str:
        """What the file calls a column."""
        return self.called.get(column, column) if self.called else column


def rows_by_name(lines: Iterable[tuple[int, list[str]]], source: TableLayout, file: str) -> Iterator[Row]:
    """The header is checked against the source; then every row, blank ones left out. Raises FileRefused."""
    pending = iter(lines)
    number, header = next(((n, cells) for n, cells in pending if any(c.strip() for c in cells)), (0, []))
    if not header:
        raise FileRefused(
            file=file,
            found="no rows",
            expected="a header and at least one row",
            next_step="check that the right file was chosen",
        )
    while header and not header[-1].strip():
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        raise FileRefused(
            file=file,
            row=number,
            found=f"{len(header):,} columns",
            expected=f"at most {MOST_COLUMNS}",
            next_step="check that the lines of the file have not been joined into one, and leave out what lies beside "
            "the table",
        )
    first, wanted = list(islice(pending, 20)), list(source.columns.values())
    check_no_known_cause(header, [(number, header), *first], wanted, file)
    if not source.ignores_extra_columns:
        check_every_column_has_a_name(header, [(number, header), *first], file)
    pending = chain(first, pending)
    where = _positions([name.strip() for name in header], source, file, number)
    empty = True
    for number, cells in pending:
        if any(c.strip() for c in cells):
            empty = False
            yield _row(number, cells, where, len(header))
    if empty:
        raise FileRefused(
            file=file,
            found="a header and no rows under it",
            expected="at least one row",
            next_step="check that the right file was chosen",
        )


def extra_columns(header: Sequence[str], source: TableLayout) -> list[str]:
    """Columns the source does not describe."""
    known = {name for names in (*source.columns.values(), *source.may_have.values()) for name in names}
    known |= set(source.optional_columns)
    return [name for name in header if name not in known]


def _row(number: int, cells: list[str], where: dict[str, int], width: int) -> Row:
    fault = wrong_shape(cells, width)
    return Row(number, {}, fault) if fault else Row(number, {role: cells[index] for role, index in where.items()})


def wrong_shape(cells: list[str], width: int) -> RowRejected | None:
    """What is wrong with a row that is not as wide as the header, or with a cell that is too long. Blank cells beyond
    the header are taken off."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        return RowRejected(
            "",
            found=f"{len(cells)} cells",
            expected=f"{width} cells, as in the header",
            next_step="Look for a missing or an extra comma, or a comma inside a text.",
        )
    longest = max(map(len, cells))
    if longest > LONGEST_CELL:
        return RowRejected(
            "",
            found=f"a cell of {longest:,} characters",
            expected=f"at most {LONGEST_CELL:,}",
            next_step="Shorten the text.",
        )
    return None


def _positions(header: list[str], source: TableLayout, file: str, row: int) -> dict[str, int]:
    """Where each of the source's columns stands; refuses duplicate, missing, renamed and unknown columns."""
    doubled = sorted(name for name, times in Counter(header).items() if times > 1)
    if doubled:
        raise FileRefused(
            file=file,
            row=row,
            found=f"the column {quoted(doubled[0])} more than once",
            expected="every column once",
            next_step="remove or rename the second one",
        )
    at = {name: place for place, name in enumerate(header)}
    every = {**source.may_have, **source.columns}
    where = {role: at[name] for role, names in every.items() for name in names if name in at}
    missing = [names for role, names in source.columns.items() if role not in where]
    added = [] if source.ignores_extra_columns else extra_columns(header, source)
    if missing or added:
        raise _wrong_header(missing, added, extra_columns(header, source), source, file, row)
    return where


def _wrong_header(
    missing: list[tuple[str, ...]], added: list[str], unknown: list[str], source: TableLayout, file: str, row: int
) -> FileRefused:
    says, lost = [], []
    for names in missing:
        twin = _renamed(names, unknown)
        if twin:
            says.append(f"{quoted(twin)} where {quoted(names[0])} should be (renamed?)")
            added = [name for name in added if name != twin]
        else:
            lost.append(" or ".join(quoted(name) for name in names))
    if lost:
        says.append(f"no column {', no column '.join(lost)} (missing)")
    if added:
        more = f" and {len(added) - NAMED} more" if len(added) > NAMED else ""
        says.append(f"the unknown column {', '.join(quoted(name) for name in added[:NAMED])}{more} (added)")
    return FileRefused(
        file=file,
        row=row,
        found="; ".join(says),
        expected=_expected(source),
        next_step="use the names of the template or of the publisher's file; any order will do",
    )


def _renamed(names: tuple[str, ...], unknown: list[str]) -> str | None:
    """An unknown column that looks like the missing one; used in the message only, never to read data."""
    folded = {name.casefold().replace(" ", "_"): name for name in unknown}
    for name in names:
        close = get_close_matches(name.casefold().replace(" ", "_"), folded, n=1, cutoff=0.6)
        if close:
            return folded[close[0]]
    return None


def _expected(source: TableLayout) -> str:
    return "the columns " + ", ".join(names[0] for names in source.columns.values())
