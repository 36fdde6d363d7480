"""A demonstration as `pressure demo` makes it."""

from contextlib import AbstractContextManager
from pathlib import Path

from pressure.commands.demonstrating import build_demo
from pressure.settings import Settings
from tests.browser import serving


def build(folder: Path, weeks: int) -> str:
    """Real publications and the fictional region; returns everyone's password."""
    lines = build_demo(
        Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site"), folder, weeks
    )
    return next(line for line in lines if line.startswith("Password")).split(":")[1].strip()


def served(folder: Path) -> AbstractContextManager[str]:
    """The address at which it answers, with the sign-in of a demonstration."""
    return serving.served(folder / "site", folder / "pressure.sqlite", PRESSURE_DEMONSTRATION="true")
