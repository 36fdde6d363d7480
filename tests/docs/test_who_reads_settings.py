"""What an operator set is handed down from the edge: a module below it is given what it needs (ADR 0047)."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
EDGE = ("app.py", "pages/", "pressure/cli.py", "pressure/commands/", "pressure/shell/", "pressure/web/")
"""Where a process begins, or a request: the settings of the process are read here and handed down."""


def reads_the_settings_of_the_process(source: str) -> bool:
    """Whether a module has the one object itself, however it gets it; the class and the two folders are no settings."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="pressure.settings", names=names):
                found = {"settings", "*"} & {one.name for one in names}
            case ast.ImportFrom(module="pressure", names=names):
                found = {"settings", "*"} & {one.name for one in names}
            case ast.Import(names=names):
                found = {"pressure.settings"} & {one.name for one in names}
            case _:
                continue
        if found:
            return True
    return False


@cache
def readers() -> frozenset[str]:
    """Every module that does, by its place."""
    modules = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "pressure").rglob("*.py")]
    return frozenset(
        path.relative_to(ROOT).as_posix()
        for path in modules
        if reads_the_settings_of_the_process(path.read_text(encoding="utf-8"))
    )


def test_no_module_below_the_edge_reads_the_settings_of_the_process():
    assert [name for name in readers() if not name.startswith(EDGE)] == []


def test_no_act_reads_them():
    """An act has its installation, and the installation its settings: two installations in one process are two."""
    assert [name for name in readers() if name.startswith(("pressure/actions/", "pressure/access/"))] == []


def test_every_way_to_import_them_is_seen():
    seen = (
        "from pressure.settings import settings",
        "from pressure.settings import ROOT, settings as own",
        "from pressure import settings",
        "import pressure.settings",
        "def late():\n    from pressure.settings import settings",
    )
    assert [one for one in seen if not reads_the_settings_of_the_process(one)] == []
    for other in ("from pressure.settings import Settings", "from pressure.settings import ROOT, SHIPPED"):
        assert not reads_the_settings_of_the_process(other)
