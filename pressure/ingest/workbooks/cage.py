"""Reads a workbook in a process of its own with hard limits: whatever ends the reader ends nothing else.

Run as `python -m pressure.ingest.workbooks.cage REQUEST`, a request in JSON, with the workbook on standard input; JSON
lines out. Nothing here is trusted by the process that reads the answer.
"""

import io
import json
import lzma
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from pressure.ingest.returns.folding import has_columns
from pressure.ingest.workbooks import ods, xlsx
from pressure.ingest.workbooks.cells import UnsafeCells
from pressure.ingest.workbooks.extent import check_extent
from pressure.ingest.workbooks.limits import Limits
from pressure.ingest.workbooks.oddities import oddities
from pressure.ingest.workbooks.ods import Line
from pressure.ingest.workbooks.one_table import found_by_header
from pressure.ingest.workbooks.returned import returned

OPEN_FILES, _TOP = 64, 20
"""Open files of this process; how far down a header may stand."""


def limit_this_process(limits: Limits) -> None:
    """Memory, processor time, output and open files; there is no way back."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_FSIZE, limits.answer_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def as_text(value: Any) -> str:
    """A cell as text: 12.0 is "12", a day is 2026-11-15, other numbers keep every digit."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta | int) else "" if value is None else str(value)


def chosen(
    sheets: list[tuple[str, bool]], wanted: list[str], has_header: Callable[[str], bool] = lambda _: False
) -> list[str]:
    """The wanted sheets that exist; nothing wanted means one named "return", else the one that is not hidden and has
    the header, else the first that is not hidden. Raises UnsafeCells where two have it."""
    if wanted:
        return [name for name, _ in sheets if name in wanted]
    visible = [name for name, is_visible in sheets if is_visible]
    named = [name for name in visible if name.strip().casefold() == "return"]
    if named or len(visible) < 2:
        return (named or visible)[:1]
    fitting = [name for name in visible if has_header(name)]
    if len(fitting) > 1:
        raise UnsafeCells(
            f"the same columns in the sheets “{fitting[0][:40]}” and “{fitting[1][:40]}”",
            "one sheet with the return",
            "call the sheet that is meant “return”, or save it as a file of its own",
        )
    return (fitting or visible)[:1]


def answer(request: dict[str, Any], data: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    """First what sheets there are, then every row of the wanted ones, numbered as the spreadsheet numbers them."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # under the limits, never outside

    check_extent(data, request["format"], limits)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    every = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]  # a chart has no rows
    known = [(s.name, s.visible == SheetVisibleEnum.Visible) for s in every]

    def with_header(name: str) -> bool:
        top = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_TOP)
        texts = [[as_text(cell) for cell in cells] for cells in top]
        return any(has_columns(cells, header) for header in request["headers"] for cells in texts)

    picked = chosen(known, request["wanted"], with_header)
    odd = {name: oddities(data, request["format"], name) for name in picked}
    own = {name: returned(data, name) for name in picked} if request["is_return"] else {}
    for name, more in own.items():
        odd[name].texts = more.texts | odd[name].texts
    yield {
        "sheets": [{"name": name, "visible": visible} for name, visible in known],
        "chosen": picked,
        "hidden": {name: found.hidden for name, found in odd.items()},
        "formulas": {name: found.formulas for name, found in own.items()},
    }
    for name in picked:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield from ({"sheet": name, "row": n, "cells": cells} for n, cells in _texts(rows, odd[name].texts))


def _texts(rows: list[list[Any]], odd: Mapping[tuple[int, int], str]) -> Iterator[tuple[int, list[str]]]:
    """Every row as texts, and what the reader passed over in its place."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in odd.items():
        by_row.setdefault(row, {})[column] = text
    for number in range(1, max(len(rows), *by_row, 0) + 1):
        cells = [as_text(cell) for cell in rows[number - 1]] if number <= len(rows) else []
        for column, text in by_row.get(number, {}).items():
            cells += [""] * (column - len(cells))
            cells[column - 1] = text
        yield number, cells


def _refused(*said: str) -> int:
    sys.stdout.write(json.dumps({"refused": said}) + "\n")
    return 3


def table_answer(request: dict[str, Any], file: IO[bytes], limits: Limits) -> Iterator[dict[str, Any]]:
    """The name of the one sheet that has the columns asked for, and its rows, read piece by piece."""
    with zipfile.ZipFile(file) as archive:
        found = ""
        every = _lines(archive, request, limits)
        for line in found_by_header(every, request["columns"], request["may_have"], every=request["every_column"]):
            if not found:
                found = line.sheet
                yield {"sheet": found}
            yield {"row": line.number, "cells": line.cells}


def _lines(archive: zipfile.ZipFile, request: dict[str, Any], limits: Limits) -> Iterator[Line]:
    if request["format"] == "xlsx":
        yield from xlsx.lines(archive, request["sheet"], limits)
        return
    with archive.open("content.xml") as part:
        yield from ods.lines(part, limits, request["sheet"])


def _file() -> IO[bytes]:
    """Standard input, where it can be read in any order; else all of it."""
    given = sys.stdin.buffer
    return given if given.seekable() else io.BytesIO(given.read())


def main() -> int:
    """0 when the answer is complete; 3 when the workbook was refused, with the reason as the last line."""
    request = json.loads(sys.argv[1])
    limits = Limits(**request["limits"])
    limit_this_process(limits)
    try:
        said = (
            table_answer(request, _file(), limits)
            if "columns" in request
            else answer(request, sys.stdin.buffer.read(), limits)
        )
        for line in said:
            sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.write('{"end": true}\n')
    except (zlib.error, lzma.LZMAError, zipfile.BadZipFile, EOFError):
        return _refused("a damaged archive", "a workbook that opens", "save it again and load that")
    except UnsafeCells as refusal:
        return _refused(*refusal.args)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
