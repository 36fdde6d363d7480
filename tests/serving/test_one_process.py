"""`pressure serve`, `pressure demo`, `streamlit run app.py`: one process, answers that leave at once, a clean end."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pressure.web import sockets
from tests import shipped_cases, site_cases
from tests.browser.serving import ROOT, free_port

ENDS_WITHIN_SECONDS = 15
STOPPED = (0, 128 + signal.SIGTERM, -signal.SIGTERM)
HERE, HERE_6 = "127.0.0.1", "::1"


def has_ipv6() -> bool:
    try:
        sockets.listening(HERE_6, 0).close()
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
COMMANDS = {
    "serve": ("pressure.cli serve --host 127.0.0.1", (HERE,)),
    "streamlit": ("streamlit run app.py --server.address 127.0.0.1", (HERE,)),
    "demo": ("pressure.cli demo --weeks 1", (HERE,)),
}


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that has nothing left to do at its start."""
    folder = tmp_path_factory.mktemp("upgraded") / "own"
    shipped_cases.upgraded(folder)
    return folder


@contextmanager
def started(folder: Path, words: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A command with places of its own, its output, and nothing left running."""
    environment = {
        "PRESSURE_SITE_DIR": str(folder / "site"),
        "TMPDIR": str(folder),
        "PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'pressure.sqlite'}",
    }
    running = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def ends(running: subprocess.Popen[str]) -> tuple[int, str]:
    """The status and everything printed."""
    printed, _ = running.communicate(timeout=110)
    return running.returncode, printed


@pytest.mark.parametrize(
    ("command", "hosts"),
    [
        *(
            pytest.param(*values, id=name, marks=[pytest.mark.slow] if name in {"demo", "streamlit"} else [])
            for name, values in COMMANDS.items()
        ),
        pytest.param(
            "pressure.cli serve --host ::",
            (HERE, HERE_6),
            marks=[needs_ipv6, pytest.mark.slow],
            id="serve on IPv4 and IPv6",
        ),
    ],
)
def test_every_way_to_serve_is_one_process_whose_answers_leave_at_once(
    upgraded: Path, command: str, hosts: tuple[str, ...]
) -> None:
    """Else a reader who keeps the connection waits 40 milliseconds for each answer; and a supervisor that ends the
    process leaves another one running."""
    port, option = free_port(), "--server.port" if command.startswith("streamlit") else "--port"
    words = ["-m", "tests.serving.looked_at", str(port), *hosts, "--", *command.split(), option, str(port)]
    with started(upgraded, words) as running:
        status, printed = ends(running)
    line = next(line for line in printed.splitlines() if line.startswith('{"sends_at_once"'))
    said, _ = json.JSONDecoder().raw_decode(line)  # the log of another thread may go on in the same line
    assert said["sends_at_once"] == dict.fromkeys(hosts, True)
    assert len(said["children"]) == (1 if "demo" in command.split() else 0)  # who tells its story, and ends with it
    assert not [child for child in said["children"] if Path(f"/proc/{child}").exists()]
    assert status in STOPPED, printed
    assert not re.search("notwritten|ZZ99", printed, re.IGNORECASE)
    assert not list(upgraded.glob("care-pressure-demonstration-*"))


def test_told_to_stop_it_ends_soon_whoever_is_still_connected(tmp_path: Path) -> None:
    """A reader who keeps a connection, and one who takes nothing of what was asked for, delay nobody's restart."""
    site_cases.two_releases(tmp_path / "site")
    port = free_port()
    with started(tmp_path, ["-m", "pressure.cli", "serve", "--port", str(port)]) as running:
        wait_for(port)
        readers = [socket.create_connection((HERE, port)) for _ in range(3)]
        for reader, path in zip(readers, ("/healthz", "/data/ratings.csv", "/app/_stcore/health"), strict=True):
            reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {HERE}:{port}\r\n\r\n".encode())
        running.terminate()
        began = time.monotonic()
        status, printed = ends(running)
        assert time.monotonic() - began < ENDS_WITHIN_SECONDS
        assert status == 0, printed
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((HERE, port))


def wait_for(port: int) -> None:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://{HERE}:{port}/healthz", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answered on port {port}")


def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """An operator learns which address and why, without a trace."""
    with sockets.listening(HERE, 0) as taken:
        port = taken.getsockname()[1]
        with started(tmp_path, ["-m", "pressure.cli", "serve", "--port", str(port)]) as running:
            status, printed = ends(running)
    assert status == 1
    assert printed == f"Refused: nothing can listen on {HERE} port {port}: Address already in use\n"
