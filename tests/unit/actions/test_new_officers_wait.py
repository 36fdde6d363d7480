"""One administrator alone never makes both keys: a role that binds the council counts after somebody else agreed, or
after a day in which everybody there could object."""

from datetime import timedelta

import pytest

from pressure.access.permissions import APART, OPERATOR, SETTLED, Act, Role, require
from pressure.access.sessions import open_session, person_of
from pressure.actions.declarations import declaring
from pressure.actions.people import officers, staffing
from pressure.actions.reminders.reminding import reminders
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import HUB, PLACES, person_id
from pressure.domain.refusals import Refusal
from pressure.store.engine import writing
from pressure.words.officers.people import newcomer
from tests.installations import SUNDAY, new_installation, return_of
from tests.pages.officer_cases import figures_now

PLACE = PLACES[0]
HEAD, AUDITOR = (person_id(PLACE, role) for role in (Role.ADMINISTRATOR, Role.AUDITOR))
TEXT = {"measure_id": "essential_activities_only"}


@pytest.fixture
def world(tmp_path):
    installation, clock = new_installation(tmp_path)
    load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY), name="r.csv")
    return installation, clock


def signed_in(installation, who):
    """An actor as the next click of this person makes it."""
    now = installation.now()
    with writing(installation.engine) as connection:
        token = open_session(connection, person_id=who, at=now, authenticated_at=now)
    return person_of(installation.engine, token, now, installation.settings).actor


def added(installation, role, by=HEAD):
    return officers.add_person(
        installation, by=signed_in(installation, by), name="New", roles=[(PLACE.code, role)], email=f"{role}@x.example"
    )


def propose(installation, who):
    return declaring.raise_level(
        installation,
        by=signed_in(installation, who),
        council_code=PLACE.code,
        level=4,
        reason="Why.",
        review_by=SUNDAY + timedelta(days=20),
    )


def confirm(installation, who):
    confirming.confirm(
        installation,
        by=signed_in(installation, who),
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(installation),
    )


@pytest.mark.parametrize("act", [propose, confirm])
def test_a_director_one_administrator_made_cannot_act_for_a_day(world, act):
    """The refusal says from when, and that somebody else can agree before."""
    installation, clock = world
    new = added(installation, Role.DIRECTOR)
    with pytest.raises(Refusal, match=r"new as director .* counts from 9 September 2026.* second administrator"):
        act(installation, new)
    clock.later(hours=23, minutes=59)
    with pytest.raises(Refusal, match="new as director"):
        act(installation, new)
    clock.later(minutes=1)
    act(installation, new)


def test_one_administrator_with_both_links_signs_nothing(world):
    """The attack: two new people, both links taken by the one who made them."""
    installation, _ = world
    director, signatory = added(installation, Role.DIRECTOR), added(installation, Role.SIGNATORY)
    with pytest.raises(Refusal, match="new as director"):
        propose(installation, director)
    waiting = propose(installation, person_id(PLACE, Role.DIRECTOR))
    with pytest.raises(Refusal, match="new as signatory"):
        sign_as_it_waits(installation, signed_in(installation, signatory), waiting)


def test_taking_over_an_officer_who_is_there_by_inviting_them_anew_gains_nothing(world):
    """An invitation can be used by whoever made it."""
    installation, _ = world
    old = person_id(PLACE, Role.DIRECTOR)
    propose(installation, old)
    officers.invite(installation, by=signed_in(installation, HEAD), person_id=old)
    with pytest.raises(Refusal, match="new as director"):
        confirm(installation, old)


@pytest.mark.parametrize("how", ["the operator", "a second administrator"])
def test_somebody_else_can_agree_at_once_and_whoever_gave_the_role_cannot(world, how):
    installation, clock = world
    second = added(installation, Role.ADMINISTRATOR)
    clock.later(hours=24)
    new = added(installation, Role.DIRECTOR)
    with pytest.raises(Refusal, match="Somebody else must agree"):
        officers.agree(installation, by=signed_in(installation, HEAD), person_id=new)
    with pytest.raises(Refusal, match="let you manage people"):
        officers.agree(installation, by=signed_in(installation, AUDITOR), person_id=new)
    officers.agree(
        installation, by=OPERATOR if how == "the operator" else signed_in(installation, second), person_id=new
    )
    propose(installation, new)
    with pytest.raises(Refusal, match="None of their roles waits"):
        officers.agree(installation, by=OPERATOR, person_id=new)


def test_an_administrator_made_a_moment_ago_agrees_to_nothing(world):
    """Otherwise one administrator makes the second, and the second agrees."""
    installation, _ = world
    second, new = added(installation, Role.ADMINISTRATOR), added(installation, Role.DIRECTOR)
    with pytest.raises(Refusal, match="new as administrator"):
        officers.agree(installation, by=signed_in(installation, second), person_id=new)


def test_what_the_operator_does_on_the_machine_counts_at_once_and_so_do_demonstration_accounts(world):
    installation, _ = world
    new = officers.add_person(installation, by=OPERATOR, name="New", roles=[(PLACE.code, Role.DIRECTOR)])
    propose(installation, new)
    confirm(installation, person_id(PLACE, Role.DIRECTOR))


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.OPERATOR, Role.DEPUTY_DIRECTOR)])
def test_every_role_that_stands_apart_waits_and_only_these(world, role):
    """And waiting stops the acts that bind, no others."""
    installation, _ = world
    who = signed_in(installation, added(installation, role))
    assert bool(who.waiting) == (role in APART)
    for act in Act:
        if who.role_for(act, PLACE.code) is None:
            continue
        if act in SETTLED:
            with pytest.raises(Refusal, match="You are new as"):
                require(who, act, [PLACE.code])
        else:
            assert require(who, act, [PLACE.code]) is role


def test_everybody_at_the_council_is_told_and_nobody_elsewhere(world):
    """On the desk and by reminder, with the role and never the person."""
    installation, _ = world
    added(installation, Role.SIGNATORY)
    for role in (r for r in Role if r not in (Role.OPERATOR, Role.DEPUTY_DIRECTOR)):
        own, other = (
            signed_in(installation, person_id(PLACE, role)),
            signed_in(installation, person_id(PLACES[1], role)),
        )
        (one,) = staffing.newcomers(installation, own)
        said = newcomer(one.role, one.council, one.counts_from)
        assert said.startswith(f"Somebody was made signatory at {PLACE.name}.")
        assert [r.text for r in reminders(installation, own) if "new role" in r.subject] == [said]
        assert staffing.newcomers(installation, other) == []
