"""From nothing to the present schema, the same on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from pressure.store import schema, tables
from pressure.store.engine import open_engine, reading, writing


def test_migrations_build_from_nothing_exactly_the_tables_the_code_uses(empty_engine):
    """A table, column, constraint or index in one place only would fail on somebody's live database."""
    schema.upgrade(empty_engine)
    with reading(empty_engine) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
        assert differences == []
        assert set(tables.metadata.tables) <= set(inspect(connection).get_table_names())


def test_a_database_knows_whether_it_is_up_to_date_and_upgrading_twice_is_harmless(empty_engine):
    """`upgrade` is what an operator runs when in doubt."""
    assert not schema.is_current(empty_engine)
    schema.upgrade(empty_engine)
    assert schema.is_current(empty_engine)
    schema.upgrade(empty_engine)
    assert schema.is_current(empty_engine)


def test_every_table_of_facts_has_its_refusing_triggers(engine, database):
    """The list in the code and the list in the migration are the same list."""
    names = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if database == "sqlite"
        else "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    )
    with reading(engine) as connection:
        assert set(connection.execute(text(names)).scalars()) == {t.name for t in tables.FACTS}


def test_text_in_a_number_column_is_refused(engine):
    """SQLite would otherwise keep "many" in a column of numbers."""
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.execute(text("INSERT INTO record (seq, body, hash) VALUES ('many', '{}', 'x')"))


def test_a_new_database_file_and_what_is_written_beside_it_can_be_read_by_its_owner_alone(tmp_path):
    """It holds addresses of people and the secrets they sign in with."""
    schema.upgrade(open_engine(f"sqlite:///{tmp_path / 'new' / 'pressure.sqlite'}"))
    files = list((tmp_path / "new").iterdir())
    assert files
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
