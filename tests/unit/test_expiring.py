"""What is kept in memory for a while is there for as long as it should be, whoever asks at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pressure.web.expiring import Expiring

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.mark.parametrize(("after", "there"), [(0, True), (29, True), (31, False), (60 * 24 * 366, False)])
def test_it_is_found_for_half_an_hour(clock: time_machine.Traveller, after: int, there: bool) -> None:
    kept: Expiring[str, str] = Expiring(3, HALF_AN_HOUR)
    kept.keep("a", "words")
    clock.shift(timedelta(minutes=after))
    assert kept.found("a") == ("words" if there else None)


def test_it_is_taken_once_and_kept_anew_it_lasts_anew(clock: time_machine.Traveller) -> None:
    kept: Expiring[str, str] = Expiring(3, HALF_AN_HOUR)
    kept.keep("a", "words")
    clock.shift(timedelta(minutes=20))
    kept.keep("a", "other words")
    clock.shift(timedelta(minutes=20))
    assert (kept.taken("a"), kept.taken("a")) == ("other words", None)


def test_of_too_many_the_oldest_goes(clock: time_machine.Traveller) -> None:
    kept: Expiring[int, int] = Expiring(3, HALF_AN_HOUR)
    for number in range(5):
        kept.keep(number, number)
    assert [kept.found(number) for number in range(5)] == [None, None, 2, 3, 4]


def test_eight_threads_at_once_lose_nothing_and_break_nothing() -> None:
    kept: Expiring[tuple[int, int], int] = Expiring(400, timedelta(milliseconds=1))

    def many(thread: int) -> None:
        for turn in range(1_500):
            kept.keep((thread, turn % 60), turn)
            kept.found((thread, turn % 7))
            kept.taken((7 - thread, turn % 11))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(many, range(8))) == [None] * 8
