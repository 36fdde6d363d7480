"""Which table of a description a file has, and where its header stands: by its titles, never by a row's number."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from pressure.ingest.marks import without_flags
from pressure.ingest.readers.table.description import Table
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.source import Source, TableLayout
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row, rows_by_name

LOOKED = 100
"""How many rows may stand above a header."""
Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table found in a file. `above` are the lines over its header; `wide` the named groups of every title that is a
    value, by the title, which is also the name of its cell; `sheet` the name of a long one."""

    table: Table
    titles: tuple[str, ...]
    above: tuple[Line, ...]
    rows: Iterator[Row]
    wide: Mapping[str, Mapping[str, str]]
    sheet: str = ""


def plain(title: str) -> str:
    """A title without footnotes, and with single spaces."""
    return " ".join(without_flags(title)[0].split())


def found(tables: Sequence[Table], file: TableFile, source: Source) -> Laid:
    """The first table whose header stands in the file. Raises FileRefused."""
    nearest: tuple[int, Table, int, list[Line]] | None = None
    for table in tables:
        if table.long and file.safe.format != "csv":
            return _long(table, source, file)
        for lines in _sheets(table, file):
            waiting = iter(lines)
            head = list(islice(waiting, LOOKED))
            at, fits = _header(table, head)
            if fits == len(table.columns) + 1:
                return _laid(table, at, chain(head, waiting), source, file)
            if fits and (nearest is None or fits > nearest[0]):
                nearest = (fits, table, at, head)
    if nearest:
        _, table, at, head = nearest
        return _laid(table, at, iter(head), source, file)  # its refusal names what is missing
    wanted = ", ".join(" or ".join(map(quoted, names)) for names in tables[0].columns.values())
    raise FileRefused(
        file=file.name,
        found="no header that is known",
        expected=f"a row with {wanted}" + (f" in the sheet {tables[0].sheets[0]}" if tables[0].sheets else ""),
        next_step="check that the right file and the right source were chosen",
    )


def _long(table: Table, source: Source, file: TableFile) -> Laid:
    """The one sheet that is meant, found by its name and by its titles as they stand."""
    answer = file.long_sheet(table.columns, table.long)
    return replace(_laid(table, 0, answer.rows(), source, file), sheet=answer.sheet)


def _sheets(table: Table, file: TableFile) -> Iterator[Iterable[Line]]:
    """The lines of a CSV, or of each sheet that the table may stand in."""
    if file.safe.format == "csv":
        if not table.sheets:
            yield file.lines()
        return
    wanted = {plain(name).casefold() for name in table.sheets}
    names = [name for name in file.sheet_names() if not wanted or plain(name).casefold() in wanted]
    if names:
        yield from file.sheets(*names).values()


def _header(table: Table, head: Sequence[Line]) -> tuple[int, int]:
    """Which of the lines is the header, and how many of the columns stand in it, with one more for the titles that are
    values, where there are enough; the first that has most."""
    best = (0, 0)
    for at in range(len(head)):
        titles = set(_titles(table, head, at))
        fits = sum(any(plain(name) in titles for name in names) for names in table.columns.values())
        fits += bool(fits) and _enough(table, titles)
        if fits > best[1]:
            best = (at, fits)
    return best


def _enough(table: Table, titles: Iterable[str]) -> bool:
    """Whether there are as many titles that are values as there should be."""
    wide = table.wide
    return wide is None or sum(bool(re.fullmatch(wide.title, t)) for t in titles) >= wide.least


def _titles(table: Table, head: Sequence[Line], at: int) -> list[str]:
    own = [plain(cell) for cell in head[at][1]]
    if table.header == "none":
        return [str(number) for number in range(1, len(own) + 1)]
    if table.header == "two rows":
        over = [plain(cell) for cell in head[at - 1][1]] if at else []
        own = _under_bands(over, own)
    known = {plain(name).casefold(): plain(name) for names in table.columns.values() for name in names}
    return [known.get(title.casefold(), title) for title in own]


def _under_bands(over: Sequence[str], own: Sequence[str]) -> list[str]:
    """A band names every title from its own cell to the next band's: merged cells."""
    band, titles = "", []
    for place, title in enumerate(own):
        band = (over[place] if place < len(over) else "") or band
        titles.append(f"{band}: {title}" if band else title)
    return titles


def _laid(table: Table, at: int, lines: Iterator[Line], source: Source, file: TableFile) -> Laid:
    head = list(islice(lines, at + 1))
    titles = _titles(table, head, at)
    wide = {t: m.groupdict() for t in titles if table.wide and (m := re.fullmatch(table.wide.title, t))}
    columns = {role: tuple(map(plain, names)) for role, names in table.columns.items()} | {t: (t,) for t in wide}
    if table.extra_columns == "ignore":
        titles = _only_needed(titles, {name for names in columns.values() for name in names})
    layout = TableLayout(
        id=source.id,
        formats=source.formats,
        encoding=source.encoding,
        columns=columns,
        optional_columns=tuple(map(plain, table.optional_columns)),
        ignores_extra_columns=table.extra_columns == "ignore",
    )
    body = chain(head[at:], lines) if table.header == "none" else lines
    if file.safe.format != "csv":
        body = ((number, cells + [""] * (len(titles) - len(cells))) for number, cells in body)
    if table.wide and not _enough(table, titles):
        raise FileRefused(
            file=file.name,
            row=head[at][0],
            found=f"the columns {quoted(', '.join(titles), 200)}",
            expected=f"at least {table.wide.least} with a title such as {quoted(table.wide.title, 100)}",
            next_step="check whether the publisher has renamed a column",
        )
    rows = rows_by_name(chain([(head[at][0], titles)], body), layout, file.name)
    above = () if table.header == "none" else tuple(head[:at])
    return Laid(table, tuple(titles), above, rows, wide)


def _only_needed(titles: Sequence[str], needed: set[str]) -> list[str]:
    """A title that nobody reads may stand twice, or be blank."""
    return [t if t in needed else f"column {number}" for number, t in enumerate(titles, 1)]
