"""A demonstration as `pressure demo` makes it, served in a process of its own on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressure.commands.serving import build_demo
from pressure.settings import Settings

ROOT = Path(__file__).parents[2]
SERVE = """
import uvicorn
from app import app
from pressure.web import lifespan
lifespan.before_serving.clear()
lifespan.while_serving.clear()
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="warning")
"""


def build(folder: Path, weeks: int) -> str:
    """Real publications and the fictional region; returns everyone's password."""
    lines = build_demo(Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site"),
                       folder, weeks)
    return next(line for line in lines if line.startswith("Password")).split(":")[1].strip()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    here = f"http://127.0.0.1:{port}"
    environment = {"PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'pressure.sqlite'}",
                   "PRESSURE_SITE_DIR": str(folder / "site"), "PRESSURE_DEMONSTRATION": "true",
                   "PRESSURE_PUBLIC_ADDRESS": here}
    running = subprocess.Popen([sys.executable, "-c", SERVE.format(port=port)], cwd=ROOT,
                               env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
                               stderr=(folder / "errors.log").open("w"))
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{here}/healthz", timeout=1)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        yield here
    finally:
        running.terminate()
        running.wait(10)
