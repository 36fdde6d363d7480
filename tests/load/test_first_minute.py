"""How soon `pressure demo` answers and has told its story, this checkout and an earlier one in turn:

PRESSURE_LOAD_BEFORE=/path/of/earlier/checkout PRESSURE_LOAD_WEEKS=156 \
  pytest -m load -n 0 -s tests/load/test_first_minute.py

Each runs its own `pressure demo` from nothing. Without the setting only this one runs; small unless told otherwise.
"""

import os
import time
from pathlib import Path

import pytest

from tests.browser.serving import ROOT
from tests.load.demonstrations import OK, demonstration, status

pytestmark = [pytest.mark.load, pytest.mark.timeout(1800)]
BEFORE, WEEKS = os.environ.get("PRESSURE_LOAD_BEFORE", ""), os.environ.get("PRESSURE_LOAD_WEEKS", "4")
FIRST_PAGE, WHOLE_STORY = 0.08, 0.35


def timed(checkout: Path, folder: Path) -> tuple[float, float]:
    """Seconds until the first page answered, and until the demonstration was ready."""
    began, first = time.perf_counter(), 0.0
    with demonstration(checkout, folder, WEEKS) as here:
        while not first or status(f"{here}/readyz") != OK:
            if not first and status(f"{here}/"):
                first = time.perf_counter() - began
            time.sleep(0.1)
        return first, time.perf_counter() - began


def test_the_first_page_and_the_whole_story(tmp_path: Path) -> None:
    """Goals: 0.08 and 0.35 of the build that answered when all was told."""
    builds = {"this": ROOT, **({"before": Path(BEFORE)} if BEFORE else {})}
    found = {}
    for name, checkout in builds.items():
        (tmp_path / name).mkdir()
        found[name] = timed(checkout, tmp_path / name)
        print(f"{name}: first page after {found[name][0]:.1f} s, ready after {found[name][1]:.1f} s, {WEEKS} weeks")
    if "before" in found:
        ratios = [mine / theirs for mine, theirs in zip(found["this"], found["before"], strict=True)]
        print(f"ratios: first page {ratios[0]:.3f} (goal {FIRST_PAGE}), story {ratios[1]:.2f} (goal {WHOLE_STORY})")
    assert found["this"][0] <= found["this"][1]
