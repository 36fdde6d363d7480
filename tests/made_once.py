"""What takes seconds to make and is the same in every test is made once for all workers."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first who asks makes, while the others wait; nobody changes it. It is on the disk of the tests'
    own folders, so that it can be linked from there."""
    disk = Path(os.environ.get("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir()))
    kept = disk / f"pressure-made-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    kept.mkdir(exist_ok=True)
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    place = kept / name
    with Path(f"{place}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            making = Path(f"{place}.making")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(place)
    return place
