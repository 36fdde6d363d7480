"""Sessions end: by time, by sign-out, by another's decision; on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from pressure.access import sessions
from pressure.access.permissions import Role
from pressure.settings import Settings
from pressure.store import people, tables
from pressure.store import sessions as store
from pressure.store.engine import open_engine, reading, writing
from tests.store import rows
from tests.store.rows import COUNCIL, DIRECTOR, START

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def token(engine):
    """A director who has just signed in."""
    with writing(engine) as connection:
        rows.add_council(connection)
        people.add(connection, person_id=DIRECTOR, name="Ann", roles=[(COUNCIL, "director")], created_at=START)
        return opened(connection)


def opened(connection, at=START, **more):
    return sessions.open_session(connection, person_id=DIRECTOR, at=at, authenticated_at=at, **more)


def test_a_token_says_who_holds_it_and_as_what(engine, token):
    """What every page asks first."""
    signed = sessions.person_of(engine, token, START + MINUTE, Settings())
    assert (signed.person_id, signed.name, signed.roles) == (DIRECTOR, "Ann", {(COUNCIL, Role.DIRECTOR)})
    assert signed.actor.person_id == DIRECTOR
    assert signed.actor.authenticated_at == START


def test_only_a_digest_is_kept(engine, token):
    """Somebody who copies the database cannot sign in with it."""
    with reading(engine) as connection:
        kept = connection.execute(select(tables.sessions)).one()
    assert token not in str(kept)
    assert sessions.person_of(engine, kept.id_sha256, START, Settings()) is None
    assert len(token) >= 43


@pytest.mark.parametrize("wrong", [None, "", "x", "0" * 64])
def test_a_token_nobody_was_given_opens_nothing(engine, token, wrong):
    assert sessions.person_of(engine, wrong, START, Settings()) is None
    assert sessions.person_of(engine, token[:-1], START, Settings()) is None


def test_thirty_minutes_without_use_end_it_to_the_second(engine, token):
    assert sessions.person_of(engine, token, START + 30 * MINUTE - SECOND, Settings())
    assert sessions.person_of(engine, token, START + 60 * MINUTE - SECOND, Settings()) is None


def test_use_keeps_it_open_for_twelve_hours_and_no_longer(engine, token):
    """Somebody at their desk all day signs in twice."""
    at = START
    while at < START + timedelta(hours=12):
        assert sessions.person_of(engine, token, at, Settings()), at
        at += 29 * MINUTE
    assert sessions.person_of(engine, token, START + timedelta(hours=12), Settings()) is None


def test_sign_out_ends_it_also_for_a_copy_of_the_cookie(engine, token):
    sessions.end_session(engine, token, START + MINUTE)
    assert sessions.person_of(engine, token, START + MINUTE, Settings()) is None
    sessions.end_session(engine, token, START + MINUTE)
    sessions.end_session(engine, None, START)


def test_a_new_sign_in_gives_another_token_and_ends_the_one_before(engine, token):
    """A token planted before signing in is worth nothing after."""
    with writing(engine) as connection:
        other = opened(connection, START + MINUTE, instead_of=token)
    assert other != token
    assert sessions.person_of(engine, token, START + MINUTE, Settings()) is None
    assert sessions.person_of(engine, other, START + MINUTE, Settings())


def test_a_disabled_person_is_out_at_the_next_click(engine, token):
    with writing(engine) as connection:
        people.disable(connection, DIRECTOR, START)
    assert sessions.person_of(engine, token, START + SECOND, Settings()) is None


def test_a_role_taken_away_is_gone_at_the_next_click(engine, token):
    with writing(engine) as connection:
        assert people.take_role(connection, DIRECTOR, COUNCIL, "director")
    assert sessions.person_of(engine, token, START + SECOND, Settings()).roles == frozenset()


def test_all_sessions_of_a_person_can_be_ended_at_once(engine, token):
    with writing(engine) as connection:
        other = opened(connection, START + SECOND)
        assert sessions.end_all(connection, DIRECTOR, START + MINUTE) == 2
    assert sessions.person_of(engine, token, START + MINUTE, Settings()) is None
    assert sessions.person_of(engine, other, START + MINUTE, Settings()) is None


@pytest.mark.parametrize(("age", "good"), [(0, True), (300, True), (301, False)])
def test_a_sign_in_is_fresh_for_five_minutes(engine, token, age, good):
    signed = sessions.person_of(engine, token, START, Settings())
    assert sessions.fresh(signed, START + age * SECOND, Settings().fresh_minutes) is good


def test_rows_long_past_are_removed(engine, token):
    """Nobody's working hours are kept for years."""
    later = START + timedelta(days=40)
    with writing(engine) as connection:
        opened(connection, later)
        assert len(connection.execute(select(tables.sessions)).all()) == 1


def test_last_use_is_written_once_a_minute(engine, token):
    """A busy page does not write at every click."""
    for seconds, seen in ((59, 0), (60, 60), (100, 60), (125, 125)):
        sessions.person_of(engine, token, START + seconds * SECOND, Settings())
        with reading(engine) as connection:
            assert connection.execute(select(tables.sessions.c.last_seen_at)).scalar_one() == START + seen * SECOND


def test_a_session_is_good_while_a_release_is_being_made(engine, token):
    """The one writer may be busy for seconds; officers' pages go on."""
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has one writer")
    other = open_engine.__wrapped__(str(engine.url))
    with writing(other) as connection:
        connection.execute(text("UPDATE people SET name = 'Bea'"))
        assert sessions.person_of(engine, token, START + 5 * MINUTE, Settings()).name == "Ann"
    other.dispose()


def test_a_one_time_code_is_taken_once(engine, token):
    with writing(engine) as connection:
        assert people.use_code(connection, DIRECTOR, 100)
        assert not people.use_code(connection, DIRECTOR, 100)
        assert not people.use_code(connection, DIRECTOR, 99)
        assert people.use_code(connection, DIRECTOR, 101)


def test_ending_reports_whether_it_was_open(engine, token):
    with writing(engine) as connection:
        kept = connection.execute(select(tables.sessions.c.id_sha256)).scalar_one()
        assert store.end(connection, kept, START)
        assert not store.end(connection, kept, START)
