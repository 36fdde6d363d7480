"""What is known of publishers' files: each look is kept, and what waits is what nobody has decided about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.store import fetches
from pressure.store.engine import reading, writing
from pressure.store.fetches import HELD, REFUSED, TAKEN, UNCHANGED, Look
from tests.store import rows

AUGUST, SEPTEMBER = date(2026, 8, 31), date(2026, 9, 30)
LOOK = Look(source_id="x", looked_at=rows.START, outcome=HELD, sha256="a", address="https://x/a", period_end=AUGUST)


def waits(engine, *looks, until=None):
    with writing(engine) as connection:
        for number, look in enumerate(looks):
            fetches.add(connection, replace(look, looked_at=rows.START + timedelta(days=number)))
    with reading(engine) as connection:
        return [look.sha256 for look in fetches.waiting(connection, "x", until)]


CASES = {
    "what is held waits": ([LOOK], ["a"]),
    "also after a look that found nothing new": ([LOOK, replace(LOOK, outcome=UNCHANGED)], ["a"]),
    "also after an answer that was refused": ([LOOK, replace(LOOK, outcome=REFUSED, sha256="")], ["a"]),
    "not when it was taken": ([LOOK, replace(LOOK, outcome=TAKEN)], []),
    "not when it was turned down": ([LOOK, replace(LOOK, outcome=REFUSED)], []),
    "not when another of its period was taken": ([LOOK, replace(LOOK, outcome=TAKEN, sha256="b")], []),
    "of two of one period the later": ([LOOK, replace(LOOK, sha256="b")], ["b"]),
    "of each period one": ([LOOK, replace(LOOK, sha256="b", period_end=SEPTEMBER)], ["a", "b"]),
    "not another source's": ([replace(LOOK, source_id="y")], []),
}


@pytest.mark.parametrize(("looks", "left"), CASES.values(), ids=CASES)
def test_what_waits_is_what_nobody_has_decided_about(engine, looks, left):
    assert waits(engine, *looks) == left


def test_what_was_known_at_a_moment_is_told_for_ever(engine):
    assert waits(engine, LOOK, replace(LOOK, outcome=TAKEN), until=rows.START) == ["a"]


def test_the_newest_look_is_found_by_outcome_time_and_address(engine):
    waits(engine, LOOK, replace(LOOK, outcome=REFUSED, sha256="", said="404"), replace(LOOK, address="https://x/b"))
    with reading(engine) as connection:
        assert fetches.newest(connection, "x").address == "https://x/b"
        assert fetches.newest(connection, "x", REFUSED).said == "404"
        assert fetches.newest(connection, "x", until=rows.START).outcome == HELD
        assert fetches.newest(connection, "y") is None
        assert fetches.newest_of_file(connection, "x", "https://x/a").looked_at == rows.START
        assert (fetches.seen(connection, "x", "a"), fetches.seen(connection, "y", "a")) == (True, False)


@pytest.mark.parametrize("look", [replace(LOOK, outcome="guessed"), replace(LOOK, sha256=""), replace(LOOK, load_id=9)])
def test_a_look_that_cannot_be_is_refused_by_the_database(engine, look):
    with pytest.raises(DBAPIError), writing(engine) as connection:
        fetches.add(connection, look)
