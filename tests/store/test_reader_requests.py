"""Requests of readers: one of two takes a letter, what is over is gone, and only what is sealed is kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from pressure.store.engine import reading, writing
from pressure.store.readers import requests
from pressure.store.readers.requests import ASKED, CONFIRMED, WRITTEN, Request
from tests.store import rows

DAY = timedelta(days=1)
ONE = Request(
    id="a" * 32,
    council_code=rows.COUNCIL,
    address_digest="d1",
    address_sealed="sealed:x",
    state=ASKED,
    asked_at=rows.START,
    due_at=rows.START,
)
TWO = replace(ONE, id="b" * 32, address_digest="d2")


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with writing(engine) as connection:
        requests.add(connection, ONE)
        requests.add(connection, replace(TWO, state=CONFIRMED, told="2 since x"))
    return engine


def left(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [one.id[0] for one in requests.everything(connection)]


def test_what_was_kept_is_read_back(filled: Engine) -> None:
    with reading(filled) as connection:
        assert requests.by_id(connection, ONE.id) == ONE
        assert requests.of_address(connection, "d1") == [ONE]
        assert requests.by_id(connection, "c") is None


@pytest.mark.parametrize(
    "wrong",
    [{"address_sealed": "ann@post.example"}, {"state": "somehow"}, {"address_digest": "d1"}],
    ids=str,
)
def test_an_address_in_clear_another_state_or_a_second_request_for_one_council_is_refused(
    filled: Engine, wrong: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), writing(filled) as connection:
        requests.add(connection, replace(ONE, **{"id": "c" * 32, "address_digest": "d3", **wrong}))


def test_of_many_that_want_to_send_a_letter_one_does(filled: Engine) -> None:
    def take(_: int) -> bool:
        with writing(filled) as connection:
            return requests.claim(connection, ONE, rows.START + DAY)

    with ThreadPoolExecutor(4) as together:
        assert sorted(together.map(take, range(8))) == [False] * 7 + [True]


def test_a_letter_that_was_taken_comes_back_when_its_time_is_over(filled: Engine) -> None:
    with writing(filled) as connection:
        requests.claim(connection, ONE, rows.START + timedelta(minutes=10))
        assert requests.asked(connection, rows.START, rows.START, 9) == []
        (again,) = requests.asked(connection, rows.START + timedelta(minutes=11), rows.START, 9)
        assert requests.claim(connection, again, rows.START + DAY)


@pytest.mark.parametrize(
    ("change", "told", "found"),
    [
        ({}, "3 since y", ["b"]),
        ({}, "2 since x", []),
        ({"due_at": rows.START + DAY}, "3 since y", []),
        ({"state": WRITTEN}, "3 since y", []),
        ({"state": ASKED}, "3 since y", []),
        ({"council_code": "X99000002"}, "3 since y", []),
    ],
    ids=str,
)
def test_only_who_confirmed_and_was_told_something_else_is_told(
    engine: Engine, change: dict[str, object], told: str, found: list[str]
) -> None:
    with writing(engine) as connection:
        requests.add(connection, replace(TWO, **{"state": CONFIRMED, "told": "2 since x", **change}))
        due = requests.not_told(connection, rows.COUNCIL, told, rows.START, 9)
    assert [one.id[0] for one in due] == found


def test_a_change_reaches_only_the_state_it_was_meant_for(filled: Engine) -> None:
    with writing(filled) as connection:
        assert not requests.change(connection, ONE.id, CONFIRMED, told="x")
        assert requests.change(connection, ONE.id, ASKED, state=WRITTEN)
        assert not requests.change(connection, ONE.id, ASKED, state=WRITTEN)


def test_what_is_over_is_deleted(filled: Engine) -> None:
    with writing(filled) as connection:
        assert requests.remove_unconfirmed(connection, rows.START) == 0
        assert requests.remove_unconfirmed(connection, rows.START + DAY) == 1
    assert left(filled) == ["b"]
    with writing(filled) as connection:
        assert requests.remove_address(connection, "d1") == 0
        assert requests.remove(connection, TWO.id)
        assert not requests.remove(connection, TWO.id)
        requests.add(connection, ONE)
        assert requests.remove_all(connection) == 1
    assert left(filled) == []
