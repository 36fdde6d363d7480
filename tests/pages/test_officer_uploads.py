"""Files of the wrong kind on the load page: refused in words, nothing stored, and the page goes on."""

from pathlib import Path

import pytest

from pressure.access.permissions import Role
from pressure.store import record
from pressure.store.engine import reading
from tests.pages.conftest import said
from tests.pages.officer_cases import Pages
from tests.pages.test_officer_load import upload

FIXTURES = Path(__file__).parents[1] / "faults" / "fixtures"
# file → the name it is sent under, and words that must stand in the refusal
WRONG = {"pdf.csv": ("return.csv", "a PDF"), "web-page.csv": ("return.csv", "a web page"),
         "old-excel.xls": ("return.csv", "save it as .xlsx"), "old-excel.xls ": ("return.xlsx", "save it as .xlsx"),
         "opendocument.ods": ("return.xlsx", "OpenDocument"), "macros.xlsm": ("return.xlsx", "macros"),
         "zipped-csv.zip": ("return.xlsx", "unpack it"), "zip-bomb.xlsx": ("return.xlsx", "200 times"),
         "kills-its-reader.xlsx": ("return.xlsx", "could not be read safely"), "nul.csv": ("return.csv", "NUL"),
         "workbook-named.csv": ("return.csv", "rename it to end in .xlsx"),
         "empty.csv": ("return.csv", "an empty file"), "path-outside.xlsx": ("../../return.xlsx", "unsafe names")}


@pytest.mark.parametrize("file", WRONG)
def test_a_file_of_the_wrong_kind_is_refused_in_words(pages: Pages, file: str) -> None:
    name, words = WRONG[file]
    pages.sign_in(Role.DATA_OFFICER)
    with reading(pages.office.engine) as connection:
        before = record.size(connection)
    page = upload(pages.open("officer_load"), (FIXTURES / file.strip()).read_bytes(), name)
    (refusal,) = page.error
    assert refusal.value.startswith("The whole file is refused and nothing was stored.")
    assert words in refusal.value
    assert "Traceback" not in said(page)
    assert not page.button
    with reading(pages.office.engine) as connection:
        assert record.size(connection) == before
