"""“Busy” is said when somebody else writes, and of nothing else that a database may have trouble with."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from pressure.store.engine import Busy, noting, reading, writing


def insert(engine: Engine, *, impatient: bool = False) -> None:
    with noting(engine) as connection:
        if impatient:
            connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        connection.execute(text("INSERT INTO pseudonym_keys (year, secret) VALUES (2026, 'a')"))


def test_a_small_write_while_somebody_else_writes_is_busy_and_works_afterwards(engine: Engine, database: str) -> None:
    with writing(engine) as first:
        first.execute(text("DELETE FROM pseudonym_keys"))
        if database == "postgresql":
            first.execute(text("LOCK TABLE pseudonym_keys"))
        with pytest.raises(Busy):
            insert(engine, impatient=database == "postgresql")
    insert(engine)


@pytest.mark.parametrize("wrong", ["SELECT * FROM no_such_table", "SELECT no_such_column FROM people", "nonsense"])
def test_any_other_trouble_is_a_fault(engine: Engine, wrong: str) -> None:
    with pytest.raises(DBAPIError) as found, reading(engine) as connection:
        connection.execute(text(wrong))
    assert not isinstance(found.value, Busy)
