"""Figures beside other areas' names, tried on every real month and year that ships: what is held, and what is not."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pressure.council_list import load_councils
from pressure.ingest.fetch.comparing import doubts
from pressure.ingest.fetch.found import Found
from pressure.ingest.read import read_file
from pressure.rules import load_rules
from tests.shipped_sources import limits, source
from tests.unit.fetch.cases import ASCOF, PHS

pytestmark = pytest.mark.slow
HOSPITALS_EMPTIED = {date(2020, 4, 30), date(2020, 5, 31)}


def shipped(source_id):
    path = source(source_id).shipped_file
    at = datetime(2026, 11, 28, tzinfo=UTC)
    return read_file(
        source(source_id),
        path.read_bytes(),
        name=path.name,
        councils=load_councils(),
        book=load_rules().in_force(at.date()),
        today=at.date(),
        recorded_at=at,
        limits=limits(bytes=10**8),
    ).readings


def said(source_id, before, now):
    found, fetch = Found(address="https://x/y"), source(source_id).fetch
    told = doubts([*before, *now], {r.key: r for r in before}, found=found, fetch=fetch, names={})
    return " ".join(d.sentence for d in told)


def moved(own, order):
    """The figures of these rows in another order, beside the names as they stood."""
    return [
        replace(r, numerator=own[i].numerator, denominator=own[i].denominator, value=own[i].value)
        for r, i in zip(own, order, strict=True)
    ]


def orders(length):
    any_order = list(range(length))
    random.Random(length).shuffle(any_order)
    return {
        **{f"slipped by {by}": [(i + by) % length for i in range(length)] for by in (1, -1, 2, -3)},
        "in any order": any_order,
    }


def test_no_real_month_but_the_spring_of_2020_is_held_and_every_one_displaced_is():
    readings = shipped(PHS.id)
    months = sorted({r.period_end for r in readings})[1:]
    held, missed = set(), []
    for month in months:
        before = [r for r in readings if r.period_end < month]
        own = sorted((r for r in readings if r.period_end == month), key=lambda r: r.row)
        if said(PHS.id, before, own):
            held.add(month)
        missed += [
            (month, name) for name, order in orders(len(own)).items() if not said(PHS.id, before, moved(own, order))
        ]
    assert len(months) == 76
    assert held == HOSPITALS_EMPTIED
    assert missed == []


@pytest.mark.parametrize("measure", ["cap_quality_ri_inad", "ctx_turnover"])
def test_one_year_before_is_enough_to_see_that_a_year_is_displaced(measure):
    readings = [r for r in shipped(ASCOF) if r.measure_id == measure]
    before = [r for r in readings if r.period_end == date(2024, 3, 31)]
    own = sorted((r for r in readings if r.period_end == date(2025, 3, 31)), key=lambda r: r.row)
    half = len(own) // 2
    every = orders(len(own)) | {"its second half slipped": [i if i < half else (i + 1) % len(own) for i in range(153)]}
    assert said(ASCOF, before, own) == ""
    assert [name for name, order in every.items() if "stand beside" not in said(ASCOF, before, moved(own, order))] == []


def test_a_measure_that_is_gone_from_the_file_waits():
    readings = shipped(ASCOF)
    known = {r.key: r for r in readings}
    found, fetch = Found(address="https://x/y"), source(ASCOF).fetch
    (doubt,) = doubts(
        [r for r in readings if r.measure_id == "ctx_turnover"], known, found=found, fetch=fetch, names={}
    )
    assert doubt.sentence == "cap_quality_ri_inad: no figure of it is in the file, and we have some"
