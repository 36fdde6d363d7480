"""Exact figures for officers: what moved a council's points since last week, and what could move them next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.office import Office
from pressure.actions.rating import rate_council
from pressure.store.engine import reading
from pressure.view.explained import explained

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Looked:
    """One council's exact rating now and a week ago, as plain data."""

    now: Mapping[str, Any]
    before: Mapping[str, Any]


def look(office: Office, *, by: Actor, council_code: str) -> Looked:
    """Both ratings with exact figures. Raises Refusal for people of other councils. Stores nothing."""
    require(by, Act.READ_EXACT, [council_code])
    at = office.now()
    with reading(office.engine) as connection:
        rated = [rate_council(office, connection, council_code, at=when, known_at=when) for when in (at, at - WEEK)]
    now, before = (explained(rating, book, public=False) for rating, book in rated)
    return Looked(now, before)
