"""What `pressure verify` costs on a long history, this checkout and an earlier one in turn, each on a release it made:

PRESSURE_LOAD_BEFORE=/path/of/earlier/checkout PRESSURE_LOAD_COUNCILS=153 PRESSURE_LOAD_YEARS=10 \
  pytest -m load -n 0 -s tests/load/test_verifying.py

Without the setting only this one runs; small unless told otherwise. Making ten years of 153 councils takes an hour.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.serving import ROOT
from tests.load.measured import Cost, run

pytestmark = [pytest.mark.load, pytest.mark.timeout(7200)]
BEFORE, YEARS = os.environ.get("PRESSURE_LOAD_BEFORE", ""), os.environ.get("PRESSURE_LOAD_YEARS", "1")
TIME, MEMORY = 0.33, 0.25
MAKE = """
import sys
from pathlib import Path
from tests.load.test_publishing_cost import DEMONSTRATION, OPERATOR, installed, publish
folder = Path(sys.argv[1])
installation, clock = installed(folder, 52 * int(sys.argv[2]))
publish(installation, by=OPERATOR, track=DEMONSTRATION)
print(next((folder / "site").rglob("current")).resolve())
"""


def cost(checkout: Path, folder: Path) -> Cost:
    """A history made and one release of it published by a checkout, then verified by it."""
    folder.mkdir()
    own = checkout / ".venv" / "bin" / "python"
    python = str(own) if own.exists() else sys.executable
    where = {"PYTHONPATH": str(checkout)}
    made = subprocess.run(
        [python, "-c", MAKE, str(folder), YEARS],
        cwd=checkout,
        env={**os.environ, **where},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    tree = made.stdout.strip().splitlines()[-1]
    return run(python, "-m", "pressure.cli", "verify", tree, environment=where, folder=checkout)


def test_every_level_of_a_long_history_is_worked_out_again(tmp_path: Path) -> None:
    """Goals: 0.33 of the time and 0.25 of the memory of the build before, which compared bands and intervals. Memory is
    of the largest process: the history is shared out among as many as there are processors."""
    found = {"this": cost(ROOT, tmp_path / "this")}
    if BEFORE:
        found["before"] = cost(Path(BEFORE), tmp_path / "before")
    for name, own in found.items():
        print(f"{name}: {own} at its largest, {YEARS} years")
    if "before" in found:
        this, before = found["this"], found["before"]
        print(f"ratios: time {this.seconds / before.seconds:.2f} (goal {TIME}), ", end="")
        print(f"processor {this.processor / before.processor:.2f}, ", end="")
        print(f"memory {this.megabytes / before.megabytes:.2f} (goal {MEMORY})")
    assert all(own.seconds > 0 for own in found.values())
