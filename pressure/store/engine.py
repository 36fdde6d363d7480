"""Opening the database: one way to read and one way to write, safe on SQLite and PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, create_engine, event, make_url, text
from sqlalchemy.engine import ExceptionContext

from pressure.domain.refusals import Busy

__all__ = [
    "OWNER_ALONE",
    "Busy",
    "Connection",
    "Engine",
    "Row",
    "file_of",
    "for_its_owner_alone",
    "noting",
    "open_engine",
    "reading",
    "writing",
]

BUSY_TIMEOUT_MS = 10_000
SHORT_WAIT_MS = 250
WRITER_LOCK = 4_401_193
OWNER_ALONE = 0o600
BUSY_IN_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
BUSY_IN_POSTGRESQL = "55P03"
"""lock_not_available: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


@lru_cache(maxsize=8)
def open_engine(url: str) -> Engine:
    """One engine per address. SQLite: WAL, synchronous FULL, foreign keys, recursive triggers (without them
    INSERT OR REPLACE removes a fact and no trigger sees it), our own BEGIN (the driver's default mode loses updates: https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable)."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        server = create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        event.listen(server, "handle_error", _say_busy, retval=True)
        return server
    if parsed.database and parsed.database != ":memory:":
        for_its_owner_alone(Path(parsed.database))
    engine = create_engine(parsed, hide_parameters=True)  # an error that is logged names no person
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _say_busy, retval=True)
    return engine


def for_its_owner_alone(path: Path) -> None:
    """Make a database file that only its owner may read, before anything is in it: it holds people's addresses and
    the secrets they sign in with. SQLite's other files take its mode. A file that is there stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        path.touch(mode=OWNER_ALONE, exist_ok=False)


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def wait_for_no_disk(engine: Engine) -> None:
    """For a database that is thrown away when its process ends: what is written outlives the process and not the
    machine. Say so before the first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _written_later)


def _written_later(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL").close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = options.get("pressure_writes", True)
    connection.exec_driver_sql(f"PRAGMA busy_timeout={options.get('pressure_wait_ms', BUSY_TIMEOUT_MS)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _say_busy(context: ExceptionContext) -> Busy | None:
    problem = context.original_exception
    code = getattr(problem, "sqlite_errorcode", None)
    busy = code & 0xFF in BUSY_IN_SQLITE if code is not None else getattr(problem, "sqlstate", "") == BUSY_IN_POSTGRESQL
    return Busy() if busy else None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A consistent view that never waits for a writer: every statement in it sees the same moment."""
    isolation = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    opened = engine.connect().execution_options(pressure_writes=False, **isolation)
    with opened as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, one writer at a time: what the record's chain needs. Rolls back on any error."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        yield connection


@contextmanager
def noting(engine: Engine) -> Iterator[Connection]:
    """A small write that is no fact and no part of the record, such as when a session was last used. It gives up
    soon (Busy) rather than wait for a release being made."""
    opened = engine.connect().execution_options(pressure_wait_ms=SHORT_WAIT_MS)
    with opened as connection, connection.begin():
        yield connection


def file_of(url: str) -> Path | None:
    """The SQLite file an address names, or None for another kind of database."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def forget_deleted(engine: Engine) -> bool:
    """Write the database anew, so that no free page and no journal beside it holds what was removed; False while
    somebody else is at it. SQLite; on PostgreSQL that is the vacuum's and the archive's, for whoever runs it."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        try:
            raw.execute("VACUUM").close()
            return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
