"""Which earlier figure a returned one is compared with before it is held for a second look."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.domain.readings import Reading
from pressure.domain.rulebook import Plausibility
from pressure.ingest.plausibility import held_for_a_second_look
from pressure.ingest.report import FileAccount
from tests.rating_cases import ADULTS, BOOK, COUNCIL, SUNDAY, reading

RULES = replace(BOOK, plausibility=Plausibility(times=5, within_days=28))
MEASURE = "wl_assess_rate"


def counted(people: int, days_ago: int = 0, **other: object) -> Reading:
    return reading(MEASURE, count=people, period_end=SUNDAY - timedelta(days=days_ago), row=2, **other)


def held(sent: Reading, *known: Reading, adults: int = ADULTS) -> FileAccount:
    counts = {"read": 1, "accepted": 1, "held": 0, "rejected": 0, "not_needed": 0}
    about = {"source_id": "weekly-return", "file": "r.csv", "sha256": "", "size": 1, "encoding": "utf-8"}
    taken = FileAccount(**about, **counts, readings=(sent,), notes=())
    return held_for_a_second_look(taken, {r.key: r for r in known}, RULES, {COUNCIL: adults})


@pytest.mark.parametrize(
    ("known", "is_held"),
    [
        ([], False),
        ([counted(100, 7)], True),
        ([counted(101, 7)], False),  # 505 is five times 101: the edge is accepted
        ([counted(100, 28)], True),
        ([counted(100, 29)], False),  # too long ago to say anything
        ([counted(100, 0)], False),  # a revision of the same week is no comparison
        ([counted(100, -7)], False),  # nor is a later week: an old file sent late
        ([counted(400, 7), counted(100, 14)], False),  # the newest counts, not the smallest
        ([counted(100, 7), counted(400, 14)], True),
        ([counted(0, 7)], True),  # nobody was waiting, and now 505 are
        ([counted(0, 7), counted(101, 14)], False),  # what was nothing for a week comes back
        ([counted(0, 7), counted(100, 14)], True),
        ([counted(100, 7, council_code="X99000002")], False),
        ([replace(counted(100, 7), measure_id="wl_care_start_rate")], False),
    ],
)
def test_a_figure_is_compared_with_the_newest_of_the_last_four_weeks(known: list[Reading], is_held: bool) -> None:
    """Of the same council and measure, and never with its own week or a later one."""
    done = held(counted(505), *known)
    assert (done.held, done.accepted, len(done.readings), len(done.notes)) == (
        (1, 0, 0, 1) if is_held else (0, 1, 1, 0)
    )


@pytest.mark.parametrize(
    ("people", "adults", "is_held"),
    [
        (3_500, 100_000, False),  # five times 700, where the highest band begins: the edge is accepted
        (3_501, 100_000, True),
        (90_000, 100_000, True),  # nine in ten of all adults
        (19, 500, False),  # a handful of people says nothing
        (20, 500, True),
    ],
)
def test_a_first_figure_is_held_where_no_place_could_have_it(people: int, adults: int, is_held: bool) -> None:
    sent = replace(counted(people), denominator=adults)
    for known in ([], [replace(counted(100, 29), denominator=adults)]):
        assert held(sent, *known, adults=adults).held == is_held
    assert held(sent, replace(counted(people, 7), denominator=adults), adults=adults).held == 0


@pytest.mark.parametrize(("days", "is_held"), [(290, True), (20, True), (19, False)])
def test_bed_days_of_a_month_that_are_all_gone_are_odd_be_they_few_a_day(days: int, is_held: bool) -> None:
    before = replace(counted(days, 30), scale=30, from_council=False)
    now = replace(counted(0), scale=30, from_council=False)
    counts = {"read": 1, "accepted": 1, "held": 0, "rejected": 0, "not_needed": 0, "size": 1}
    taken = FileAccount(source_id="s", file="f", sha256="", encoding="", readings=(now,), notes=(), **counts)
    done = held_for_a_second_look(taken, {before.key: before}, RULES, {COUNCIL: ADULTS}, from_council=False)
    assert done.held == is_held


@pytest.mark.parametrize(
    ("below", "adults", "is_held"),
    [
        (22, ADULTS, True),  # 20 in public, and some thousand reviews are to be expected
        (23, ADULTS, False),  # 25 in public
        (0, ADULTS, True),  # nothing to review at all
        (22, 2_000, False),  # few are expected where few live
    ],
)
def test_a_share_of_too_few_is_held_where_more_are_to_be_expected(below: int, adults: int, is_held: bool) -> None:
    """A place that counts almost nobody may have looked at almost nobody."""
    sent = reading("wl_reviews_overdue", count=0, denominator=below, row=2)
    assert held(sent, adults=adults).held == is_held


@pytest.mark.parametrize(
    ("now", "then", "is_held"),
    [
        ((400, 1000), (50, 1000), True),  # eight times as many
        ((80, 4000), (80, 800), False),  # five times as many reviews: the edge
        ((80, 4001), (80, 800), True),  # the denominator gained a digit or nearly
        ((160, 400), (80, 1600), True),  # neither is five times the other, and the share is
        ((0, 60), (12, 60), False),  # a matter of twelve people
        ((0, 600), (120, 600), True),
        ((0, 600), (0, 600), False),
    ],
)
def test_a_share_is_compared_by_its_parts_and_by_what_is_worked_out(
    now: tuple[int, int], then: tuple[int, int], is_held: bool
) -> None:
    """Both ways, and never for a matter of few people."""
    sent = reading("wl_reviews_overdue", count=now[0], denominator=now[1], row=2)
    before = reading(
        "wl_reviews_overdue", count=then[0], denominator=then[1], period_end=SUNDAY - timedelta(days=28), row=2
    )
    assert held(sent, before, adults=2_000).held == is_held


SHARE, SHARES = "wl_over_6m_share", {"wl_over_6m_share": MEASURE}


def both(count: int, part: int, known_count: int, known_part: int) -> FileAccount:
    """A file with a count in row 2 and a share out of it in row 3, whose own denominator is left empty."""

    def two(people: int, over: int, days_ago: int) -> list[Reading]:
        end = SUNDAY - timedelta(days=days_ago)
        return [
            reading(MEASURE, count=people, period_end=end, row=2),
            reading(SHARE, count=over, denominator=people, period_end=end, row=3),
        ]

    counts = {"read": 2, "accepted": 2, "held": 0, "rejected": 0, "not_needed": 0}
    about = {"source_id": "weekly-return", "file": "r.csv", "sha256": "", "size": 1, "encoding": "utf-8"}
    taken = FileAccount(**about, **counts, readings=tuple(two(count, part, 0)), notes=())
    known = {r.key: r for r in two(known_count, known_part, 7)}
    return held_for_a_second_look(taken, known, RULES, {COUNCIL: None}, shares=SHARES)


@pytest.mark.parametrize(
    ("sent", "before"),
    [
        ((5005, 100), (1000, 100)),  # the count is far from the last, and so is the denominator
        ((11, 1), (2, 1)),  # so small that only the count is
    ],
)
def test_a_share_is_held_with_the_count_it_is_out_of_and_says_which_row_that_is(
    sent: tuple[int, int], before: tuple[int, int]
) -> None:
    """Its own cell is empty: nobody would find the number there."""
    done = both(*sent, *before)
    assert (done.held, done.accepted, done.readings) == (2, 0, ())
    assert [(n.row, n.column) for n in done.notes] == [(2, "numerator"), (3, "denominator")]
    assert done.notes[1].found == f"{sent[0]}, the wl_assess_rate of that week in row 2"
    assert done.notes[1].expected == "a number that counts, and that row is held"


def test_a_share_that_is_itself_far_from_its_last_says_its_own_number() -> None:
    done = both(1000, 900, 1000, 100)
    assert [(n.row, n.column, n.found) for n in done.notes] == [(3, "numerator", "900")]
    assert [r.measure_id for r in done.readings] == [MEASURE]
