"""What every test shares."""

import gc
import os
import shutil
from pathlib import Path

import structlog
from hypothesis import settings

IN_MEMORY, ROOM = Path("/dev/shm"), 4 << 30

os.environ.setdefault("PRESSURE_PASSWORD_MEMORY_KIB", "19456")  # as cheap as may be: hundreds of tests sign in
os.environ.setdefault("PRESSURE_PASSWORD_PASSES", "2")
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:  # thousands of databases wait for no disk
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

settings.register_profile("whatever the machine", deadline=None)
settings.load_profile("whatever the machine")

structlog.configure(  # a fault of a page is written as it is, not drawn in colours with every variable of each frame
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


def pytest_collection_finish() -> None:
    """What was imported stays: thousands of tests need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
