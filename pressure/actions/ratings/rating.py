"""Rating councils from what is known: nothing here is stored."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pressure.actions.installation import Installation
from pressure.actions.ratings.following import Followed, followed
from pressure.actions.returns import confirming
from pressure.document.rating import exact_document, public_document
from pressure.document.shapes import RatingPart
from pressure.domain.as_known import KnownAt, as_known
from pressure.domain.calendar import scheduled
from pressure.domain.moments import day_of, start_of
from pressure.domain.rating.causes import Cause, cause_of_change
from pressure.domain.rating.judging import Place
from pressure.domain.rating.method import rate
from pressure.domain.rating.needed import wanted
from pressure.domain.rating.results import Rating
from pressure.domain.rating.undeclared import says_used, used_not_declared
from pressure.domain.readings import Reading
from pressure.domain.refusals import Refusal
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.release.beside import held
from pressure.settings import Settings
from pressure.store import councils, declarations, ratings, readings, statements
from pressure.store.engine import Connection, reading
from pressure.store.loads import first_weeks

OWN_PART = 0.45
"""Of the councils, how many this process rates where another one helps."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything one council's rating needs."""

    council: Place
    readings: list[Reading]
    unseen: list[Reading]
    register: Register
    follows: Followed


def known(
    installation: Installation, connection: Connection, council_code: str, at: datetime, known_at: KnownAt
) -> Known:
    """What had been received and signed by `known_at`, and the level published before `at`, as believed then."""
    book, council = installation.rules.in_force(day_of(at)), _council(connection, council_code)
    found = readings.for_rating(
        connection, council_code, day=day_of(at), known_at=known_at, wanted=wanted(book, council.nation_code)
    )
    register = declarations.register(connection, book.declarations, council_code, as_known(known_at).acts)
    unseen = readings.unseen(connection, council_code, known_at=known_at)
    return Known(council, found, unseen, register, followed(connection, council_code, at, as_known(known_at).acts))


def _council(connection: Connection, council_code: str) -> Place:
    council = councils.one(connection, council_code)
    if council is None:
        raise Refusal(f"There is no council {council_code}.")
    return council


@dataclass(frozen=True, slots=True)
class Worked:
    """A rating with the rules it was made by, what it was made from, what moved its level, and the correction that the
    rating before it had been put right by."""

    rating: Rating
    book: Rulebook
    readings: list[Reading]
    unseen: list[Reading]
    cause: Cause | None
    correction_id: str | None

    @property
    def exact(self) -> RatingPart:
        """Its document for officers."""
        return self.told(exact_document(self.rating, self.book, [*self.readings, *self.unseen], self.cause))

    def told(self, document: RatingPart) -> RatingPart:
        """A document of it, with that correction."""
        return {**document, "follows_correction": self.correction_id} if self.correction_id else document


def work_out(installation: Installation, facts: Known, at: datetime, found: list[Reading]) -> Worked:
    """A rating from facts already gathered."""
    rules, follows = installation.rules, facts.follows
    rating = rate(found, rules, at, facts.register, follows.previous, council=facts.council)
    cause = cause_of_change(follows.previous, rating, rules, follows.published) if follows.previous else None
    return Worked(rating, rules.in_force(day_of(at)), found, facts.unseen, cause, follows.correction_id)


def rate_council(
    installation: Installation,
    connection: Connection,
    council_code: str,
    *,
    at: datetime,
    known_at: KnownAt,
    more: Iterable[Reading] = (),
) -> Worked:
    """One council's rating at a moment; `more` are readings not yet stored (a dry run)."""
    facts = known(installation, connection, council_code, at, known_at)
    return work_out(installation, facts, at, [*facts.readings, *more])


def rate_through(
    installation: Installation, connection: Connection, council_code: str, *, at: datetime, known_at: datetime
) -> Worked:
    """The same as the scheduled releases up to the moment would have come to it: each since the last rating that was
    published, or since the first return, is worked through, so that the level has settled (METHOD 2, rule 8)."""
    facts = known(installation, connection, council_code, at, known_at)
    follows = facts.follows
    last = follows.previous.rated_at if follows.previous else None
    begin = last or _first_return(connection, council_code, known_at)
    for slot in scheduled(installation.rules.in_force(day_of(at)).calendar, begin, at) if begin else ():
        then = known(installation, connection, council_code, slot, min(slot, known_at))
        left = work_out(installation, replace(then, follows=follows), slot, then.readings).rating.as_previous()
        follows = Followed(left, left)
    return work_out(installation, replace(facts, follows=follows), at, facts.readings)


def _first_return(connection: Connection, council_code: str, until: datetime) -> datetime | None:
    week = first_weeks(connection, [council_code], until).get(council_code)
    return start_of(week) if week else None


def shown_in_public(connection: Connection, worked: Worked, known_at: KnownAt) -> RatingPart:
    """The public document of a rating, with the role of whoever confirmed the newest return it rests on."""
    rating, document = worked.rating, worked.told(public_document(worked.rating, worked.book, worked.cause))
    confirmed = statements.confirmed_weeks(connection, rating.council_code, known_at)
    register = Register(entries=rating.register)
    used = used_not_declared(worked.readings, register, rating.rated_at, confirmed, worked.book.floors)
    if used:
        document = {**document, "used_not_declared": list(used)}
    if said := says_used(worked.readings, register, rating.rated_at):
        document = {**document, "return_says_used": list(said)}
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
    cause: Cause | None


def rated(
    installation: Installation,
    connection: Connection,
    council_code: str,
    at: datetime,
    known_at: KnownAt,
    follows: Followed | None = None,
) -> Rated:
    """One council's rating at a moment, as known at one, with both documents. `follows` where that is not stored yet
    for every process to read."""
    facts = known(installation, connection, council_code, at, known_at)
    worked = work_out(installation, replace(facts, follows=follows or facts.follows), at, facts.readings)
    return Rated(
        replace(worked.rating, reasons=()),
        ratings.text(shown_in_public(connection, worked, known_at)),
        ratings.text(worked.exact),
        worked.cause,
    )


def rated_by_two(
    installation: Installation,
    connection: Connection,
    codes: list[str],
    at: datetime,
    known_at: KnownAt,
    follows: Mapping[str, Followed],
) -> Iterator[tuple[str, Rated]]:
    """Every council's rating, in the order given. Where there is another process it rates most of them, while this one
    does with each what the caller wants: all that a rating is made of was committed before, but what is given of it
    here by council, `follows`."""
    here = math.ceil(len(codes) * OWN_PART) if installation.executor else len(codes)
    there = (
        [
            installation.executor.submit(_rated_there, installation.settings, code, at, known_at, follows.get(code))
            for code in codes[here:]
        ]
        if installation.executor
        else []
    )
    for code in codes[:here]:
        yield code, rated(installation, connection, code, at, known_at, follows.get(code))
    for code, one in zip(codes[here:], there, strict=True):
        yield code, one.result()


def _rated_there(configured: Settings, code: str, at: datetime, known_at: KnownAt, follows: Followed | None) -> Rated:
    engine, rules = held()
    with reading(engine) as connection:
        installation = Installation(engine=engine, rules=rules, site_dir=Path(), settings=configured)
        return rated(installation, connection, code, at, known_at, follows)
