"""The shape of the code, as CONTRIBUTING promises it: lists of offenders, and the lists are empty."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = [p for p in sorted((ROOT / "pressure").rglob("*.py")) if "versions" not in p.parts]
SAYS_NOTHING = {"utils", "helpers", "common", "base", "manager", "misc"}
ALLOWED = {
    "app.py",
    "pyproject.toml",
    "constraints.txt",
    "README.md",
    "pressure",
    "pages",
    "data",
    "tests",
    "docs",
    "deploy",
    "findings",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "justfile",
}


def test_no_name_says_nothing():
    """One obvious place for each thing."""
    assert [p.name for p in MODULES if p.stem in SAYS_NOTHING] == []


def test_the_top_level_holds_only_what_the_design_names():
    """A stranger finds the way."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {path.split("/")[0] for path in tracked}
    assert {t for t in top if not t.startswith(".")} <= ALLOWED


def test_the_domain_holds_no_number_of_the_method():
    """Thresholds, weights and limits are rule data."""
    import re

    for path in (ROOT / "pressure/domain").rglob("*.py"):
        assert not re.search(r"[<>]=? *\d{2,}", path.read_text(encoding="utf-8")), path.name
