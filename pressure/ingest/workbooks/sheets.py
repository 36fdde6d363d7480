"""Asks the caged process for a workbook's rows, and believes nothing but text."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pressure.ingest.intake import Intake
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.workbooks.limits import in_force

CAGE = (sys.executable, "-m", "pressure.ingest.workbooks.cage")
_PROJECT = Path(__file__).parents[3]


def sheets(data: bytes, kind: str, name: str, *, wanted: Sequence[str]) -> dict[str, list[tuple[int, list[str]]]]:
    """The rows of the wanted sheets. Raises FileRefused when one is missing."""
    _, rows = _ask(data, kind, name, wanted=wanted, formulas_refused=False)
    missing = [sheet for sheet in wanted if sheet not in rows]
    if missing:
        raise FileRefused(
            file=name,
            found=f"no sheet {quoted(missing[0])}",
            expected=f"the sheets {', '.join(wanted)}",
            next_step="check that this is the publisher's whole workbook",
        )
    return rows


def names(data: bytes, kind: str, name: str) -> list[str]:
    """The sheets that are not hidden. Raises FileRefused."""
    first, _ = _ask(data, kind, name, wanted=(), formulas_refused=False)
    return [str(sheet["name"]) for sheet in first["sheets"] if sheet["visible"]]


def return_rows(data: bytes, kind: str, name: str, intake: Intake) -> Iterator[tuple[int, list[str]]]:
    """The rows of the sheet "return", else of the first sheet that is not hidden; a warning for every other one."""
    first, rows = _ask(data, kind, name, wanted=(), formulas_refused=True)
    for sheet in first["sheets"]:
        if sheet["name"] not in first["chosen"]:
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
    yield from rows.get(first["chosen"][0], [])


def _ask(
    data: bytes, kind: str, name: str, *, wanted: Sequence[str], formulas_refused: bool
) -> tuple[dict[str, Any], dict[str, list[tuple[int, list[str]]]]]:
    limits = in_force()
    request = json.dumps(
        {"format": kind, "wanted": list(wanted), "formulas_refused": formulas_refused, "limits": asdict(limits)}
    )
    with tempfile.TemporaryFile() as output:
        _run(request.encode() + b"\n" + data, output, name, limits.seconds)
        output.seek(0)
        try:
            return _parsed(output, name)
        except (ValueError, KeyError, TypeError) as error:
            raise _unsafe(name) from error


def _run(sent: bytes, output: IO[bytes], name: str, seconds: int) -> None:
    """Exit codes 0 and 3 come with an answer; anything else is a process that was stopped."""
    try:
        done = subprocess.run(  # noqa: S603 our own module, no shell, nothing from the file in the arguments
            CAGE,
            input=sent,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            cwd="/",
            env={"PYTHONPATH": str(_PROJECT), "LC_ALL": "C.UTF-8"},
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise _unsafe(name) from error
    if done.returncode not in (0, 3):
        raise _unsafe(name)


def _parsed(output: IO[bytes], name: str) -> tuple[dict[str, Any], dict[str, list[tuple[int, list[str]]]]]:
    first: dict[str, Any] = {}
    rows: dict[str, list[tuple[int, list[str]]]] = {}
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


def _unsafe(name: str) -> FileRefused:
    return FileRefused(
        file=name,
        found="a workbook that could not be read safely",
        expected="a workbook of ordinary size, saved by a spreadsheet program",
        next_step="save the sheet as CSV UTF-8 and load that",
    )
