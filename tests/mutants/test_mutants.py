"""A sample of small changes to the code that checks, limits and records: some test notices each, or it is explained."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.changes import mutants
from tests.mutants.modules import TESTS, survivors

ROOT = Path(__file__).parents[2]
SAMPLED = (
    "pressure/domain/calendar.py",
    "pressure/domain/rating/gathered.py",
    "pressure/domain/rating/method.py",
    "pressure/domain/rating/points.py",
    "pressure/domain/rating/results.py",
    "pressure/domain/rating/validity.py",
    "pressure/publish/check/verify_intervals.py",
    "pressure/publish/files/csv_text.py",
    "pressure/store/record/__init__.py",
    "pressure/store/record/altered_reasons.py",
    "pressure/store/record/checkpoint.py",
    "pressure/store/record/commitments.py",
    "pressure/store/record/lengths.py",
    "pressure/store/record/merkle.py",
    "pressure/store/record/reasons_given.py",
    "pressure/web/edges/limits.py",
)
"""Those where every change was tried and every survivor is explained. The others are tried by hand so far."""


def names(module: str) -> set[str]:
    return {one.name for one in mutants((ROOT / module).read_text("utf-8"))}


def test_each_kind_of_change_is_made_once_and_leaves_the_rest_as_it_was() -> None:
    source = '''
def f(a: int, b: int = 2) -> int:
    """Not a change."""
    c = a
    if a < b and not b:
        c = a + 1
        raise ValueError("not this sentence")
    return c
'''
    found = [one.name for one in mutants(source)]
    assert found == [
        "f: 2 becomes 3 (1)",
        "f: 2 becomes 1 (1)",
        "f: without c = a (1)",
        "f: if a < b and (not b) is always True (1)",
        "f: if a < b and (not b) is always False (1)",
        "f: a < b and (not b) becomes a < b or not b (1)",
        "f: a < b and (not b) without a < b (1)",
        "f: a < b and (not b) without not b (1)",
        "f: a < b becomes a <= b (1)",
        "f: a < b becomes a >= b (1)",
        "f: not b without not (1)",
        "f: without c = a + 1 (1)",
        "f: a + 1 becomes a - 1 (1)",
        "f: 1 becomes 2 (1)",
        "f: 1 becomes 0 (1)",
        "f: without raise ValueError('not this sentence') (1)",
        "f: return c becomes return None (1)",
    ]


@pytest.mark.parametrize("module", TESTS)
def test_what_is_explained_is_still_a_change_that_can_be_made(module: str) -> None:
    """An explanation of what is gone explains nothing."""
    assert set(survivors().get(module, {})) <= names(module)


def test_every_module_named_for_changes_is_there_and_so_are_its_tests() -> None:
    """Also a new module of the folders that are covered whole."""
    for folder in ("pressure/publish/check", "pressure/store/record"):
        assert {f"{folder}/{p.name}" for p in (ROOT / folder).glob("*.py") if names(f"{folder}/{p.name}")} <= set(TESTS)
    for tests in TESTS.values():
        assert all((ROOT / one).is_file() for one in tests if one.startswith("tests/"))
    assert set(survivors()) <= set(TESTS)


@pytest.mark.slow
def test_a_sample_of_changes_is_noticed() -> None:
    """The same sample each time; `python -m tests.mutants.run` tries them all."""
    asked = [sys.executable, "-m", "tests.mutants.run", *SAMPLED, "--sample", "30", "--seed", "28"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
