"""A level is only raised above the calculated one, and no measure is in force twice in one area: asked when it is
proposed, and again when it is signed."""

from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring, standing
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, installation, return_of

PLACE = PLACES[0]
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
REVIEWS = "reduced_risk_reviews"


@pytest.fixture
def world(tmp_path):
    office, clock = installation(tmp_path)
    load(office, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY), name="r.csv")
    publish(office, by=OPERATOR, track=DEMONSTRATION)
    return office, clock


def raised(office, level):
    return declaring.raise_level(
        office,
        by=DIRECTOR,
        council_code=PLACE.code,
        level=level,
        reason="A home closes.",
        review_by=day_of(office.now()) + timedelta(days=20),
    )


def declared(office, measure=REVIEWS, area="North wards"):
    at = office.now()
    return declaring.propose(
        office,
        by=DIRECTOR,
        council_code=PLACE.code,
        measure_id=measure,
        text={"area": area},
        starts_at=at,
        review_by=day_of(at) + timedelta(days=10),
    )


def signed(office, declaration_id):
    declaring.sign(
        office,
        names_nobody=True,
        by=SIGNATORY,
        declaration_id=declaration_id,
        text_sha256=declaring.waiting(office, declaration_id)[1],
    )


def calculated(office):
    with reading(office.engine) as connection:
        return standing.calculated(office, connection, PLACE.code)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_level_is_raised_above_the_calculated_one_or_not_at_all(world, level):
    office, _ = world
    now = calculated(office)
    if level > now:
        signed(office, raised(office, level))
    else:
        with pytest.raises(Refusal, match=rf"A level can only be raised\. The calculated level is {now}"):
            raised(office, level)


def test_a_raise_that_waited_while_the_figures_caught_up_is_not_signed(world):
    """What was above when it was proposed need not be when it is signed."""
    office, clock = world
    wanted = calculated(office) + 1
    waiting = raised(office, wanted)
    worst = {"wl_assess_rate": "4000", "wl_care_start_rate": "900", "ll_critical_unsourced": "60"}
    clock.later(hours=1)
    held = load(office, by=HUB, source_id="weekly-return", data=return_of(PLACE, SUNDAY, **worst), name="r.csv")
    assert held.load_id
    publish(office, by=OPERATOR, track=DEMONSTRATION)
    assert calculated(office) >= wanted
    with pytest.raises(Refusal, match="can only be raised"):
        signed(office, waiting)
    declaring.send_back(
        office,
        by=SIGNATORY,
        declaration_id=waiting,
        reason="The figures say it now.",
        text_sha256=declaring.waiting(office, waiting)[1],
    )


def test_without_a_calculated_level_there_is_none_to_raise(world):
    office, clock = world
    clock.later(days=200)
    with pytest.raises(Refusal, match="no calculated level to raise"):
        raised(office, 4)


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
    office, _ = world
    first = declared(office)
    if in_force:
        signed(office, first)
    if again:
        signed(office, declared(office, measure, area))
        return
    with pytest.raises(Refusal, match=f"{first} says the same for the same area"):
        declared(office, measure, area)


def test_a_level_is_raised_once_at_a_time(world):
    office, _ = world
    signed(office, raised(office, 4))
    with pytest.raises(Refusal, match=r"is in force\. Renew, edit or end"):
        raised(office, 4)


def test_what_ended_lapsed_or_was_sent_back_can_be_declared_anew(world):
    office, clock = world
    first = declared(office)
    clock.later(hours=25)
    second = declared(office)
    signed(office, second)
    clock.later(days=1)
    declaring.propose_change(office, by=DIRECTOR, declaration_id=second, kind=Kind.END, text={"reason": "Better."})
    signed(office, second)
    third = declared(office)
    declaring.send_back(
        office, by=SIGNATORY, declaration_id=third, reason="Unclear.", text_sha256=declaring.waiting(office, third)[1]
    )
    assert len({first, second, third, declared(office)}) == 4


def test_an_edit_or_renewal_of_its_own_is_never_in_the_way(world):
    office, clock = world
    first = declared(office)
    again = {
        "declaration_id": first,
        "text": {"area": "North wards", "what_changed": "More."},
        "review_by": day_of(office.now()) + timedelta(days=9),
    }
    declaring.propose_change(office, by=DIRECTOR, kind=Kind.DECLARE, **again)
    signed(office, first)
    clock.later(days=1)
    declaring.propose_change(office, by=DIRECTOR, kind=Kind.RENEW, **again)
    signed(office, first)


def test_nobody_without_the_role_learns_what_stands(world):
    """The permission is asked first."""
    office, _ = world
    declared(office)
    with pytest.raises(Refusal, match="Your role does not let you"):
        declaring.propose(
            office,
            by=actor(PLACES[1], Role.DIRECTOR),
            council_code=PLACE.code,
            measure_id=REVIEWS,
            text={"area": "North wards"},
            starts_at=office.now(),
            review_by=day_of(office.now()),
        )
