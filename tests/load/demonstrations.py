"""`pressure demo` of a checkout, as anybody starts it."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.browser.serving import free_port

OK = 200


def status(address: str) -> int:
    """What an address answers with; 0 for nothing at all."""
    try:
        return int(urllib.request.urlopen(address, timeout=60).status)
    except urllib.error.HTTPError as answered:
        return answered.code
    except OSError:
        return 0


@contextlib.contextmanager
def demonstration(checkout: Path, folder: Path, weeks: str, printed: Path | None = None) -> Iterator[str]:
    """Its address, from the first moment on; ended again at the end. The checkout's own Python runs it, if any.
    `printed` is the file that gets what it prints."""
    own, port = checkout / ".venv" / "bin" / "python", free_port()
    python = str(own) if own.exists() else sys.executable
    said = (printed or Path(os.devnull)).open("w")
    running = subprocess.Popen(
        [python, "-m", "pressure.cli", "demo", "--port", str(port), "--weeks", weeks],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "TMPDIR": str(folder)},
        stdout=said,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
        assert running.poll() is None, "the demonstration ended by itself"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(60)
        said.close()
