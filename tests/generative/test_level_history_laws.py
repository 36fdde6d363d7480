"""Which level was in force: laws on random histories, with an answer worked out another way, moment by moment."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pressure.domain.day_counts import days_at
from pressure.domain.level_history import began, in_force_to, intervals, level_at, runs
from pressure.domain.moments import day_of, end_of, start_of
from pressure.domain.rating.causes import Moved
from pressure.publish.news.events import _between
from tests.rating_cases import SEARCHES

MANY = settings(max_examples=150 * SEARCHES, deadline=None)
LITTLE = timedelta(microseconds=1)
# Evenings before clocks change, the turn of a year, an ordinary week: moments are 23:30 in the United Kingdom.
STARTS = [
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    datetime(2026, 6, 10, 8, 30, tzinfo=UTC),
]
LATER = st.one_of(
    st.integers(1, 3).map(lambda n: timedelta(seconds=n)),
    st.integers(1, 30).map(lambda n: timedelta(hours=n)),
    st.integers(1, 25).map(lambda n: timedelta(days=n)),
    st.just(timedelta(minutes=30)),
)


@dataclass(frozen=True)
class Told:
    """A publication as the database holds it."""

    rated_at: datetime
    level_published: int | None
    status: str
    valid_until: datetime | None
    since: datetime
    level_before: int | None
    deciding_rule: str | None = "points"
    release_id: str = "R1"
    moved_by: str | None = None
    level_by_rules_before: int | None = None
    rules_of: date | None = None


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Told], datetime]:
    """Publications, and a moment not before the last of them: often the very moment."""
    at, found = draw(st.sampled_from(STARTS)), []
    for _ in range(draw(st.integers(1, 8))):
        level = draw(st.sampled_from([None, 1, 1, 2, 4]))
        status = draw(st.sampled_from(["rated", "rated", "floor_only"])) if level else "not_rated"
        ends = draw(st.one_of(st.none(), LATER))
        since, before = began(level, at, found[-1] if found else None)
        moved = draw(st.sampled_from([None, *Moved]))
        found.append(Told(at, level, status, at + ends if ends else None, since, before, moved_by=moved))
        at += draw(LATER)
    return found, draw(st.one_of(st.just(found[-1].rated_at), LATER.map(lambda by: found[-1].rated_at + by)))


def truth(history: list[Told], at: datetime) -> int | None:
    """The newest publication by a moment, unless it had run out."""
    by_then = history[: bisect_right([h.rated_at for h in history], at)]
    ends = by_then[-1].valid_until if by_then else None
    return None if not by_then or (ends is not None and ends <= at) else by_then[-1].level_published


def mended(history: list[Told], at: datetime) -> bool:
    """Whether a level had run out by a moment and another followed before that day ended: it was not lost."""
    place = bisect_right([h.rated_at for h in history], at)
    if not 0 < place < len(history) or history[place].level_published is None:
        return False
    ends = history[place - 1].valid_until
    return ends is not None and ends <= at and day_of(ends) == day_of(history[place].rated_at)


def moments(history: list[Told], until: datetime) -> list[datetime]:
    """Every moment at which something could change, and those on both sides of it."""
    edges = {until, *(h.rated_at for h in history), *(h.valid_until for h in history if h.valid_until)}
    around = {edge + by for edge in edges for by in (-LITTLE, timedelta(), LITTLE)}
    return sorted(m for m in around if history[0].rated_at <= m <= until)


@MANY
@given(histories())
def test_one_function_says_what_the_newest_publication_says_at_every_moment(made: tuple[list[Told], datetime]) -> None:
    history, until = made
    for at in moments(history, until):
        assert level_at(history, at)[0] == truth(history, at)


@MANY
@given(histories())
def test_intervals_leave_no_moment_out_and_agree_with_it_at_every_moment(made: tuple[list[Told], datetime]) -> None:
    history, until = made
    told = [h for h in history if h.rated_at <= until]
    known = intervals(history, until)
    assert (known[0].start, known[-1].end) == (told[0].rated_at, until)
    assert all(a.end == b.start and a.start < a.end for a, b in pairwise(known))
    for at in moments(told, until):
        own = next((k for k in known if k.start <= at < k.end), known[-1])
        assert own.level == truth(told, at) or mended(told, at)


@MANY
@given(histories())
def test_whole_days_are_those_a_calendar_counts_at_the_end_of_each(made: tuple[list[Told], datetime]) -> None:
    history, until = made
    counted: dict[int | None, int] = {}
    for number in range(day_of(history[0].rated_at).toordinal(), day_of(until).toordinal()):
        level = truth(history, end_of(date.fromordinal(number)))
        counted[level] = counted.get(level, 0) + 1
    known = intervals(history, until)
    assert days_at(known) == days_at(runs(known)) == counted
    assert sum(run.days for run in runs(known)) == sum(counted.values())


@MANY
@given(histories())
def test_since_and_the_level_before_are_those_of_the_run_that_goes_on(made: tuple[list[Told], datetime]) -> None:
    """What each rating remembers of the one before is enough to know what the whole history says."""
    history, _ = made
    for count, newest in enumerate(history, start=1):
        known = runs(intervals(history[:count], newest.rated_at))
        before = known[-2].level if len(known) > 1 else None
        assert (newest.since, newest.level_before) == (known[-1].start, before)


@MANY
@given(histories())
def test_lines_of_a_file_say_the_level_in_force_at_every_moment(made: tuple[list[Told], datetime]) -> None:
    """valid_from to valid_to holds the moment, or there was no level; no line goes on past its valid_until."""
    history, until = made
    lines = [
        (h, in_force_to(h.valid_until, after.rated_at if after else None, until))
        for h, after in zip(history, [*history[1:], None], strict=True)
        if h.rated_at <= until
    ]
    assert all(to is None or h.valid_until is None or to <= h.valid_until for h, to in lines)
    for at in moments(history, until):
        held = [h.level_published for h, to in lines if h.rated_at <= at and (to is None or at < to)]
        assert (held or [None]) == [truth(history, at)]


@MANY
@given(histories())
def test_news_tell_every_run_at_the_moment_it_began(made: tuple[list[Told], datetime]) -> None:
    """Who writes down what the feed tells has the same runs as the table."""
    history, _ = made
    told: list[tuple[datetime, int | None]] = []
    for before, row in zip([None, *history], history, strict=False):
        for event in _between("X99000001", before, row):
            level = event.get("level_after")
            if not told or told[-1][1] != level:
                told.append((event["at"], level))
    known = runs(intervals(history, history[-1].rated_at))
    assert told == [(run.start, run.level) for run in known if run.level is not None or run is not known[0]]


@MANY
@given(histories(), st.integers(0, 7))
def test_a_publication_that_says_the_same_before_the_last_one_ran_out_changes_nothing(
    made: tuple[list[Told], datetime], place: int
) -> None:
    history, until = made
    own = history[place % len(history)]
    stop = min(
        [m for m in (own.valid_until, *(h.rated_at for h in history if h.rated_at > own.rated_at)) if m], default=until
    )
    again = Told(
        own.rated_at + (stop - own.rated_at) / 2,
        own.level_published,
        own.status,
        own.valid_until,
        own.since,
        own.level_before,
    )
    more = sorted([*history, again], key=lambda h: h.rated_at)
    assert intervals(more, until) == intervals(history, until)


@MANY
@given(histories(), st.integers(-30, 60))
def test_an_ended_council_has_no_level_and_no_days_after_its_end(made: tuple[list[Told], datetime], by: int) -> None:
    history, until = made
    ends = start_of(day_of(history[0].rated_at) + timedelta(days=by))
    cut, whole = intervals(history, until, ends), intervals(history, until)
    assert all(one.end <= min(until, ends) for one in cut)
    for at in moments(history, until):
        own = next((k.level for k in cut if k.start <= at < k.end), None)
        if at < min(ends, until):
            assert own == next(k.level for k in whole if k.start <= at < k.end)
