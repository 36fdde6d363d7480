"""Every cell of the published table through the page: what each role sees there, and what comes of a click that is
forced on a page opened by somebody else."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import OPERATOR, Act, Actor, Role
from pressure.access.sessions import cookie_name
from pressure.actions.declarations import declaring
from pressure.actions.returns.loading import load
from pressure.actions.tokens import managing
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import actor, person_id
from pressure.store import people, record
from pressure.store.engine import reading, writing
from pressure.web.sign_in.session import in_menu
from pressure.words.officers import checklist, declare
from pressure.words.officers import declaration_form as form
from pressure.words.officers import pages as words_officers
from pressure.words.officers import people as words_people
from pressure.words.officers import return_form as words_form
from pressure.words.officers import tokens as words_tokens
from pressure.words.shell import OFFICER_PAGES
from tests.installations import SUNDAY, return_of, viewed
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, checked, read_for_names
from tests.pages.test_officer_acts import OF_NO_COUNCIL, ROLES, TABLE, allowed
from tests.pages.test_officer_declare import drafted
from tests.pages.test_officer_desk import propose

NEW = return_of(PLACE, SUNDAY, wl_assess_rate="333")


@dataclass(frozen=True)
class Step:
    """Where an act is done: the page, the beginning of its button, what must be there first, what is filled in, and
    how the page is opened."""

    page: str
    button: str
    first: Callable[[Pages], str] = lambda _: ""
    fill: Callable[[AppTest], object] = lambda _: None
    query: dict[str, str] = field(default_factory=dict)


def upload(app: AppTest) -> None:
    app.file_uploader(key="return").set_value([("r.csv", NEW, "text/csv")])


def drafts(kind: str) -> Callable[[Pages], str]:
    return lambda pages: drafted(pages, kind, reason="A home closes.", level="4").id


def token(pages: Pages) -> str:
    return managing.make(pages.installation, by=OPERATOR, council_code=PLACE.code).token_id


def sees_view(app: AppTest) -> None:
    app.radio[0].set_value("supports")
    app.text_area[0].set_value("Right.")


def decided(pages: Pages) -> str:
    """A stage 3 measure in force."""
    found = propose(pages, "life_sustaining_care_only")
    viewed(pages.installation, PLACE, found)
    sign_as_it_waits(pages.installation, actor(PLACE, Role.SIGNATORY), found)
    return found


def records_check(app: AppTest) -> None:
    app.date_input[0].set_value(NOW.date())
    app.text_area[-1].set_value("A neighbouring council read ten plans.")


def names_a_deputy(app: AppTest) -> None:
    next(box for box in app.selectbox if box.label == checklist.DEPUTY_WHO).set_value(
        person_id(PLACE, Role.DATA_OFFICER)
    )
    for box in app.date_input:
        box.set_value(NOW.date())
    app.text_input[-1].set_value("On leave.")


STEPS = {
    Act.LOAD_RETURN: Step("officer_load", words_officers.LOAD_BUTTON, fill=upload),
    Act.CONFIRM_RETURN: Step("officer_returns", "Confirm the week"),
    Act.WITHDRAW_LOAD: Step(
        "officer_returns",
        words_officers.WITHDRAW_BUTTON,
        fill=lambda app: app.radio[0].set_value("counted_twice"),
    ),
    Act.PROPOSE: Step("officer_declare", declare.PROPOSE, drafts(form.DECLARE), query={"draft": "{}", "step": "6"}),
    Act.RAISE_LEVEL: Step("officer_declare", declare.PROPOSE, drafts(form.RAISE), query={"draft": "{}", "step": "2"}),
    Act.SIGN: Step("officer_sign", declare.SIGN, propose, query={"id": "{}"}),
    Act.SEND_BACK: Step(
        "officer_sign",
        declare.SEND_BACK,
        propose,
        query={"id": "{}"},
        fill=lambda app: app.text_input[0].set_value("Unclear."),
    ),
    Act.WRITE_VIEW: Step("officer_view", words_officers.VIEW_BUTTON, propose, sees_view, {"id": "{}"}),
    Act.RECORD_CHECK: Step("officer_view", words_officers.CHECK_BUTTON, decided, records_check, {"id": "{}"}),
    Act.PUBLISH_STATEMENT: Step(
        "officer_reply", words_officers.REPLY_BUTTON, fill=lambda app: app.text_area[0].set_value("We act.")
    ),
    Act.REQUEST_CORRECTION: Step(
        "officer_reply", words_officers.REQUEST_BUTTON, fill=lambda app: app.text_area[-1].set_value("Wrong.")
    ),
    Act.SAY_HOW_COUNTED: Step(
        "officer_counting", words_officers.COUNTING_BUTTON, fill=lambda app: app.radio[0].set_value("as_the_rule")
    ),
    Act.NAME_DEPUTY: Step("officer_desk", checklist.DEPUTY_BUTTON, fill=names_a_deputy),
    Act.MANAGE_PEOPLE: Step("officer_people", words_people.DO),
    Act.MAKE_TOKEN: Step("officer_tokens", words_tokens.MAKE_BUTTON),
    Act.END_TOKEN: Step("officer_tokens", words_tokens.END_BUTTON, token, query={"which": "{}"}),
}
READS = {
    Act.READ_EXACT: ("officer_moves", words_officers.MOVES_INTRO),
    Act.SAVE_PART: ("officer_form", words_form.KEPT_AT_ONCE),
    Act.READ_RECORD: ("officer_record", words_people.RECORD_INTRO),
}
COMMAND_LINE = {Act.LOAD_PUBLICATION, Act.PUBLISH, Act.ANSWER_REQUEST}
ADMINISTRATORS_THERE = {Act.REDACT}
"""Done on the machine too, by officers who prove who they are."""
IDENTITIES = [(role, place) for role in ROLES for place in (PLACE, OTHER)]


def entries(pages: Pages) -> int:
    with reading(pages.installation.engine) as connection:
        return record.size(connection)


def pressed(app: AppTest, button: str) -> AppTest:
    next(b for b in read_for_names(app).button if b.label.startswith(button)).click()
    return checked(app.run())


def test_every_act_has_a_page_or_is_for_the_command_line_alone() -> None:
    assert {*STEPS, *READS, *COMMAND_LINE, *ADMINISTRATORS_THERE, Act.READ_EARLY} == set(Act)
    assert all(TABLE[act, role] == "–" for act in COMMAND_LINE for role in ROLES)


@pytest.mark.slow
@pytest.mark.parametrize("act", STEPS)
def test_a_click_does_the_act_for_whom_the_table_names_and_nothing_for_anybody_else(pages: Pages, act: Act) -> None:
    """The page is opened and filled in by somebody who may; then the same click arrives from every other role and from
    the same role of another council, whose sessions are as fresh and as good. Whoever brings a file with rows of
    another council reads its name."""
    step = STEPS[act]
    query = {name: step.first(pages) if value == "{}" else value for name, value in step.query.items()}
    may = next(role for role in ROLES if allowed(act, role, own=True))
    tokens = {(role, place): pages.sign_in(role, place) for role, place in IDENTITIES}

    def be(role: Role, place=PLACE) -> None:
        pages.cookies = {cookie_name(demonstration=False): tokens[role, place]}

    be(may)
    app = pages.open(step.page, **query)
    for role, place in IDENTITIES:
        if allowed(act, role, own=place is PLACE):
            continue
        be(may)
        step.fill(app)
        checked(app.run())
        be(role, place)
        before = entries(pages)
        app = pressed(app, step.button)
        assert entries(pages) == before, (role, place)
        assert not app.success, (role, place)
        assert place is PLACE or act is Act.LOAD_RETURN or PLACE.name not in said(app), (role, place)
        be(may)
        app = pages.open(step.page, **query)
    step.fill(app)
    checked(app.run())
    before = entries(pages)
    app = pressed(app, step.button)
    assert app.success
    assert entries(pages) > before


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in OFFICER_PAGES if page.act], ids=lambda page: page.address)
def test_a_page_is_for_whoever_may_do_its_act_somewhere_and_refuses_others_in_words(pages: Pages, page) -> None:
    """In the menu, and when its address is typed in."""
    act = Act(page.act)
    propose(pages)
    for role in ROLES:
        pages.sign_in(role)
        app = pages.open(page.script.removesuffix(".py"))
        refused = [i.value for i in app.info if i.value in {words_officers.NOT_YOURS, words_officers.NO_COUNCILS}]
        may = allowed(act, role, own=True)
        assert bool(refused) is not may, role
        assert may or not (app.button or app.text_area or app.selectbox or app.get("file_uploader")), role
        assert in_menu(page, Signed(role)) is may
    assert not in_menu(page, None)


@pytest.mark.slow
@pytest.mark.parametrize("act", READS)
def test_what_may_be_read_is_shown_to_whom_the_table_names(pages: Pages, act: Act) -> None:
    """An auditor of another council reads the record, which is of none, and no figure."""
    page, shown = READS[act]
    for role, place in IDENTITIES:
        pages.sign_in(role, place)
        text = said(pages.open(page, council=PLACE.code))
        assert (shown in text) is allowed(act, role, own=True), (role, place)
        assert place is PLACE or act in OF_NO_COUNCIL or PLACE.name not in text


def test_figures_nobody_has_released_are_shown_only_to_those_who_are_named_in_public(pages: Pages) -> None:
    load(pages.installation, by=actor(PLACE, Role.DATA_OFFICER), source_id="weekly-return", data=NEW, name="r.csv")
    for role in ROLES:
        if allowed(Act.READ_EXACT, role, own=True):
            pages.sign_in(role)
            early = "(333 of " in said(pages.open("officer_moves"))
            assert early is allowed(Act.READ_EARLY, role, own=True), role


def test_a_signatory_whom_the_proposer_manages_is_told_so_on_the_page(pages: Pages) -> None:
    found = propose(pages)
    with writing(pages.installation.engine) as connection:
        people.change(connection, person_id(PLACE, Role.SIGNATORY), managed_by=person_id(PLACE, Role.DIRECTOR))
    pages.sign_in(Role.SIGNATORY)
    app = pressed(pages.open("officer_sign", id=found), declare.SIGN)
    assert "manages you, so someone else must sign it" in app.error[0].value
    assert declaring.waiting(pages.installation, found)


@dataclass(frozen=True)
class Signed:
    """As much of somebody signed in as the menu asks."""

    role: Role

    @property
    def actor(self) -> Actor:
        return actor(PLACE, self.role)
