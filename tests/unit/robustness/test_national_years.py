"""England's figures by year: as published before those the trials were set from, and never a level."""

from datetime import date
from fractions import Fraction

from pressure.content.national_years import NO_LEVEL, Dated, picture, table, years_of
from pressure.drawing.blocks import Pair, Para
from pressure.robustness.england import read_england
from pressure.robustness.shipped import shipped_rows
from tests.level_cases import BOOK

ENGLAND = read_england()
PUBLISHED = [
    Dated("wl_assess_rate", date(2022, 3, 1), Fraction(100)),
    Dated("wl_assess_rate", date(2022, 12, 1), Fraction(720)),
    Dated("cap_homecare_unfilled", date(2021, 10, 31), Fraction(36, 10)),
    Dated("ctx_turnover", date(2025, 3, 31), Fraction(237, 10)),
]
KNOWN = years_of(PUBLISHED, ENGLAND, BOOK)


def test_the_newest_published_figure_of_a_year_counts_and_a_trial_only_where_there_is_none() -> None:
    lines = dict(KNOWN.lines())
    assert list(KNOWN.years) == [2021, 2022, 2023, 2024, 2025]
    assert lines["Waiting for an assessment"] == [None, 4, None, None, 2]  # 720 as published; 400 from the trials
    assert lines["Home care not delivered"] == [3, 4, None, None, None]
    assert not any("urnover" in name for name in lines)


def test_the_table_has_each_shade_of_the_picture_and_the_page_says_that_a_nation_has_no_level() -> None:
    rows = table(KNOWN).rows
    assert len(rows) == sum(band is not None for _, bands in KNOWN.lines() for band in bands)
    blocks = picture(KNOWN, shipped_rows(BOOK), ENGLAND, BOOK)
    assert isinstance(blocks[2], Para)
    assert blocks[2].words == (NO_LEVEL,)
    assert NO_LEVEL.startswith("A nation has no level")
    pair = blocks[1]
    assert isinstance(pair, Pair)
    assert len(pair.pictures) == 2
    assert len(picture(KNOWN, None, ENGLAND, BOOK)[1].pictures) == 1  # type: ignore[union-attr]
