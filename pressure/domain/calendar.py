"""The release clock: weeks, when their returns close, and when releases come out, in UK time. Nothing else counts to a
Sunday."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from pressure.domain.councils import Council
from pressure.domain.measures import Asked, Measure
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.national import Nation, PreElection
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import ReleaseCalendar

SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def whole_weeks(first: date, last: date) -> int:
    """How many whole weeks there are from one day to another, both counted."""
    return ((last - first).days + 1) // WEEK.days


def week_ended(day: date) -> date:
    """The last Sunday that has come: the day itself, if it is one."""
    return day - timedelta(days=(day.weekday() - SUNDAY) % 7)


def week_ending(day: date) -> date:
    """The Sunday on which the week of a day ends: the day itself, if it is one."""
    return day + timedelta(days=SUNDAY - day.weekday())


def return_due(calendar: ReleaseCalendar, week: date) -> datetime:
    """When the return of the week that ended on a Sunday closes."""
    return at_uk_time(week + timedelta(days=1 + calendar.returns_close_weekday), calendar.returns_close_at)


def weeks_closed(calendar: ReleaseCalendar, at: datetime, weeks: int) -> tuple[date, ...]:
    """The last Sundays whose returns have closed by a moment, newest first."""
    last = week_ended(day_of(at))
    newest = last if return_due(calendar, last) <= at else last - WEEK
    return tuple(newest - number * WEEK for number in range(weeks))


def shown_from(calendar: ReleaseCalendar, week: date) -> datetime:
    """The first scheduled release after the return of a week has closed."""
    return next_release(calendar, return_due(calendar, week))


def period_start(calendar: ReleaseCalendar, measure: Measure, sunday: date) -> date:
    """The first day of the week, or of the block of weeks, that ended on a Sunday and that a measure is asked for."""
    weeks = calendar.blocks.weeks if calendar.blocks and measure.asked is Asked.BLOCK else 1
    return sunday - timedelta(days=7 * weeks - 1)


def days_late(due: datetime, at: datetime) -> int:
    """UK days that a moment is later than the day something was due on; never below 0."""
    return max(0, (day_of(at) - day_of(due)).days)


def next_release(calendar: ReleaseCalendar, after: datetime) -> datetime:
    """The first scheduled release later than a moment."""
    day = day_of(after) + timedelta(days=(calendar.release_weekday - day_of(after).weekday()) % 7)
    moment = at_uk_time(day, calendar.release_at)
    return moment if moment > after else at_uk_time(day + timedelta(days=7), calendar.release_at)


def last_release_due(calendar: ReleaseCalendar, at: datetime) -> datetime:
    """The newest scheduled release time not later than a moment."""
    following = next_release(calendar, at)
    return at_uk_time(day_of(following) - timedelta(days=7), calendar.release_at)


def working_days_after(day: date, n: int, nation: Nation) -> date:
    """The n-th working day after a day, which does not count itself: no Saturday, Sunday or bank holiday of the nation.
    Raises Refusal beyond the years whose bank holidays the rules know."""
    while n > 0:
        day += DAY
        n -= is_working_day(day, nation)
    return day


def is_working_day(day: date, nation: Nation) -> bool:
    """Whether people work on a day in a nation. Raises Refusal for a year whose bank holidays the rules do not know."""
    years = {holiday.year for holiday in nation.bank_holidays}
    if day.year not in years:
        known = f"from {min(years)} to {max(years)}" if years else "of no year"
        raise Refusal(
            f"The rules know the bank holidays of {nation.name} {known}, and {day.isoformat()} was asked for. Add the "
            "years to nations/."
        )
    return day.weekday() < SATURDAY and day not in nation.bank_holidays


def no_statement_until(calendar: ReleaseCalendar, council: Council, day: date) -> date | None:
    """The last day of an unbroken time before elections that a day is in, for a council; None where it may publish a
    statement."""
    last = None
    while days := [
        period.last for period in _before_elections(calendar, council) if period.first <= day <= period.last
    ]:
        last = max(days)
        day = last + DAY
    return last


def may_state(calendar: ReleaseCalendar, council: Council, day: date) -> bool:
    """Whether a council may publish a statement on a day: it is still there, and no election is near."""
    ended = council.valid_to is not None and council.valid_to < day
    return not ended and no_statement_until(calendar, council, day) is None


def next_without_statement(calendar: ReleaseCalendar, council: Council, day: date) -> date | None:
    """The next first day after a day on which a council may publish no statement; None where none is known."""
    return min((p.first for p in _before_elections(calendar, council) if p.first > day), default=None)


def _before_elections(calendar: ReleaseCalendar, council: Council) -> Iterator[PreElection]:
    return (p for p in calendar.pre_election if {council.code, council.nation_code} & {*p.where})


def scheduled(calendar: ReleaseCalendar, after: datetime, before: datetime) -> Iterator[datetime]:
    """The scheduled release times later than one moment and earlier than another."""
    while (after := next_release(calendar, after)) < before:
        yield after


def slot_due(calendar: ReleaseCalendar, at: datetime, made: Iterable[datetime]) -> datetime | None:
    """The newest scheduled time not later than a moment, unless one of the scheduled releases `made` served it: one
    made between it and the next."""
    due = last_release_due(calendar, at)
    return None if any(last_release_due(calendar, one) == due for one in made) else due
