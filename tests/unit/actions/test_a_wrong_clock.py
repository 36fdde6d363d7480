"""A clock far from the newest act dates nothing, until the operator has said that it is right."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import ClockDoubted
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
from tests.installations import SUNDAY, copy_of, new_installation, return_of

RETURN = "weekly-return"


def released(installation):
    return publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False).release_id


def loaded(installation, sunday=SUNDAY):
    return load(
        installation, by=OPERATOR, source_id=RETURN, data=return_of(PLACES[0], sunday), name="return.csv"
    ).load_id


def entries(installation):
    with reading(installation.engine) as connection:
        return [body for _, body, _ in record.entries(connection)]


def clock_faults(installation):
    return [f for f in agreement(installation) if f.what.startswith("clock")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    made = replace(new_installation(tmp_path_factory.mktemp("made"))[0], simulated=False)
    loaded(made)
    released(made)
    return made


@pytest.fixture
def installation(made, tmp_path):
    return copy_of(made, tmp_path)[0]


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
def test_an_act_is_dated_within_ten_minutes_before_and_eight_days_after_the_newest(installation, moved, dated):
    installation.now.at += moved
    before = entries(installation)
    if dated:
        assert clock_faults(installation) == []
        released(installation)
        return
    acts = {
        "load": lambda: loaded(installation, SUNDAY - timedelta(days=7)),
        "publish": lambda: released(installation),
        "withdraw": lambda: withdraw(installation, by=OPERATOR, load_id=1, reason="Wrong file."),
    }
    for name, act in acts.items():
        with pytest.raises(ClockDoubted, match="Set the clock right"):
            act()
        assert entries(installation) == before, name
    with reading(installation.engine) as connection:
        assert loads.get(connection, 2) is None
    assert [f.state for f in clock_faults(installation)] == ["fault"]


def test_nothing_is_published_by_itself_under_a_doubtful_clock(installation):
    installation.now.later(days=30)
    with pytest.raises(ClockDoubted):
        publish_changes(installation)


def test_the_operators_word_for_the_clock_is_public_and_serves_every_act_after_it(installation):
    installation.now.later(days=30)
    confirm_time(installation, by=OPERATOR)
    assert '"action":"confirm_time"' in entries(installation)[-1]
    assert released(installation)
    assert clock_faults(installation) == []


def test_there_is_nothing_to_confirm_while_the_clock_agrees(installation):
    with pytest.raises(Refusal, match="nothing to confirm"):
        confirm_time(installation, by=OPERATOR)


def test_a_clock_that_went_back_is_not_confirmed(installation):
    installation.now.later(days=-30)
    with pytest.raises(ClockDoubted, match="begin-again"):
        confirm_time(installation, by=OPERATOR)


def test_one_wrong_clock_never_ends_the_weekly_release(installation):
    """A year ahead for an hour, then right again: nothing was dated by it, and the next release is today's."""
    right = installation.now.at
    installation.now.later(days=400)
    with pytest.raises(ClockDoubted):
        released(installation)
    installation.now.at = right + timedelta(hours=1)
    released(installation)
    with reading(installation.engine) as connection:
        assert releases.last(connection, DEMONSTRATION).published_at == installation.now.at


@pytest.mark.parametrize("exempt", [{"simulated": True}, {"demonstration": True}])
def test_a_demonstration_may_be_left_alone_for_a_month(installation, exempt):
    installation.now.later(days=31)
    assert released(replace(installation, **exempt))
