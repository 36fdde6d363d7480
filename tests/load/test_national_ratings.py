"""What it costs to read the Care Quality Commission's national ratings, beside pandas with odfpy and with calamine.

Ours checks every row, matches every council and counts the homes; pandas makes a table of text. A tenth of the national
file beside both in one run, and the whole file alone. Every row is invented (tests/load/ratings_ods.py).

Full size: PRESSURE_LOAD_RATINGS=32000, then
python -m pytest -m load -n 0 -s tests/load/test_national_ratings.py
"""

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.load.measured import Cost, run_whole
from tests.load.ratings_ods import COUNCILS, NATIONAL_ROWS, TENTH, write
from tests.load.reading import as_a_load

pytestmark = [pytest.mark.load, pytest.mark.timeout(1800)]
ROWS = int(os.environ.get("PRESSURE_LOAD_RATINGS", "1600"))
WHOLE = round(ROWS * NATIONAL_ROWS / TENTH)
FULL = ROWS >= TENTH
PANDAS = "import sys, pandas; pandas.read_excel(sys.argv[1], sheet_name='Locations', engine=sys.argv[2], dtype=str)"


def read(path: Path) -> None:
    """The file as a load reads it; what is measured."""
    account = as_a_load("cqc-latest-ratings", path, date(2026, 7, 2), COUNCILS)
    assert account.accepted == account.read > 0
    assert account.readings


def ours(path: Path) -> Cost:
    return run_whole("-m", "tests.load.test_national_ratings", str(path))


def said(what: str, cost: Cost, beside: Cost) -> None:
    times, memory = beside.seconds / cost.seconds, beside.megabytes / cost.megabytes
    print(f"  {what:30} {cost}   ours is {times:.3f} of its time, {memory:.3f} of its memory")


def test_a_tenth_beside_pandas_and_the_whole_alone(tmp_path):
    """The aims hold at full size; small, an interpreter's start is most of it."""
    pytest.importorskip("odf")
    tenth, whole = write(tmp_path / "tenth.ods", ROWS), write(tmp_path / "whole.ods", WHOLE)
    own = ours(tenth)
    calamine, odf = (run_whole("-c", PANDAS, str(tenth), engine) for engine in ("calamine", "odf"))
    all_of_it = ours(whole)
    print(f"\n{ROWS:,} rows:\n  {'ours':30} {own}")
    said("pandas.read_excel, odf", odf, own)
    said("pandas.read_excel, calamine", calamine, own)
    growth = all_of_it.megabytes / own.megabytes
    print(
        f"{WHOLE:,} rows, {whole.stat().st_size / 1e6:.0f} MB:\n  {'ours':30} {all_of_it}   {growth:.3f} of its memory"
    )
    assert own.megabytes < calamine.megabytes < odf.megabytes
    assert growth <= 1.2
    if FULL:
        assert own.seconds <= 0.1 * odf.seconds
        assert own.megabytes <= 0.1 * odf.megabytes
        assert own.seconds <= 5 * calamine.seconds
        assert own.megabytes <= 0.25 * calamine.megabytes


if __name__ == "__main__":
    read(Path(sys.argv[1]))
