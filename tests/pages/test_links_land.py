"""Every link of the desk, of the officers' pages and of their mails opens for whoever is given it, and is about the
same thing: the council, the week, the declaration, the proposal."""

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.actions.desk import links
from pressure.actions.reminders.reminding import reminders
from pressure.demo.places import actor
from pressure.words.officers import pages as words
from pressure.words.officers import people as people_words
from pressure.words.shell import OFFICER_PAGES
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages
from tests.pages.test_effects import STAGE_2, STAGE_3, raised
from tests.pages.test_officer_acts import ROLES
from tests.pages.test_officer_declare import SIGNATORY, sign
from tests.pages.test_officer_desk import propose

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


def given(pages: Pages, role: Role) -> set[str]:
    """Every address of ours on the desk of a role, on what it leads to, and in its mails."""
    by = actor(PLACE, role)
    mails = " ".join(one.text for one in reminders(pages.installation, by))
    found = {urlsplit(one).path + "?" + urlsplit(one).query for one in re.findall(r"\S*/app/officer-\S+", mails)}
    found |= set(TO_US.findall(html.unescape(said(pages.open("officer_desk")))))
    return {one.rstrip("?.") for one in found}


@pytest.mark.parametrize("role", ROLES)
def test_every_link_opens_for_whoever_is_given_it_and_is_about_the_same(pages: Pages, role: Role) -> None:
    busy(pages)
    pages.sign_in(role)
    for address in sorted(given(pages, role)):
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
    pages.sign_in(role)
    to = {urlsplit(one).path for one in given(pages, role)}
    least = {
        Role.DIRECTOR: {links.DECLARE, links.RETURNS},
        Role.DEPUTY_DIRECTOR: {links.DECLARE, links.RETURNS},
        Role.SIGNATORY: {links.SIGN},
        Role.PRINCIPAL_SOCIAL_WORKER: {links.VIEW},
        Role.DEPUTY: {links.VIEW},
        Role.AUDITOR: {links.RECORD},
        Role.ADMINISTRATOR: {links.PEOPLE},
    }
    assert to >= least.get(role, set())
    acts = {f"/app/{page.address}": page.act for page in OFFICER_PAGES}
    held = actor(PLACE, role)
    assert all(not acts[one] or held.councils_for(acts[one]) for one in to)


def test_the_form_of_a_return_stands_behind_one_function(pages: Pages) -> None:
    """So that it can be switched on at one place."""
    week = links.return_form(OTHER.code, pages.installation.now().date())
    assert urlsplit(week).path == links.FORM
    assert dict(parse_qsl(urlsplit(week).query)) == {
        "council": OTHER.code,
        "week": pages.installation.now().date().isoformat(),
    }


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
    (address,) = (one for one in given(pages, Role.DIRECTOR) if "kind=raise" in one)
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
