"""The page of a rehearsal: time goes on by a click, nobody is signed out by it, and a winter is sent week by week."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pressure import clock
from pressure.access.permissions import Role
from pressure.access.sessions import cookie_name
from pressure.actions.rehearsal import winter
from pressure.settings import settings
from pressure.web.sign_in import session
from pressure.words.officers import rehearsal as words
from pressure.words.shell import OFFICER_PAGES
from tests.pages.conftest import said
from tests.pages.officer_cases import PLACE, Pages
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press

PAGE = next(page for page in OFFICER_PAGES if page.script == "officer_rehearsal.py")


@pytest.fixture
def set_clock(pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Officers of an invented council where the clock is set and everything is practice."""
    clock.write(tmp_path / "clock", pages.installation.now())
    clock.follow(tmp_path / "clock")
    monkeypatch.setattr(settings, "rehearsal", True)
    monkeypatch.setattr(settings, "outbox_dir", tmp_path / "outbox")
    monkeypatch.setattr(settings, "reminders_from", "rehearsal@rehearsal.invalid")
    monkeypatch.setattr(settings, "demonstration", True)
    yield pages
    clock.follow(None)


def sign_in(pages: Pages, role: Role) -> None:
    """As a demonstration's browser has it."""
    token = pages.sign_in(role)
    pages.cookies = {cookie_name(demonstration=True): token}


def test_where_the_clock_is_the_real_one_there_is_nothing_to_do(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    app = pages.open("officer_rehearsal")
    assert words.NO_REHEARSAL in said(app)
    assert not app.button
    assert not session.in_menu(PAGE, session.signed_in(pages.cookies))


def test_a_day_passes_by_a_click_and_whoever_clicked_stays_signed_in(set_clock: Pages) -> None:
    propose(set_clock)
    sign_in(set_clock, Role.SIGNATORY)
    before = clock.now()
    app = press(set_clock.open("officer_rehearsal"), words.GO)
    assert app.success
    assert "9 September 2026" in app.warning[0].value
    assert timedelta(hours=23) < clock.now() - before < timedelta(hours=25)
    app = set_clock.open("officer_desk")
    assert "Signed in as" in said(app)
    assert session.in_menu(PAGE, session.signed_in(set_clock.cookies))


def test_every_page_below_app_says_that_it_is_a_rehearsal(set_clock: Pages) -> None:
    sign_in(set_clock, Role.DIRECTOR)
    for page in ("officer_desk", "officer_moves", "officer_rehearsal"):
        assert "This is a rehearsal." in said(set_clock.open(page)), page


def test_a_made_up_winter_is_sent_a_week_at_a_time(set_clock: Pages) -> None:
    """And a second click in the same week sends nothing."""
    sign_in(set_clock, Role.DATA_OFFICER)
    clock.set_to(clock.now() + timedelta(days=7))
    sign_in(set_clock, Role.DATA_OFFICER)
    app = press(set_clock.open("officer_rehearsal"), words.WINTER_GO)
    assert "Sent: week 1 of 10" in app.success[0].value
    app = set_clock.open("officer_rehearsal")
    assert "Move the clock on" in said(app)
    assert [b.label for b in app.button] == [words.GO]
    assert len(winter.before(set_clock.installation, PLACE.code)[1]) == 1


def test_letters_are_seen_and_none_is_sent(set_clock: Pages) -> None:
    sign_in(set_clock, Role.DIRECTOR)
    assert words.MAIL_NONE in said(set_clock.open("officer_rehearsal"))
