"""A level is only raised above the calculated one, and no measure is in force twice in one area: asked when it is
proposed, and again when it is signed."""

from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring, standing
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, copy_of, new_installation, return_of

PLACE = PLACES[0]
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
REVIEWS = "reduced_risk_reviews"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    installation, _ = new_installation(tmp_path_factory.mktemp("made"))
    load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY), name="r.csv")
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return installation


@pytest.fixture
def world(made, tmp_path):
    return copy_of(made, tmp_path)


def raised(installation, level):
    return declaring.raise_level(
        installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        level=level,
        reason="A home closes.",
        review_by=day_of(installation.now()) + timedelta(days=20),
    )


def declared(installation, measure=REVIEWS, area="North wards"):
    at = installation.now()
    return declaring.propose(
        installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        measure_id=measure,
        text={"area": area},
        starts_at=at,
        review_by=day_of(at) + timedelta(days=10),
    )


def signed(installation, declaration_id):
    sign_as_it_waits(installation, SIGNATORY, declaration_id)


def calculated(installation):
    with reading(installation.engine) as connection:
        return standing.calculated(installation, connection, PLACE.code)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_level_is_raised_above_the_calculated_one_or_not_at_all(world, level):
    installation, _ = world
    now = calculated(installation)
    if level > now:
        signed(installation, raised(installation, level))
    else:
        with pytest.raises(Refusal, match=rf"A level can only be raised\. The calculated level is {now}"):
            raised(installation, level)


def test_a_raise_that_waited_while_the_figures_caught_up_is_not_signed(world):
    """What was above when it was proposed need not be when it is signed."""
    installation, clock = world
    wanted = calculated(installation) + 1
    waiting = raised(installation, wanted)
    worst = {"wl_assess_rate": "4000", "wl_care_start_rate": "900", "ll_critical_unsourced": "60"}
    clock.later(hours=1)
    held = load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY, **worst), name="r.csv")
    assert held.load_id
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    assert calculated(installation) >= wanted
    with pytest.raises(Refusal, match="can only be raised"):
        signed(installation, waiting)
    declaring.send_back(
        installation,
        by=SIGNATORY,
        declaration_id=waiting,
        reason="The figures say it now.",
        text_sha256=declaring.waiting(installation, waiting)[1],
    )


def test_without_a_calculated_level_there_is_none_to_raise(world):
    installation, clock = world
    clock.later(days=200)
    with pytest.raises(Refusal, match="no calculated level to raise"):
        raised(installation, 4)


@pytest.mark.parametrize(
    ("measure", "area", "again"),
    [
        (REVIEWS, "North wards", False),
        (REVIEWS, "  north   WARDS ", False),
        (REVIEWS, "South wards", True),
        ("essential_activities_only", "North wards", True),
    ],
)
@pytest.mark.parametrize("in_force", [True, False])
def test_the_same_measure_is_not_declared_twice_for_one_area(world, measure, area, again, in_force):
    """Waiting or in force; another area or another measure is another declaration."""
    installation, _ = world
    first = declared(installation)
    if in_force:
        signed(installation, first)
    if again:
        signed(installation, declared(installation, measure, area))
        return
    with pytest.raises(Refusal, match=f"{first} says the same for the same area"):
        declared(installation, measure, area)


def test_a_level_is_raised_once_at_a_time(world):
    installation, _ = world
    signed(installation, raised(installation, 4))
    with pytest.raises(Refusal, match=r"is in force\. Renew, edit or end"):
        raised(installation, 4)


def test_what_ended_lapsed_or_was_sent_back_can_be_declared_anew(world):
    installation, clock = world
    first = declared(installation)
    clock.later(hours=25)
    second = declared(installation)
    signed(installation, second)
    clock.later(days=1)
    declaring.propose_change(
        installation, by=DIRECTOR, declaration_id=second, kind=Kind.END, text={"reason": "Better."}
    )
    signed(installation, second)
    third = declared(installation)
    declaring.send_back(
        installation,
        by=SIGNATORY,
        declaration_id=third,
        reason="Unclear.",
        text_sha256=declaring.waiting(installation, third)[1],
    )
    assert len({first, second, third, declared(installation)}) == 4


def test_an_edit_or_renewal_of_its_own_is_never_in_the_way(world):
    installation, clock = world
    first = declared(installation)
    again = {
        "declaration_id": first,
        "text": {"area": "North wards", "what_changed": "More."},
        "review_by": day_of(installation.now()) + timedelta(days=9),
    }
    declaring.propose_change(installation, by=DIRECTOR, kind=Kind.DECLARE, **again)
    signed(installation, first)
    clock.later(days=1)
    declaring.propose_change(installation, by=DIRECTOR, kind=Kind.RENEW, **again)
    signed(installation, first)


def test_nobody_without_the_role_learns_what_stands(world):
    """The permission is asked first."""
    installation, _ = world
    declared(installation)
    with pytest.raises(Refusal, match="Your role does not let you"):
        declaring.propose(
            installation,
            by=actor(PLACES[1], Role.DIRECTOR),
            council_code=PLACE.code,
            measure_id=REVIEWS,
            text={"area": "North wards"},
            starts_at=installation.now(),
            review_by=day_of(installation.now()),
        )
