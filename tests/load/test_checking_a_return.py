"""What it costs to look at a hub's file of 2,000 rows before it is loaded, this checkout and an earlier one in turn:

PRESSURE_LOAD_BEFORE=/path/of/earlier/checkout pytest -m load -n 0 -s tests/load/test_checking_a_return.py

By `pressure load --dry-run`, and as the page checks it at each click. A hub sends for PRESSURE_LOAD_COUNCILS councils,
for as many weeks as make up PRESSURE_LOAD_ROWS. Without the setting only this one runs; small unless told otherwise.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.serving import ROOT
from tests.load.measured import Cost, run

pytestmark = [pytest.mark.load, pytest.mark.timeout(3600)]
BEFORE = os.environ.get("PRESSURE_LOAD_BEFORE", "")
COUNCILS, ROWS = os.environ.get("PRESSURE_LOAD_COUNCILS", "14"), os.environ.get("PRESSURE_LOAD_ROWS", "2000")
TIMES, GOAL = 5, 0.5
MAKE = """
import os, sys
from datetime import timedelta
from pathlib import Path
from tests.load.test_publishing_cost import COUNCILS, LAST, NO_CRISIS, as_csv, installed, many, week_rows
folder, rows = Path(sys.argv[1]), int(sys.argv[2])
folder.mkdir()
installation, _ = installed(folder, 13)
weeks = (LAST - timedelta(weeks=back) for back in range(104))
book = installation.book()
every = (row for week in weeks for place in many(COUNCILS) for row in week_rows(place, week, book, NO_CRISIS))
(folder / "r.csv").write_bytes(as_csv([row for _, row in zip(range(rows), every)]))
"""
CLICK = """
import json, sys, time
from pathlib import Path
from pressure.access.permissions import EVERYWHERE, Actor, Role
from pressure.commands.installations import ready_installation
try:
    from pressure.web.kept_checks import checked as check
except ImportError:
    from pressure.actions.desk.checking import check
hub = Actor(person_id="hub", roles=frozenset({(EVERYWHERE, Role.DATA_OFFICER)}))
installation, took = ready_installation(), []
for number in range(3):  # the first also warms the process, as a served page has long been
    for click in range(2):
        began = time.process_time()
        check(installation, by=hub, data=Path(sys.argv[1]).read_bytes(), name=f"r{number}.csv")
        took.append(time.process_time() - began)
print(json.dumps(took))
"""


class Checkout:
    """One checkout with an installation it made itself."""

    def __init__(self, root: Path, folder: Path) -> None:
        own = root / ".venv" / "bin" / "python"
        self.root, self.folder = root, folder
        self.python = str(own) if own.exists() else sys.executable
        self.where = {
            "PYTHONPATH": str(root),
            "PRESSURE_LOAD_COUNCILS": COUNCILS,
            "PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'p.sqlite'}",
            "PRESSURE_SITE_DIR": str(folder / "site"),
        }
        self.said("-c", MAKE, str(folder), ROWS)

    def said(self, *words: str) -> str:
        done = subprocess.run(
            [self.python, *words],
            cwd=self.root,
            env={**os.environ, **self.where},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def dry_run(self) -> Cost:
        words = ("-m", "pressure.cli", "load", "weekly-return", str(self.folder / "r.csv"), "--dry-run", "--json")
        return run(self.python, *words, environment=self.where, folder=self.root)

    def clicks(self) -> list[float]:
        """Seconds of the processor: a first click and one after it, three times."""
        found: list[float] = json.loads(self.said("-c", CLICK, str(self.folder / "r.csv")))
        return found


def test_a_hubs_file_is_looked_at_in_half_the_time(tmp_path: Path) -> None:
    """Goal: at most half of the time of the build before. Medians of the processor's time, taken in turn."""
    checkouts = {"this": Checkout(ROOT, tmp_path / "this")}
    if BEFORE:
        checkouts["before"] = Checkout(Path(BEFORE), tmp_path / "before")
    commands: dict[str, list[Cost]] = {name: [] for name in checkouts}
    clicks: dict[str, list[float]] = {}
    for _ in range(TIMES):
        for name, checkout in checkouts.items():
            commands[name].append(checkout.dry_run())
    for name, checkout in checkouts.items():
        clicks[name] = checkout.clicks()
    print(f"\n{COUNCILS} councils, {ROWS} rows")
    found = {
        name: (
            statistics.median(cost.processor for cost in commands[name]),
            statistics.median(clicks[name][2::2]),
            statistics.median(clicks[name][3::2]),
        )
        for name in checkouts
    }
    for name, (command, first, later) in found.items():
        print(
            f"{name}: dry run {command:.2f} s, the page's first check {first:.3f} s, at each click after {later:.3f} s"
        )
    if BEFORE:
        ratios = [this / before for this, before in zip(found["this"], found["before"], strict=True)]
        print("ratios: " + ", ".join(f"{ratio:.2f}" for ratio in ratios) + f" (goal {GOAL})")
    assert all(cost > 0 for costs in found.values() for cost in costs)
