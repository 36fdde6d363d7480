"""Until when a rating says what these rules say with no new data (METHOD 2, rule 11)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pressure.domain.moments import day_of, start_of
from pressure.domain.rating import raising
from pressure.domain.rating.gathered import Gathered
from pressure.domain.rating.results import Rating
from pressure.domain.register import Register
from pressure.domain.rules_history import Rules

DAY = timedelta(days=1)


def valid_until(
    rating: Rating, again: Callable[[datetime], Rating], gathered: Gathered, rules: Rules, register: Register
) -> datetime | None:
    """The first later moment at which the rating is another; `again` rates at a moment with no new data."""
    then = rating
    while (moment := _next_moment(then, gathered, rules, register)) is not None:
        then = again(moment)
        if then.answer != rating.answer:
            return moment
    return None


def _next_moment(then: Rating, gathered: Gathered, rules: Rules, register: Register) -> datetime | None:
    """The next moment at which a figure or a confirmation goes out of date, a period ends, what is remembered of a
    missing figure is forgotten, a rule takes effect, or a signed act begins or ends."""
    today, book = day_of(then.rated_at), rules.in_force(day_of(then.rated_at))
    confirmation = timedelta(days=book.freshness.register_confirmation_days)
    ends = {day for r in then.reasons for day in (r.fresh_until, r.counts_until) if day is not None}
    days = {day + DAY for day in ends} | {day + confirmation + DAY for day in gathered.confirmed}
    days |= {*gathered.periods, *rules.changes_after(today)}
    first = min((day for day in days if day > today), default=None)
    moments = [start_of(first)] if first else []
    moments += register.changes_after(then.rated_at) + raising.ends(register, book.floors)
    return min((m for m in moments if m > then.rated_at), default=None)
