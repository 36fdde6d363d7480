"""The council's own words beside its level, and requests to correct."""

from datetime import timedelta

import time_machine

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import confirming
from pressure.demo.places import actor
from pressure.release.site import current
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, figures_now
from tests.pages.test_officer_declare import sign
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press

WORDS = b"Two providers have closed. We are opening a team of our own."


def page_of(pages: Pages) -> bytes:
    return current(pages.installation.site_dir / "demo").read(f"councils/{PLACE.code}/index.html")


def test_a_statement_stands_beside_the_level_as_the_councils_words_until_the_level_changes(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_reply")
    page.text_area[0].set_value(WORDS.decode()).run()
    page = press(page, "Publish the statement")
    assert page.success
    assert WORDS in page_of(pages)
    assert b"own words" in page_of(pages)
    with time_machine.travel(NOW + timedelta(hours=1)):
        sign(pages, propose(pages))
    assert WORDS not in page_of(pages)


def test_a_signatory_may_ask_for_a_correction_and_not_speak_for_the_council(pages: Pages) -> None:
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_reply")
    assert "Publish the statement" not in [b.label for b in page.button]
    page.text_area[0].set_value("The figure of 3 September was counted twice.")
    page = press(page, "Send the request")
    assert page.success
    assert "New: nobody has answered yet" in said(pages.open("officer_reply"))
    pages.sign_in(Role.DIRECTOR, OTHER)
    assert "counted twice" not in said(pages.open("officer_reply"))


def test_the_notice_says_whether_the_director_confirmed_and_silence_stops_nothing(pages: Pages) -> None:
    assert b"Not confirmed by the director." in page_of(pages)
    confirming.confirm(
        pages.installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(pages.installation),
    )
    publish(pages.installation, by=OPERATOR, track=DEMONSTRATION)
    assert b"Confirmed by the director." in page_of(pages)
    assert b",director," in current(pages.installation.site_dir / "demo").read("data/DEMO_ratings.csv")
