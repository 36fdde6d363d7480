"""The vectorised model gives what `method.rate` gives: on figures with gaps, and week after week with missed returns.
PRESSURE_SEARCHES=10 tries 2,000 random cases."""

import os
import random
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from pressure.domain.measures import Unit
from pressure.domain.rating.figures import band_of
from pressure.domain.rating.rounding import nearest, public_figure
from pressure.robustness.model import Settling, bands_of, bands_of_values, levels, rounded
from pressure.robustness.table import table_of
from tests.level_cases import (
    ADULTS,
    BOOK,
    ENGLAND,
    PLACES,
    confirmed,
    from_return,
    history,
    in_band,
    official,
    rated,
    row,
    sunday,
)

CASES = 200 * int(os.environ.get("PRESSURE_SEARCHES", "1"))


def figures(rng, place):
    """Rows of one week in random bands: some never came, some came and are too few."""
    table, bands, sent, rows = table_of(BOOK, place.nation_code), [], [], []
    own = {m.id for m in from_return(place)}
    for m in BOOK.set_of(place.nation_code):
        band = rng.choice([0, 1, 1, 2, 2, 3, 3, 4, 4]) if rng.random() < 0.7 or not m.core else rng.randint(1, 4)
        few = band == 0 and m.id in own and m.unit is Unit.PERCENT and m.counted == "people" and rng.random() < 0.5
        if few:
            rows.append(row(m.id, 5, 20))
        elif band and m.id in own:
            rows.append(in_band(m.id, band, place=place))
        elif band:
            rows += [p for p in official({m.id: band}) if p.measure_id == m.id]
        bands.append(band)
        sent.append(few)
    return table, np.array(bands, np.int8), np.array(sent), rows


@pytest.mark.parametrize("place", [p for p in PLACES if p.nation_code != "S92000003"], ids=lambda p: p.nation_code)
def test_levels_are_those_of_the_method_on_random_figures(place):
    """Points and level before settling; no level where the method gives none."""
    rng, seen = random.Random(place.nation_code), set()
    for _ in range(CASES // 4):
        table, bands, sent, rows = figures(rng, place)
        if place.nation_code != ENGLAND:
            rows = [r for r in rows if r.from_council]
            bands = np.where(table.own, bands, 0)
        found, told = levels(table, bands[None], sent[None]), rated([*rows, *confirmed()], place=place)
        assert found.points[0] == (told.level_points or 0)
        assert found.unsettled[0] == (told.level_unsettled or 0)
        seen.add(told.level_unsettled)
    assert seen >= {None, 2, 3, 4} - ({3} if place.nation_code != ENGLAND else set())


def test_a_missing_figure_counts_in_the_band_it_last_had():
    """A year of memory, on two weeks: everything, and then a return with gaps."""
    rng = random.Random(2)
    for _ in range(CASES // 4):
        table, bands, sent, rows = figures(rng, PLACES[0])
        first = {i: rng.randint(1, 4) for i in table.ids}
        known = [in_band(i, band, -4) for i, band in first.items() if i in {m.id for m in from_return(PLACES[0])}]
        last = np.array([first[i] for i in table.ids], np.int8)
        core = table.core & (bands == 0) & ~sent
        told = rated([*known, *rows, *confirmed()])
        fresh = np.where(core & np.array([i == "ll_critical_unsourced" for i in table.ids]), last, bands)
        found = levels(table, fresh[None], sent[None], last[None])
        assert found.unsettled[0] == (told.level_unsettled or 0)


def test_settling_is_that_of_the_method_with_missed_weeks_and_long_gaps():
    """Weeks without a return, up to seventeen running, between returns of one band in everything."""
    rng, table = random.Random(3), table_of(BOOK, ENGLAND)
    for _ in range(CASES // 10):
        weeks, sends = [], []
        while len(weeks) < 20:
            silent = rng.choice([0, 0, 0, 1, 2, rng.randint(2, 17)])
            weeks += [None] * silent + [rng.randint(1, 4) for _ in range(rng.randint(1, 3))]
        rows = []
        for number, band in enumerate(weeks):
            came = [] if band is None else confirmed(number)
            if band is not None:
                came += [in_band(m.id, band, number, period_end=sunday(number, m)) for m in from_return(PLACES[0])]
            came += official(dict.fromkeys(table.ids, 1), number) if number % 8 == 0 else []
            sends.append(band is not None)
            rows.append(came)
        told = history(rows)
        settling = Settling(table, 1)
        for number, rating in enumerate(told):
            unsettled = np.array([rating.level_unsettled or 0], np.int8)
            found = settling.week(number, unsettled, np.array([sends[number]]))
            assert found[0] == (rating.level_figures or 0), (weeks, number)


@pytest.mark.parametrize("measure", BOOK.set_of(ENGLAND), ids=lambda m: m.id)
def test_bands_are_those_of_the_method_on_random_counts(measure):
    """Also the least people of a band, the mean week of a block, and a base of too few."""
    rng, table = random.Random(measure.id), table_of(BOOK, ENGLAND)
    source, column = BOOK.nation(ENGLAND).source_of(measure.id), table.column(measure.id)
    for _ in range(CASES // 2):
        adults = rng.choice([16_000, 100_000, ADULTS])
        below = adults if measure.unit is Unit.PER_100K else rng.randint(0, 3000)
        most = adults // 100 if measure.unit is Unit.PER_100K else below
        one = row(measure.id, rng.randint(0, rng.choice([20, most]) if below else 0), below)
        public = public_figure(one, measure, BOOK.disclosure)
        if not table.own[column]:
            hundredths = rng.randint(1, 10_000)
            base = 10_000 if measure.unit is Unit.PERCENT else 10_000_000
            published = replace(one, from_council=False, numerator=hundredths, denominator=base)
            assert bands_of_values(table, column, np.array([hundredths / 100]))[0] == band_of(
                published, measure, source
            )
            continue
        found = int(bands_of(table, column, np.array([public.numerator]), np.array([public.denominator]))[0])
        few = public.denominator == 0 or public.denominator < table.too_few[column]
        assert found == (0 if few else band_of(public, measure, source))


def test_rounding_is_that_of_the_method():
    counts = np.arange(0, 200)
    assert rounded(counts, 5).tolist() == [nearest(int(n), 5) for n in counts]


def test_a_dropped_measure_weighs_nothing_and_is_not_asked_for():
    table = table_of(BOOK, ENGLAND)
    bands = np.ones((1, len(table.ids)), np.int8)
    bands[0, table.column("ll_critical_unsourced")] = 4
    assert levels(table, bands).unsettled[0] == 4
    assert levels(table.without("ll_critical_unsourced"), bands).unsettled[0] == 1
    assert timedelta(days=table.fresh_days) == timedelta(days=BOOK.freshness.days["weekly"])
