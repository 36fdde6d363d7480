"""What the record commits to: HMAC-SHA256 under a nonce, over rows as they are stored."""

import hashlib
import hmac
import json

from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, inspect, select

from pressure.store import schema, tables
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import commitments
from tests.store import rows
from tests.store.test_facts_never_change import stocked

__all__ = ["stocked"]
SECRET = "0b" * 20
WITHOUT = {"nonce", "read_with"}
"""The nonce itself, and the version of our reader, which says nothing of what was sent."""


def line(row, columns_since):
    """A row as canonical JSON: a column that came later only where it says something."""
    said = {k: v for k, v in row._mapping.items() if k not in WITHOUT and (v is not None or k not in columns_since)}
    return json.dumps(said, default=str, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def of(connection, *wanted):
    """Worked out here, from all columns of the rows."""
    columns_since = set(commitments.ADDED_LATER)
    found = b"".join(
        line(row, columns_since)
        for table, condition in wanted
        for row in connection.execute(select(table).where(condition).order_by(table.c.id))
    )
    return hmac.new(bytes.fromhex(SECRET), found, hashlib.sha256).hexdigest()


def test_a_commitment_is_that_of_the_published_test_vector():
    """RFC 4231, test case 1; and the sha256 of FIPS 180-2 for a text."""
    assert commitments.commit(SECRET, b"Hi There") == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert commitments.plain("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.lists(st.binary()))
def test_data_that_comes_in_pieces_has_the_commitment_of_the_whole(pieces):
    assert commitments.commit_pieces(SECRET, pieces) == commitments.commit(SECRET, b"".join(pieces))


def test_no_nonce_comes_twice_and_each_is_of_32_bytes():
    found = {commitments.nonce() for _ in range(100)}
    assert len(found) == 100
    assert {len(bytes.fromhex(one)) for one in found} == {32}


def test_a_load_is_its_account_and_every_reading_it_brought(engine):
    """Of two loads each its own, whatever a reading says of itself beside the figure."""
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_people(connection)
        for number, more in enumerate(({}, {"looked": "duty_team"}, {"providers": 7}), start=1):
            load = rows.add_load(connection, source=f"s-{number}")
            for row in (1, 2):
                connection.execute(
                    insert(tables.readings).values(rows.reading(load, row=row, measure_id=f"é-{row}", **more))
                )
    with reading(engine) as connection:
        every = list(connection.execute(select(tables.loads.c.id)).scalars())
        found = [commitments.of_load(connection, load, SECRET) for load in every]
        assert found == [
            of(
                connection,
                (tables.loads, tables.loads.c.id == load),
                (tables.readings, tables.readings.c.load_id == load),
            )
            for load in every
        ]
        assert len(set(found)) == 3


def test_a_release_is_every_rating_that_it_made_and_every_one_that_it_restated(stocked):
    """Of its own track and number; of any other it is nothing."""
    own = [(table, table.c.release_id == "r1") for table in (tables.ratings, tables.restatements)]
    with reading(stocked) as connection:
        nothing = commitments.commit(SECRET, b"")
        assert commitments.of_release(connection, "real", "r1", SECRET) == of(connection, *own) != nothing
        assert commitments.of_release(connection, "demonstration", "r1", SECRET) == nothing
        assert commitments.of_release(connection, "real", "r2", SECRET) == nothing


def test_what_is_no_part_of_a_line_while_it_is_empty_are_the_columns_that_came_after_the_commitments(tmp_path):
    """By the migrations: with any other list the commitments that stand in records would not hold."""
    committed = ("loads", "readings", "ratings", "restatements")

    def columns(revision):
        engine = open_engine.__wrapped__(f"sqlite:///{tmp_path / revision}.db")
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            found = {c["name"] for table in committed for c in inspect(connection).get_columns(table)}
        engine.dispose()
        return found

    assert columns("head") - columns("0006") - WITHOUT == commitments.ADDED_LATER
