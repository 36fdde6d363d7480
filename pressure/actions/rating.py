"""Rating councils from what is known: nothing here is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressure.actions import confirming
from pressure.actions.office import Office
from pressure.domain.as_known import KnownAt, as_known
from pressure.domain.moments import day_of
from pressure.domain.rate import rate
from pressure.domain.ratings import Previous, Rating
from pressure.domain.readings import REGISTER_CONFIRMED, Reading
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.store import declarations, ratings, readings
from pressure.store.engine import Connection
from pressure.view.explained import explained


@dataclass(frozen=True, slots=True)
class Known:
    """Everything one council's rating needs."""

    readings: list[Reading]
    register: Register
    previous: Previous | None


def known(office: Office, connection: Connection, council_code: str, at: datetime, known_at: KnownAt) -> Known:
    """What had been received and signed by `known_at`, and the level published before `at`."""
    book = office.rules.in_force(day_of(at))
    fresh = {c: max(d, *(f.get(c, 0) for f in book.freshness.family_days.values()),
                    book.freshness.register_confirmation_days) for c, d in book.freshness.days.items()}
    found = readings.for_rating(connection, council_code, day=day_of(at), known_at=known_at, fresh_days=fresh,
                                measures=[*(m.id for m in book.measures if not m.from_register), REGISTER_CONFIRMED])
    register = declarations.register(connection, book.declarations, council_code, as_known(known_at).acts)
    return Known(found, register, ratings.previous(ratings.last_before(connection, council_code, at)))


def rate_council(office: Office, connection: Connection, council_code: str, *, at: datetime, known_at: KnownAt,
                 more: Iterable[Reading] = ()) -> tuple[Rating, Rulebook]:
    """One council's rating at a moment; `more` are readings not yet stored (a dry run)."""
    facts = known(office, connection, council_code, at, known_at)
    rating = rate([*facts.readings, *more], office.rules, at, facts.register, facts.previous,
                  council_code=council_code)
    return rating, office.rules.in_force(day_of(at))


def shown_in_public(connection: Connection, rating: Rating, book: Rulebook, known_at: KnownAt) -> dict[str, Any]:
    """The public document of a rating, with the role of whoever confirmed the newest return it rests on."""
    document = explained(rating, book, public=True)
    weeks = [r.reading.period_end for r in rating.reasons if r.reading and r.reading.from_council]
    word = confirming.word(connection, rating.council_code, max(weeks), known_at) if weeks else None
    if word is None:
        return document
    role, same = word
    return document | ({"confirmed_by_role": role} if same else {"changed_after_confirmation": True})
