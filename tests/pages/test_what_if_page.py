"""What if: made-up figures through the real rules, linkable, never stored, never about a council."""

from fractions import Fraction

import pytest

from pressure.content.app.what_if import controls
from pressure.domain.rating.what_if import NOBODY, OutOfOrder, imagine, with_edges
from tests.pages.conftest import Opened, said
from tests.rating_cases import AT, BOOK, FIGURES


def test_it_begins_watermarked_with_a_level_and_its_reasons(opened: Opened) -> None:
    """A picture of it must never pass for a real level."""
    page = opened("what_if")
    assert "Made-up figures" in page.warning[0].value
    sign = next(m.value for m in page.markdown if "<svg" in m.value)
    assert "Made-up figures" in sign
    assert "points" in said(page)


def test_a_figure_in_the_address_moves_the_level(opened: Opened) -> None:
    """Whoever opens the link sees what its sender saw."""
    query = {f"v.{measure.id}": str(float(measure.edges[4].value)) for measure in FIGURES}
    text = said(opened("what_if", **query, stage="3"))
    assert "Level 4 of 4" in text


def test_a_moved_threshold_is_named_beside_what_the_rules_in_force_say(opened: Opened) -> None:
    """The trade-off is the point of the page."""
    text = said(opened("what_if", **{"v.wl_assess_rate": "800", "t4.wl_assess_rate": "900"}))
    assert "With the thresholds in force, the same figures give" in text
    assert "from 700 per 100,000 adults to 900 per 100,000 adults" in text


def test_thresholds_out_of_order_are_refused_with_the_measure(opened: Opened) -> None:
    """A band that cannot be reached is a mistake, not a result."""
    page = opened("what_if", **{"t4.wl_assess_rate": "100"})
    assert "must rise from band to band" in page.error[0].value
    assert "Adults waiting for a care assessment" in page.error[0].value


def test_a_figure_named_as_missing_has_no_points(opened: Opened) -> None:
    """Missing is never nought."""
    page = opened("what_if", missing="wl_assess_rate,wl_care_start_rate,cap_vacancy_rate")
    assert BOOK.no_level.name in said(page)
    assert said(page).count(">Missing</td>") == 3


def test_a_council_in_the_address_is_dropped(opened: Opened) -> None:
    """Made-up figures never stand under a council's name."""
    page = opened("what_if", code="E10000003")
    assert "code" not in page.query_params
    assert "Highbury" not in said(page)


def test_every_figure_and_every_threshold_can_be_moved(opened: Opened) -> None:
    """Nothing of the method is out of reach."""
    page = opened("what_if")
    keys = {number.key for number in page.number_input}
    for measure in FIGURES:
        assert f"v.{measure.id}" in keys
        assert {f"t{band}.{measure.id}" for band in measure.edges} <= keys
    assert sum(len(own) for _, own in controls(BOOK)) == len(FIGURES)


@pytest.mark.parametrize("measure", FIGURES, ids=lambda m: m.id)
def test_a_figure_on_an_edge_takes_the_higher_band_here_too(measure) -> None:
    """The same rules, not a copy of them."""
    edge = measure.edges[3]
    rating = imagine(BOOK, {measure.id: edge.value}, stage=0, adults=10_000_000, at=AT)
    reason = next(r for r in rating.reasons if r.measure.id == measure.id)
    assert reason.band == 3
    assert rating.council_code == NOBODY


def test_few_people_do_not_reach_a_band_that_asks_for_more() -> None:
    """Bands of life and limb also ask for a number of people."""
    value = {"ll_critical_unsourced": Fraction(3)}
    bands = [
        next(
            r.band
            for r in imagine(BOOK, value, stage=0, adults=adults, at=AT).reasons
            if r.measure.id == "ll_critical_unsourced"
        )
        for adults in (100_000, 1_000_000)
    ]
    # 3 a week in 100,000 are 12 in the block, in public 10: band 3 needs 10 people, band 4 needs 15
    assert bands == [3, 4]


def test_an_unconfirmed_register_is_missing_not_calm() -> None:
    """Silence gives no level; a stage 2 measure in force gives at least 3."""
    calm = dict.fromkeys((m.id for m in FIGURES), Fraction(0))
    levels = [imagine(BOOK, calm, stage=stage, adults=1_000_000, at=AT).level_published for stage in (None, 0, 2, 3)]
    assert levels == [None, 1, 3, 4]


def test_moved_thresholds_must_rise() -> None:
    """The pure function refuses what the page refuses."""
    with pytest.raises(OutOfOrder):
        with_edges(BOOK, {"wl_assess_rate": {2: Fraction(500)}})
    assert with_edges(BOOK, {"wl_assess_rate": {2: Fraction(300)}}).measure("wl_assess_rate").edges[2].value == 300  # type: ignore[union-attr]
