"""A new installation with every shipped publication."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from pressure.cli import app
from pressure.settings import settings
from pressure.store.engine import open_engine
from tests.installations import copy_folder
from tests.made_once import made_once


def address_in(folder: Path) -> str:
    """Of the database in a folder."""
    return f"sqlite:///{folder / 'pressure.sqlite'}"


def upgraded(folder: Path) -> Any:
    """Put one into a folder that is not there, as the command brings it up; returns what the command said."""
    copy_folder(made_once("upgraded", _upgrade), folder)
    return json.loads((folder / "said.json").read_text("utf-8"))


def _upgrade(folder: Path) -> None:
    before = settings.database_url, settings.site_dir
    settings.database_url, settings.site_dir = address_in(folder), folder / "site"
    try:
        done = CliRunner().invoke(app, ["upgrade", "--json"])
    finally:
        settings.database_url, settings.site_dir = before
    assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
    open_engine(address_in(folder)).dispose()
    (folder / "said.json").write_text(done.stdout, "utf-8")
