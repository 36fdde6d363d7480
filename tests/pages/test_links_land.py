"""Every link of the desk, of the officers' pages and of their mails opens for whoever is given it, and is about the
same thing: the council, the week, the declaration, the proposal."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from pressure.access.permissions import TEAMS, Actor, Role
from pressure.access.sessions import actor_of
from pressure.actions.declarations import declaring
from pressure.actions.desk import links
from pressure.actions.reminders.reminding import reminders
from pressure.actions.return_form import drafting
from pressure.actions.return_form.questions import Answer
from pressure.demo.places import Place, actor, person_id
from pressure.store.engine import reading
from pressure.words.officers import pages as words
from pressure.words.officers import people as people_words
from pressure.words.shell import OFFICER_PAGES
from tests.installations import SUNDAY
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages
from tests.pages.test_effects import STAGE_2, STAGE_3, raised
from tests.pages.test_officer_acts import ROLES as OFFICES
from tests.pages.test_officer_acts import deputise
from tests.pages.test_officer_declare import SIGNATORY, sign
from tests.pages.test_officer_desk import propose

ROLES = (*OFFICES, Role.DEPUTY_DIRECTOR)
SCRIPTS = {f"/app/{page.address}": page.script.removesuffix(".py") for page in OFFICER_PAGES}
REFUSED = {words.NOT_YOURS, words.NO_COUNCILS, words.VIEW_NONE}
TO_US = re.compile(r'href="(/app/officer-[^"]+)"')


def busy(pages: Pages) -> None:
    """Something of every kind: in force and soon to be looked at, waiting, waiting for a view, sent back twice, a level
    raised in force."""
    sign(pages, propose(pages, STAGE_2))
    sign(pages, raised(pages, 4))
    back = (propose(pages, STAGE_2), propose(pages, "longer_periods_alone"))
    for own in back:
        declaring.send_back(
            pages.installation,
            by=SIGNATORY,
            declaration_id=own,
            text_sha256=declaring.waiting(pages.installation, own)[1],
            reason="Say where.",
        )
    propose(pages, STAGE_3)
    propose(pages, "fewer_or_shorter_visits")


def signed_in(pages: Pages, role: Role, place: Place = PLACE) -> Actor:
    """Whoever holds a role; a deputy director is the officer whom the director has named."""
    named = role is Role.DEPUTY_DIRECTOR
    if named:
        deputise(pages, actor(place, Role.DIRECTOR), place)
    who = person_id(place, Role.DATA_OFFICER if named else role)
    pages.sign_in_as(who)
    with reading(pages.installation.engine) as connection:
        return actor_of(connection, who, pages.installation.now())


def given(pages: Pages, by: Actor) -> set[str]:
    """Every address of ours on somebody's desk, and in their mails."""
    mails = " ".join(one.text for one in reminders(pages.installation, by))
    found = {urlsplit(one).path + "?" + urlsplit(one).query for one in re.findall(r"\S*/app/officer-\S+", mails)}
    found |= set(TO_US.findall(html.unescape(said(pages.open("officer_desk")))))
    return {one.rstrip("?.") for one in found}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_opens_for_whoever_is_given_it_and_is_about_the_same(pages: Pages, role: Role) -> None:
    busy(pages)
    for address in sorted(given(pages, signed_in(pages, role))):
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        page = pages.open(SCRIPTS[parts.path], **asked)
        text = said(page)
        assert not {i.value for i in page.info} & REFUSED, address
        assert "does not have what was asked for any more" not in text, address
        for name in ("id", "which", "council"):
            if name in asked and page.selectbox:
                held = {box.value for box in page.selectbox}
                assert asked[name] in held or name == "council", address
        if "council" in asked:
            assert PLACE.name in text or PLACE.name in str([b.options for b in page.selectbox]), address
        if "kind" in asked:
            assert page.selectbox(key="kind").value == asked["kind"], address


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_given_what_it_is_for_and_nothing_it_may_not_do(pages: Pages, role: Role) -> None:
    busy(pages)
    held = signed_in(pages, role)
    to = {urlsplit(one).path for one in given(pages, held)}
    least = {
        Role.DIRECTOR: {links.DECLARE, links.RETURNS, links.COUNTING, links.TOKENS},
        Role.DEPUTY_DIRECTOR: {links.DECLARE, links.RETURNS, links.COUNTING},
        Role.DATA_OFFICER: {links.COUNTING, links.TOKENS},
        Role.SIGNATORY: {links.SIGN},
        Role.PRINCIPAL_SOCIAL_WORKER: {links.VIEW},
        Role.DEPUTY: {links.VIEW},
        Role.AUDITOR: {links.RECORD},
        Role.ADMINISTRATOR: {links.PEOPLE, links.TOKENS},
        **{team: {links.FORM} for team in TEAMS},
    }
    assert to >= least[role]
    acts = {f"/app/{page.address}": page.act for page in OFFICER_PAGES}
    assert all(not acts[one] or held.councils_for(acts[one]) for one in to)


@pytest.mark.parametrize("role", [Role.DATA_OFFICER, Role.DIRECTOR, Role.DEPUTY_DIRECTOR])
def test_whoever_sends_a_return_is_offered_both_ways_by_their_names(pages: Pages, role: Role) -> None:
    """In the checklist, on the board, beside the council and in the mail."""
    by = signed_in(pages, role, OTHER)
    text = html.unescape(said(pages.open("officer_desk")))
    ways = {links.return_form(OTHER.code, SUNDAY): "Type the return", links.send_file(OTHER.code): "Send a file"}
    for address, name in ways.items():
        assert len(re.findall(rf'href="{re.escape(address)}"[^>]*>{name}<', text)) >= 3
    (mail,) = (one.text for one in reminders(pages.installation, by) if one.about.startswith("due"))
    assert all(f"{name.lower()}: " in mail.lower() and address in mail for address, name in ways.items())
    assert OTHER.name in said(pages.open("officer_load", council=OTHER.code))


@pytest.mark.parametrize("team", sorted(TEAMS))
def test_a_team_is_led_to_its_own_questions_until_all_are_answered(pages: Pages, team: Role) -> None:
    by = signed_in(pages, team, OTHER)
    text = said(pages.open("officer_desk"))
    assert words.NO_COUNCILS not in text
    form = drafting.opened(pages.installation, by=by, council_code=OTHER.code, week_ending=SUNDAY)
    if form.unanswered:
        assert f"To do: Answer your questions for the week ending 6 September 2026 at {OTHER.name}" in text
        assert links.return_form(OTHER.code, SUNDAY) in html.unescape(text)
    else:
        assert "Done: None of your questions is asked for the week ending 6 September 2026" in text
    for question in form.unanswered:
        answer = Answer(numerator="12", denominator="40" if question.of else "")
        drafting.save(
            pages.installation,
            by=by,
            council_code=OTHER.code,
            week_ending=SUNDAY,
            question_id=question.id,
            answer=answer,
            seen=None,
        )
    assert "To do:" not in said(pages.open("officer_desk"))


def test_a_level_that_was_to_be_raised_and_was_sent_back_is_proposed_again_with_its_words(pages: Pages) -> None:
    own = raised(pages, 4)
    declaring.send_back(
        pages.installation,
        by=SIGNATORY,
        declaration_id=own,
        text_sha256=declaring.waiting(pages.installation, own)[1],
        reason="Say which home.",
    )
    pages.sign_in(Role.DIRECTOR)
    (address,) = (one for one in given(pages, actor(PLACE, Role.DIRECTOR)) if "kind=raise" in one)
    page = pages.open("officer_declare", **dict(parse_qsl(urlsplit(address).query)))
    next(b for b in page.button if b.label == "Start a draft").click()
    page.run()
    draft = page.query_params["draft"]
    assert page.text_area(key=f"{draft}.reason").value == "A home closes."
    assert page.selectbox(key=f"{draft}.level").value == "4"


def test_an_administrator_lands_on_what_they_are_for(pages: Pages) -> None:
    pages.sign_in(Role.ADMINISTRATOR)
    text = said(pages.open("officer_desk"))
    assert "As administrator" in text
    assert "have not set up how they sign in" in text
    assert people_words.PEOPLE_INTRO in said(pages.open("officer_people", council=PLACE.code))


def test_a_signatory_who_comes_second_is_told_that_it_was_signed(pages: Pages) -> None:
    own = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=own)
    sign(pages, own)
    again = pages.open("officer_sign", id=own)
    assert f"{own} was signed by the signatory at" in again.info[0].value
    assert "lapses after" not in said(again)
    assert not page.info
    assert "was signed" not in said(pages.open("officer_sign", id=f"{PLACE.code}-99"))
