"""What every test shares."""

import os
import shutil
from pathlib import Path

from hypothesis import settings

IN_MEMORY, ROOM = Path("/dev/shm"), 4 << 30

os.environ.setdefault("PRESSURE_PASSWORD_MEMORY_KIB", "19456")  # as cheap as may be: hundreds of tests sign in
os.environ.setdefault("PRESSURE_PASSWORD_PASSES", "2")
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:  # thousands of databases wait for no disk
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

settings.register_profile("whatever the machine", deadline=None)
settings.load_profile("whatever the machine")
