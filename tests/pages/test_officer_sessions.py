"""A page that is already open when the session ends, however it ends: the next click does nothing and says so, the way
back in is there, and what was typed is not lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import Role
from pressure.access.sessions import end_session, person_of, token_in
from pressure.actions.declarations import declaring
from pressure.actions.people import officers as acts
from pressure.demo.places import actor, person_id
from pressure.settings import settings
from pressure.store import people, record, tables
from pressure.store.engine import reading, writing
from pressure.web.sign_in.words import DISABLED
from pressure.words.officers.pages import AGAIN, ENDED, NOT_YOURS, SIGN_IN
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, checked
from tests.pages.test_officer_declare import drafted
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press

WORDS = "Two providers have closed. We are opening a team of our own."
ADMINISTRATOR = actor(PLACE, Role.ADMINISTRATOR)


def sign_out(pages: Pages, role: Role) -> None:
    end_session(pages.installation.engine, token_in(pages.cookies, demonstration=False), pages.installation.now())


def disable(pages: Pages, role: Role) -> None:
    acts.disable_person(pages.installation, by=ADMINISTRATOR, person_id=person_id(PLACE, role))


def revoke(pages: Pages, role: Role) -> None:
    assert acts.sign_out_everywhere(pages.installation, by=ADMINISTRATOR, person_id=person_id(PLACE, role)) == 1


def leave_alone(pages: Pages, role: Role) -> None:
    """Half an hour without a click."""
    aged(pages, last_seen_at=timedelta(minutes=settings.session_idle_minutes))


def sit_all_day(pages: Pages, role: Role) -> None:
    """Twelve hours, the last click a moment ago."""
    aged(pages, created_at=timedelta(hours=settings.session_hours))


def aged(pages: Pages, **by: timedelta) -> None:
    with writing(pages.installation.engine) as connection:
        connection.execute(
            tables.sessions.update().values({name: pages.installation.now() - age for name, age in by.items()})
        )


ENDINGS = [sign_out, disable, revoke, leave_alone, sit_all_day]
ends = pytest.mark.parametrize("end", ENDINGS, ids=lambda end: end.__name__)
Ending = Callable[[Pages, Role], None]


def entries(pages: Pages) -> int:
    with reading(pages.installation.engine) as connection:
        return record.size(connection)


def refused(pages: Pages, page: AppTest, button: str, end: Ending, role: Role) -> None:
    """End the session, then click."""
    end(pages, role)
    before = entries(pages)
    page = press(page, button)
    assert [info.value for info in page.info] == [DISABLED if end is disable else ENDED]
    assert "/sign-in?next=%2Fapp%2F" in said(page)
    assert not page.button
    assert PLACE.name not in said(page)
    assert entries(pages) == before


@ends
def test_nothing_is_signed_by_a_click_after_the_session_ended(pages: Pages, end: Ending) -> None:
    """The text, its digest and its buttons stand on the signatory's screen."""
    found = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    refused(pages, pages.open("officer_sign", id=found), "Sign this text", end, Role.SIGNATORY)
    assert declaring.waiting(pages.installation, found)


@ends
def test_words_typed_into_an_open_page_are_there_again_after_signing_in(pages: Pages, end: Ending) -> None:
    """For the same person alone; whoever may no longer sign in gets nothing back."""
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_reply")
    page.text_area[0].set_value(WORDS)
    refused(pages, page, "Publish the statement", end, Role.DIRECTOR)
    pages.sign_in(Role.SIGNATORY)
    assert WORDS not in [area.value for area in pages.open("officer_reply").text_area]
    pages.sign_in(Role.DIRECTOR)
    back = pages.open("officer_reply")
    if end is disable:
        assert not back.text_area
        return
    assert back.text_area[0].value == WORDS
    assert press(back, "Publish the statement").success
    assert WORDS not in [area.value for area in pages.open("officer_reply").text_area]


def test_after_half_an_hour_words_are_forgotten(pages: Pages) -> None:
    """They were kept in memory alone."""
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_reply")
    page.text_area[0].set_value(WORDS)
    refused(pages, page, "Publish the statement", sign_out, Role.DIRECTOR)
    with time_machine.travel(NOW + timedelta(minutes=45)):
        pages.sign_in(Role.DIRECTOR)
        assert pages.open("officer_reply").text_area[0].value == ""


@pytest.mark.parametrize(
    ("role", "address", "button"),
    [
        (Role.DIRECTOR, "officer_reply", "Publish the statement"),
        (Role.PRINCIPAL_SOCIAL_WORKER, "officer_view", "Give my view"),
    ],
)
def test_words_are_kept_while_somebody_confirms_who_they_are(
    pages: Pages, role: Role, address: str, button: str
) -> None:
    """As the page promises: nothing you have written is lost."""
    propose(pages)
    pages.sign_in(role, ago=6)
    page = pages.open(address)
    page.text_area[0].set_value(WORDS).run()
    if page.radio:
        page.radio[0].set_value("supports")
    page = press(page, button)
    assert page.error[0].value == AGAIN
    pages.sign_in(role)
    assert pages.open(address).text_area[0].value == WORDS


def test_a_field_of_a_draft_typed_at_the_very_end_is_kept_too(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_declare", draft=draft.id, step=4)
    page.text_area(key=f"{draft.id}.public_words").set_value(WORDS)
    refused(pages, page, "Save and go on", sign_out, Role.DIRECTOR)
    pages.sign_in(Role.DIRECTOR)
    back = pages.open("officer_declare", draft=draft.id, step=4)
    assert back.text_area(key=f"{draft.id}.public_words").value == WORDS
    last = press(press(back, "Save and go on"), "Save and go on")
    assert WORDS in said(last)
    assert press(last, "Propose").success


@pytest.mark.parametrize("page", ["officer_desk", "officer_load", "officer_moves", "officer_record", "officer_people"])
def test_every_page_that_only_shows_is_empty_at_the_next_click(pages: Pages, page: str) -> None:
    role = Role.DATA_OFFICER if page != "officer_people" else Role.DIRECTOR
    pages.sign_in(role)
    shown = pages.open(page)
    sign_out(pages, role)
    shown = checked(shown.run())
    assert [info.value for info in shown.info] == [ENDED]
    assert PLACE.name not in said(shown)


def test_a_role_that_was_taken_away_is_gone_at_the_next_click(pages: Pages) -> None:
    found = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=found)
    acts.take_role(
        pages.installation,
        by=ADMINISTRATOR,
        person_id=person_id(PLACE, Role.SIGNATORY),
        council_code=PLACE.code,
        role=Role.SIGNATORY,
    )
    page = press(page, "Sign this text")
    assert [info.value for info in page.info] == [NOT_YOURS]
    assert declaring.waiting(pages.installation, found)


def test_a_token_nobody_was_given_is_told_nothing_of_anybody(pages: Pages) -> None:
    """Not even that a session ended."""
    pages.cookies = {"__Host-session": "guessed"}
    assert [info.value for info in pages.open("officer_desk").info] == [SIGN_IN]


def test_a_session_of_a_person_at_another_council_survives_the_end_of_mine(pages: Pages) -> None:
    theirs = pages.sign_in(Role.DIRECTOR, OTHER)
    pages.sign_in(Role.DIRECTOR)
    revoke(pages, Role.DIRECTOR)
    assert person_of(pages.installation.engine, theirs, pages.installation.now(), pages.installation.settings)
    with reading(pages.installation.engine) as connection:
        assert people.get(connection, person_id(PLACE, Role.DIRECTOR)).disabled_at is None
