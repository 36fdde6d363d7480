"""Rating councils from what is known: nothing here is stored."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pressure.actions.office import Office
from pressure.actions.returns import confirming
from pressure.document.rating import exact_document, public_document
from pressure.document.shapes import RatingPart
from pressure.domain.as_known import KnownAt, as_known
from pressure.domain.moments import day_of
from pressure.domain.rating.rate import rate
from pressure.domain.rating.ratings import Previous, Rating
from pressure.domain.readings import REGISTER_CONFIRMED, Reading
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.release.beside import held
from pressure.store import declarations, ratings, readings
from pressure.store.engine import Connection, reading

OWN_PART = 0.45
"""Of the councils, how many this process rates where another one helps."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything one council's rating needs."""

    readings: list[Reading]
    register: Register
    previous: Previous | None


def known(office: Office, connection: Connection, council_code: str, at: datetime, known_at: KnownAt) -> Known:
    """What had been received and signed by `known_at`, and the level published before `at`."""
    book = office.rules.in_force(day_of(at))
    fresh = {
        c: max(
            d, *(f.get(c, 0) for f in book.freshness.family_days.values()), book.freshness.register_confirmation_days
        )
        for c, d in book.freshness.days.items()
    }
    found = readings.for_rating(
        connection,
        council_code,
        day=day_of(at),
        known_at=known_at,
        fresh_days=fresh,
        measures=[*(m.id for m in book.measures if not m.from_register), REGISTER_CONFIRMED],
    )
    register = declarations.register(connection, book.declarations, council_code, as_known(known_at).acts)
    return Known(found, register, ratings.previous(ratings.last_before(connection, council_code, at)))


def rate_council(
    office: Office,
    connection: Connection,
    council_code: str,
    *,
    at: datetime,
    known_at: KnownAt,
    more: Iterable[Reading] = (),
) -> tuple[Rating, Rulebook]:
    """One council's rating at a moment; `more` are readings not yet stored (a dry run)."""
    facts = known(office, connection, council_code, at, known_at)
    rating = rate([*facts.readings, *more], office.rules, at, facts.register, facts.previous, council_code=council_code)
    return rating, office.rules.in_force(day_of(at))


def shown_in_public(connection: Connection, rating: Rating, book: Rulebook, known_at: KnownAt) -> RatingPart:
    """The public document of a rating, with the role of whoever confirmed the newest return it rests on."""
    document = public_document(rating, book)
    weeks = [r.reading.period_end for r in rating.reasons if r.reading and r.reading.from_council]
    word = confirming.word(connection, rating.council_code, max(weeks), known_at) if weeks else None
    if word is None:
        return document
    role, same = word
    if same:
        return {**document, "confirmed_by_role": role}
    return {**document, "changed_after_confirmation": True}


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as it is stored: its numbers, its public document, and the exact one, as text."""

    rating: Rating
    shown: str
    exact: str


def rated(office: Office, connection: Connection, council_code: str, at: datetime, known_at: KnownAt) -> Rated:
    """One council's rating at a moment, as known at one, with both documents."""
    rating, book = rate_council(office, connection, council_code, at=at, known_at=known_at)
    return Rated(
        replace(rating, reasons=()),
        ratings.text(shown_in_public(connection, rating, book, known_at)),
        ratings.text(exact_document(rating, book)),
    )


def rated_by_two(
    office: Office, connection: Connection, codes: list[str], at: datetime, known_at: KnownAt
) -> Iterator[tuple[str, Rated]]:
    """Every council's rating, in the order given. Where there is another process it rates most of them, while this one
    does with each what the caller wants: all that a rating is made of was committed before."""
    here = math.ceil(len(codes) * OWN_PART) if office.executor else len(codes)
    there = (
        [office.executor.submit(_rated_there, code, at, known_at) for code in codes[here:]] if office.executor else []
    )
    for code in codes[:here]:
        yield code, rated(office, connection, code, at, known_at)
    for code, one in zip(codes[here:], there, strict=True):
        yield code, one.result()


def _rated_there(code: str, at: datetime, known_at: KnownAt) -> Rated:
    engine, rules = held()
    with reading(engine) as connection:
        return rated(Office(engine=engine, rules=rules, site_dir=Path()), connection, code, at, known_at)
