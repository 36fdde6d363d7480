"""The weeks before an election: no council publishes a statement, and the calendar does not change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.content.method import method_page
from pressure.council_list import load_councils
from pressure.domain import calendar as clock
from pressure.domain.councils import Council
from pressure.domain.rulebook import Rulebook
from pressure.drawing.templating import Frame
from pressure.publish.own_words import came_out
from pressure.rules import RuleFileError, load_rules
from tests.elections import period, rules_with, rules_with_later

COUNCILS = load_councils()
CARDIFF, SWANSEA = COUNCILS.get("W06000015"), COUNCILS.get("W06000011")
FIFE, BELFAST, OXFORDSHIRE = COUNCILS.get("S12000047"), COUNCILS.get("BHSCT"), COUNCILS.get("E10000025")
PERIODS = (
    period("2031-03-17", "2031-05-01", "W92000004"),
    period("2031-05-02", "2031-05-20", "W06000015"),  # the day after the nation's, for one council
    period("2031-04-20", "2031-04-25", "W06000011"),  # within the nation's
    period("2031-09-01", "2031-09-01", "S12000047", "N92000002", checked="{by: a returning officer, on: 2031-06-01}"),
)
RULES = rules_with(*PERIODS)
BOOK = RULES.in_force(date(2031, 1, 1))


@pytest.mark.parametrize(
    ("council", "day", "until"),
    [
        (SWANSEA, "2031-03-16", None),  # the day before the first
        (SWANSEA, "2031-03-17", "2031-05-01"),
        (SWANSEA, "2031-04-20", "2031-05-01"),  # its own ends earlier than the nation's
        (SWANSEA, "2031-05-01", "2031-05-01"),  # the last day counts
        (SWANSEA, "2031-05-02", None),
        (CARDIFF, "2031-03-17", "2031-05-20"),  # its own follows without a day between
        (CARDIFF, "2031-05-20", "2031-05-20"),
        (CARDIFF, "2031-05-21", None),
        (OXFORDSHIRE, "2031-04-20", None),  # another nation
        (BELFAST, "2031-04-20", None),
        (FIFE, "2031-09-01", "2031-09-01"),  # one day, by its own code
        (BELFAST, "2031-09-01", "2031-09-01"),  # and by its nation's
        (CARDIFF, "2031-09-01", None),
        (FIFE, "2031-08-31", None),
    ],
)
def test_a_statement_waits_from_the_first_day_to_the_last(council: Council, day: str, until: str | None) -> None:
    found = clock.no_statement_until(BOOK.calendar, council, date.fromisoformat(day))
    assert found == (until and date.fromisoformat(until))


@pytest.mark.parametrize(
    ("council", "day", "first"),
    [
        (SWANSEA, "2031-01-01", "2031-03-17"),
        (SWANSEA, "2031-03-17", "2031-04-20"),
        (SWANSEA, "2031-04-20", None),
        (FIFE, "2031-08-31", "2031-09-01"),
        (FIFE, "2031-09-01", None),
        (OXFORDSHIRE, "2031-01-01", None),
    ],
)
def test_the_next_one_is_known_before_it_begins(council: Council, day: str, first: str | None) -> None:
    found = clock.next_without_statement(BOOK.calendar, council, date.fromisoformat(day))
    assert found == (first and date.fromisoformat(first))


@given(st.integers(0, 330 * 24))
def test_releases_and_returns_keep_their_days(hours: int) -> None:
    at, without = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(hours=hours), replace(BOOK.calendar, pre_election=())
    assert clock.next_release(BOOK.calendar, at) == clock.next_release(without, at)
    week = clock.week_ended(at.date())
    assert clock.return_due(BOOK.calendar, week) == clock.return_due(without, week)
    assert clock.shown_from(BOOK.calendar, week) - clock.shown_from(without, week) == timedelta(0)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (period("2031-03-17", "2031-03-16", "W92000004"), "pre_election: entry 1: to"),
        (period("2031-03-17", "2031-03-18"), "pre_election: entry 1: where"),
        (period("2031-03-17", "2031-03-18", "Wales"), "pre_election: entry 1: where: entry 1"),
        (period("2031-03-17", "soon", "W92000004"), "pre_election: entry 1: to"),
        (period("2031-03-17", "2031-03-18", "W92000004", checked="yes"), "pre_election: entry 1: checked"),
        ("{from: 2031-03-17, where: [W92000004], checked: to be checked}", "pre_election: entry 1: to"),
    ],
)
def test_a_period_that_cannot_be_is_refused_by_its_key(written: str, key: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        rules_with(written)
    assert (caught.value.file, caught.value.key.startswith(f"version 2: {key}")) == ("calendar.yaml", True), (
        caught.value
    )


def test_a_period_may_be_one_day() -> None:
    (found,) = (
        rules_with(period("2031-03-17", "2031-03-17", "W92000004")).in_force(date(2031, 1, 1)).calendar.pre_election
    )
    assert found.first == found.last == date(2031, 3, 17)


def test_every_place_of_the_rules_that_ship_is_a_nation_or_a_council() -> None:
    book = load_rules().in_force(date(2031, 1, 1))
    for one in book.calendar.pre_election:
        assert all(code in book.nations or COUNCILS.get(code) for code in one.where), one


def page(book: Rulebook) -> str:
    frame = Frame(release_id="r", published_at="2031-01-01T09:30:00Z", method_version="2")
    return " ".join(method_page([book], frame, feedback="").decode().split())


def test_the_method_page_names_each_period_and_who_checked_it() -> None:
    said = page(BOOK)
    assert "the calendar does not change: levels are published as always. No council publishes a statement" in said
    assert "17 March 2031 to 1 May 2031 for Wales (to be checked)" in said
    assert "2 May 2031 to 20 May 2031 for Cardiff (to be checked)" in said
    assert "1 September 2031 to 1 September 2031 for Fife and Northern Ireland (checked by a returning officer" in said
    assert "No such weeks are entered" in page(rules_with().in_force(date(2031, 1, 1)))


@pytest.mark.parametrize("since", ["2015-01-01", "2031-03-01"], ids=["backdated", "from its first day on"])
def test_a_statement_that_is_out_stays_out_when_an_election_is_entered_later(since: str) -> None:
    """Entered on 20 March for the weeks since 17 March: what came out on the 18th stays; nothing comes out after."""
    rules = rules_with_later(period("2031-03-17", "2031-05-01", "W92000004"), since=since, published="2031-03-20")
    out, after = (datetime(2031, 3, day, 12, tzinfo=UTC) for day in (18, 21))

    assert came_out(out - timedelta(hours=1), CARDIFF, [out, after], rules)
    assert not came_out(after - timedelta(hours=1), CARDIFF, [out, after], rules)


@pytest.mark.parametrize(
    ("ends", "day", "may"),
    [
        (None, "2031-05-02", True),
        (None, "2031-05-01", False),  # an election is near
        ("2031-05-02", "2031-05-02", True),  # its last day
        ("2031-05-02", "2031-05-03", False),
        ("2031-05-02", "2031-05-01", False),
    ],
)
def test_a_council_that_is_there_may_publish_a_statement_but_before_an_election(
    ends: str | None, day: str, may: bool
) -> None:
    council = replace(SWANSEA, valid_to=ends and date.fromisoformat(ends))
    assert clock.may_state(BOOK.calendar, council, date.fromisoformat(day)) is may
