"""The officers' start page: what is due, late and missing, and what waits for a decision."""

import itertools
import re
from datetime import timedelta

import time_machine

from pressure.access.permissions import Role
from pressure.access.sessions import end_session
from pressure.actions.declarations import declaring
from pressure.demo.events import _text, sign_as_it_waits
from pressure.demo.places import actor
from pressure.domain.moments import day_of
from pressure.release.site import current
from pressure.store import people
from pressure.store.engine import writing
from pressure.words.shell import OFFICER_PAGES, PAGES
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, checked

WARDS = itertools.count(1)


def propose(pages: Pages, measure: str = "reduced_risk_reviews") -> str:
    at = pages.installation.now()
    return declaring.propose(
        pages.installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        measure_id=measure,
        text=_text(PLACE, measure, at, pages.installation.book()) | {"area": f"Ward {next(WARDS)}"},
        starts_at=at,
        review_by=day_of(at) + timedelta(days=10),
    )


def test_nobody_sees_anything_without_signing_in_and_is_led_back_afterwards(pages: Pages) -> None:
    page = pages.open("officer_desk")
    assert "/sign-in?next=%2Fapp%2Fofficer-desk" in said(page)
    assert PLACE.name not in said(page)


def test_a_director_sees_the_return_of_their_council_and_of_no_other(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    text = said(pages.open("officer_desk"))
    assert PLACE.name in text
    assert OTHER.name not in text
    assert re.search(r"Level \d of 4: [A-Z][a-z ]+\. All sent\.", text)
    assert "Not confirmed" in text


def test_a_return_that_did_not_come_is_due_and_after_tuesday_noon_late(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    assert "Due by midday on Tuesday 8 September 2026" in said(pages.open("officer_desk"))
    with time_machine.travel(NOW + timedelta(hours=3)):
        pages.sign_in(Role.DATA_OFFICER, OTHER)
        assert "Late: it was due by midday on Tuesday 8 September 2026" in said(pages.open("officer_desk"))


def test_a_signatory_finds_the_proposal_waiting_and_its_director_finds_it_waiting_for_another(pages: Pages) -> None:
    found = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_desk")
    assert "One thing waits for you." in said(page)
    assert "Fewer or shorter reviews of risk" in said(page)
    assert f'class="button" href="/app/officer-sign?id={found}"' in said(page)
    pages.sign_in(Role.DIRECTOR)
    text = said(pages.open("officer_desk"))
    assert "Waiting for someone else&#39;s signature" in text
    assert "officer-sign" not in text


def test_a_review_is_shown_with_its_date_and_says_so_once_it_is_overdue(pages: Pages) -> None:
    found = propose(pages)
    sign_as_it_waits(pages.installation, actor(PLACE, Role.SIGNATORY), found)
    pages.sign_in(Role.AUDITOR)
    text = said(pages.open("officer_desk"))
    assert "Friday 18 September 2026" in text
    assert "overdue" not in text
    with time_machine.travel(NOW + timedelta(days=12)):
        pages.sign_in(Role.AUDITOR)
        assert "This review is overdue" in said(pages.open("officer_desk"))


def test_an_administrator_has_no_figures_on_their_desk(pages: Pages) -> None:
    pages.sign_in(Role.ADMINISTRATOR)
    page = pages.open("officer_desk")
    assert "None of your roles lets you see figures" in said(page)


def test_the_next_click_is_refused_after_signing_out_elsewhere_being_disabled_or_idle(pages: Pages) -> None:
    """In a page that is already open."""
    token = pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_desk")
    end_session(pages.installation.engine, token, pages.installation.now())
    assert PLACE.name not in said(checked(page.run()))
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_desk")
    with writing(pages.installation.engine) as connection:
        people.disable(connection, f"{PLACE.code}-director", pages.installation.now())
    assert PLACE.name not in said(checked(page.run()))


def test_no_two_pages_have_the_same_title() -> None:
    """The menu finds a page by it."""
    titles = [page.title for page in (*PAGES, *OFFICER_PAGES)]
    assert len(titles) == len(set(titles))


def test_the_desk_and_the_public_page_lead_to_the_brief_for_members(pages: Pages) -> None:
    address = f"/demo/councils/{PLACE.code}/brief/"
    pages.sign_in(Role.DIRECTOR)
    assert address in said(pages.open("officer_desk"))
    assert (
        f'href="{address}"'
        in current(pages.installation.site_dir / "demo").read(f"councils/{PLACE.code}/index.html").decode()
    )
