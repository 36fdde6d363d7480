"""A council's right of reply: a statement beside its level, and requests to correct something."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.installation import Installation, track_of
from pressure.actions.ratings.exact_ratings import check_exact_counts
from pressure.document import entries
from pressure.domain.calendar import DAY, next_without_statement, no_statement_until
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import check_names, written
from pressure.publish.own_words import waiting
from pressure.store import councils, ratings, record, releases, statements
from pressure.store.engine import Connection, Row, reading, writing
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.store.statements import STATEMENT
from pressure.words.dates import uk_date, uk_moment
from pressure.words.officers.pages import NO_LEVEL_LEFT, NO_STATEMENT, NO_STATEMENT_FROM

LONGEST = 1500
SECOND_CLICK = timedelta(hours=1)
"""Within this time the same words are a second click and no second statement."""
CORRECTION = "correction"
TOLD = {STATEMENT: entries.PUBLISH_STATEMENT, CORRECTION: entries.REQUEST_CORRECTION}
ACTS = {STATEMENT: Act.PUBLISH_STATEMENT, CORRECTION: Act.REQUEST_CORRECTION}


def say(
    installation: Installation, *, by: Actor, council_code: str, kind: str, words: str, names_nobody: bool = False
) -> None:
    """Keep a statement, public at the next release and until the next change of level, or a correction request. Of a
    statement somebody has said that it names no person; none is published in the weeks before an election."""
    said = written(" ".join(words.split()), "Your words", LONGEST, lines=False)
    if not said:
        raise Refusal(f"Write up to {LONGEST:,} characters.")
    if kind == STATEMENT:
        check_names(names_nobody, "The statement")
    with writing(installation.engine) as connection:
        act = ACTS[kind]
        role, at = require(by, act, [council_code]), installation.moment(connection)
        require_fresh(by, act, installation.now(), installation.settings.fresh_minutes)
        council = councils.load_all(connection).get(council_code)
        installation.check_reality(c for c in [council] if c)
        if council and kind == STATEMENT and (why := _not_now(installation, council, day_of(at))):
            raise Refusal(why)
        if kind == STATEMENT and (same := _just_said(connection, council_code, said, at)):
            raise Refusal(f"This very statement was kept at {uk_moment(same)}. It is not published twice.")
        if council and kind == STATEMENT:
            check_exact_counts(installation, connection, council_code, said)
        number = statements.add_statement(
            connection,
            council_code=council_code,
            kind=kind,
            words=said,
            by_person=by.person_id,
            by_role=role,
            written_at=at,
        )
        record.append(
            connection,
            TOLD[kind].of(
                what={"council_code": council_code, "kind": kind}, private=record.of_words(f"statement-{number}", said)
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=council_code,
        )


def _just_said(connection: Connection, council_code: str, said: str, at: datetime) -> datetime | None:
    """When the council's newest statement was kept, where it has these very words and is hardly old: a second click."""
    own = [r for r in statements.statements(connection, [council_code], at) if r.kind == STATEMENT]
    newest = max(own, key=lambda r: r.id, default=None)
    if newest is None or newest.words != said or at - newest.written_at > SECOND_CLICK:
        return None
    when: datetime = newest.written_at
    return when


def before_an_election(installation: Installation, council_code: str) -> tuple[str, bool]:
    """What the rules say of elections to whoever would write a statement today, and whether it can be published."""
    with reading(installation.engine) as connection:
        council, today = councils.load_all(connection).get(council_code), day_of(installation.now())
    if council is None:
        return "", True
    if why := _not_now(installation, council, today):
        return why, False
    first = next_without_statement(installation.book().calendar, council, today)
    return NO_STATEMENT_FROM.format(first=uk_date(first), place=council.name) if first else "", True


def _not_now(installation: Installation, council: Council, day: date) -> str:
    """Why a council may publish no statement on a day, until when, and what it still may do; "" where it may."""
    if council.valid_to and council.valid_to < day:
        return NO_LEVEL_LEFT.format(place=council.name, last=uk_date(council.valid_to))
    last = no_statement_until(installation.rules.in_force(day).calendar, council, day)
    if last is None:
        return ""
    return NO_STATEMENT.format(place=council.name, last=uk_date(last), again=uk_date(last + DAY))


def kept_back(installation: Installation, codes: Iterable[str]) -> dict[int, date]:
    """The day on which each statement of some councils comes out that an election keeps back, by its number."""
    with reading(installation.engine) as connection:
        every, found = councils.load_all(connection), dict[int, date]()
        for track in (REAL, DEMONSTRATION):
            if own := {code: c for code in codes if (c := every.get(code)) and track_of(c) == track}:
                current = ratings.current_of_track(connection, track)
                released = [r.published_at for r in releases.of_track(connection, track)]
                found |= waiting(connection, own, current, released, installation.rules, installation.now())
    return found


def stated(installation: Installation, by: Actor) -> list[Row[Any]]:
    """What the councils of this person have said in public, newest first."""
    with reading(installation.engine) as connection:
        every = statements.statements(connection, by.councils_for(Act.REQUEST_CORRECTION), installation.now())
    return [row for row in every if row.kind == STATEMENT]
