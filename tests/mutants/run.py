"""Change a module in every small way, one at a time, and see whether its tests notice.

`python -m tests.mutants.run` tries every change; `--sample 40 --seed 7` so many of them, the same for a seed. Exits 1
when a change survives that `survivors.yaml` does not explain. Nothing on disk is changed: the tests run once as they
are, and then once for each change in a copy of that process in which the changed function takes the other's place.
"""

import argparse
import ast
import contextlib
import functools
import gc
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from inspect import ismethod
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.mutants.changes import Mutant, mutants
from tests.mutants.modules import TESTS, survivors

ROOT = Path(__file__).parents[2]
QUIET = ("-x", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:terminalreporter")
KILLED, SURVIVED, STUCK = "killed", "survived", "never ended"
PATIENCE, AT_LEAST = 8, 20.0
"""A change that takes so many times as long as no change never ends; and seconds."""


def main() -> int:
    """Print each survivor as it is found, then the sums."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", default=list(TESTS))
    asked.add_argument("--sample", type=int, help="Try so many changes, over all modules.")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    given = asked.parse_args()
    os.chdir(ROOT)
    os.environ["PYTEST_XDIST_TESTRUNUID"] = f"mutants-{os.getpid()}"  # what tests tell once is told once here too
    chosen = _chosen(given.modules, given.sample, given.seed)
    known, count, unexplained = survivors(), Counter[str](), 0
    for tests in dict.fromkeys(TESTS[module] for module in chosen):
        took = _baseline(tests)
        for module in (m for m in chosen if TESTS[m] == tests):
            before = Counter(count)
            for mutant, result in _tried(module, chosen[module], tests, took, given.processes):
                count[result] += 1
                if result == SURVIVED:
                    why = known.get(module, {}).get(mutant.name)
                    unexplained += why is None
                    print(f"{module}: {mutant.name}: {why or 'SURVIVED'}", flush=True)
            here = count - before
            print(f"{module}: tried {here.total()}, survived {here[SURVIVED]}", flush=True)
    tried, killed = count.total(), count[KILLED] + count[STUCK]
    print(
        f"tried {tried}, killed {killed} ({killed / max(tried, 1):.1%}), survived {count[SURVIVED]}, "
        f"of which not explained {unexplained}"
    )
    return 1 if unexplained else 0


def _chosen(modules: list[str], sample: int | None, seed: int) -> dict[str, list[Mutant]]:
    every = [(module, mutant) for module in modules for mutant in mutants((ROOT / module).read_text("utf-8"))]
    if sample is not None:
        order = random.Random(seed).sample(range(len(every)), min(sample, len(every)))
        every = [every[number] for number in sorted(order)]
    return {m: [mutant for module, mutant in every if module == m] for m in dict.fromkeys(m for m, _ in every)}


def _baseline(tests: tuple[str, ...]) -> float:
    """Seconds the tests take when nothing is changed; all of them must pass."""
    began = time.monotonic()
    with _silence(), tempfile.TemporaryDirectory(dir=_disk()) as folder:
        result = pytest.main([*QUIET, f"--basetemp={folder}/t", *tests])
    if result != 0:
        sys.exit(f"{tests}: the tests fail as they are (exit {result})")
    return time.monotonic() - began


def _disk() -> str | None:
    """Where tests have their folders, as tests/conftest.py says: what is made once lies there, and is linked."""
    importlib.import_module("tests.conftest")
    return os.environ.get("PYTEST_DEBUG_TEMPROOT")


def _tried(
    module: str, wanted: list[Mutant], tests: tuple[str, ...], took: float, processes: int
) -> Iterator[tuple[Mutant, str]]:
    """Each change with what came of it, so many at a time."""
    live = importlib.import_module(module.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    limit = max(AT_LEAST, PATIENCE * took)
    _forget_what_objects_remember()
    gc.freeze()  # what is there before a fork is not looked through, and so not copied, after it
    waiting, running = list(reversed(wanted)), dict[int, tuple[Mutant, float, str]]()
    while waiting or running:
        while waiting and len(running) < processes:
            mutant, folder = waiting.pop(), tempfile.mkdtemp(prefix="mutant-", dir=_disk())
            sys.stdout.flush()
            if (child := os.fork()) == 0:
                _in_child(live, mutant, tests, folder)
            running[child] = mutant, time.monotonic() + limit, folder
        for child, (mutant, until, folder) in list(running.items()):
            done, status = os.waitpid(child, os.WNOHANG)
            if not done and time.monotonic() < until:
                continue
            if not done:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
            del running[child]
            shutil.rmtree(folder, ignore_errors=True)
            yield mutant, STUCK if not done else SURVIVED if status == 0 else KILLED
        time.sleep(0.01)


def _forget_what_objects_remember() -> None:
    """What an object worked out while the tests ran as they are: a changed function would never be asked."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and ismethod(one.__wrapped__):
            one.cache_clear()


def _in_child(live: ModuleType, mutant: Mutant, tests: tuple[str, ...], folder: str) -> None:
    """Ends the process: 0 when no test noticed."""
    result = 1
    try:
        with _silence():
            put_in_place(live, mutant)
            result = int(pytest.main([*QUIET, f"--basetemp={folder}/t", *tests]))
    finally:
        os._exit(result)


def put_in_place(live: ModuleType, mutant: Mutant) -> None:
    """The changed function's code in the function that everybody has imported; or, for a change outside functions, the
    changed values under their names wherever they were imported."""
    made = {**{k: v for k, v in vars(live).items() if k.startswith("__")}}
    exec(compile(ast.unparse(mutant.tree), live.__file__ or "", "exec"), made)
    if mutant.function:
        old, new = _function(vars(live), mutant.function), _function(made, mutant.function)
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    else:
        for name, value in made.items():
            _everywhere(name, vars(live).get(name), value, live)
    for value in vars(live).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def _everywhere(name: str, old: Any, new: Any, live: ModuleType) -> None:
    if name.startswith("__") or isinstance(old, ModuleType | type | FunctionType | functools._lru_cache_wrapper):
        return
    for module in list(sys.modules.values()):
        if module is live or (name in vars(module) and vars(module)[name] is old):
            setattr(module, name, new)


def _function(names: dict[str, Any], wanted: str) -> FunctionType:
    owner, _, method = wanted.rpartition(".")
    found = vars(names[owner])[method] if owner else names[wanted]
    found = getattr(found, "fget", None) or getattr(found, "__func__", found)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    assert isinstance(found, FunctionType)
    return found


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Nothing of the tests' own is printed."""
    kept, nothing = (os.dup(1), os.dup(2)), os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(nothing, 1), os.dup2(nothing, 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept[0], 1), os.dup2(kept[1], 2)
        for one in (*kept, nothing):
            os.close(one)


if __name__ == "__main__":
    sys.exit(main())
