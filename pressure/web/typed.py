"""What an officer had typed when they had to sign in again: kept in memory for half an hour, for that person alone."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta

KEPT_FOR, MOST_KEPT, LONGEST = timedelta(minutes=30), 400, 40_000
_kept: OrderedDict[tuple[str, str], tuple[str, datetime]] = OrderedDict()


def keep(person_id: str, page: Mapping[str, object], now: datetime) -> None:
    """Hold every text among the values of a page's questions, by the name of the question."""
    for name, value in page.items():
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST:
            _kept[person_id, name] = (value, now)
            _kept.move_to_end((person_id, name))
    for old in [key for key, (_, at) in _kept.items() if now - at > KEPT_FOR]:
        del _kept[old]
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def taken(person_id: str, name: str, now: datetime) -> str:
    """What they had typed there, given back once; "" when there is nothing."""
    text, at = _kept.pop((person_id, name), ("", now))
    return text if now - at <= KEPT_FOR else ""
