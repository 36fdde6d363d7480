"""Exact figures for a council's own officers, and for nobody else."""

import pytest

from pressure.access.permissions import Role
from pressure.actions.loading import load
from pressure.actions.looking import look
from pressure.demo.places import HUB, actor
from pressure.domain.declarations import Refusal
from pressure.view.moves_page import moves
from tests.installations import SUNDAY, return_of
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages


def test_points_by_measure_add_up_from_last_week_to_now(pages: Pages) -> None:
    """The waterfall ends where the rating stands."""
    load(pages.office, by=HUB, source_id="weekly-return", name="r.csv",
         data=return_of(PLACE, SUNDAY, wl_assess_rate="1200"))
    seen = look(pages.office, by=actor(PLACE, Role.DIRECTOR), council_code=PLACE.code)
    found = moves(seen.now, seen.before)
    assert found.steps
    assert found.start + sum(change for _, change in found.steps) == seen.now["points"]
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_moves")
    assert page.get("plotly_chart")[0].proto.alt
    assert "+" in said(page)


def test_distances_and_gaps_are_exact(pages: Pages) -> None:
    pages.sign_in(Role.SIGNATORY)
    text = said(pages.open("officer_moves"))
    assert "To a worse band" in text
    assert "per 100,000 adults" in text
    assert "Exact figures, for officers only" in text


def test_no_officer_of_another_council_can_look(pages: Pages) -> None:
    """Not by the address either."""
    with pytest.raises(Refusal):
        look(pages.office, by=actor(OTHER, Role.DIRECTOR), council_code=PLACE.code)
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_moves", council=OTHER.code)
    assert OTHER.name not in said(page)
    assert OTHER.name not in page.selectbox[0].options


def test_an_administrator_sees_no_figures(pages: Pages) -> None:
    pages.sign_in(Role.ADMINISTRATOR)
    assert pages.open("officer_moves").info[0].value.startswith("You hold no role")
