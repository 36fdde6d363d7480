"""What happens when the process starts and stops."""

import asyncio
import gc
import importlib
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from pressure.web import health, sockets
from pressure.web.edges import assets

before_serving: list[Callable[[threading.Event], None]] = []
"""Work of the first start, in order, such as loading the shipped publications. It runs in the background while
public addresses answer 503 "The first figures are being loaded"; /readyz becomes ready by itself."""

while_serving: list[Callable[[threading.Event], None]] = []
"""Work that goes on as long as the process does, such as publishing when a rating goes out of date. Each has its
own thread, begins after `before_serving`, and returns soon after the event is set."""

WARMED = ("pandas", "pyarrow", "pressure.content.explore.charts")


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Answer at once; warm up and load in the background; stop cleanly."""
    sockets.all_at_once(asyncio.get_running_loop())
    stop = threading.Event()
    start = threading.Thread(target=_start, args=(stop,), name="start", daemon=True)
    start.start()
    try:
        yield
    finally:
        stop.set()
        await asyncio.to_thread(start.join, 5)


def _start(stop: threading.Event) -> None:
    log = structlog.get_logger()
    _warm()
    for step in before_serving:
        try:
            step(stop)
        except Exception:
            health.start_failed.set()
            log.exception("start_failed", step=getattr(step, "__name__", str(step)))
            break
        if stop.is_set():
            return
    for work in while_serving:
        threading.Thread(target=work, args=(stop,), name=getattr(work, "__name__", "work"), daemon=True).start()
    assets.pack_all(stop)


def _warm() -> None:
    """Import what the first visitor would otherwise wait for, then keep the collector from walking it again."""
    for name in WARMED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
