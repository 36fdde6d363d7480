"""Exact figures for a council's own officers, and for nobody else."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import Role
from pressure.actions.ratings.exact_ratings import look
from pressure.actions.ratings.rating import rate_council
from pressure.actions.returns.loading import load
from pressure.demo.places import HUB, actor
from pressure.domain.rating.points import level_from_points
from pressure.domain.refusals import Refusal
from pressure.shell.officers.moves import moves
from pressure.store import readings
from pressure.store.engine import writing
from tests.installations import SUNDAY, return_of
from tests.level_cases import BOOK
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages


def test_points_by_measure_add_up_from_last_week_to_now(pages: Pages) -> None:
    """The waterfall ends where the rating stands."""
    load(
        pages.installation,
        by=HUB,
        source_id="weekly-return",
        name="r.csv",
        data=return_of(PLACE, SUNDAY, wl_assess_rate="1200"),
    )
    seen = look(pages.installation, by=actor(PLACE, Role.DIRECTOR), council_code=PLACE.code)
    found = moves(seen.now, seen.before, BOOK)
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


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("wl_assess_rate", 1200),
        ("wl_assess_rate", 1202),
        ("wl_over_6m_share", 73),
        ("wl_care_start_rate", 138),
        ("cap_homecare_unfilled", 811),
    ],
)
def test_the_count_beside_a_distance_is_exactly_enough_and_one_fewer_is_not(
    pages: Pages, name: str, count: int
) -> None:
    """An officer plans with people, not with rates: also where a count is rounded first, or is of a block of weeks."""
    director = actor(PLACE, Role.DIRECTOR)
    load(
        pages.installation,
        by=HUB,
        source_id="weekly-return",
        name="r.csv",
        data=return_of(PLACE, SUNDAY, **{name: str(count)}),
    )
    seen = look(pages.installation, by=director, council_code=PLACE.code).now
    measure = next(m for m in seen["measures"] if m["measure_id"] == name)
    row = next(r for r in moves(seen, seen, BOOK).distances if r[0][0].startswith(measure["title"]))
    assert row[1][0].endswith(f"({measure['numerator']:,} of {measure['denominator']:,})")
    counts = [re.search(r"\(([\d,]+) (?:more|fewer)\)", row[place][0]) for place in (3, 4)]
    more, fewer = (int(found[1].replace(",", "")) for found in counts if found)
    bands = {}
    for change in (more, more - 1, -fewer, 1 - fewer):
        with writing(pages.installation.engine) as connection:
            rating = rate_council(
                pages.installation,
                connection,
                PLACE.code,
                at=pages.installation.now(),
                known_at=pages.installation.now(),
                more=[other(connection, name, change)],
            ).rating
        bands[change] = next(r.band for r in rating.reasons if r.measure.id == name)
    band = measure["band"]
    assert bands == {more: band + 1, more - 1: band, -fewer: band - 1, 1 - fewer: band}


def other(connection, name: str, change: int):  # type: ignore[no-untyped-def]
    """The figure as it would be with so many more people."""
    last = readings.last_return(connection, PLACE.code, before=SUNDAY + timedelta(days=7))[name]
    return replace(last, numerator=last.numerator + change, recorded_at=last.recorded_at + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("points", "possible", "said"),
    [
        (14, 63, "1 more would be level 2"),
        (15, 63, "17 more would be level 3; 1 fewer would be level 1"),
        (46, 63, "1 fewer would be level 3"),
        (63, 63, "18 fewer would be level 3"),
        (10, 45, "1 more would be level 2"),
    ],
)
def test_the_points_to_the_next_level_are_those_of_the_method(points: int, possible: int, said: str) -> None:
    level = level_from_points(points, possible, BOOK.cuts)
    now = {
        "level_points": level,
        "level_published": level,
        "points": points,
        "points_possible": possible,
        "measures": [],
        "nation_code": "",
        "status": "not_rated",
        "deciding_rule": None,
        "why_no_level": None,
        "not_sent": [],
        "families": {family.id: {"level": None, "points": 0, "points_possible": 0} for family in BOOK.families},
        "register": [],
        "raised": None,
        "will_be": None,
        "what_would_change": [],
    }
    assert moves(now, now, BOOK).edges == f"From points alone: {said}."


def test_no_officer_of_another_council_can_look(pages: Pages) -> None:
    """Not by the address either."""
    with pytest.raises(Refusal):
        look(pages.installation, by=actor(OTHER, Role.DIRECTOR), council_code=PLACE.code)
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_moves", council=OTHER.code)
    assert OTHER.name not in said(page)
    assert OTHER.name not in page.selectbox[0].options


def test_an_administrator_sees_no_figures(pages: Pages) -> None:
    pages.sign_in(Role.ADMINISTRATOR)
    assert pages.open("officer_moves").info[0].value.startswith("None of your roles")
