"""Days at each level: an example worked out by hand, and the laws every count keeps."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.day_counts import (
    days_at,
    highest,
    joined,
    last_time_before,
    long_ago,
    longest,
    season_name,
    season_start,
    seasons,
    years,
)
from pressure.domain.level_history import Interval, Published, intervals, runs
from pressure.domain.moments import end_of, start_of
from pressure.publish.files.counting import DAYS, RUNS, Counted
from pressure.store.engine import reading
from pressure.words import days as words
from tests.publish_cases import Told
from tests.rating_cases import BOOK


def at(day: str, clock: str = "09:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+00:00").astimezone(UTC)


# 2 Dec level 2; 9 Dec level 3, valid to the start of 14 Dec; nothing until 16 Dec; then level 3; 30 Dec no level.
BY_HAND = [
    Published(at("2026-12-02"), 2, at("2026-12-20", "00:00")),
    Published(at("2026-12-09"), 3, at("2026-12-14", "00:00")),
    Published(at("2026-12-16"), 3, at("2027-01-20", "00:00")),
    Published(at("2026-12-30"), None, None),
]
LAST = date(2027, 1, 2)


def spans(told: list[Published], last: date) -> list[Interval]:
    """The runs to the end of a day."""
    return runs(intervals(told, start_of(last + timedelta(days=1))))


def days(first: str, last: str, level: int | None) -> Interval:
    """A run of whole days."""
    return Interval(start_of(date.fromisoformat(first)), start_of(date.fromisoformat(last) + timedelta(days=1)), level)


KNOWN = spans(BY_HAND, LAST)


def test_days_worked_out_by_hand() -> None:
    """2 to 8 December: 7 days at level 2. 9 to 13: 5 at level 3. 14 and 15: unknown. 16 to 29: 14 at level 3. Then
    unknown for 4."""
    assert [(run.level, run.first_day, run.last_day, run.days) for run in KNOWN] == [
        (2, date(2026, 12, 2), date(2026, 12, 8), 7),
        (3, date(2026, 12, 9), date(2026, 12, 13), 5),
        (None, date(2026, 12, 14), date(2026, 12, 15), 2),
        (3, date(2026, 12, 16), date(2026, 12, 29), 14),
        (None, date(2026, 12, 30), LAST, 4),
    ]
    assert days_at(KNOWN) == {2: 7, 3: 19, None: 6}


def test_years_and_seasons_share_the_days_out_without_losing_one() -> None:
    first = date(2026, 12, 2)
    assert [(s.name, days_at(KNOWN, s.first, s.last)) for s in years(first, LAST)] == [
        ("2026", {2: 7, 3: 19, None: 4}),
        ("2027", {None: 2}),
    ]
    assert [(s.name, s.first, s.last) for s in seasons(date(2026, 11, 30), date(2027, 3, 1))] == [
        ("2026 autumn", date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-27 winter", date(2026, 12, 1), date(2027, 2, 28)),
        ("2027 spring", date(2027, 3, 1), date(2027, 3, 1)),
    ]


def test_the_longest_run_ends_at_an_unknown_day_and_the_earlier_of_two_as_long_is_given() -> None:
    assert longest(KNOWN)[3].days == 14
    twice = [
        days("2026-01-01", "2026-01-02", 1),
        days("2026-01-03", "2026-01-03", 2),
        days("2026-01-04", "2026-01-05", 1),
    ]
    assert longest(twice)[1].first_day == date(2026, 1, 1)


def test_the_last_time_before_now_and_the_highest_of_fourteen_days() -> None:
    assert last_time_before(KNOWN[:4], 3) == date(2026, 12, 13)
    assert last_time_before(KNOWN[:2], 3) is None
    assert highest(KNOWN, date(2026, 12, 14), date(2026, 12, 15)) is None
    assert highest(KNOWN, date(2026, 12, 8), date(2026, 12, 15)) == 3


def test_a_level_published_and_replaced_on_one_day_counts_no_day_and_ends_the_run_before_it() -> None:
    quick = [
        Published(at("2026-12-02"), 1, None),
        Published(at("2026-12-04", "10:00"), 4, None),
        Published(at("2026-12-04", "15:00"), 1, None),
    ]
    known = spans(quick, date(2026, 12, 6))
    assert [(run.level, run.days, run.last_day) for run in known] == [
        (1, 2, date(2026, 12, 3)),
        (4, 0, None),
        (1, 3, date(2026, 12, 6)),
    ]
    assert days_at(known) == {1: 5}
    assert 4 not in longest(known)


def test_a_release_late_in_the_evening_of_summer_time_counts_on_the_united_kingdom_day() -> None:
    """23:30 UTC in July is half past midnight on the next day."""
    evening = [Published(at("2026-07-01"), 1, None), Published(at("2026-07-02", "23:30"), 2, None)]
    assert spans(evening, date(2026, 7, 4))[1].first_day == date(2026, 7, 3)


def test_nothing_is_counted_before_the_first_whole_day() -> None:
    assert spans([Published(at("2026-12-02"), 1, None)], date(2026, 12, 1)) == []
    assert days_at(intervals([Published(at("2026-12-02"), 1, None)], at("2026-12-02", "18:00"))) == {}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 1), "2026-27 winter"),
        (date(2027, 1, 31), "2026-27 winter"),
        (date(2028, 2, 29), "2027-28 winter"),
        (date(2027, 3, 1), "2027 spring"),
        (date(2027, 6, 1), "2027 summer"),
        (date(2027, 11, 30), "2027 autumn"),
    ],
)
def test_every_day_lies_in_its_season(day: date, name: str) -> None:
    assert season_name(season_start(day)) == name


@given(
    steps=st.lists(
        st.tuples(st.integers(1, 20), st.sampled_from([None, 1, 2, 3, 4]), st.integers(1, 40)), min_size=1, max_size=12
    ),
    border=st.integers(0, 200),
)
def test_days_kept_short_before_a_border_count_as_all_days_do(
    steps: list[tuple[int, int | None, int]], border: int
) -> None:
    moment, told = at("2026-01-01"), []
    for lasted, level, valid in steps:
        told.append(Published(moment, level, moment + timedelta(days=valid) if level else None))
        moment += timedelta(days=lasted)
    whole = runs(intervals(told, moment))
    opening = start_of(date(2026, 1, 1) + timedelta(days=border))
    since = [replace(s, start=max(s.start, opening)) for s in whole if s.end > opening]
    past = long_ago(whole, opening)

    again = joined(past, since) if past else since
    assert again == whole[len(whole) - len(again) :]
    assert Counter(past.before if past else {}) + Counter(days_at(again)) == Counter(days_at(whole))


@pytest.mark.parametrize("opening", [date(2026, 9, 2), date(2026, 9, 15), date(2026, 10, 1), date(2026, 11, 17)])
def test_counting_on_from_what_was_kept_gives_what_counting_from_the_start_does(installed: Told, opening: date) -> None:
    with reading(installed.installation.engine) as connection:
        counted = Counted(installed.inputs(connection))
        counted.__dict__["opening"] = opening
        again = {d.council.code: d for d in counted.still_open(json.loads(json.dumps(counted.long_ago())))}
        for own in counted.whole:
            short = again[own.council.code]
            assert (short.first, short.last, short.total()) == (own.first, own.last, own.total())
            assert short.known == own.known[len(own.known) - len(short.known) :]


def test_every_row_adds_up_and_every_count_stands_beside_the_unknown_days(installed: Told) -> None:
    rows = installed.release.rows("data/DEMO_days_at_level.csv")
    assert tuple(rows[0]) == DAYS
    for row in rows:
        counted = sum(int(row[f"days_level_{n}"]) for n in range(1, 5)) + int(row["days_unknown"])
        span = (date.fromisoformat(row["last_day"]) - date.fromisoformat(row["first_day"])).days + 1
        assert counted == int(row["days"]) == span
    for code in {r["council_code"] for r in rows}:
        own = [r for r in rows if r["council_code"] == code]
        for kind in ("year", "season"):
            assert sum(int(r["days"]) for r in own if r["period_kind"] == kind) == int(own[-1]["days"])


def test_the_file_agrees_with_a_count_of_the_published_rows_by_another_way(installed: Told) -> None:
    """Each day asked for by itself: which row of ratings_as_published.csv was in force at its end?"""
    published = installed.release.rows("data/DEMO_ratings_as_published.csv")
    whole = [r for r in installed.release.rows("data/DEMO_days_at_level.csv") if r["period_kind"] == "all"]
    for row in whole:
        own = [r for r in published if r["council_code"] == row["council_code"]]
        first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        totals: dict[str, int] = {}
        for number in range(first.toordinal(), last.toordinal() + 1):
            end = end_of(date.fromordinal(number))
            then = [r for r in own if datetime.fromisoformat(r["published_at"]) <= end][-1]
            good = not then["valid_until"] or datetime.fromisoformat(then["valid_until"]) > end
            level = then["level_published"] if good else ""
            totals[level] = totals.get(level, 0) + 1
        assert totals.get("", 0) == int(row["days_unknown"])
        assert [totals.get(str(n), 0) for n in range(1, 5)] == [int(row[f"days_level_{n}"]) for n in range(1, 5)]


def test_runs_follow_each_other_without_a_gap(installed: Told) -> None:
    rows = installed.release.rows("data/DEMO_level_runs.csv")
    assert tuple(rows[0]) == RUNS
    for code in {r["council_code"] for r in rows}:
        own = [r for r in rows if r["council_code"] == code]
        assert [r["ended"] for r in own] == ["yes"] * (len(own) - 1) + ["no"]
        for one, after in pairwise(own):
            assert one["level"] != after["level"]
            assert date.fromisoformat(after["first_day"]).toordinal() == date.fromisoformat(
                one["first_day"]
            ).toordinal() + int(one["days"])
            assert bool(one["last_day"]) == (one["days"] != "0")


def test_a_council_has_each_number_as_a_sentence_with_its_definition(installed: Told) -> None:
    document = json.loads(installed.release.read("councils/X99000004/days.json"))
    page = installed.release.read("councils/X99000004/days/index.html").decode()

    assert document["sentences"][0] == (
        "From 2 September 2026 to 17 November 2026, Dunmarsh had 70 days at level 3 and 7 days unknown."
    )  # the first block of critical care ends on 6 September, and without it there is no level
    assert any("for the first time since counting began on 2 September 2026" in s for s in document["sentences"])
    others = [json.loads(installed.release.read(f"councils/X990000{n:02}/days.json")) for n in range(1, 13)]
    assert any("went from band" in other["sentences"][-1] for other in others)
    assert set(words.DEFINITIONS) <= set(document["definitions"])
    assert all(sentence in page for sentence in document["sentences"])
    assert "unknown" in page
    assert "<script" not in page


def test_the_words_for_a_level_that_is_new_or_back() -> None:
    first, since = date(2026, 1, 1), date(2026, 5, 1)
    assert "since counting began on 1 January 2026" in words.first_time_sentence(4, since, None, first)
    assert "since 3 February 2026" in words.first_time_sentence(4, since, date(2026, 2, 3), first)
    assert "no current level" in words.first_time_sentence(None, since, None, first)
    assert "there was no level" in words.highest_sentence(None, since, BOOK, now=False)
    assert words.highest_sentence(3, since, BOOK, now=True) == (
        "In the 14 days to 1 May 2026, or now, the highest was level 3 (high pressure)."
    )
    assert "or now" not in words.highest_sentence(3, since, BOOK, now=False)
    assert words.unknown_note({1: 3, None: 4}).startswith("Most days are unknown (4 of 7 days)")
    assert words.unknown_note({1: 4, None: 4}) == ""
