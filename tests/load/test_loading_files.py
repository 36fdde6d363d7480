"""What it costs to load a national file and a year of returns, beside sqlite-utils on the same bytes.

Full size: PRESSURE_LOAD_COUNCILS=153 PRESSURE_LOAD_WEEKS=52, then
python -m pytest -m load -n 0 -s tests/load/test_loading_files.py
"""

import os
from datetime import date, timedelta

import pytest

from pressure.demo.figures import as_csv, week_rows
from pressure.demo.places import councils, many
from pressure.rules import load_rules
from pressure.store import councils as council_store
from pressure.store.engine import open_engine, writing
from tests.load.measured import run, tool
from tests.shipped_sources import source

pytestmark = [pytest.mark.load, pytest.mark.timeout(900)]
COUNCILS = int(os.environ.get("PRESSURE_LOAD_COUNCILS", "20"))
WEEKS = int(os.environ.get("PRESSURE_LOAD_WEEKS", "10"))


@pytest.fixture
def environment(tmp_path):
    url = f"sqlite:///{tmp_path / 'p.sqlite'}"
    given = {"PRESSURE_DATABASE_URL": url, "PRESSURE_SITE_DIR": str(tmp_path / "site")}
    run(tool("pressure"), "upgrade", "--bare", environment=given)
    from pressure.council_list import load_councils

    with writing(open_engine(url)) as connection:
        council_store.replace_all(connection, [*load_councils().all, *councils(many(COUNCILS))])
    return given


def beside(tmp_path, environment, source_id: str, file) -> None:
    ours = run(tool("pressure"), "load", source_id, str(file), "--json", environment=environment)
    theirs = run(tool("sqlite-utils"), "insert", str(tmp_path / "peer.sqlite"), "rows", str(file), "--csv")
    print(
        f"\n{source_id}: {file.stat().st_size / 1e6:.1f} MB\n  pressure load        {ours}\n"
        f"  sqlite-utils insert  {theirs}\n  ratio of time {ours.seconds / theirs.seconds:.2f}, "
        f"of memory {ours.megabytes / theirs.megabytes:.2f}"
    )


def test_the_scottish_file_beside_sqlite_utils(tmp_path, environment):
    """39,270 rows checked, matched, reconciled and stored, against rows stored as they are."""
    beside(tmp_path, environment, "phs-delayed-discharges", source("phs-delayed-discharges").shipped_file)


def test_a_year_of_returns_beside_sqlite_utils(tmp_path, environment):
    """All councils' weekly returns in one file."""
    book, last = load_rules().in_force(date(2026, 11, 15)), date(2026, 11, 15)
    rows = [
        row
        for week in range(WEEKS)
        for place in many(COUNCILS)
        for row in week_rows(place, last - timedelta(weeks=week), book, (date(2020, 1, 5), date(2020, 3, 1)))
    ]
    file = tmp_path / "returns.csv"
    file.write_bytes(as_csv(rows))
    beside(tmp_path, environment, "weekly-return", file)
