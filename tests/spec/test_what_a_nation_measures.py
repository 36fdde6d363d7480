"""Where a nation's figures come from, what a missing one counts as there, its blocks, and who checked its entries."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pressure.domain.measures import Missing
from pressure.domain.national import (
    Blocks,
    Checked,
    CheckedBy,
    From,
    Nation,
    NationalMeasure,
    who_checked,
)
from tests.level_cases import BOOK

ENGLAND, WALES, SCOTLAND = (BOOK.nations[c] for c in ("E92000001", "W92000004", "S92000003"))
BLOCKS = Blocks(one_ended_on=date(2026, 11, 1), weeks=4, weeks_counted_at_least=3)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-01", "2026-11-01"),
        ("2026-11-02", "2026-11-01"),
        ("2026-11-28", "2026-11-01"),
        ("2026-11-29", "2026-11-29"),
        ("2026-10-31", "2026-10-04"),
        ("2026-10-04", "2026-10-04"),
        ("2026-10-03", "2026-09-06"),
        ("2030-01-01", "2029-12-23"),
    ],
)
def test_every_block_ends_28_days_before_or_after_the_one_that_is_named(day, due):
    asked, ended = date.fromisoformat(day), date.fromisoformat(due)
    assert BLOCKS.due(asked) == ended
    assert BLOCKS.ends(asked) is (asked == ended)
    assert replace(BLOCKS, weeks=2).due(date(2026, 11, 16)) == date(2026, 11, 15)


def test_who_checked_an_entry_and_when_is_said_or_that_somebody_still_has_to():
    by = CheckedBy(by="a solicitor", on=date(2027, 1, 4))
    assert who_checked("to be checked") == Checked(says="x", checked="to be checked").who == "to be checked"
    assert who_checked(by) == Checked(says="x", checked=by).who == "checked by a solicitor on 2027-01-04"


def test_what_has_no_address_and_no_beginning_of_its_own_has_none():
    one = Checked(says="x", checked="to be checked")
    assert (one.url, one.start) == ("", "")
    measure = NationalMeasure(comes_from=From.RETURN)
    assert (measure.note, measure.assumed, measure.edges, measure.coverage_percent_at_least) == ("", False, {}, None)


def test_the_words_of_the_files_are_these():
    assert [f.value for f in From] == ["publication", "return", "not_in_set"]


def test_every_entry_that_somebody_has_to_check_has_its_name():
    law = Checked(says="a law", checked="to be checked")
    own = Nation(
        code="X",
        name="Somewhere",
        body="council",
        measures={},
        law=law,
        professional_lead=law,
        ombudsman=law,
        medical=law,
        regulator=law,
        phrases={"the council": law},
        places={"X1": law},
        welsh={"title": law},
    )
    named = {"law", "professional_lead", "ombudsman", "medical", "regulator"}
    assert set(own.entries) == {*named, "phrases: the council", "places: X1", "welsh: title"}
    assert all(entry is law for entry in own.entries.values())
    assert (own.adults_note, own.subdivision, own.bank_holidays, own.adults) == ("", "", (), {})


@pytest.mark.parametrize(
    ("nation", "measure_id", "comes_from"),
    [
        (ENGLAND, "cap_vacancy_rate", From.PUBLICATION),
        (SCOTLAND, "cap_vacancy_rate", From.RETURN),
        (WALES, "cap_quality_ri_inad", From.NOT_IN_SET),
        (WALES, "wl_assess_rate", From.RETURN),  # named nowhere
    ],
)
def test_a_measure_comes_from_where_the_nation_says_or_else_from_the_return(nation, measure_id, comes_from):
    assert nation.source_of(measure_id).comes_from is comes_from


@pytest.mark.parametrize(
    ("nation", "measure_id", "missing"),
    [
        (ENGLAND, "cap_vacancy_rate", Missing.LEFT_OUT),  # a publication
        (SCOTLAND, "cap_vacancy_rate", Missing.WORST_KNOWN),  # the return
        (ENGLAND, "wl_reviews_overdue", Missing.WORST_KNOWN),
    ],
)
def test_a_missing_publication_is_left_out_and_a_missing_row_counts_as_the_worst_known(nation, measure_id, missing):
    own = nation.own(BOOK.measure(measure_id))
    assert own is not None
    assert own.when_missing is missing


def test_what_a_measure_says_of_a_missing_figure_itself_stands():
    homecare = BOOK.measure("cap_homecare_unfilled")
    assert homecare is not None
    assert homecare.when_missing is not Missing.BY_NATION
    assert SCOTLAND.own(homecare) == homecare


def test_a_nation_has_its_own_edges_or_those_of_the_measure_and_what_is_not_in_its_set_is_none():
    discharge, quality = BOOK.measure("wl_discharge_rate"), BOOK.measure("cap_quality_ri_inad")
    assert discharge is not None and quality is not None  # noqa: PT018
    assert {b: e.value for b, e in WALES.own(discharge).edges.items()} == {2: 60, 3: 70, 4: 85}
    assert {b: e.value for b, e in SCOTLAND.own(discharge).edges.items()} == {2: 25, 3: 35, 4: 55}
    waiting = BOOK.measure("wl_assess_rate")
    assert waiting is not None
    assert WALES.own(waiting).edges == waiting.edges
    assert WALES.own(quality) is None
    assert ENGLAND.own(quality).id == "cap_quality_ri_inad"
    assert Fraction(60) == next(iter(WALES.own(discharge).edges.values())).at_least
