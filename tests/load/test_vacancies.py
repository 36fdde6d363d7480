"""What it costs to read Skills for Care's workbook by council: 54 MB, of which 153 rows are wanted.

Every figure is invented (tests/load/vacancies_xlsx.py). Full size: PRESSURE_LOAD_VACANCIES=172000, then
python -m pytest -m load -n 0 -s tests/load/test_vacancies.py
"""

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.load.measured import run_whole
from tests.load.reading import as_a_load
from tests.load.vacancies_xlsx import COUNCILS, write

pytestmark = [pytest.mark.load, pytest.mark.timeout(1800)]
ROWS = int(os.environ.get("PRESSURE_LOAD_VACANCIES", "4000"))


def read(path: Path) -> None:
    """The file as a load reads it; what is measured."""
    account = as_a_load("adult-social-care-vacancies", path, date(2026, 11, 28), COUNCILS)
    assert (account.accepted, len(account.readings)) == (account.read, COUNCILS)


def test_the_memory_does_not_grow_with_the_rows(tmp_path):
    tenth, whole = write(tmp_path / "tenth.xlsx", ROWS // 10), write(tmp_path / "whole.xlsx", ROWS)
    few, all_of_it = (run_whole("-m", "tests.load.test_vacancies", str(path)) for path in (tenth, whole))
    print(f"\n{ROWS // 10:,} rows: {few}\n{ROWS:,} rows, {whole.stat().st_size / 1e6:.0f} MB: {all_of_it}")
    assert all_of_it.megabytes <= 1.2 * few.megabytes


if __name__ == "__main__":
    read(Path(sys.argv[1]))
