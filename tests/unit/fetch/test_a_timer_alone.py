"""An installation on which only the timer that fetches runs: no release and no officer for weeks, and it goes on."""

from datetime import timedelta

import pytest

from pressure.actions.installation import ClockDoubted
from pressure.store import record
from pressure.store.engine import reading
from tests.unit.fetch.cases import PHS, phs_file


def entries(installation):
    with reading(installation.engine) as connection:
        return record.size(connection)


@pytest.fixture
def begun(visit, publishers):
    """One older file taken: the only act in the record."""
    publishers.put(PHS.file, phs_file(until="202410"))
    assert [f.outcome for f in visit()] == ["taken"]
    return visit


def test_looking_keeps_the_clock_beyond_doubt_and_a_new_file_is_taken(begun, installation, publishers):
    """Four weeks of nothing new from a publisher that answers or does not."""
    acts = entries(installation)
    for week in range(4):
        installation.now.later(days=7)
        publishers.at(PHS.file).faults = [404] * 9 if week == 2 else []
        assert [f.outcome for f in begun()] == ["refused" if week == 2 else "unchanged"]
    assert entries(installation) == acts
    publishers.put(PHS.file, phs_file())
    installation.now.later(days=8)
    assert [f.outcome for f in begun()] == ["taken"]


def test_after_more_than_eight_days_without_a_look_somebody_has_to_say_that_the_clock_is_right(begun, installation):
    installation.now.later(days=5)
    begun()
    installation.now.later(days=8, seconds=1)
    with pytest.raises(ClockDoubted, match="confirm-time"):
        begun()


def test_a_look_under_a_clock_that_was_ahead_stands_in_no_ones_way(begun, installation):
    """It is no entry of the record; a clock that is put right again is at once believed."""
    right = installation.now.at
    installation.now.later(days=7)
    begun()
    installation.now.at = right + timedelta(minutes=1)
    assert [f.outcome for f in begun()] == ["unchanged"]
