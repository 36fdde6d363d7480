"""What a director may start: new measures, and what stands or waits that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from pressure.access.permissions import Act, Actor
from pressure.actions.declarations import drafts as drafting
from pressure.actions.declarations import standing
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.actions.desk.desk import Matter, Undone, desk
from pressure.actions.installation import Installation
from pressure.domain.councils import Council
from pressure.domain.rulebook import Rulebook
from pressure.store.engine import Connection, reading
from pressure.words.officers import declaration_form as form


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The councils a person may propose for, what they have standing or waiting, and their drafts."""

    councils: Mapping[str, Council]
    matters: tuple[Matter, ...]
    undone: tuple[Undone, ...]
    drafts: Mapping[str, DeclarationDraft]
    book: Rulebook
    left: Mapping[str, Mapping[str, str]]
    """By council, the measures of councils before it that it may take on: the measure's id by the declaration's."""

    def start(self, installation: Installation, by: Actor, code: str, kind: str, which: str) -> str:
        """A new draft about the choice; returns its id."""
        again = {*self.left.get(code, {}), *(u.declaration_id for u in self.undone)}
        fresh = kind in {form.DECLARE, form.RAISE} and which not in again
        about = {"measure_id": which} if fresh else {"of": which}
        return drafting.start(installation, by=by, council_code=code, kind=kind, **about)


def choices(installation: Installation, by: Actor) -> Choices:
    """Everything a director may start or go on with."""
    found, allowed = desk(installation, by), by.councils_for(Act.PROPOSE)
    councils = {c.code: c for c in found.councils if c.code in allowed}
    matters = {m.declaration.declaration_id: m for m in (*found.waiting, *found.standing)}
    with reading(installation.engine) as connection:
        left = {c.code: _left(installation, connection, c) for c in councils.values()}
    return Choices(
        left=left,
        councils=councils,
        matters=tuple(matters.values()),
        undone=found.undone,
        book=installation.book(),
        drafts={d.id: d for d in drafting.mine(installation, by) if d.council_code in councils},
    )


def _left(installation: Installation, connection: Connection, council: Council) -> dict[str, str]:
    return {f.declaration.declaration_id: f.measure_id for f in standing.left_to(installation, connection, council)}


def calculated(installation: Installation, council_code: str) -> int | None:
    """The calculated level of a council, above which a level can be raised; None where there is none."""
    with reading(installation.engine) as connection:
        return standing.calculated(installation, connection, council_code)
