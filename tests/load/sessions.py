"""Readers without a browser: the app in a process of its own, and sessions opened over Streamlit's own protocol."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser.serving import ROOT, free_port

OURS = """
import uvicorn
from app import app
from pressure.web import lifespan
lifespan.before_serving.clear()
lifespan.while_serving.clear()
uvicorn.run(app, host="127.0.0.1", port={port}, log_level="warning")
"""
PLAIN = """
from streamlit import config
import app as ours
from pressure.web import lifespan
from pressure.web.edges import assets
config.set_option("server.fileWatcherType", "auto")
config.set_option("runner.postScriptGC", True)
lifespan._warm = lambda: None
assets.pack_all = lambda stop: None
""" + OURS.replace("from app import app\n", "app = ours.app\n")
COMMAND = OURS.replace("import uvicorn\n", "from pressure.commands.serving import serve_site\n").replace(
    'uvicorn.run(app, host="127.0.0.1", port={port}, log_level="warning")', 'serve_site("127.0.0.1", {port})'
)
"""As `pressure serve` serves, without its work at the start."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """A running app: where it is, and which process."""

    address: str
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        """Megabytes in memory now."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def served(site: Path, script: str) -> Iterator[Served]:
    """The app on loopback, ended again at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(
        [sys.executable, "-c", script.format(port=port)],
        cwd=ROOT,
        env={
            **os.environ,
            "PRESSURE_SITE_DIR": str(site),
            "PRESSURE_PUBLIC_ADDRESS": address,
            "PRESSURE_LIVE_PAGES_PER_CLIENT": "5000",
            "PRESSURE_LIVE_PAGES": "5000",
            "PRESSURE_DATABASE_URL": f"sqlite:///{site.parent / 'load.sqlite'}",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.25)
        time.sleep(3)
        yield Served(address, running.pid)
    finally:
        running.terminate()
        running.wait(15)


async def open_session(here: Served, page: str, query: str = "") -> tuple[float, int]:
    """Open a page as a browser does; seconds until it was drawn, and bytes received."""
    start, received = time.perf_counter(), 0
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    url = here.address.replace("http", "ws", 1) + "/app/_stcore/stream"
    async with connect(
        url,
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(here.address),
        max_size=None,
        compression=None,
        open_timeout=60,
    ) as socket:
        await socket.send(asked.SerializeToString())
        while True:
            data = await socket.recv()
            received += len(data)
            said = ForwardMsg.FromString(data)
            if said.WhichOneof("type") == "script_finished":
                if said.script_finished not in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN):
                    raise RuntimeError(f"the page ended with {said.script_finished}")
                if said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return time.perf_counter() - start, received


def one_after_another(here: Served, count: int, page: str, query: str = "") -> list[float]:
    """Sessions opened in turn."""

    async def run() -> list[float]:
        return [(await open_session(here, page, query))[0] for _ in range(count)]

    return asyncio.run(run())


def at_once(here: Served, count: int, page: str, query: str = "") -> list[float]:
    """Sessions opened in the same moment."""

    async def run() -> list[float]:
        return [t for t, _ in await asyncio.gather(*(open_session(here, page, query) for _ in range(count)))]

    return asyncio.run(run())
