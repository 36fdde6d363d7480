"""What an officer's councils owe and have before them: returns, signatures, reviews."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pressure.access.permissions import Act, Actor
from pressure.actions.installation import Installation
from pressure.actions.returns import confirming
from pressure.domain import declarations as states
from pressure.domain.calendar import return_due, week_ended
from pressure.domain.councils import Council, alphabetical
from pressure.domain.declarations import RAISED, Declaration, Kind
from pressure.domain.moments import day_of
from pressure.domain.rating.undeclared import said_used
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN
from pressure.domain.rulebook import DeclarationRules
from pressure.store import councils, loads, readings, statements
from pressure.store import declarations as store
from pressure.store.engine import Connection, reading

UNDONE_SHOWN = timedelta(days=14)
SENT, PART, DUE, LATE = "sent", "part", "due", "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One council's newest week: what came, what is missing, and until when it is due. `used` are the exceptional
    measures that it says are used and that are not in force."""

    council: Council
    week_ending: date
    due_at: datetime
    state: str
    missing: tuple[str, ...]
    confirmed_by: str | None
    changed: bool = False
    used: tuple[str, ...] = ()

    @property
    def came(self) -> bool:
        """Whether any of it was sent."""
        return self.state in {SENT, PART}

    @property
    def to_confirm(self) -> bool:
        """Whether the director has still to say that these figures are right."""
        return self.came and (self.changed or not self.confirmed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A declaration that stands or waits. `waits_until` is when an unsigned proposal lapses; `area` is
    where it is for, as the text that waits, or else the one in force, has it. `view_until` is until when what waits has
    to wait for a view; None where it does not, or there is one on this text. `no_view` says why none could be had."""

    council: Council
    declaration: Declaration
    measure_id: str
    kind: Kind | None
    waits_until: datetime | None
    mine: bool
    review_overdue: bool
    view: str | None
    view_words: str = ""
    view_by: str = ""
    no_view: str = ""
    view_until: datetime | None = None
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """A proposal that came to nothing: sent back with a reason, or lapsed, when `reason` is empty."""

    council: Council
    declaration_id: str
    measure_id: str
    kind: Kind
    at: datetime
    reason: str
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything on an officer's desk; `waiting` needs a signature, `standing` is in force, `undone` is what they
    may propose again."""

    councils: tuple[Council, ...]
    returns: tuple[Return, ...]
    waiting: tuple[Matter, ...]
    standing: tuple[Matter, ...]
    undone: tuple[Undone, ...] = ()


def desk(installation: Installation, by: Actor) -> Desk:
    """What is due, late and missing at their councils, what waits for a signature, and which reviews are due."""
    now = installation.now()
    with reading(installation.engine) as connection:
        own = own_councils(connection, by, Act.READ_EXACT, day_of(now))
        matters = [m for council in own for m in _matters(installation, connection, by, council, now)]
        returns = _returns(installation, connection, own, now, matters)
        undone = [
            u
            for council in own
            if by.role_for(Act.PROPOSE, council.code)
            for u in _undone(installation, connection, council, now)
        ]
    return Desk(
        councils=own,
        returns=returns,
        undone=tuple(undone),
        waiting=tuple(m for m in matters if m.kind),
        standing=tuple(
            sorted((m for m in matters if m.declaration.public_state(now)), key=lambda m: str(m.declaration.review_by))
        ),
    )


def own_councils(connection: Connection, by: Actor, act: Act, day: date) -> tuple[Council, ...]:
    """Present councils where they may do this, by name."""
    codes = by.councils_for(act)
    known = councils.load_all(connection).all
    own = (c for c in known if c.code in codes and c.existed_on(day))
    return tuple(sorted(own, key=lambda c: alphabetical(c.name)))


def _returns(
    installation: Installation,
    connection: Connection,
    own: tuple[Council, ...],
    now: datetime,
    matters: Iterable[Matter],
) -> tuple[Return, ...]:
    declared = {(m.council.code, m.measure_id) for m in matters if m.declaration.public_state(now)}
    week, book = week_ended(day_of(now)), installation.book()
    came = loads.weeks_received(connection, RETURN, week, week, now)
    due_at = return_due(book.calendar, week)
    result = []
    for council in own:
        got = came.get(council.code, {}).get(week, {})
        asked = {m.id: m.title for m in book.asked(council.nation_code, week)} | {REGISTER_CONFIRMED: "The register"}
        missing = tuple(title for measure_id, title in asked.items() if measure_id not in got)
        state = SENT if not missing else PART if got else LATE if now > due_at else DUE
        word = confirming.word(connection, council.code, week, now)
        rows = readings.return_of_week(connection, council.code, week, known_at=now) if got else {}
        result.append(
            Return(
                council=council,
                week_ending=week,
                due_at=due_at,
                state=state,
                missing=missing,
                confirmed_by=word[0] if word else None,
                changed=bool(word and not word[1]),
                used=said_used(rows.values(), {name for code, name in declared if code == council.code}),
            )
        )
    return tuple(result)


def _undone(installation: Installation, connection: Connection, council: Council, now: datetime) -> Iterator[Undone]:
    """Proposals of the last weeks that were sent back or that nobody signed in time."""
    lapses = timedelta(hours=installation.book().declarations.proposal_lapses_after_hours)
    for row in store.unsigned(connection, council.code):
        at = row.returned_at or row.proposed_at + lapses
        if now - UNDONE_SHOWN <= at <= now:
            yield Undone(
                council=council,
                declaration_id=row.declaration_id,
                measure_id=row.measure_id,
                kind=Kind(row.kind),
                at=at,
                reason=row.reason or "",
                area=str(json.loads(row.text).get("area") or ""),
            )


def _area(connection: Connection, filed: store.Filed, *, waits: bool) -> str:
    """Where a declaration is for. An end says nothing of it and changes nothing in it."""
    newest = store.last_proposal(connection, filed.declaration.declaration_id) if waits else None
    text = json.loads(newest.text) if newest and newest.kind != Kind.END else filed.text
    return str(text.get("area") or "")


def _view_until(
    filed: store.Filed, declaration: Declaration, viewed_at: datetime | None, rules: DeclarationRules
) -> datetime | None:
    pending = declaration.pending
    if pending is None or filed.measure_id == RAISED or not states.needs_view(declaration, pending.kind, rules):
        return None
    if viewed_at is not None and viewed_at >= pending.proposed_at:
        return None
    return states.view_awaited_until(pending.proposed_at, rules)


def _matters(
    installation: Installation, connection: Connection, by: Actor, council: Council, now: datetime
) -> list[Matter]:
    rules, result = installation.book().declarations, []
    views = statements.views(connection, now)
    no_views = statements.remarks(connection, statements.NO_VIEW, now)
    for filed in store.filed(connection, rules, council_code=council.code):
        declaration = states.as_at(filed.declaration, now, rules)
        pending = declaration.pending
        lapses = timedelta(hours=rules.proposal_lapses_after_hours)
        if pending is None and declaration.ended_at is not None:
            continue
        view, without = views.get(declaration.declaration_id), no_views.get(declaration.declaration_id)
        result.append(
            Matter(
                council=council,
                declaration=declaration,
                measure_id=filed.measure_id,
                kind=pending.kind if pending else None,
                waits_until=pending.proposed_at + lapses if pending else None,
                mine=bool(pending and by.role_for(Act.SIGN, council.code) and pending.proposed_by != by.person_id),
                review_overdue=declaration.public_state(now) == "review overdue",
                view=view.view if view else None,
                view_words=view.words if view else "",
                view_by=view.by_role if view else "",
                no_view=without.words if without and pending and without.text_sha256 == pending.text_sha256 else "",
                view_until=_view_until(filed, declaration, view.written_at if view else None, rules),
                area=_area(connection, filed, waits=bool(pending)),
            )
        )
    return result
