"""The app in a process of its own on loopback, and Debian's Chromium to look at it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVE = """
import uvicorn
from app import app
from pressure.web import lifespan
lifespan.before_serving.clear()
lifespan.while_serving.clear()
uvicorn.run(app, host="127.0.0.1", port={port}, access_log=False)
"""
LOG = "printed.log"
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(site_dir: Path, database: Path, **more: str) -> Iterator[str]:
    """The address at which it answers; nothing is loaded or published by the process itself. Everything it prints,
    with the log levels `streamlit run` has, is kept in LOG beside the database."""
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    environment = {
        "PRESSURE_SITE_DIR": str(site_dir),
        "PRESSURE_DATABASE_URL": f"sqlite:///{database}",
        "PRESSURE_PUBLIC_ADDRESS": here,
        **more,
    }
    with (database.parent / LOG).open("w") as printed:
        running = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=port)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            for _ in range(120):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{here}/healthz", timeout=1)
                    break
                time.sleep(0.25)
            yield here
        finally:
            running.terminate()
            running.wait(10)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a screen."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()
