"""Every moment at which a public sentence changes by itself is published once, by the serving process."""

import threading
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.releases import self_acting
from pressure.actions.releases.publishing import NotDue, publish, site_of
from pressure.actions.returns.loading import load
from pressure.commands.doctor import examine
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.calendar import next_release, slot_due
from pressure.domain.changes import EXPIRY, REVIEW, SCHEDULED, Change, changes, due
from pressure.domain.moments import at_uk_time, start_of
from pressure.release import site
from pressure.store.releases import DEMONSTRATION
from pressure.web import background
from tests.installations import RULES, SUNDAY, copy_of, new_installation, return_of, viewed

PLACE = PLACES[0]
CALENDAR = RULES.in_force(SUNDAY).calendar
WEDNESDAY = at_uk_time(date(2026, 9, 9), time(9, 30))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    installation, clock = new_installation(tmp_path_factory.mktemp("made"))
    load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY), name="return.csv")
    clock.at = WEDNESDAY
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return installation


@pytest.fixture
def live(made, tmp_path):
    """An installation on the Wednesday of its first scheduled release."""
    return copy_of(made, tmp_path)


def newest(installation):
    return site.current(site_of(installation.site_dir, DEMONSTRATION))


def lines(installation):
    return [r["reason"] for r in newest(installation).rows("data/DEMO_releases.csv")]


def sign(installation, declaration_id):
    sign_as_it_waits(installation, actor(PLACE, Role.SIGNATORY), declaration_id)
    publish(installation, by=OPERATOR, reason="declaration", track=DEMONSTRATION)


def measure(installation, measure_id, review_by):
    text = {"area": "The harbour", "public_words": "Fewer reviews for now."}
    declaration_id = declaring.propose(
        installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        text=text,
        measure_id=measure_id,
        starts_at=installation.now(),
        review_by=review_by,
    )
    viewed(installation, PLACE, declaration_id)
    sign(installation, declaration_id)


def raised(installation, review_by):
    sign(
        installation,
        declaring.raise_level(
            installation,
            by=actor(PLACE, Role.DIRECTOR),
            council_code=PLACE.code,
            level=4,
            reason="Two care homes are closing.",
            review_by=review_by,
        ),
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda installation, day: measure(installation, "essential_activities_only", day),
        lambda installation, day: measure(installation, "life_sustaining_care_only", day),
        raised,
    ],
    ids=["stage 2", "stage 3", "raised"],
)
def test_an_overdue_review_is_marked_the_day_after_by_itself(live, act):
    """At the first moment of the next day in the United Kingdom, and not again at the next look."""
    installation, clock = live
    clock.later(days=1)
    act(installation, date(2026, 9, 14))
    moment = start_of(date(2026, 9, 15))
    assert self_acting.next_moment(installation) == moment
    clock.at = moment - timedelta(seconds=1)
    background.publish_due(installation)
    assert lines(installation) == ["scheduled", "declaration"]
    clock.at = moment
    background.publish_due(installation)
    assert lines(installation) == ["scheduled", "declaration", "review"]
    assert "review_overdue" in newest(installation).read(f"councils/{PLACE.code}/feed.json").decode() or (
        "overdue" in newest(installation).read(f"councils/{PLACE.code}/index.html").decode()
    )
    background.publish_due(installation)
    assert lines(installation)[-1] == "review"
    assert len(lines(installation)) == 3


def test_the_scheduled_release_is_made_at_its_time_and_once_a_week(live):
    """Also when the process slept through the time, and what waited is in it."""
    installation, clock = live
    clock.later(days=5)
    load(
        installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY + timedelta(days=7)), name="r.csv"
    )
    clock.at = WEDNESDAY + timedelta(days=7, seconds=-1)
    background.publish_due(installation)
    assert lines(installation) == ["scheduled"]
    clock.later(hours=30)
    background.publish_due(installation)
    background.publish_due(installation)
    assert lines(installation) == ["scheduled", "scheduled"]
    assert newest(installation).rows("data/DEMO_ratings.csv")[-1]["data_to"] == "2026-09-13"
    assert self_acting.next_moment(installation) == WEDNESDAY + timedelta(days=14)


def test_figures_that_run_out_are_said_to_at_their_moment(live):
    """The scheduled releases go on; the expiry has one of its own, at the printed moment."""
    installation, clock = live
    for _ in range(40):
        clock.at = self_acting.next_moment(installation)
        background.publish_due(installation)
        if lines(installation)[-1] == EXPIRY:
            break
    assert lines(installation)[-1] == EXPIRY
    ended = [r for r in newest(installation).rows("data/DEMO_ratings_as_published.csv") if r["valid_until"]]
    assert clock.at in {datetime.fromisoformat(r["valid_until"]) for r in ended}
    before = len(lines(installation))
    background.publish_due(installation)
    assert len(lines(installation)) == before


def test_two_processes_that_look_at_once_make_one_release(live):
    """Whoever comes second finds it made, whether both asked before either wrote or not."""
    installation, clock = live
    clock.at = WEDNESDAY + timedelta(days=7)
    both, failed = threading.Barrier(2), []

    def look():
        both.wait()
        try:
            self_acting.publish_changes(installation)
        except Exception as problem:
            failed.append(problem)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert lines(installation) == ["scheduled", "scheduled"]
    with pytest.raises(NotDue):
        publish(installation, by=OPERATOR, track=DEMONSTRATION, still=lambda _: False)


def test_a_missed_release_is_a_fault_that_says_what_to_do(live):
    """After a quarter of an hour, and no longer once it is made; officers see it too."""
    installation, clock = live
    clock.at = WEDNESDAY + timedelta(days=7, minutes=14)
    assert self_acting.missed_of(installation, actor(PLACE, Role.DIRECTOR)) == []
    clock.later(minutes=1)
    assert self_acting.missed_of(installation, actor(PLACE, Role.DIRECTOR)) == [WEDNESDAY + timedelta(days=7)]
    told = [asdict(f) for f in examine(installation) if "was not made" in f.what]
    assert [f["state"] for f in told] == ["fault"]
    assert "9:30am on Wednesday 16 September 2026" in told[0]["what"]
    assert told[0]["next_step"]
    background.publish_due(installation)
    assert not [f for f in examine(installation) if "was not made" in f.what]


def test_the_calendar_goes_by_the_slot_served():
    """A release by hand on Tuesday does not stand for Wednesday's, and one dated ahead serves no earlier slot."""
    now = WEDNESDAY + timedelta(days=7, minutes=1)
    slot = WEDNESDAY + timedelta(days=7)
    assert slot_due(CALENDAR, now, [WEDNESDAY, slot - timedelta(hours=18)]) == slot
    assert slot_due(CALENDAR, now, [slot + timedelta(days=20)]) == slot
    assert slot_due(CALENDAR, now, [slot, WEDNESDAY]) is None
    assert next_release(CALENDAR, now) == slot + timedelta(days=7)


def test_the_earliest_moment_comes_first_and_the_scheduled_release_shows_the_others():
    at = datetime(2026, 9, 15, tzinfo=UTC)
    known = changes(
        after=at,
        slot=at + timedelta(hours=33),
        valid_until=[None, at, at + timedelta(hours=30)],
        reviews=[None, date(2026, 9, 14), date(2026, 9, 15)],
    )
    assert [c.reason for c in known] == [REVIEW, EXPIRY, SCHEDULED]
    assert known[0] == Change(start_of(date(2026, 9, 16)), REVIEW)
    assert due(known, at) is None
    assert due(known, at + timedelta(hours=31)) == known[0]
    assert due(known, at + timedelta(hours=33)) == known[2]


def test_a_clock_behind_the_newest_release_makes_none(live):
    """Else every look would make another one."""
    installation, clock = live
    clock.at = WEDNESDAY - timedelta(days=30)
    background.publish_due(installation)
    assert lines(installation) == ["scheduled"]
