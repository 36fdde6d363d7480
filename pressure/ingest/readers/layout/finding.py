"""Where the table begins: the header stands in one of the first ten rows, whatever stands above it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pressure.ingest.csv_lines import csv_lines
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.returns.folding import SEPARATORS, WITHIN
from pressure.ingest.tables import MOST_COLUMNS

Line = tuple[int, list[str]]
IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the row it stands in, what stands under it, and what separates the cells; nothing in a workbook."""

    number: int
    header: tuple[str, ...]
    rows: Iterator[Line]
    separator: str = ""


def in_text(text: str, name: str, is_header: IsHeader) -> Table | None:
    """The table of a CSV, whatever separates its cells. None where no row is the header. Raises FileRefused for two,
    and for lines that were joined."""
    for separator in SEPARATORS:
        lines = csv_lines(text, name, separator)
        try:
            top = list(islice(lines, WITHIN))
        except FileRefused:  # not to be cut up in this way
            continue
        found = in_lines(chain(top, lines), name, is_header, separator)
        if found is not None:
            return found
    return None


def in_lines(lines: Iterator[Line], name: str, is_header: IsHeader, separator: str = "") -> Table | None:
    """The same where the cells are apart already."""
    top = list(islice(lines, WITHIN))
    _check_width(top, name)
    places = [place for place, (_, cells) in enumerate(top) if is_header(cells)]
    if not places:
        return None
    if len(places) > 1:
        first, second = (top[place][0] for place in places[:2])
        raise FileRefused(
            file=name,
            row=second,
            found=f"two rows that could be the header, rows {first} and {second}",
            expected="one table with one header",
            next_step="leave one table in the file, or put each into a file of its own",
        )
    number, header = top[places[0]]
    return Table(number, tuple(header), chain(top[places[0] + 1 :], lines), separator)


def _check_width(top: Sequence[Line], name: str) -> None:
    for number, cells in top:
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise FileRefused(
                file=name,
                row=number,
                found=f"{len(cells):,} columns",
                expected=f"at most {MOST_COLUMNS}",
                next_step="check that the lines of the file have not been joined into one, and leave out what lies "
                "beside the table",
            )


def ignored(extra: Sequence[str]) -> str:
    """Columns by name, and how many have none."""
    named = [quoted(name, 40) for name in extra if name.strip()]
    unnamed = len(extra) - len(named)
    nameless = [f"{unnamed} without a name"] if unnamed else []
    return ", ".join([*named[:8], *([f"{len(named) - 8} more"] if len(named) > 8 else []), *nameless])
