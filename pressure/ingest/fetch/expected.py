"""When a source's next file is expected."""

from calendar import monthrange
from datetime import date, timedelta

from pressure.domain.measures import Cadence
from pressure.ingest.publisher import Fetch

_DAYS = {Cadence.WEEKLY: 7, Cadence.FOUR_WEEKLY: 28}
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


def expected_next(fetch: Fetch, cadence: Cadence, last_period_end: date | None, last_new: date | None) -> date | None:
    """The day that the publisher named, while no file has come since; else so many days after the next period ends.
    None where nothing ever came and no day was named."""
    if fetch.next_release and (last_new is None or last_new < fetch.next_release):
        return fetch.next_release
    if last_period_end is None:
        return None
    return _next_end(last_period_end, cadence) + timedelta(days=fetch.after_days)


def longest_silence(cadence: Cadence) -> timedelta:
    """One and a half times as long as it usually takes: nothing new for longer than that is a fault."""
    return timedelta(days=1.5 * (_DAYS.get(cadence) or 30.5 * _MONTHS[cadence]))


def _next_end(ended: date, cadence: Cadence) -> date:
    if cadence in _DAYS:
        return ended + timedelta(days=_DAYS[cadence])
    months = ended.year * 12 + ended.month - 1 + _MONTHS[cadence]
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    whole = ended.day == monthrange(ended.year, ended.month)[1]
    return date(year, month + 1, last if whole else min(ended.day, last))
