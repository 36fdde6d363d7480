"""Asks the caged process for a workbook's rows, and believes nothing but text."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pressure.ingest.given import Given, opened, whole
from pressure.ingest.intake import Intake
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.workbooks.accept import Safe
from pressure.ingest.workbooks.return_words import GUIDE

CAGE = (sys.executable, "-m", "pressure.ingest.workbooks.cage")
NAMED = 8
_PROJECT = Path(__file__).parents[3]


Rows = list[tuple[int, list[str]]]


def sheets(
    data: Given, safe: Safe, name: str, *, wanted: Sequence[str], intake: Intake | None = None
) -> dict[str, Rows]:
    """The rows of the wanted sheets. Raises FileRefused when one is missing."""
    first, rows = _ask(data, safe, name, wanted=wanted, is_return=False)
    missing = [sheet for sheet in wanted if sheet not in rows]
    if missing:
        raise FileRefused(
            file=name,
            found=f"no sheet {quoted(missing[0])}",
            expected=f"the sheets {', '.join(wanted)}",
            next_step="check that this is the publisher's whole workbook",
        )
    if intake:
        _say_what_is_hidden(first, intake)
    return rows


def names(data: Given, safe: Safe, name: str) -> list[str]:
    """The sheets that are not hidden. Raises FileRefused."""
    first, _ = _ask(data, safe, name, wanted=(), is_return=False)
    return [str(sheet["name"]) for sheet in first["sheets"] if sheet["visible"]]


def return_rows(data: Given, safe: Safe, name: str, intake: Intake) -> tuple[str, Rows]:
    """The rows of the sheet "return", else of the first that is not hidden and has the header, else of the first that
    is not hidden; a warning for every other one. With the name to speak of it by: the sheet's, where there are more."""
    headers: list[list[Sequence[str]]] = [list(intake.source.columns.values())]
    headers += [[[column] for column in mapping.columns] for mapping in intake.source.mappings]
    first, rows = _ask(data, safe, name, wanted=(), is_return=True, headers=headers)
    for sheet in first["sheets"]:
        if sheet["name"] not in (*first["chosen"], GUIDE):
            what = "sheet" if sheet["visible"] else "hidden sheet"
            intake.warn(
                0,
                "",
                found=f"a {what} called {quoted(sheet['name'])}",
                expected="one sheet",
                next_step="It was not read.",
            )
    if not first["chosen"]:
        raise FileRefused(
            file=name,
            found="only hidden sheets",
            expected="one visible sheet",
            next_step="show the sheet with the return and save the workbook again",
        )
    _say_what_is_hidden(first, intake)
    _say_where_formulas_are(first, intake)
    chosen = first["chosen"][0]
    called = f"{name}, sheet {quoted(chosen)}" if len(first["sheets"]) > 1 else name
    return called, rows.get(chosen, [])


def _say_where_formulas_are(first: dict[str, Any], intake: Intake) -> None:
    for formulas in first["formulas"].values():
        if formulas:
            more = f" and {len(formulas) - NAMED:,} more" if len(formulas) > NAMED else ""
            intake.warn(
                0,
                "",
                found=f"formulas in {', '.join(map(str, formulas[:NAMED]))}{more}",
                expected="numbers",
                next_step="Accepted: what the spreadsheet last worked out was read. Look whether it is right.",
            )


def _say_what_is_hidden(first: dict[str, Any], intake: Intake) -> None:
    for sheet, hidden in first["hidden"].items():
        if hidden:
            named = ", ".join(str(row) for row in hidden[:NAMED])
            more = f" and {len(hidden) - NAMED:,} more" if len(hidden) > NAMED else ""
            intake.warn(
                int(hidden[0]),
                "",
                found=f"{len(hidden):,} hidden rows in the sheet {quoted(sheet)}: row {named}{more}",
                expected="rows that everybody sees",
                next_step="They were read like the others. Delete what should not count.",
            )


def _ask(
    data: Given,
    safe: Safe,
    name: str,
    *,
    wanted: Sequence[str],
    is_return: bool,
    headers: Sequence[Sequence[Sequence[str]]] = (),
) -> tuple[dict[str, Any], dict[str, Rows]]:
    request = json.dumps(
        {
            "format": safe.format,
            "wanted": list(wanted),
            "is_return": is_return,
            "headers": headers,
            "limits": asdict(safe.limits),
        }
    )
    with tempfile.TemporaryFile() as output:
        run(request, whole(data), output, name, safe.limits.seconds)
        output.seek(0)
        try:
            return _parsed(output, name)
        except (ValueError, KeyError, TypeError) as error:
            raise unsafe(name) from error


def run(request: str, given: Given, output: IO[bytes], name: str, seconds: int) -> None:
    """Exit codes 0 and 3 come with an answer; anything else is a process that was stopped."""
    try:
        with opened(given) as file:
            sent: dict[str, Any] = {"stdin": file} if isinstance(given, Path) else {"input": given}
            done = subprocess.run(  # noqa: S603 our own module, no shell, nothing from the file in the arguments
                [*CAGE, request],
                **sent,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
                cwd="/",
                env={"PYTHONPATH": str(_PROJECT), "LC_ALL": "C.UTF-8"},
            )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise unsafe(name) from error
    if done.returncode not in (0, 3):
        raise unsafe(name)


def _parsed(output: IO[bytes], name: str) -> tuple[dict[str, Any], dict[str, Rows]]:
    first: dict[str, Any] = {}
    rows: dict[str, Rows] = {}
    complete = False
    for text in output:
        line = json.loads(text)
        if "refused" in line:
            found, expected, next_step = (str(part) for part in line["refused"])
            raise FileRefused(file=name, found=found, expected=expected, next_step=next_step)
        if "sheets" in line:
            first = line
            rows = {str(sheet): [] for sheet in line["chosen"]}
        elif "row" in line:
            rows[line["sheet"]].append((int(line["row"]), [str(cell) for cell in line["cells"]]))
        complete = "end" in line
    if not complete:
        raise ValueError("the answer broke off")
    return first, rows


def unsafe(name: str) -> FileRefused:
    return FileRefused(
        file=name,
        found="a workbook that could not be read safely",
        expected="a workbook of ordinary size, saved by a spreadsheet program",
        next_step="save the sheet as CSV UTF-8 and load that",
    )
