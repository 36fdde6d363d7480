"""Answers that wait to be sent: of two who answer at once one is kept, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.store.engine import noting, reading, writing
from pressure.store.return_form import answers, links
from pressure.store.return_form.answers import KeptAnswer
from tests.store import rows
from tests.store.rows import CHIEF, COUNCIL, DIRECTOR, START

SUNDAY = START.date() - timedelta(days=1)
FIRST = KeptAnswer(
    question="wl_assess_rate",
    answer='{"choice": "typed"}',
    version=(1 << 62) - 1,
    by_person=DIRECTOR,
    by_role="data_officer",
    saved_at=START,
)
SECOND = replace(FIRST, version=7, by_person=CHIEF)


@pytest.fixture
def begun(engine):
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_people(connection)
    return engine


def put(engine, new, seen):
    with noting(engine) as connection:
        return answers.put(connection, COUNCIL, SUNDAY, new, seen)


def kept(engine, week=SUNDAY):
    with reading(engine) as connection:
        return answers.of_week(connection, COUNCIL, week)


def test_an_answer_takes_the_place_of_the_one_that_was_seen_and_of_no_other(begun):
    assert put(begun, FIRST, None)
    assert kept(begun) == {FIRST.question: FIRST}
    for seen in (None, 1, SECOND.version):
        assert not put(begun, SECOND, seen)
        assert kept(begun) == {FIRST.question: FIRST}
    assert put(begun, SECOND, FIRST.version)
    assert kept(begun) == {FIRST.question: SECOND}
    assert kept(begun, SUNDAY - timedelta(days=7)) == {}


def test_an_answer_that_is_gone_is_not_taken_the_place_of(begun):
    assert not put(begun, SECOND, FIRST.version)
    assert kept(begun) == {}


@pytest.mark.parametrize("seen", [None, FIRST.version], ids=["the first answer", "a later one"])
def test_of_many_who_answer_at_once_one_is_kept(begun, seen):
    if seen is not None:
        put(begun, FIRST, None)
    new = [replace(FIRST, version=number, answer=f'"{number}"') for number in range(1, 6)]
    with ThreadPoolExecutor(5) as pool:
        done = list(pool.map(lambda one: put(begun, one, seen), new))
    assert sorted(done) == [False] * 4 + [True]
    assert kept(begun) == {FIRST.question: new[done.index(True)]}


def test_what_was_sent_is_deleted_and_what_was_answered_since_stays(begun):
    other = replace(FIRST, question="wl_care_start_rate")
    for one in (FIRST, other):
        put(begun, one, None)
    put(begun, replace(SECOND, question=other.question), other.version)
    with writing(begun) as connection:
        answers.remove(connection, COUNCIL, SUNDAY, {})
        answers.remove(connection, COUNCIL, SUNDAY, {FIRST.question: FIRST.version, other.question: other.version})
    assert set(kept(begun)) == {other.question}


def test_what_nobody_touched_since_a_moment_is_deleted(begun):
    put(begun, FIRST, None)
    for at, left in ((START, 1), (START + timedelta(microseconds=1), 0)):
        with writing(begun) as connection:
            answers.forget(connection, at)
        assert len(kept(begun)) == left


def test_a_link_is_used_once(begun):
    with writing(begun) as connection:
        assert not links.used(connection, "d")
        links.use(connection, "d", START)
        assert links.used(connection, "d")
    with pytest.raises(DBAPIError), writing(begun) as connection:
        links.use(connection, "d", START)
    with writing(begun) as connection:
        links.forget(connection, START)
        assert links.used(connection, "d")
        links.forget(connection, START + timedelta(microseconds=1))
        assert not links.used(connection, "d")
