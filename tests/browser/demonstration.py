"""A demonstration as `pressure demo` makes it."""

from contextlib import AbstractContextManager
from pathlib import Path

from pressure.demo.telling import build_demo
from tests.browser import serving


def build(folder: Path, weeks: int) -> str:
    """Real publications and the fictional region; returns everyone's password."""
    return build_demo(folder, weeks)[0].password


def served(folder: Path) -> AbstractContextManager[str]:
    """The address at which it answers, with the sign-in of a demonstration."""
    return serving.served(folder / "site", folder / "pressure.sqlite", PRESSURE_DEMONSTRATION="true")
