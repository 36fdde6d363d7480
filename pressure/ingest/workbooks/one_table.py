"""Finds the one sheet that has the columns asked for, by its header, while the rows go by."""

from collections.abc import Iterable, Iterator, Sequence

from pressure.ingest.workbooks.cells import UnsafeCells
from pressure.ingest.workbooks.ods import Line

WITHIN = 50
"""A header stands among the first so many filled rows of a sheet."""
NAMED = 5


def found_by_header(
    rows: Iterable[Line], columns: Sequence[Sequence[str]], may_have: Sequence[str], *, every: bool
) -> Iterator[Line]:
    """The header and what is under it, each row as wide as the header: every column, or only those asked for, each of
    which may have several names, and those that the sheet may have. A row with a cell beyond the header comes as it is.
    Raises UnsafeCells when no sheet has them, or more than one.
    """
    search = _Search(columns, may_have)
    width, kept = 0, list[int]()
    for line in rows:
        if search.is_header(line):
            width = len(line.cells)
            kept = list(range(width)) if every else search.places(line.cells)
        if line.sheet == search.sheet:
            short = width - len(line.cells)
            cells = line.cells + [""] * short if short > 0 else line.cells
            yield line._replace(cells=[cells[place] for place in kept] if len(cells) == width else cells)
    if not search.sheet:
        raise search.refused()


class _Search:
    """Where the header is, and of a file without one which sheet came nearest to it."""

    def __init__(self, columns: Sequence[Sequence[str]], may_have: Sequence[str]) -> None:
        self.may_have = may_have
        self.columns = columns
        self.sheet, self.nearest = "", list[str]()
        self._missing = [names[0] for names in columns]
        self._in, self._looked = "", 0

    def is_header(self, line: Line) -> bool:
        """Asked of every row: the first of a sheet that has every column."""
        if line.sheet != self._in:
            self._in, self._looked = line.sheet, 0
        self._looked += 1
        if line.sheet == self.sheet or self._looked > WITHIN:
            return False
        cells = {cell.strip() for cell in line.cells}
        missing = [names[0] for names in self.columns if cells.isdisjoint(names)]
        if len(missing) < len(self._missing):
            self._missing, self.nearest = missing, [line.sheet]
        if missing:
            return False
        if self.sheet:
            raise UnsafeCells(
                f"the same columns in the sheets “{self.sheet[:40]}” and “{line.sheet[:40]}”",
                "one sheet with them",
                "take out the sheet that is not meant, or ask the publisher which is",
            )
        self.sheet = line.sheet
        return True

    def places(self, header: Sequence[str]) -> list[int]:
        """Every column whose name is asked for, one that is there twice too."""
        wanted = {*self.may_have, *(name for names in self.columns for name in names)}
        return [place for place, cell in enumerate(header) if cell.strip() in wanted]

    def refused(self) -> UnsafeCells:
        shown = ", ".join(f"“{name}”" for name in self._missing[:NAMED])
        where = f"; the sheet “{self.nearest[0][:40]}” comes nearest" if self.nearest else ""
        return UnsafeCells(
            f"no sheet with the columns {shown}{where}",
            "a sheet with every column of the source",
            "check that this is the publisher's whole workbook; if a column was renamed, add the name to the source",
        )
