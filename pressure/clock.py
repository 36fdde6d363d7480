"""The only place that asks what time it is. In a demonstration or a rehearsal a small file says how far its clock is
ahead of the real one, in seconds; every process of it follows that file, and a change counts at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_followed: Path | None = None


def now() -> datetime:
    """Aware UTC, as the clock is set; it goes on from there as fast as the real one."""
    return real() + ahead()


def real() -> datetime:
    """Aware UTC, whatever the clock is set to."""
    return datetime.now(UTC)


def ahead() -> timedelta:
    """How far the clock is set ahead of the real one; nothing where it follows no file."""
    if _followed is None:
        return timedelta()
    try:
        return timedelta(seconds=float(_followed.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return timedelta()


def is_set() -> bool:
    """Whether it is another time here than it is."""
    return _followed is not None


def follow(file: Path | None) -> None:
    """Follow a file from now on, or the real clock."""
    global _followed  # noqa: PLW0603 a process has one clock
    _followed = file


def write(file: Path, at: datetime) -> None:
    """Have everybody who follows a file take it for this time now. The file is replaced whole."""
    beside = file.with_suffix(".new")
    beside.write_text(repr((at - real()).total_seconds()), encoding="utf-8")
    beside.replace(file)


def set_to(at: datetime) -> None:
    """The same of the file that this process follows. Raises ValueError where it follows none."""
    if _followed is None:
        raise ValueError("the clock of this process is the real one")
    write(_followed, at)
