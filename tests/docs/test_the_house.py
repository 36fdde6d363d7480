"""The shape of the code, as CONTRIBUTING promises it: lists of offenders, and the lists are empty."""

import ast
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = [p for p in sorted((ROOT / "pressure").rglob("*.py")) if "versions" not in p.parts]
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_PAGE, LONGEST_APP = 200, 30, 80, 40
ALONE = {"verify_record.py": 320}
"""A program that readers download as one file: it can share nothing, not even Ed25519."""
SAYS_NOTHING = {"utils", "helpers", "common", "base", "manager", "misc"}
ALLOWED = {"app.py", "pyproject.toml", "constraints.txt", "README.md", "pressure", "pages", "data", "tests", "docs",
           "deploy", "findings", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "justfile"}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_has_outgrown_its_idea():
    """And half of them fit on a screen."""
    assert [(p.name, lines(p)) for p in MODULES if lines(p) > ALONE.get(p.name, LONGEST_MODULE)] == []
    assert statistics.median(lines(p) for p in MODULES) <= 100


def test_no_page_and_no_entry_holds_more_than_it_should():
    """Pages draw; everything else lives in the package."""
    assert [(p.name, lines(p)) for p in (ROOT / "pages").glob("*.py") if lines(p) > LONGEST_PAGE] == []
    assert lines(ROOT / "app.py") <= LONGEST_APP


def test_no_function_is_too_long_to_read_at_once():
    """Counted with its docstring."""
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > LONGEST_FUNCTION:
                    long.append((path.name, node.name, size))
    assert long == []


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

    for path in (ROOT / "pressure/domain").glob("*.py"):
        assert not re.search(r"[<>]=? *\d{2,}", path.read_text(encoding="utf-8")), path.name
