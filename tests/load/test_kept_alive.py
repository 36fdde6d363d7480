"""What one reader waits for who keeps the connection, this checkout beside an earlier one in the same run:

PRESSURE_LOAD_BEFORE=/path/of/earlier/checkout pytest -m load -n 0 -s tests/load/test_kept_alive.py

Each is served by its own `pressure serve` from its own fresh installation. Without the setting only this one is.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import pytest

from tests.browser.serving import ROOT, free_port

pytestmark = [pytest.mark.load, pytest.mark.timeout(900)]
BEFORE = os.environ.get("PRESSURE_LOAD_BEFORE", "")
PATHS = {"/councils/E10000015/": "notice", "/councils/E10000015/rating.json": "rating.json", "/healthz": "healthz"}
ROUNDS, ASKED = 10, 20
GOAL = 0.05


@contextmanager
def served(checkout: Path, folder: Path) -> Iterator[http.client.HTTPConnection]:
    """One connection to a checkout's own `pressure serve`, once all publications are loaded."""
    own = checkout / ".venv" / "bin" / "python"
    words = [str(own) if own.exists() else sys.executable, "-m", "pressure.cli"]
    port = free_port()
    environment = {
        **os.environ,
        "PRESSURE_SITE_DIR": str(folder / "site"),
        "PYTHONPATH": str(checkout),
        "PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'pressure.sqlite'}",
    }
    subprocess.run([*words, "upgrade"], cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    running = subprocess.Popen(
        [*words, "serve", "--port", str(port)],
        cwd=checkout,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield connected(port)
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)


def connected(port: int) -> http.client.HTTPConnection:
    for _ in range(600):
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asking.request("GET", "/readyz")
            if asking.getresponse().status == 200:
                return asking
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"nothing answered on port {port}")


def waits(asking: http.client.HTTPConnection, path: str) -> list[float]:
    """Milliseconds until the whole answer was there, of questions one after another."""
    took = []
    for _ in range(ASKED):
        began = time.perf_counter()
        asking.request("GET", path)
        answer = asking.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200
    return took


def test_what_a_reader_waits_who_keeps_the_connection(tmp_path: Path) -> None:
    """Goal: a twentieth of the build that answered from sockets that wait."""
    builds = {"this": ROOT, **({"before": Path(BEFORE)} if BEFORE else {})}
    with ExitStack() as stack:
        readers = {}
        for name, checkout in builds.items():
            (tmp_path / name).mkdir()
            readers[name] = stack.enter_context(served(checkout, tmp_path / name))
        ratios = {}
        for path, called in PATHS.items():
            took: dict[str, list[float]] = {name: [] for name in readers}
            for asking in readers.values():
                asking.close()  # a new connection, which is then kept
            for _ in range(ROUNDS):  # in turn, so that other work on the machine meets both
                for name, asking in readers.items():
                    took[name] += waits(asking, path)
            found = {name: median(times) for name, times in took.items()}
            print(
                f"\n{called}, median of {ROUNDS * ASKED} on one connection: "
                + "; ".join(
                    f"{name} {one:.2f} ms ({1000 * len(took[name]) / sum(took[name]):.0f} a second)"
                    for name, one in found.items()
                ),
                end="",
            )
            if BEFORE:
                ratios[called] = found["this"] / found["before"]
                print(f"; ratio {ratios[called]:.3f}", end="")
    print()
    assert ratios.get("notice", 0) <= GOAL
