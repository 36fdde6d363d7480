"""A clock far from the newest act dates nothing, until the operator has said that it is right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.office import ClockDoubted
from pressure.actions.releases.agreeing import confirm_time
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.self_acting import publish_changes
from pressure.actions.returns.loading import load, withdraw
from pressure.commands.agreement import agreement
from pressure.demo.places import PLACES
from pressure.domain.refusals import Refusal
from pressure.store import loads, record, releases
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, installation, return_of

RETURN = "weekly-return"


def released(office):
    return publish(office, by=OPERATOR, track=DEMONSTRATION, pages=False).release_id


def loaded(office, sunday=SUNDAY):
    return load(office, by=OPERATOR, source_id=RETURN, data=return_of(PLACES[0], sunday), name="return.csv").load_id


def entries(office):
    with reading(office.engine) as connection:
        return [body for _, body, _ in record.entries(connection)]


def clock_faults(office):
    return [f for f in agreement(office) if f.what.startswith("clock")]


@pytest.fixture
def office(tmp_path):
    made = replace(installation(tmp_path)[0], simulated=False)
    loaded(made)
    released(made)
    return made


@pytest.mark.parametrize(
    ("moved", "dated"),
    [
        (timedelta(), True),
        (timedelta(minutes=-10), True),
        (timedelta(minutes=-10, seconds=-1), False),
        (timedelta(days=8), True),
        (timedelta(days=8, seconds=1), False),
        (timedelta(days=-6), False),
        (timedelta(days=400), False),
        (timedelta(days=-8), False),
    ],
)
def test_an_act_is_dated_within_ten_minutes_before_and_eight_days_after_the_newest(office, moved, dated):
    office.now.at += moved
    before = entries(office)
    if dated:
        assert clock_faults(office) == []
        released(office)
        return
    acts = {
        "load": lambda: loaded(office, SUNDAY - timedelta(days=7)),
        "publish": lambda: released(office),
        "withdraw": lambda: withdraw(office, by=OPERATOR, load_id=1, reason="Wrong file."),
    }
    for name, act in acts.items():
        with pytest.raises(ClockDoubted, match="Set the clock right"):
            act()
        assert entries(office) == before, name
    with reading(office.engine) as connection:
        assert loads.get(connection, 2) is None
    assert [f.state for f in clock_faults(office)] == ["fault"]


def test_nothing_is_published_by_itself_under_a_doubtful_clock(office):
    office.now.later(days=30)
    with pytest.raises(ClockDoubted):
        publish_changes(office)


def test_the_operators_word_for_the_clock_is_public_and_serves_every_act_after_it(office):
    office.now.later(days=30)
    confirm_time(office, by=OPERATOR)
    assert '"action":"confirm_time"' in entries(office)[-1]
    assert released(office)
    assert clock_faults(office) == []


def test_there_is_nothing_to_confirm_while_the_clock_agrees(office):
    with pytest.raises(Refusal, match="nothing to confirm"):
        confirm_time(office, by=OPERATOR)


def test_a_clock_that_went_back_is_not_confirmed(office):
    office.now.later(days=-30)
    with pytest.raises(ClockDoubted, match="begin-again"):
        confirm_time(office, by=OPERATOR)


def test_one_wrong_clock_never_ends_the_weekly_release(office):
    """A year ahead for an hour, then right again: nothing was dated by it, and the next release is today's."""
    right = office.now.at
    office.now.later(days=400)
    with pytest.raises(ClockDoubted):
        released(office)
    office.now.at = right + timedelta(hours=1)
    released(office)
    with reading(office.engine) as connection:
        assert releases.last(connection, DEMONSTRATION).published_at == office.now.at


@pytest.mark.parametrize("exempt", [{"simulated": True}, {"demonstration": True}])
def test_a_demonstration_may_be_left_alone_for_a_month(office, exempt):
    office.now.later(days=31)
    assert released(replace(office, **exempt))
