"""Why a header is not the one asked for, where the cause is known: said in place of every column that is missing."""

import re
from collections.abc import Sequence

from pressure.ingest.report import FileRefused, quoted

RETURN_HEADER = ("council_code", "week_ending", "measure_id", "numerator", "denominator", "value", "status", "note")
Lines = Sequence[tuple[int, list[str]]]
_SEPARATORS = (("\t", "tabs"), (";", "semicolons"), ("|", "bars"))
_EXCELS = re.compile(r"sep=.?", re.IGNORECASE)
_MARK = "\ufeff"


def check_no_known_cause(header: Sequence[str], beginning: Lines, wanted: Sequence[Sequence[str]], file: str) -> None:
    """`beginning` are the header and the lines under it, `wanted` the names that each column may have. Raises
    FileRefused with the cause and what to do about it."""
    for look in (_second_mark, _line_for_excel, _header_below, _whole_lines_quoted, _separated_by):
        if cause := look(header, beginning, wanted):
            row, found, expected, next_step = cause
            raise FileRefused(file=file, row=row, found=found, expected=expected, next_step=next_step)


Cause = tuple[int, str, str, str] | None


def _second_mark(header: Sequence[str], beginning: Lines, _: Sequence[Sequence[str]]) -> Cause:
    if not header[0].startswith(_MARK):
        return None
    return (beginning[0][0], "two byte-order marks", "one, or none", "export the file again, or save it as CSV UTF-8")


def _line_for_excel(header: Sequence[str], beginning: Lines, _: Sequence[Sequence[str]]) -> Cause:
    if not _EXCELS.fullmatch("".join(header).strip()) and not _EXCELS.fullmatch(header[0].strip()):
        return None
    found = f"Excel's own line {quoted(header[0])} above the header"
    return (beginning[0][0], found, "the header in the first row", "delete that line and load the file again")


def _whole_lines_quoted(header: Sequence[str], beginning: Lines, wanted: Sequence[Sequence[str]]) -> Cause:
    if len(header) != 1 or len(wanted) < 2 or not _names_columns(header[0].split(","), wanted):
        return None
    found = "each line in one pair of quotation marks"
    return (beginning[0][0], found, "cells separated by commas", "take out the quotation marks around whole lines")


def _separated_by(header: Sequence[str], beginning: Lines, wanted: Sequence[Sequence[str]]) -> Cause:
    parts = [(word, header[0].split(mark)) for mark, word in _SEPARATORS if len(header) == 1]
    word = next((word for word, names in parts if _names_columns(names, wanted)), "")
    if not word:
        return None
    next_step = "save it again as “CSV UTF-8 (comma delimited)”"
    return (beginning[0][0], f"columns separated by {word}", "columns separated by commas", next_step)


def _header_below(header: Sequence[str], beginning: Lines, wanted: Sequence[Sequence[str]]) -> Cause:
    if has_header(header, wanted):
        return None
    below = next((number for number, cells in beginning[1:] if has_header(cells, wanted)), 0)
    if not below:
        return None
    found = f"a title above the header: {quoted(' '.join(header))}, and the header in row {below}"
    return (beginning[0][0], found, "the header in the first row", f"delete what stands above row {below}")


def _names_columns(parts: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Whether a text cut up is a header: a title may have a comma or a bar too."""
    own = {part.strip().strip('"') for part in parts}
    return len(parts) > 1 and any(name in own for names in wanted for name in names)


def check_every_column_has_a_name(header: Sequence[str], beginning: Lines, file: str) -> None:
    """Raises FileRefused for a blank in the header, and for a header shorter than the rows under it."""
    blank = [at for at, name in enumerate(header, 1) if not name.strip()]
    width = max((_width(cells) for _, cells in beginning[1:]), default=0)
    blank += range(len(header) + 1, width + 1) if _all_as_wide(beginning[1:], width) else ()
    if blank:
        raise FileRefused(
            file=file,
            row=beginning[0][0],
            found=f"a column without a name, the {_ordinal(blank[0])}"
            + (f", and {len(blank) - 1} more" if len(blank) > 1 else ""),
            expected="a name over every column",
            next_step="name it in the header, or delete the column",
        )


def has_header(cells: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Whether a row has each column under one of its names."""
    own = {cell.strip() for cell in cells}
    return all(any(name in own for name in names) for names in wanted)


def _all_as_wide(lines: Lines, width: int) -> bool:
    """One row that is too wide has a comma too many; when all are, the header is too short."""
    wide = [_width(cells) for _, cells in lines if any(cell.strip() for cell in cells)]
    return len(wide) > 1 and sum(one == width for one in wide) > len(wide) / 2


def _width(cells: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
