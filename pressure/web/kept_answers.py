"""What an officer had typed when they had to sign in again: kept in memory for half an hour, for that person alone."""

from collections.abc import Mapping
from datetime import timedelta

from pressure.web.expiring import Expiring

KEPT_FOR, MOST_KEPT, LONGEST = timedelta(minutes=30), 400, 40_000
_kept: Expiring[tuple[str, str], str] = Expiring(MOST_KEPT, KEPT_FOR)


def keep(person_id: str, page: Mapping[str, object]) -> None:
    """Hold every text among the values of a page's questions, by the name of the question."""
    for name, value in page.items():
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST:
            _kept.keep((person_id, name), value)


def taken(person_id: str, name: str) -> str:
    """What they had typed there, given back once; "" when there is nothing."""
    return _kept.taken((person_id, name)) or ""
