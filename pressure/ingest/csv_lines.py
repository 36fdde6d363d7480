"""The rows of a CSV, numbered as a spreadsheet numbers them, and the faults that hide rows from whoever counts them."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from pressure.ingest.report import FileRefused

MOST_LINES = 1_000_000
_CODE_OR_NUMBER = re.compile(r"[A-Za-z]?\d[\d.:/-]*|[a-z0-9]+(_[a-z0-9]+)+")


def csv_lines(text: str, file: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row with its number. Raises FileRefused for a quotation mark that never closes, one that swallows rows, and
    a file of too many lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    number, width = 0, 0
    try:
        for number, cells in enumerate(reader, 1):
            width = max(width, len(cells))
            if reader.line_num > number:
                _check_swallows_nothing(cells, width, number, file, separator)
            if reader.line_num > MOST_LINES:
                raise FileRefused(
                    file=file,
                    found=f"more than {MOST_LINES:,} lines",
                    expected=f"at most {MOST_LINES:,}",
                    next_step="split the file, and delete blank lines at its end",
                )
            yield number, cells
    except csv.Error as error:
        raise _unreadable(error, number + 1, file) from error


def _unreadable(error: csv.Error, row: int, file: str) -> FileRefused:
    if "field limit" in str(error):
        found, expected = f"a cell of more than {csv.field_size_limit():,} characters", "cells of ordinary length"
        next_step = "look for a quotation mark that is not closed, or shorten the text"
    else:
        found = f"a quotation mark that is not closed as it should be ({error})"
        expected, next_step = "every quoted cell closed on its own row", "correct the quotation marks on that row"
    return FileRefused(
        file=file, row=row, found=found, expected=expected, next_step=f"{next_step} and load the file again"
    )


def _check_swallows_nothing(cells: Sequence[str], width: int, number: int, file: str, separator: str) -> None:
    """A cell over several lines is a note, unless what stands in it are the cells of rows: as many separators as a row
    has, and codes or numbers between them."""
    for cell in cells:
        inside = cell.count("\n") or cell.count("\r")
        if not inside or cell.count(separator) < max(width - 1, 1):
            continue
        parts = [part.strip() for part in re.split(rf"[{re.escape(separator)}\r\n]", cell)]
        if sum(bool(_CODE_OR_NUMBER.fullmatch(part)) for part in parts) >= 2:
            raise FileRefused(
                file=file,
                row=number,
                found=f"a cell over {inside + 1} lines that holds whole rows",
                expected="every row outside quotation marks",
                next_step="look for a quotation mark that stands alone in that row and for one in the rows under it, "
                "take both out and load the file again",
            )
