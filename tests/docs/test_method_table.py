"""Every line of docs/method-table.md leads to code and to a test that are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs/method-table.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| `(.+?)` \|$", TABLE, re.MULTILINE)


@cache
def defined(path: Path) -> frozenset[str]:
    """The names that a module defines."""
    every = ast.parse(path.read_text(encoding="utf-8")).body
    targets = (t for node in every if isinstance(node, ast.Assign) for t in node.targets)
    names = {
        name.id for t in targets for name in (t.elts if isinstance(t, ast.Tuple) else [t]) if isinstance(name, ast.Name)
    }
    annotated = {n.target.id for n in every if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)}
    return frozenset(names | annotated | {n.name for n in every if isinstance(n, ast.FunctionDef | ast.ClassDef)})


@pytest.mark.parametrize(("rule", "code", "test"), ROWS, ids=[row[0] for row in ROWS])
def test_a_line_leads_to_code_and_to_a_test(rule: str, code: str, test: str) -> None:
    path, _, name = code.partition(":")
    assert (ROOT / "pressure" / path).exists(), f"{rule}: pressure/{path} is not there"
    assert not name or name in defined(ROOT / "pressure" / path), f"{rule}: {path} has no {name}"
    file, _, function = test.partition("::")
    assert (ROOT / "tests" / file).is_file(), f"{rule}: tests/{file} is not there"
    assert not function or function in defined(ROOT / "tests" / file), f"{rule}: {file} has no {function}"


def test_every_line_of_the_tables_was_read() -> None:
    lines = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| rule")]
    assert len(lines) == len(ROWS) > 100
