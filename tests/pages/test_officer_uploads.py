"""Files of the wrong kind on the load page: refused in words, nothing stored, and the page goes on."""

import sys
from pathlib import Path

import pytest

from pressure.access.permissions import Role
from pressure.ingest.workbooks import sheets
from pressure.settings import settings
from pressure.store import record
from pressure.store.engine import reading
from tests.pages.conftest import said
from tests.pages.officer_cases import Pages
from tests.pages.test_officer_load import upload
from tests.workbook_cases import plain

FIXTURES = Path(__file__).parents[1] / "faults" / "fixtures"
# file → the name it is sent under, and words that must stand in the refusal
WRONG = {
    "pdf.csv": ("return.csv", "a PDF"),
    "web-page.csv": ("return.csv", "a web page"),
    "old-excel.xls": ("return.csv", "save it as .xlsx"),
    "old-excel.xls ": ("return.xlsx", "save it as .xlsx"),
    "opendocument.ods": ("return.xlsx", "OpenDocument"),
    "macros.xlsm": ("return.xlsx", "macros"),
    "zipped-csv.zip": ("return.xlsx", "unpack it"),
    "nul.csv": ("return.csv", "NUL"),
    "workbook-named.csv": ("return.csv", "rename it to end in .xlsx"),
    "empty.csv": ("return.csv", "an empty file"),
    "far-column.xlsx": ("../../return.xlsx", "column 201"),
}
DIES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.mark.parametrize("file", WRONG)
def test_a_file_of_the_wrong_kind_is_refused_in_words(pages: Pages, file: str) -> None:
    name, words = WRONG[file]
    refused(pages, (FIXTURES / file.strip()).read_bytes(), name, words)


def test_a_workbook_above_a_limit_is_refused_in_words(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small and plain; the limit was lowered."""
    monkeypatch.setattr(settings, "workbook_rows", 2)
    refused(pages, plain(rows=3), "return.xlsx", "at most 2 rows")


def test_a_reader_that_dies_takes_no_page_with_it(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that dies is one told to die."""
    monkeypatch.setattr(sheets, "CAGE", (sys.executable, "-c", DIES))
    refused(pages, plain(), "return.xlsx", "could not be read safely")


def refused(pages: Pages, data: bytes, name: str, words: str) -> None:
    """Refused in words, nothing stored, no way on but another file."""
    pages.sign_in(Role.DATA_OFFICER)
    with reading(pages.installation.engine) as connection:
        before = record.size(connection)
    page = upload(pages.open("officer_load"), data, name)
    (refusal,) = page.error
    assert refusal.value.startswith("The whole file is refused and nothing was stored.")
    assert words in refusal.value
    assert "Traceback" not in said(page)
    assert not page.button
    with reading(pages.installation.engine) as connection:
        assert record.size(connection) == before
