"""What is too large is refused in words, and a reader that ends badly ends alone.

Every file here is small and plain: a limit is lowered and the file is just over it. Files that end, hang or swell
other people's programs are nobody's test data. What was seen with such files, in words: a workbook of a few hundred
bytes made a reader ask for more memory than there is, and the whole process ended; a small archive unpacked to very
much. The extent is told first, the archive's own account of its size is believed only up to the limit, and whatever
gets past both ends a process of its own.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from zipfile import ZipInfo

import pytest

from pressure.access.permissions import Role
from pressure.actions.returns.loading import load
from pressure.demo.places import PLACES, actor
from pressure.ingest.proposing.trial import ANY
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.templates import HEADER
from pressure.ingest.workbooks import accept, directory, extent, sheets
from pressure.ingest.workbooks.cells import UnsafeCells
from pressure.ingest.workbooks.limits import OF_A_WORKBOOK, Limits
from pressure.settings import ROOT, Settings
from tests import workbook_cases as made
from tests.installations import SUNDAY, new_installation, return_of
from tests.shipped_sources import limits

DEFAULTS = Limits(
    bytes=20_000_000,
    parts=200,
    unpacked_bytes=200_000_000,
    unpacked_times=200,
    rows=200_000,
    columns=200,
    cells=10_000_000,
    seconds=30,
    processor_seconds=20,
    memory_bytes=1 << 30,
    answer_bytes=64_000_000,
)
Take = Callable[..., FileAccount]


def read(data: bytes, kind: str = "xlsx", **lowered: int) -> list[tuple[int, list[str]]]:
    """The rows of the sheet "return", by the way every workbook goes, with some limits lowered."""
    name = f"return.{kind}"
    safe = accept.safe(ANY, data, name=name, limits=limits(**lowered))
    assert safe.format == kind
    return sheets.sheets(data, safe, name, wanted=["return"])["return"]


def test_the_limits_are_what_they_have_always_been(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that lowers them must not hide that somebody raised them for everyone."""
    monkeypatch.delenv("PRESSURE_UPLOAD_LIMIT_BYTES", raising=False)
    for name in OF_A_WORKBOOK:
        monkeypatch.delenv(f"PRESSURE_WORKBOOK_{name.upper()}", raising=False)
    assert limits() == DEFAULTS


@pytest.mark.parametrize("name", OF_A_WORKBOOK)
def test_each_limit_is_a_setting_that_the_documents_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PRESSURE_WORKBOOK_{name.upper()}", "7")
    assert getattr(limits(), name) == 7
    assert f"`PRESSURE_WORKBOOK_{name.upper()}`" in (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    monkeypatch.setenv(f"PRESSURE_WORKBOOK_{name.upper()}", "0")
    with pytest.raises(ValueError, match="greater than 0"):
        Settings()


@pytest.mark.parametrize(("row", "column"), [(200_001, 1), (1, 201), (100_000, 101), (50_001, 200)])
def test_one_cell_too_far_is_too_far_at_the_limits_in_force(row: int, column: int) -> None:
    """And a sheet as large as allowed is not. No file is made for this: only the count is asked."""
    for within in ((200_000, 50), (50_000, 200)):
        extent.Reach(limits()).to(*within)
    with pytest.raises(UnsafeCells):
        extent.Reach(limits()).to(row, column)


@pytest.mark.parametrize(
    ("lowered", "words"),
    [
        ({"parts": 9}, ("10 parts", "at most 9")),
        ({"unpacked_bytes": 1000}, ("unpacks from", "at most 1,000 bytes")),
        ({"unpacked_times": 1}, ("unpacks from", "1 times its size")),
        ({"rows": 2}, ("row 3, column 8", "at most 2 rows")),
        ({"columns": 7}, ("row 1, column 8", "7 columns")),
        ({"cells": 23}, ("row 3, column 8", "23 cells")),
    ],
)
def test_a_plain_workbook_just_over_a_lowered_limit_is_refused_in_words(
    lowered: dict[str, int], words: tuple[str, str]
) -> None:
    """And just under it, it is read: the limit is one to the unit."""
    data = made.changed(packed=True) if "unpacked_times" in lowered else made.plain(rows=3)
    before = read(data)
    ((name, most),) = lowered.items()
    if not name.startswith("unpacked"):
        assert read(data, **{name: most + 1}) == before
    with pytest.raises(FileRefused) as refusal:
        read(data, **lowered)
    assert [word for word in words if word not in str(refusal.value)] == []


@pytest.mark.parametrize("name", ["xl/elsewhere/sheet1.xml", "xl/Worksheets/SHEET1.XML", "xl/table.xml"])
def test_a_sheet_is_measured_wherever_it_stands(name: str) -> None:
    """A workbook says itself where its sheets are; the usual folder is only a habit."""

    def moved(part: str, data: bytes) -> tuple[str, bytes]:
        data = data.replace(b"worksheets/sheet1.xml", name.removeprefix("xl/").encode())
        return (name if part == "xl/worksheets/sheet1.xml" else part), data

    data = made.changed(moved)
    assert len(read(data)) == 2
    with pytest.raises(FileRefused, match="column 8"):
        read(data, columns=7)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (b"i2", "column 9"),
        (b"$I$2", "column 9"),
        (b"2I", "addresses such as B3"),
        (b"I2000000000", "addresses such as"),
        (b"I-2", "addresses such as B3"),
        ("I２".encode(), "addresses such as B3"),
    ],
)
def test_an_address_is_understood_or_refused_never_passed_over(address: bytes, words: str) -> None:
    """Where the count and the reader could differ, the count would be worth nothing."""
    with pytest.raises(FileRefused, match=words):
        read(
            made.changed(
                lambda name, part: (
                    name,
                    part.replace(b'"H2"', b'"' + address + b'"').replace(b'<c r="G2"', b'<c r="' + address + b'"'),
                )
            ),
            columns=8,
        )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            '<table:table-row><table:table-cell table:number-columns-repeated="8" office:value-type="float" '
            'office:value="1"/></table:table-row>',
            "column 8",
        ),
        (
            '<table:table-row table:number-rows-repeated="5"><table:table-cell office:value-type="float" '
            'office:value="1"/></table:table-row>',
            "row 6",
        ),
        (
            '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="6" '
            'office:value-type="float" office:value="1"/></table:table-row>',
            "row 4, column 6",
        ),
    ],
)
def test_repeats_of_an_opendocument_sheet_are_counted(row: str, words: str) -> None:
    first = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    data = made.opendocument(first, row)
    assert len(read(data, "ods")) > 1
    with pytest.raises(FileRefused, match=words):
        read(data, "ods", rows=5, columns=7, cells=23)


@pytest.mark.parametrize(
    "name", ["xl/pictures/../notes.txt", "xl\\pictures\\..\\notes.txt", "/xl/notes.txt", "xl/notes:1.txt"]
)
def test_a_part_whose_name_leads_elsewhere_is_refused(name: str) -> None:
    """No file is made for this: only the names are asked."""
    with pytest.raises(FileRefused, match="unsafe names"):
        directory._names([ZipInfo("xl/workbook.xml"), ZipInfo(name)], "return.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part(take: Take, part: str, encoding: str) -> None:
    """An innocent one: what could stand in it is never looked at."""

    def with_type(name: str, data: bytes) -> tuple[str, bytes]:
        text = data.decode().partition("?>")[2].strip()
        declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE {text[1:].split()[0]}>{text}'
        return name, declared.encode(encoding) if name == part else data

    with pytest.raises(FileRefused, match="document type declaration"):
        take("return.xlsx", data=made.changed(with_type))


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGABRT)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import sys; sys.stdin.buffer.read(); sys.exit(1)",
        """import sys; sys.stdin.buffer.read(); print('{"sheets": [], "chosen": ["return"]}'); sys.exit(0)""",
        """print('{"sheets": [], "chosen": ["return"]}'); print('{"sheet": "return", "row": 1, "ce')""",
        """print('{"sheet": "another", "row": 1, "cells": []}'); print('{"end": true}')""",
        "print('not an answer')",
        "",
        "import time; time.sleep(60)",
    ],
)
def test_a_reader_that_is_told_to_die_is_a_refusal_in_words(
    take: Take, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a signal, with an error, half way through its answer, or never: the process that asked goes on."""
    monkeypatch.setattr(sheets, "CAGE", (sys.executable, "-c", program))
    with pytest.raises(FileRefused, match="could not be read safely") as refusal:
        take("return.xlsx", data=made.plain(), seconds=3)
    assert "CSV UTF-8" in str(refusal.value)
    monkeypatch.undo()
    assert take("return.xlsx", data=made.plain()).accepted == 1


@pytest.mark.parametrize(
    ("lowered", "does", "ends"),
    [
        ({"processor_seconds": 1}, "while True: pass", {-signal.SIGXCPU, -signal.SIGKILL}),
        ({"memory_bytes": 200_000_000}, "bytearray(300_000_000)", {1}),
        ({"answer_bytes": 1000}, "open(sys.argv[1], 'wb', 0).write(bytes(2000)) == 1000 and sys.exit(5)", {5}),
        ({}, "kept = [open('/dev/null') for _ in range(80)]", {1}),
    ],
)
def test_the_cage_holds_a_program_that_takes_too_much(
    tmp_path: Path, lowered: dict[str, int], does: str, ends: set[int]
) -> None:
    """The limits are the operating system's: whatever the reader does, it cannot take more."""
    caged = asdict(DEFAULTS) | lowered
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"""
import sys
from pressure.ingest.workbooks.cage import limit_this_process
from pressure.ingest.workbooks.limits import Limits
limit_this_process(Limits(**{caged!r}))
{does}
""",
            str(tmp_path / "answer"),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
        env=dict(os.environ),
    )
    assert done.returncode in ends, done.stderr.decode()


def test_the_limit_of_an_answer_is_one_of_the_whole_way() -> None:
    """Not only of a program of the test: the real reader, and a plain workbook."""
    assert read(made.plain())[0] == (1, list(HEADER))
    with pytest.raises(FileRefused, match="could not be read safely"):
        read(made.plain(), answer_bytes=100)


def test_the_memory_of_the_cage_is_a_limit_of_the_whole_way() -> None:
    with pytest.raises(FileRefused, match="could not be read safely"):
        read(made.plain(), memory_bytes=1_000_000)


def test_the_bytes_of_a_file_are_the_operators_setting(tmp_path) -> None:
    """The refusal says to ask the operator; so there is something to set, for a load as for an upload."""
    installation, clock = new_installation(tmp_path)
    data = return_of(PLACES[0], SUNDAY)
    clock.later(days=1)

    def loaded(most: int) -> int:
        installation.settings.upload_limit_bytes = most
        by = actor(PLACES[0], Role.DATA_OFFICER)
        return load(installation, by=by, source_id="weekly-return", data=data, name="return.csv", dry_run=True).accepted

    assert loaded(len(data)) > 0
    with pytest.raises(FileRefused, match=f"at most {len(data) - 1:,}"):
        loaded(len(data) - 1)
