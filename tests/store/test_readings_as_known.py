"""What was known when: readings as of any moment, whatever was loaded, revised or withdrawn afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from pressure.domain.measures import Cadence
from pressure.domain.moments import day_of
from pressure.domain.rating.method import rate
from pressure.domain.rating.needed import wanted
from pressure.domain.readings import REGISTER_CONFIRMED, Status, latest_versions
from pressure.domain.register import NO_REGISTER
from pressure.store import loads, readings
from pressure.store.engine import reading as looking
from pressure.store.engine import writing
from tests import level_cases
from tests import rating_cases as cases
from tests.store import rows

COUNCILS = (f"X{number}" for number in count(100_000))
WANTED = [*(m.id for m in cases.FIGURES), REGISTER_CONFIRMED, *level_cases.ITEMS]
FEW = wanted(cases.BOOK, cases.PLACE.nation_code)
BEGIN = cases.AT - timedelta(weeks=12)
on_one_database = settings(
    max_examples=25 * cases.SEARCHES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def store(connection, figures, *, at, source="weekly-return"):
    load = rows.add_load(connection, at=at, source=source)
    readings.add(connection, [replace(r, recorded_at=at) for r in figures], load)
    return load


def withdraw(connection, load, at):
    loads.withdraw(connection, load_id=load, at=at, reason="wrong file", by_person="p", by_role="r")


def known(engine, council, at):
    with looking(engine) as connection:
        return list(readings.history(connection, known_at=at, council_code=council))


def rated(rows, at):
    return rate(rows, cases.RULES, at, NO_REGISTER, None, council=cases.PLACE)


def test_a_reading_comes_back_exactly_as_it_was_received(engine):
    """Counts, decimals, dates, flags and the moment of receipt, without a float in between."""
    sent = [
        cases.reading("wl_discharge_rate", count=Decimal("12.7"), row=4),
        cases.published("cap_vacancy_rate", "7.0", value_is_rounded=True, marker="[p]"),
        cases.reading("wl_assess_rate", status=Status.SUPPRESSED, marker="[c]"),
        cases.reading("wl_assess_rate", count=10**15, denominator=10**16),
    ]
    sent = [replace(r, recorded_at=BEGIN) for r in sent]
    with writing(engine) as connection:
        load = store(connection, sent, at=BEGIN)
    back = known(engine, cases.COUNCIL, BEGIN)
    assert back == [replace(r, load_id=load) for r in sent]
    assert str(back[1].value) == "7.0"


def test_a_time_without_an_offset_is_refused(engine):
    """Half past nine where? Nothing is stored rather than a guess."""
    for moment in (datetime(2026, 11, 23, 9, 30), datetime(2026, 7, 1)):  # noqa: DTZ001 the fault itself
        with pytest.raises(StatementError, match="without an offset"), writing(engine) as connection:
            store(connection, [cases.reading("wl_assess_rate", 1)], at=moment)


def test_the_newest_version_of_a_source_is_what_a_new_file_is_compared_with(engine):
    """A revision replaces; withdrawing the revision brings the earlier version back."""
    one = cases.reading("cap_vacancy_rate", 6, source_id="s")
    two, three = replace(one, numerator=80), replace(one, measure_id="cap_quality_ri_inad")
    day = one.period_end
    with writing(engine) as connection:
        store(connection, [one, three], at=BEGIN, source="s")
        revising = store(connection, [two], at=BEGIN + rows.HOUR, source="s")
        assert {r.numerator for r in readings.newest_of_source(connection, "s", day, day).values()} == {80, 60}
        withdraw(connection, revising, BEGIN + 2 * rows.HOUR)
        newest = readings.newest_of_source(connection, "s", day, day, [cases.COUNCIL])
        assert [r.numerator for r in newest.values()] == [60, 60]
        assert readings.newest_of_source(connection, "s", day + timedelta(days=1), day + timedelta(days=9)) == {}
        assert readings.newest_of_source(connection, "s", day, day, ["X1"]) == {}


@st.composite
def stories(draw, most=8):
    """Loads, revisions, lost figures and withdrawals, one after another: (kind, what)."""
    steps = []
    for _ in range(draw(st.integers(1, most))):
        if draw(st.integers(0, 4)) == 0:
            steps.append(("withdraw", draw(st.integers(0, 7))))
            continue
        figures = []
        for measure_id in draw(st.lists(st.sampled_from(WANTED), min_size=1, max_size=6)):
            source = draw(st.sampled_from(["weekly-return", "weekly-return", "month", "year"]))
            cadence = {"month": Cadence.MONTHLY, "year": Cadence.YEARLY}.get(source, Cadence.WEEKLY)
            end = cases.SUNDAY + timedelta(weeks=draw(st.sampled_from([-90, -40, -10, -9, -5, -4, -3, -2, -1, 0, 1])))
            lost = draw(st.integers(0, 3)) == 0
            if measure_id == REGISTER_CONFIRMED or measure_id in level_cases.ITEMS:
                source = "weekly-return"
                made = next(r for r in cases.confirmed() if r.measure_id == measure_id)
            else:
                made = cases.in_band(measure_id, draw(st.integers(1, 4)))
            gone = {"status": Status.NOT_SUBMITTED, "numerator": None, "denominator": None, "value": None}
            figures.append(
                replace(
                    made,
                    period_end=end,
                    source_id=source,
                    from_council=source == "weekly-return",
                    cadence=Cadence.WEEKLY if source == "weekly-return" else cadence,
                    row=len(figures),
                    **(gone if lost else {}),
                )
            )
        steps.append(("load", figures))
    return steps


def play(engine, story, council, after=lambda at: None):
    """Run a story an hour at a time; `after` is told each moment that has passed."""
    stored, gone, at = [], set(), BEGIN
    for kind, what in story:
        at += rows.HOUR
        with writing(engine) as connection:
            if kind == "load":
                stored.append(store(connection, [replace(r, council_code=council) for r in what], at=at))
            elif stored and stored[what % len(stored)] not in gone:
                gone.add(stored[what % len(stored)])
                withdraw(connection, stored[what % len(stored)], at)
        after(at)
    return at


@on_one_database
@given(story=stories(), later=stories(most=4))
def test_what_was_known_at_a_moment_never_changes_afterwards(engine, story, later):
    """The question "what did you know on Tuesday?" has one answer for ever."""
    council, seen = next(COUNCILS), {}
    play(engine, [*story, *later], council, lambda at: seen.update({at: known(engine, council, at)}))
    for at, then in seen.items():
        assert known(engine, council, at) == then
        assert known(engine, council, at + rows.HOUR / 2) == then


def whole(engine, council, known_at):
    """All of history, with what was withdrawn by then marked."""
    with looking(engine) as connection:
        gone = {k for k, w in loads.withdrawn(connection).items() if w.withdrawn_at <= known_at}
        received = readings.received_between(connection, BEGIN, known_at + rows.HOUR, known_at)
        return [replace(r, withdrawn=r.load_id in gone) for r in received if r.council_code == council]


def best(engine, council, at, known_at):
    with looking(engine) as connection:
        return rated(readings.for_rating(connection, council, day=day_of(at), known_at=known_at, wanted=FEW), at)


@on_one_database
@given(story=stories(), weeks=st.sampled_from([-9, -3, 0, 1, 3, 12]), back=st.integers(0, 3))
def test_rating_the_few_readings_fetched_gives_what_all_of_history_would(engine, story, weeks, back):
    """Speed must not change the answer, not even the date of the latest known figure."""
    council = next(COUNCILS)
    end = play(engine, story, council)
    at, known_at = cases.AT + timedelta(weeks=weeks), end - back * rows.HOUR
    everything = whole(engine, council, known_at)
    assert best(engine, council, at, known_at) == rated(everything, at)


def test_the_latest_known_figure_is_found_behind_ten_months_of_empty_returns(engine):
    """ "Last figure: March 2025" must not vanish because the council has sent "not submitted" ever since."""
    old = cases.in_band("wl_assess_rate", 3, period_end=cases.SUNDAY - timedelta(weeks=45))
    silent = [
        cases.reading("wl_assess_rate", status=Status.NOT_SUBMITTED, period_end=cases.SUNDAY - timedelta(weeks=w))
        for w in range(45)
    ]
    with writing(engine) as connection:
        store(connection, [old, *silent], at=BEGIN)
    shown = cases.reason(best(engine, cases.COUNCIL, cases.AT, cases.AT), "wl_assess_rate")
    assert (shown.state, shown.value, shown.reading.period_end) == ("not_submitted", 450, old.period_end)


def test_the_newest_of_many_revisions_of_one_old_period_is_the_one_shown(engine):
    """Twenty corrections of one figure: the twentieth counts."""
    one = cases.in_band("wl_assess_rate", 3, period_end=cases.SUNDAY - timedelta(weeks=45))
    with writing(engine) as connection:
        for number in range(20):
            store(connection, [replace(one, numerator=80 + number)], at=BEGIN + number * rows.HOUR)
    shown = cases.reason(best(engine, cases.COUNCIL, cases.AT, cases.AT), "wl_assess_rate")
    assert shown.reading.numerator == 100  # 99 people, in public


def test_the_next_release_is_due_also_when_a_fresh_publication_hides_the_last_return(engine):
    """A yearly figure counts today; the last week the council sent is still what the due date follows."""
    week = cases.SUNDAY - timedelta(weeks=8)
    figures = [cases.in_band("wl_assess_rate", 2, period_end=week), cases.published("cap_quality_ri_inad", "20")]
    with writing(engine) as connection:
        store(connection, figures, at=BEGIN)
    assert best(engine, cases.COUNCIL, cases.AT, cases.AT).next_due is not None


def test_one_councils_readings_never_reach_another(engine):
    """Same measure, same week, other council."""
    with writing(engine) as connection:
        store(connection, [cases.in_band("wl_assess_rate", 4)], at=BEGIN)
    assert known(engine, "X1", cases.AT) == []
    assert latest_versions(known(engine, cases.COUNCIL, cases.AT)) != []
    assert not cases.reason(best(engine, "X1", cases.AT, cases.AT), "wl_assess_rate").scored
