"""Tokens on their page: how to begin, the token once, until when it works, and its end."""

from datetime import timedelta

import pytest

from pressure.access import council_tokens as access
from pressure.access.permissions import OPERATOR, Role
from pressure.actions.reminders.reminding import reminders
from pressure.actions.tokens import managing, sending
from pressure.demo.places import actor
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.words.officers import pages as words_officers
from pressure.words.officers import tokens as words
from tests.installations import SUNDAY, return_of
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages, checked
from tests.pages.test_officer_load import press


def test_without_a_token_the_page_says_how_to_begin(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    app = pages.open("officer_tokens")
    assert words.NONE in said(app)
    assert [b.label for b in app.button] == [words.MAKE_BUTTON]


def test_a_token_is_shown_once_with_a_line_to_copy(pages: Pages) -> None:
    """And never again; the example lines hold no token and this installation's own address."""
    pages.sign_in(Role.DATA_OFFICER)
    app = press(pages.open("officer_tokens"), words.MAKE_BUTTON)
    token = app.code[0].value
    assert access.is_one(token)
    assert app.code[1].value == words.TRY_LINE.format(token=token, address=settings.public_address)
    found = sending.sender(pages.installation, token)
    assert found.token_id in said(app)
    app = checked(app.run())
    shown = said(app) + "".join(c.value for c in app.code)
    assert token not in shown
    assert access.PREFIX not in shown
    assert f"{settings.public_address}/returns?dry_run=1" in shown


def test_an_administrator_ends_a_token_and_makes_none(pages: Pages) -> None:
    """So nobody holds a token that does more than they may."""
    made = managing.make(pages.installation, by=actor(PLACE, Role.DATA_OFFICER), council_code=PLACE.code)
    elsewhere = managing.make(pages.installation, by=OPERATOR, council_code=OTHER.code)
    pages.sign_in(Role.ADMINISTRATOR)
    app = pages.open("officer_tokens")
    assert words.NOT_MAKING in said(app)
    assert elsewhere.token_id not in said(app)
    app = press(app, words.END_BUTTON)
    assert app.success[0].value == words.END_DONE
    assert words.OVER["ended"] in said(app)
    with pytest.raises(access.TokenOver):
        sending.sender(pages.installation, made.token)


def test_a_sign_in_of_an_hour_ago_makes_no_token(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, ago=60)
    app = press(pages.open("officer_tokens"), words.MAKE_BUTTON)
    assert app.error[0].value == words_officers.AGAIN
    assert managing.known(pages.installation, by=OPERATOR, council_code=PLACE.code) == []


def test_before_its_end_those_who_can_make_the_next_are_told(pages: Pages) -> None:
    """On the page and by letter, which has the day and no token."""
    officer = actor(PLACE, Role.DATA_OFFICER)
    made = managing.make(pages.installation, by=officer, council_code=PLACE.code, months=1)
    pages.installation.now = lambda: made.expires_at - timedelta(days=3)
    told = [r for r in reminders(pages.installation, officer) if "token" in r.subject]
    assert len(told) == 1
    assert made.token_id in told[0].text
    assert "/app/officer-tokens" in told[0].text
    assert made.token not in told[0].text
    for other in (actor(PLACE, Role.SIGNATORY), actor(OTHER, Role.DATA_OFFICER)):
        assert not [r for r in reminders(pages.installation, other) if "token" in r.subject]


def test_what_a_token_loaded_is_marked_on_our_returns(pages: Pages) -> None:
    made = managing.make(pages.installation, by=OPERATOR, council_code=PLACE.code)
    by = sending.sender(pages.installation, made.token)
    data = return_of(PLACE, SUNDAY, wl_assess_rate="333")
    loaded, _ = sending.send(pages.installation, by=by, data=data, name="r.csv", dry_run=False)
    pages.sign_in(Role.DIRECTOR)
    app = pages.open("officer_returns")
    assert "from the token" in said(app)
    assert words_officers.CHANGED in said(app) or words_officers.CONFIRM_HELP in said(app)
    assert loaded.load_id
    with pytest.raises(Refusal):
        managing.make(pages.installation, by=by.actor, council_code=PLACE.code)
