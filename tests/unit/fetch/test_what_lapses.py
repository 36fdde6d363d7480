"""The doctor says sixty days before a publication counts no more, and what councils would lose with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.ratings.lapsing import Lapsing, lapsing
from pressure.actions.returns.loading import load
from pressure.commands import doctor
from tests.shipped_sources import source
from tests.unit.fetch.cases import PHS, phs_file

VACANCIES = "cld-and-workforce-2026"
LAST = date(2026, 12, 31)


def loaded(installation, source_id, data=None):
    path = source(source_id).shipped_file
    load(installation, by=OPERATOR, source_id=source_id, data=data or path, name=path.name)


def said(installation):
    return [(f.state, f.what, f.next_step) for f in doctor.examine(installation) if f.what.startswith("publications:")]


@pytest.mark.parametrize(("before", "named"), [(61, False), (60, True), (0, True), (-1, False)])
def test_vacancies_that_end_with_the_year_are_named_for_sixty_days(installation, before, named):
    """Of a year to March 2025 the last day is 31 December 2026; when it has passed there is nothing to lose."""
    installation.now.at = datetime(2026, 12, 31, 9, tzinfo=UTC) - timedelta(days=before)
    loaded(installation, VACANCIES)
    found = lapsing(installation)
    assert [(one.source_id, one.last_day) for one in found] == ([(VACANCIES, LAST)] if named else [])


def test_the_doctor_says_how_many_councils_lose_what_and_what_to_do(installation):
    loaded(installation, VACANCIES)
    ((state, what, step),) = said(installation)
    assert (state, step) == ("warning", f"Get its next file: pressure load {VACANCIES} FILE")
    assert "counts until 31 December 2026 in 147 councils; its next file is given by hand" in what
    assert what.endswith("without it 147 councils would lose the figure and 0 of them the level")


@pytest.mark.slow
def test_a_council_with_the_same_figure_from_elsewhere_loses_none(installation):
    """The homes of Lincolnshire stand in the file of the county, and then in that of England too."""
    installation.now.at = datetime(2026, 8, 20, 9, tzinfo=UTC)
    loaded(installation, "cqc-latest-ratings-lincolnshire")
    (only,) = lapsing(installation)
    assert (only.councils, only.figures) == (1, 1)
    rows = source("cqc-latest-ratings-lincolnshire").shipped_file.read_bytes()
    load(
        installation,
        by=OPERATOR,
        source_id=replace(source("cqc-latest-ratings"), fetch=None),
        data=rows,
        name="england.csv",
    )
    assert [one.figures for one in lapsing(installation)] == [0]


@pytest.mark.slow
def test_a_source_whose_next_file_is_expected_in_time_is_in_order(installation, publishers):
    """A monthly figure counts for 90 days, so that it is always about to lapse: what matters is whether more comes."""
    installation.demonstration = True  # two months without a release are no doubt about the clock
    installation.now.at = datetime(2025, 1, 10, 9, tzinfo=UTC)
    loaded(installation, PHS.id, phs_file())
    ((state, what, step),) = said(installation)
    assert (state, step) == ("ok", "")
    assert "counts until 28 February 2025 in 32 councils; its next file is expected on 14 February 2025" in what
    installation.now.later(days=36)
    ((state, what, step),) = said(installation)
    assert (state, step) == ("warning", f"Get its next file: pressure fetch {PHS.id}")
    assert "32 councils would lose the figure" in what


@pytest.mark.parametrize(
    ("expected", "in_time"),
    [(None, False), (date(2026, 12, 1), True), (LAST, True), (date(2027, 1, 1), False), (date(2026, 11, 27), False)],
)
def test_in_time_is_before_the_last_day_and_not_overdue(expected, in_time):
    one = Lapsing(source_id="a", last_day=LAST, expected_on=expected, councils=1, figures=1, levels=0)
    assert one.renewed_in_time(date(2026, 11, 28)) is in_time
