"""Every act asks the published table itself, whatever it is called from: each cell, at the own council and another."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from pressure.access.permissions import OFFICES, OPERATOR, TEAMS, Act, Actor, Role, SignInAgain
from pressure.actions.declarations import declaring, drafts, remarks, social_worker_views
from pressure.actions.people import deputising, officers, staffing
from pressure.actions.ratings import exact_ratings
from pressure.actions.record import auditing
from pressure.actions.releases import publishing
from pressure.actions.return_form import drafting
from pressure.actions.return_form.questions import Answer
from pressure.actions.returns import confirming, loading
from pressure.actions.statements import answering, counting, replying
from pressure.actions.tokens import managing
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import PLACES, Place, actor, person_id
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import people as people_rows
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.releases import DEMONSTRATION
from pressure.store.statements import STATEMENT
from pressure.words.officers import declaration_form as form
from tests.installations import SUNDAY, return_of
from tests.pages.officer_cases import OTHER, PLACE, Pages, figures_now
from tests.pages.test_officer_desk import propose
from tests.unit.access.test_permissions import CELLS

THIRD = next(place for place in PLACES if place not in (PLACE, OTHER))
ROLES = OFFICES
MARKED = {Act(act) for act, _, _, marked in CELLS if marked}
TABLE = {(Act(act), Role(role)): cell for act, role, cell, _ in CELLS}
OF_NO_COUNCIL = {Act.READ_RECORD}
OF_TEAM = {
    Role.WAITING_LISTS_TEAM: "wl_assess_rate",
    Role.BROKERAGE_TEAM: "cap_homecare_unfilled",
    Role.SAFEGUARDING_TEAM: "ll_safeguarding_wait",
}
DIRECTOR = actor(PLACE, Role.DIRECTOR)
ANCHORS = settings.data_dir / "publications" / "anchors" / "national_anchors.csv"


def allowed(act: Act, role: Role, *, own: bool) -> bool:
    """By the page the public reads. The record is of no council, so whoever may read it may read it all."""
    cell = TABLE[act, role]
    return cell == "every" or (cell == "own" and (own or act in OF_NO_COUNCIL))


def load(pages: Pages, by: Actor) -> None:
    loading.load(
        pages.installation,
        by=by,
        source_id="weekly-return",
        data=return_of(PLACE, SUNDAY, wl_assess_rate="333"),
        name="r.csv",
    )


def save_part(pages: Pages, by: Actor) -> None:
    """A question of one's own team, or of the waiting lists for whoever answers all."""
    team = next((role for _, role in by.roles if role in TEAMS), Role.WAITING_LISTS_TEAM)
    drafting.save(
        pages.installation,
        by=by,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        question_id=OF_TEAM[team],
        answer=Answer(numerator="7"),
        seen=None,
    )


def publication(pages: Pages, by: Actor) -> None:
    loading.load(pages.installation, by=by, source_id="anchors", data=ANCHORS.read_bytes(), name=ANCHORS.name)


def withdraw(pages: Pages, by: Actor) -> None:
    loading.withdraw(pages.installation, by=by, load_id=1, reason="Counted twice.")


def confirm(pages: Pages, by: Actor) -> None:
    confirming.confirm(
        pages.installation,
        by=by,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(pages.installation),
    )


def declare(pages: Pages, by: Actor) -> None:
    drafts.start(
        pages.installation, by=by, council_code=PLACE.code, kind=form.DECLARE, measure_id="reduced_risk_reviews"
    )
    at = pages.installation.now()
    declaring.propose(
        pages.installation,
        by=by,
        council_code=PLACE.code,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        starts_at=at,
        review_by=at.date(),
    )


def raise_level(pages: Pages, by: Actor) -> None:
    declaring.raise_level(
        pages.installation,
        by=by,
        council_code=PLACE.code,
        level=4,
        reason="A home closes.",
        review_by=pages.installation.now().date(),
    )


def decide(act: Callable[..., object], **more: object) -> Callable[[Pages, Actor], None]:
    def decided(pages: Pages, by: Actor) -> None:
        found = propose(pages)
        act(
            pages.installation,
            by=by,
            declaration_id=found,
            text_sha256=declaring.waiting(pages.installation, found)[1],
            **more,
        )

    return decided


def view(pages: Pages, by: Actor) -> None:
    social_worker_views.write_view(
        pages.installation, names_nobody=True, by=by, declaration_id=propose(pages), view="supports", words="Right."
    )


def check(pages: Pages, by: Actor) -> None:
    """Of a stage 3 measure that others have decided."""
    found = propose(pages, "life_sustaining_care_only")
    elsewhere = (Role.PRINCIPAL_SOCIAL_WORKER, Role.SIGNATORY)
    worker, signatory = (
        Actor(person_id=person_id(THIRD, role), roles=frozenset({(PLACE.code, role)})) for role in elsewhere
    )
    social_worker_views.write_view(
        pages.installation, names_nobody=True, by=worker, declaration_id=found, view="supports", words="Right."
    )
    sign_as_it_waits(pages.installation, signatory, found)
    remarks.record_check(
        pages.installation,
        by=by,
        declaration_id=found,
        done_on=pages.installation.now().date(),
        words="A neighbouring council read ten plans.",
        names_nobody=True,
    )


def state(pages: Pages, by: Actor) -> None:
    replying.say(pages.installation, by=by, council_code=PLACE.code, kind=STATEMENT, words="We act.", names_nobody=True)


def request(pages: Pages, by: Actor) -> None:
    replying.say(pages.installation, by=by, council_code=PLACE.code, kind=replying.CORRECTION, words="Wrong.")


def count(pages: Pages, by: Actor) -> None:
    given = counting.Given(measure_id="wl_assess_rate", question="area", choice="whole")
    counting.say_how_counted(pages.installation, by=by, council_code=PLACE.code, given=given)


def answer(pages: Pages, by: Actor) -> None:
    asks = actor(PLACE, Role.SIGNATORY) if by.person_id == DIRECTOR.person_id else DIRECTOR
    request(pages, asks)
    newest = answering.requests(pages.installation, asks)[0]
    answering.answer(pages.installation, by=by, request_id=newest.id, outcome=answering.REFUSED, words="It was right.")


def look(pages: Pages, by: Actor) -> None:
    exact_ratings.look(pages.installation, by=by, council_code=PLACE.code)


def look_early(pages: Pages, by: Actor) -> None:
    """Figures that came after the newest release are there for those who may see them before everyone else."""
    load(pages, DIRECTOR)
    seen = exact_ratings.look(pages.installation, by=by, council_code=PLACE.code)
    if next(m for m in seen.now["measures"] if m["measure_id"] == "wl_assess_rate")["numerator"] != 333:
        raise Refusal("not yet")


def manage(pages: Pages, by: Actor) -> None:
    staffing.staff(pages.installation, by=by, council_code=PLACE.code)
    officers.sign_out_everywhere(pages.installation, by=by, person_id=person_id(PLACE, Role.AUDITOR))


def end_token(pages: Pages, by: Actor) -> None:
    made = managing.make(pages.installation, by=OPERATOR, council_code=PLACE.code, months=1)
    managing.end(pages.installation, by=by, token_id=made.token_id)


def deputise(pages: Pages, by: Actor, place: Place = PLACE) -> None:
    today = pages.installation.now().date()
    deputising.name_deputy(
        pages.installation,
        by=by,
        council_code=place.code,
        deputy=person_id(place, Role.DATA_OFFICER),
        first_day=today,
        last_day=today,
        reason="On leave.",
    )


ACTS: dict[Act, Callable[[Pages, Actor], None]] = {
    Act.LOAD_RETURN: load,
    Act.SAVE_PART: save_part,
    Act.LOAD_PUBLICATION: publication,
    Act.WITHDRAW_LOAD: withdraw,
    Act.CONFIRM_RETURN: confirm,
    Act.PROPOSE: declare,
    Act.RAISE_LEVEL: raise_level,
    Act.SIGN: decide(declaring.sign, names_nobody=True),
    Act.SEND_BACK: decide(declaring.send_back, reason="Unclear."),
    Act.WRITE_VIEW: view,
    Act.RECORD_CHECK: check,
    Act.PUBLISH_STATEMENT: state,
    Act.REQUEST_CORRECTION: request,
    Act.SAY_HOW_COUNTED: count,
    Act.ANSWER_REQUEST: answer,
    Act.READ_EXACT: look,
    Act.READ_EARLY: look_early,
    Act.READ_RECORD: lambda pages, by: auditing.audit(pages.installation, by=by),
    Act.MANAGE_PEOPLE: manage,
    Act.MAKE_TOKEN: lambda pages, by: managing.make(pages.installation, by=by, council_code=PLACE.code),
    Act.END_TOKEN: end_token,
    Act.NAME_DEPUTY: deputise,
    Act.PUBLISH: lambda pages, by: publishing.publish(pages.installation, by=by, track=DEMONSTRATION),
}


def holder(role: Role, place) -> Actor:
    return OPERATOR if role is Role.OPERATOR else actor(place, role)


def recorded(pages: Pages, *, by: str) -> int:
    with reading(pages.installation.engine) as connection:
        return sum(f'"person":"{by}"' in body for _, body, _ in record.entries(connection))


def test_no_act_of_the_table_is_left_out() -> None:
    """Words are removed by two administrators on the machine: tests/unit/actions/test_words_are_removed.py."""
    assert {*ACTS, Act.REDACT} == set(Act)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", list(Role))
def test_each_cell_of_the_published_table_is_what_the_act_itself_does(pages: Pages, act: Act, role: Role) -> None:
    """At the own council and at another; a refused act leaves no entry of whoever tried it."""
    for place in (OTHER, PLACE):
        by = holder(role, place)
        before = recorded(pages, by=by.person_id)
        if allowed(act, role, own=place is PLACE):
            if act is not Act.WITHDRAW_LOAD or place is PLACE:
                ACTS[act](pages, by)
            continue
        with pytest.raises(Refusal, match=r"Your role does not let you|for which you may load|not yet"):
            ACTS[act](pages, by)
        assert recorded(pages, by=by.person_id) == before


@pytest.mark.parametrize("act", [act for act in ACTS if act in MARKED])
def test_an_act_that_binds_others_needs_a_fresh_sign_in(pages: Pages, act: Act) -> None:
    """Inside the act, whatever page or window it is called from."""
    role = next(role for role in ROLES if allowed(act, role, own=True))
    by = actor(PLACE, role)
    stale = Actor(
        person_id=by.person_id,
        roles=by.roles,
        authenticated_at=pages.installation.now() - timedelta(minutes=settings.fresh_minutes, seconds=1),
    )
    with pytest.raises(SignInAgain):
        ACTS[act](pages, stale)
    assert recorded(pages, by=by.person_id) == 0


@pytest.mark.parametrize("through", [0, 1, 2])
def test_nobody_signs_for_somebody_who_manages_them_directly_or_through_others(pages: Pages, through: int) -> None:
    """A director cannot choose a signatory who has to please them."""
    found, signatory = propose(pages), actor(PLACE, Role.SIGNATORY)
    digest = declaring.waiting(pages.installation, found)[1]
    chain = [DIRECTOR.person_id, *(person_id(OTHER, role) for role in ROLES[:through]), signatory.person_id]
    with writing(pages.installation.engine) as connection:
        for above, below in pairwise(chain):
            people_rows.change(connection, below, managed_by=above)
    with pytest.raises(Refusal, match="manages you"):
        declaring.sign(pages.installation, names_nobody=True, by=signatory, declaration_id=found, text_sha256=digest)
    with writing(pages.installation.engine) as connection:
        people_rows.change(connection, signatory.person_id, managed_by=None)
    declaring.sign(pages.installation, names_nobody=True, by=signatory, declaration_id=found, text_sha256=digest)


@pytest.mark.parametrize("words", ["", "   ", "x" * 3000])
def test_empty_and_endless_words_are_refused(pages: Pages, words: str) -> None:
    with pytest.raises(Refusal):
        replying.say(
            pages.installation,
            by=DIRECTOR,
            council_code=PLACE.code,
            kind=STATEMENT,
            words=words,
            names_nobody=True,
        )
    with pytest.raises(Refusal):
        social_worker_views.write_view(
            pages.installation,
            names_nobody=True,
            by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
            view="supports",
            declaration_id=propose(pages),
            words=words,
        )
