"""Official figures of one place: which figure stands, on which band, beside what, and how they are counted."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from pressure.domain.measures import Cadence
from pressure.domain.rating.official import count_high, official_figures, official_history, together
from pressure.domain.readings import Reading, Status
from tests.rating_cases import BOOK, DAY, published

ENGLAND, SCOTLAND = "E92000001", "S92000003"
JOBS, DELAYS = "cap_vacancy_rate", "wl_discharge_rate"


def jobs(value: str, *, end: date = date(2026, 3, 31), **more: Any) -> Reading:
    return published(JOBS, value, **{"period_start": end, "period_end": end, "cadence": Cadence.YEARLY, **more})


def month(count: int, ended: date, *, council: str = "X99000001", adults: int = 100_000, **more: Any) -> Reading:
    """Beds a day in a month of a Scottish council."""
    first = ended.replace(day=1)
    return replace(
        published(DELAYS, "1", period_start=first, period_end=ended, cadence=Cadence.MONTHLY, **more),
        council_code=council, value=None, numerator=count, denominator=adults,
    )  # fmt: skip


def ends(months: int) -> list[date]:
    """The last days of months, oldest first, up to October 2026."""
    found, day = [], date(2026, 11, 1)
    for _ in range(months):
        found.append(day - timedelta(days=1))
        day = (day - timedelta(days=1)).replace(day=1)
    return found[::-1]


@pytest.mark.parametrize(("value", "band"), [("5.9", 1), ("6", 2), ("8", 3), ("10", 4)])
def test_a_figure_takes_the_band_of_its_nation(value: str, band: int) -> None:
    (figure,) = official_figures([jobs(value)], BOOK, ENGLAND, DAY)
    assert (figure.band, figure.value) == (band, Fraction(value))


def test_what_is_too_old_is_shown_without_a_band_and_not_counted() -> None:
    limit = BOOK.freshness.limit(Cadence.YEARLY, "provider_capacity")
    last = DAY - timedelta(days=limit)
    (fresh,), (old,) = (
        official_figures([jobs("12", end=end)], BOOK, ENGLAND, DAY) for end in (last, last - timedelta(days=1))
    )
    assert (fresh.state, fresh.band) == ("scored", 4)
    assert (old.state, old.band, old.value) == ("stale", None, 12)
    assert count_high([fresh.band, old.band], BOOK) == (1, 1)
    assert count_high([old.band], BOOK) == (0, 0)


def test_the_count_is_of_the_two_highest_bands_and_of_those_with_a_band() -> None:
    figures = [*official_figures([jobs("8")], BOOK, ENGLAND, DAY), *official_figures([jobs("7.9")], BOOK, ENGLAND, DAY)]
    assert count_high([f.band for f in figures], BOOK) == (1, 2)


def test_a_councils_own_return_a_withdrawn_figure_and_one_kept_back_are_no_official_figure() -> None:
    for other in (
        replace(jobs("12"), from_council=True),
        replace(jobs("12"), withdrawn=True),
        replace(jobs("12"), value=None, status=Status.SUPPRESSED),
        jobs("12", end=DAY + timedelta(days=1)),
    ):
        assert official_figures([other], BOOK, ENGLAND, DAY) == ()


def test_a_measure_that_a_nation_does_not_have_is_left_out() -> None:
    quality = published("cap_quality_ri_inad", "20", period_start=date(2026, 3, 31), period_end=date(2026, 3, 31))
    assert official_figures([quality], BOOK, SCOTLAND, DAY) == ()
    assert len(official_figures([quality], BOOK, ENGLAND, DAY)) == 1


def test_the_newest_period_stands_and_its_past_is_of_its_own_source() -> None:
    rows = [jobs("7", end=date(2025, 3, 31)), jobs("9"), jobs("1", end=date(2024, 3, 31), source_id="another")]
    (figure,) = official_figures(rows, BOOK, ENGLAND, DAY)
    assert [p.value for p in figure.past] == [7, 9]
    assert figure.year_before is not None
    assert figure.year_before.value == 7
    assert [f.value for f in official_history(rows, BOOK, ENGLAND, DAY)].count(1) == 1


def test_a_figure_that_can_have_a_band_stands_before_a_newer_one_that_cannot() -> None:
    """As in a rating: a monthly figure of May is too old in November, a yearly one of the March before is not."""
    newer = jobs("12", end=date(2026, 5, 29), cadence=Cadence.MONTHLY, source_id="another")
    (figure,) = official_figures([newer, jobs("7", end=date(2025, 3, 31))], BOOK, ENGLAND, DAY)
    assert (figure.value, figure.state) == (7, "scored")
    (alone,) = official_figures([newer], BOOK, ENGLAND, DAY)
    assert (alone.value, alone.state) == (12, "stale")


def test_a_month_is_set_beside_the_twelve_before_it_as_far_as_there_are_figures() -> None:
    days = ends(14)
    rows = [month(n, day) for n, day in enumerate(days)]
    (figure,) = official_figures(rows, BOOK, SCOTLAND, DAY)
    assert figure.months_lower == (12, 12)
    (equal,) = official_figures([month(5, day) for day in days[-3:]], BOOK, SCOTLAND, DAY)
    assert equal.months_lower == (0, 2)
    (gap,) = official_figures([rows[0], rows[-1]], BOOK, SCOTLAND, DAY)
    assert gap.months_lower is None
    (yearly,) = official_figures([jobs("7", end=date(2025, 3, 31)), jobs("9")], BOOK, ENGLAND, DAY)
    assert yearly.months_lower is None


def test_a_nation_is_the_sum_of_its_bodies_only_where_nearly_all_have_a_figure() -> None:
    day = ends(1)[0]
    rows = [month(n, day, council=f"S{n:08}", adults=50_000 * n) for n in range(1, 11)]
    ((key, (point,)),) = together(rows, BOOK, SCOTLAND, 10).items()
    assert key[0] == DELAYS
    assert point.value == Fraction(sum(range(1, 11)) * 100_000, sum(50_000 * n for n in range(1, 11)))
    assert together(rows[:9], BOOK, SCOTLAND, 10) != {}
    assert together(rows[:8], BOOK, SCOTLAND, 10) == {}


def beside(measure: str, count: int, adults: int, council: str) -> Reading:
    return replace(month(count, date(2026, 10, 31), council=council, adults=adults), measure_id=measure)


def test_what_is_never_scored_is_worked_out_for_a_nation_too_and_a_figure_that_bodies_share_counts_once() -> None:
    trusts = [beside("ctx_home_care_waiting", 100 * n, 100_000, f"{n}HSCT") for n in range(1, 6)]
    ((_, (point,)),) = together(trusts, BOOK, "N92000002", 5).items()
    assert point.value == 300
    boards = [
        ("W06000001", 30, 60_000),
        ("W06000002", 30, 60_000),
        ("W06000003", 30, 60_000),
        ("W06000004", 50, 40_000),
    ]
    rows = [beside("ctx_health_board_delays", count, adults, council) for council, count, adults in boards]
    ((_, (point,)),) = together(rows, BOOK, "W92000004", 4).items()
    assert point.value == 80
    alike = [beside("ctx_home_care_waiting", 30, 60_000, "1HSCT"), beside("ctx_home_care_waiting", 30, 60_000, "2HSCT")]
    ((_, (point,)),) = together(alike, BOOK, "N92000002", 2).items()
    assert point.value == 50
    other = [replace(r, measure_id="ctx_turnover") for r in trusts]
    assert together(other, BOOK, "N92000002", 5) == {}


def test_every_period_of_the_history_has_the_band_it_had_when_it_was_new() -> None:
    rows = [month(60, day) for day in ends(30)]
    assert {f.band for f in official_history(rows, BOOK, SCOTLAND, DAY)} == {4}
