"""Asks for an account: only what is sealed is kept, one an address and council, no longer than needed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from pressure.store.accounts import asks
from pressure.store.accounts.asks import Ask
from pressure.store.engine import reading, writing
from tests.store import rows

ONE = Ask(
    id="a1",
    council_code=rows.COUNCIL,
    role="director",
    address_digest="d1",
    person_sealed="sealed:x",
    asked_at=rows.START,
)
LATER = replace(ONE, id="b2", address_digest="d2", asked_at=rows.START + timedelta(days=1))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with writing(engine) as connection:
        asks.add(connection, LATER)
        asks.add(connection, ONE)
    return engine


def test_what_was_kept_is_read_back_oldest_first(filled: Engine) -> None:
    with reading(filled) as connection:
        assert asks.everything(connection) == [ONE, LATER]
        assert asks.by_id(connection, "b2") == LATER
        assert asks.of_address(connection, rows.COUNCIL, "d1") == ONE
        assert asks.of_address(connection, "E10000015", "d1") is None
        assert asks.number(connection) == 2


@pytest.mark.parametrize("wrong", [{"person_sealed": "Ann Archer"}, {"address_digest": "d1"}, {"id": "a1"}], ids=str)
def test_a_name_in_clear_and_a_second_ask_of_one_address_are_refused(filled: Engine, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), writing(filled) as connection:
        asks.add(connection, replace(ONE, **{"id": "c3", "address_digest": "d3", **wrong}))


def test_an_ask_goes_whole_when_it_is_answered_or_too_old(filled: Engine) -> None:
    with writing(filled) as connection:
        assert asks.remove_old(connection, LATER.asked_at) == 1
        assert asks.remove(connection, "b2")
        assert not asks.remove(connection, "b2")
        assert asks.everything(connection) == []
