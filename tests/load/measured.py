"""Running a command as a process of its own and reading what it cost."""

import os
import resource
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


def run_whole(*words: str) -> Cost:
    """One command with every process that it starts: the sum of the most that each of them held, which is no less than
    what they held together. Read from /proc while they run, because a process's own account begins with its maker's."""
    began, before, most = time.perf_counter(), _used(), dict[int, int]()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        for number in _family(process.pid):
            most[number] = _held(number) or most.get(number, 0)
        time.sleep(0.005)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Cost(time.perf_counter() - began, sum(most.values()) / 1024, _used() - before)


def _used() -> float:
    """Seconds of the processor of every child that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(number: int) -> list[int]:
    try:
        children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [number, *(further for child in children for further in _family(int(child)))]


def _held(number: int) -> int:
    """The most memory a process has held, in kilobytes; 0 when it has ended."""
    try:
        status = Path(f"/proc/{number}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
