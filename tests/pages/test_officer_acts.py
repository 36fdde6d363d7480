"""Every act of the officer pages asks the published table itself, whatever page it is called from."""

from datetime import timedelta

import pytest

from pressure.access.permissions import ALLOWED, Act, Actor, Role, SignInAgain
from pressure.actions import confirming, drafting, looking, replying, viewing
from pressure.demo.places import actor
from pressure.domain.declarations import Refusal
from pressure.view import declaration_form as form
from tests.installations import SUNDAY
from tests.pages.officer_cases import OTHER, PLACE, Pages
from tests.pages.test_officer_desk import propose

ROLES = [role for role in Role if role is not Role.OPERATOR]


def confirm(pages: Pages, by: Actor) -> None:
    confirming.confirm(pages.office, by=by, council_code=PLACE.code, week_ending=SUNDAY)


def view(pages: Pages, by: Actor) -> None:
    viewing.write_view(pages.office, by=by, declaration_id=propose(pages), view="supports", words="Right.")


def state(pages: Pages, by: Actor) -> None:
    replying.say(pages.office, by=by, council_code=PLACE.code, kind=replying.STATEMENT, words="We act.")


def request(pages: Pages, by: Actor) -> None:
    replying.say(pages.office, by=by, council_code=PLACE.code, kind=replying.CORRECTION, words="Wrong.")


def look(pages: Pages, by: Actor) -> None:
    looking.look(pages.office, by=by, council_code=PLACE.code)


def draft(pages: Pages, by: Actor) -> None:
    drafting.start(pages.office, by=by, council_code=PLACE.code, kind=form.DECLARE, measure_id="reduced_risk_reviews")


ACTS = {Act.CONFIRM_RETURN: confirm, Act.WRITE_VIEW: view, Act.PUBLISH_STATEMENT: state,
        Act.REQUEST_CORRECTION: request, Act.READ_EXACT: look, Act.PROPOSE: draft}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_for_the_roles_of_the_table_at_their_own_council_alone(pages: Pages, act: Act) -> None:
    for role in ROLES:
        for place in (PLACE, OTHER):
            if place is PLACE and role in ALLOWED[act]:
                ACTS[act](pages, actor(place, role))
            else:
                with pytest.raises(Refusal):
                    ACTS[act](pages, actor(place, role))


@pytest.mark.parametrize(("act", "role"), [(view, Role.PRINCIPAL_SOCIAL_WORKER), (state, Role.DIRECTOR)])
def test_words_that_are_public_need_a_fresh_sign_in(pages: Pages, act, role: Role) -> None:
    by = actor(PLACE, role)
    stale = Actor(person_id=by.person_id, roles=by.roles,
                  authenticated_at=pages.office.now() - timedelta(minutes=6))
    with pytest.raises(SignInAgain):
        act(pages, stale)


@pytest.mark.parametrize("words", ["", "   ", "x" * 3000])
def test_empty_and_endless_words_are_refused(pages: Pages, words: str) -> None:
    with pytest.raises(Refusal):
        replying.say(pages.office, by=actor(PLACE, Role.DIRECTOR), council_code=PLACE.code, kind=replying.STATEMENT,
                     words=words)
    with pytest.raises(Refusal):
        viewing.write_view(pages.office, by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER), view="supports",
                           declaration_id=propose(pages), words=words)
