"""The officers' page about how their council counts."""

from datetime import date, timedelta

import time_machine

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.release.site import current
from pressure.store.releases import DEMONSTRATION
from pressure.words.officers import pages as words
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, read_for_names
from tests.pages.test_officer_load import press

ASKED = {"figure": "wl_assess_rate", "question": "clock_stops"}


def test_a_council_that_answered_nothing_is_told_what_to_do(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = pages.open("officer_counting")
    assert "has not said how it counts this. Choose the answer that is true now" in said(page)
    assert "not answered" in said(page)


def test_an_answer_is_kept_and_public_with_the_weekly_release(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = pages.open("officer_counting", **ASKED)
    assert "It does not stop when a worker is given the case" in said(page), "the counting rule stands beside it"
    page.radio[0].set_value("at_allocation")
    page = press(page, words.COUNTING_BUTTON)
    assert page.success[0].value == words.COUNTING_DONE
    assert "When a worker is given the case." in said(pages.open("officer_counting", **ASKED))

    publish(pages.installation, by=OPERATOR, track=DEMONSTRATION)
    notice = current(pages.installation.site_dir / "demo").read(f"councils/{PLACE.code}/index.html")
    assert b"When a worker is given the case." in notice


def test_a_change_asks_why_and_from_when_and_keeps_what_was_said(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_counting", **ASKED)
    page.radio[0].set_value("at_allocation")
    press(page, words.COUNTING_BUTTON)
    with time_machine.travel(NOW + timedelta(hours=1)):
        pages.sign_in(Role.DIRECTOR)
        page = pages.open("officer_counting", **ASKED)
        page.radio[0].set_value("as_the_rule")
        page.radio[1].set_value("changed").run()
        page = press(page, words.COUNTING_BUTTON)
        assert "Give the day from which you count so" in page.error[0].value
        page.date_input[0].set_value(date(2026, 9, 7))
        page = press(page, words.COUNTING_BUTTON)
        assert page.success
        page = pages.open("officer_counting", **ASKED)
    assert "7 September 2026" in said(page)
    assert f"What {PLACE.name} said before" in said(page)


def test_own_words_are_read_for_names(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER)
    page = pages.open("officer_counting", figure="wl_assess_rate", question="area")
    page.radio[0].set_value("part")
    page.text_area[0].set_value("The north has lists of its own.").run()
    button = next(b for b in page.button if b.label == words.COUNTING_BUTTON)
    assert "names no person" in button.click().run().error[0].value
    next(b for b in read_for_names(page).button if b.label == words.COUNTING_BUTTON).click()
    assert page.run().success


def test_nobody_sees_another_councils_page_or_one_they_may_not_answer_on(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    assert PLACE.name not in said(pages.open("officer_counting", council=PLACE.code))
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_counting")
    assert words.NOT_YOURS in [info.value for info in page.info]
    assert not page.button
