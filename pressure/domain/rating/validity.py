"""Until when a rating says what these rules say with no new data (METHOD 2, rule 11)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pressure.domain.moments import day_of, start_of
from pressure.domain.rating import raising
from pressure.domain.rating.gathered import Gathered
from pressure.domain.rating.judging import Judged, without_core
from pressure.domain.register import Register
from pressure.domain.rules_history import Rules

DAY = timedelta(days=1)


def valid_until(
    first: Judged, again: Callable[[datetime], Judged], gathered: Gathered, rules: Rules, register: Register
) -> datetime | None:
    """The first later moment at which the answer is another; `again` judges at a moment with no new data. Where there
    is a level by figures and a core measure ends, the answer is another whatever the rest comes to."""
    then, has_level = first, first.levels.unsettled is not None
    while (moment := _next_moment(then, gathered, rules, register)) is not None:
        if has_level and rules.in_force(day_of(moment)) is gathered.book and without_core(gathered, moment):
            return moment
        then = again(moment)
        if then.answer != first.answer:
            return moment
    return None


def _next_moment(then: Judged, gathered: Gathered, rules: Rules, register: Register) -> datetime | None:
    """The next moment at which a figure or a confirmation goes out of date, a period ends, what is remembered of a
    missing figure is forgotten, a rule takes effect, or a signed act begins or ends."""
    today, book = day_of(then.at), then.evidence.given.book
    days = [day + DAY for day in then.days_that_end]
    days += gathered.periods_after(today)[:1] + rules.changes_after(today)[:1]
    first = min((day for day in days if day > today), default=None)
    moments = [start_of(first)] if first else []
    moments += register.changes_after(then.at) + raising.ends(register, book.floors)
    return min((m for m in moments if m > then.at), default=None)
