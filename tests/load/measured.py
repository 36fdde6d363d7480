"""Running a command as a process of its own and reading what it cost."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# A small process in between, because a process starts with the peak memory of the one that made it.
LAUNCHER = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_maxrss, used.ru_utime + used.ru_stime)"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall-clock seconds and peak resident megabytes of one process, and seconds of the processor with its children."""

    seconds: float
    megabytes: float
    processor: float

    def __str__(self) -> str:
        return f"{self.seconds:6.2f} s ({self.processor:.2f} s of the processor) {self.megabytes:6.0f} MB"


def run(*words: str, environment: dict[str, str] | None = None, folder: Path | None = None) -> Cost:
    """One command, which must succeed; in a folder, because `python -m` takes what it finds there first."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *words],
        env={**os.environ, **(environment or {})},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    took, (memory, processor) = time.perf_counter() - began, done.stdout.split()
    return Cost(took, int(memory) / 1024, float(processor))


def tool(name: str) -> str:
    """A command installed beside this Python."""
    return os.path.join(os.path.dirname(sys.executable), name)
