"""Of each source: last looked, last new, expected next, overdue, and what waits for somebody."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.fetching.deciding import accept
from pressure.commands import doctor
from pressure.domain.measures import Cadence
from pressure.ingest.fetch.expected import expected_next
from pressure.publish.fetched import standing_of
from pressure.store.engine import reading
from tests.shipped_sources import source
from tests.unit.fetch.cases import PHS, phs_file, without

FETCH = source(PHS.id).fetch.model_copy(update={"after_days": 45})

EXPECTED = [
    (Cadence.MONTHLY, date(2026, 9, 30), None, date(2026, 12, 15)),
    (Cadence.MONTHLY, date(2027, 1, 31), None, date(2027, 4, 14)),
    (Cadence.MONTHLY, date(2026, 12, 31), None, date(2027, 3, 17)),
    (Cadence.QUARTERLY, date(2026, 3, 31), None, date(2026, 8, 14)),
    (Cadence.YEARLY, date(2025, 3, 31), None, date(2026, 5, 15)),
    (Cadence.YEARLY, date(2024, 2, 29), None, date(2025, 4, 14)),
    (Cadence.WEEKLY, date(2026, 11, 1), None, date(2026, 12, 23)),
    (Cadence.MONTHLY, date(2026, 9, 30), date(2026, 12, 1), date(2026, 12, 1)),
    (Cadence.MONTHLY, date(2026, 9, 30), date(2026, 11, 1), date(2026, 12, 15)),
    (Cadence.MONTHLY, None, None, None),
    (Cadence.MONTHLY, None, date(2026, 12, 1), date(2026, 12, 1)),
]


@pytest.mark.parametrize(("cadence", "ended", "named", "expected"), EXPECTED)
def test_the_next_is_expected_after_its_period_or_on_the_day_the_publisher_named(cadence, ended, named, expected):
    """A named day that has passed with a file counts no more."""
    fetch = FETCH.model_copy(update={"next_release": named})
    assert expected_next(fetch, cadence, ended, date(2026, 11, 5) if ended else None) == expected


def stands(installation):
    with reading(installation.engine) as connection:
        return standing_of(connection, source(PHS.id), installation.now())


def said(installation):
    return [
        (f.state, f.what, f.next_step) for f in doctor.examine(installation) if f.what.startswith("publishers: phs")
    ]


def test_it_is_told_when_a_publisher_was_asked_what_came_and_what_is_overdue(installation, publishers, visit):
    installation.demonstration = True  # two months without a release are no doubt about the clock
    installation.now.at = datetime(2025, 1, 10, 9, tzinfo=UTC)
    assert stands(installation).looked is None
    visit()
    stood = stands(installation)
    assert (stood.period_end, stood.looked.outcome, stood.looked.looked_at) == (
        date(2024, 11, 30),
        "taken",
        installation.now(),
    )
    assert (stood.expected_on, stood.days_overdue, stood.silent) == (date(2025, 2, 14), 0, False)
    assert said(installation) == [
        ("ok", f"publishers: {PHS.id}: last new on 10 January 2025, next expected on 14 February 2025", "")
    ]
    installation.now.later(days=60)
    assert [state for state, what, _ in said(installation) if "last asked on 10 January 2025" in what] == ["fault"]
    assert visit()[0].outcome == "unchanged"
    stood = stands(installation)
    assert (stood.received_at.date(), stood.looked.looked_at) == (date(2025, 1, 10), installation.now())
    assert (stood.days_overdue, stood.silent) == (25, True)
    ((state, what, _),) = said(installation)
    assert (state, "expected on 14 February 2025, 25 days overdue" in what) == ("fault", True)


def test_the_doctor_says_what_waits_and_what_was_refused_and_what_to_do(installation, publishers, visit):
    publishers.put(PHS.file, phs_file(without("S12000036")))
    visit()
    ((state, what, step),) = said(installation)
    assert (state, what) == ("fault", f"publishers: {PHS.id}: 1 file held for a person")
    assert f"pressure fetch {PHS.id} --accept" in step
    accept(installation, PHS.id, visit.folder, by=OPERATOR)
    assert [w for w in said(installation) if "held" in w[1]] == []
    publishers.take_away(PHS.file)
    visit()
    assert any(state == "fault" and "answered 404" in what for state, what, _ in said(installation))


def test_a_release_knows_only_the_looks_of_its_time(installation, publishers, visit):
    """A release made again says what it said."""
    before = installation.now()
    installation.now.later(days=1)
    visit()
    with reading(installation.engine) as connection:
        assert standing_of(connection, source(PHS.id), before).looked is None


def test_nothing_is_expected_of_a_source_that_comes_by_hand(installation):
    with reading(installation.engine) as connection:
        stood = standing_of(connection, replace(source(PHS.id), fetch=None), installation.now())
    assert (stood.expected_on, stood.days_overdue) == (None, 0)
