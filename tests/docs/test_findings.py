"""Each finding can be run by hand by a stranger, tomorrow and in a year: pinned, self-contained, and of one file."""

import os
import re
from pathlib import Path

import pytest

FINDINGS = Path(__file__).parents[2] / "findings"
SCRIPTS = sorted(path.name for path in FINDINGS.iterdir() if path.name != "README.md")
INSTALLS = re.compile(r"(?:pip|npm)\"? install\b(.*)")
PINNED = re.compile(r"[A-Za-z0-9_.-]+==\d[\w.]*|@?[\w./-]+@\d[\w.]*")


def test_the_first_findings_are_there_and_their_readme_has_three_lines() -> None:
    assert len(SCRIPTS) >= 5
    assert len((FINDINGS / "README.md").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_finding_is_a_script_that_runs_and_stops_at_the_first_failure(name: str) -> None:
    path = FINDINGS / name
    text = path.read_text(encoding="utf-8")
    assert path.suffix == ".sh"
    assert os.access(path, os.X_OK)
    assert text.startswith("#!/usr/bin/env bash\n# ")
    assert "\nset -euo pipefail\n" in text
    assert "trap 'rm -rf \"$place\"' EXIT" in text
    assert "Changed: " in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_finding_pins_all_it_installs_and_names_no_host_and_nothing_of_ours(name: str) -> None:
    text = (FINDINGS / name).read_text(encoding="utf-8")
    installed = [word for line in INSTALLS.findall(text) for word in line.split() if not word.startswith("-")]
    assert installed
    assert [word for word in installed if not PINNED.fullmatch(word)] == []
    assert not re.search(r"://|--index|--registry|--find-links|\bpressure\b|\.(org|com|io|uk)\b", text)


def test_the_readme_names_a_finding_that_is_there() -> None:
    named = re.findall(r"findings/([\w-]+\.sh)", (FINDINGS / "README.md").read_text(encoding="utf-8"))
    assert named
    assert set(named) <= set(SCRIPTS)
