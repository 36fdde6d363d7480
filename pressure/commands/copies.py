"""`pressure backup` and `pressure restore`, for SQLite."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import typer

from pressure.actions.installation import open_installation
from pressure.actions.releases.agreeing import DECIDE, OTHER_KEY, other_key, parted
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import record, schema
from pressure.store.engine import OWNER_ALONE, file_of, for_its_owner_alone, open_engine, reading


def run_backup(file: Path) -> None:
    """Copy the database with SQLite's own backup, which is safe beside writers."""
    source = _database()
    if file.exists():
        raise Refusal(f"{file} exists already. Choose another name.")
    if not source.is_file():
        raise Refusal("There is no database to copy. Run: pressure upgrade")
    copy_database(source, file)
    typer.echo(f"Copied {file.stat().st_size:,} bytes to {file}. The record in it has {_check(file)} entries.")


def run_restore(file: Path) -> None:
    """Check the copy's record, then put it where the settings say; never over a database in use."""
    target = _database()
    if not file.is_file():
        raise Refusal(f"There is no file at {file}.")
    if target.exists() and target.stat().st_size:
        raise Refusal(f"{target} exists. Move it away first; nothing is overwritten.")
    entries = _check(file)
    copy_database(file, target)
    typer.echo(f"Restored to {target}. Entries in its record: {entries}. The chain holds. Now run: pressure upgrade")
    installation = open_installation(settings)
    if not schema.is_current(installation.engine):
        return
    with reading(installation.engine) as connection:
        if problem := parted(installation, connection):
            typer.echo(f"{problem} Nothing is published until you decide. {DECIDE}", err=True)
        if other_key(installation, connection):
            typer.echo(OTHER_KEY, err=True)


def copy_database(source: Path, target: Path) -> None:
    """SQLite's own backup into a file only its owner may read, on disk when this returns."""
    for_its_owner_alone(target)
    target.chmod(OWNER_ALONE)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    for path in (target, target.parent):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _database() -> Path:
    file = file_of(settings.database_url)
    if file is None:
        raise Refusal("This command copies SQLite files. For PostgreSQL use pg_dump and pg_restore.")
    return file


def _check(file: Path) -> int:
    """The number of entries of the record in a copy. Raises BrokenRecord."""
    engine = open_engine(f"sqlite:///{file}")
    with reading(engine) as connection:
        count, _ = record.verify(record.entries(connection))
    engine.dispose()
    return count
