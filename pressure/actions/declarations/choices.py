"""What a director may start: new measures, and what stands or waits that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from pressure.access.permissions import Act, Actor
from pressure.actions.declarations import drafts as drafting
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.actions.desk.desk import Matter, Undone, desk
from pressure.actions.installation import Installation
from pressure.domain.councils import Council
from pressure.domain.rulebook import Rulebook
from pressure.words.officers import declaration_form as form


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The councils a person may propose for, what they have standing or waiting, and their drafts."""

    councils: Mapping[str, Council]
    matters: tuple[Matter, ...]
    undone: tuple[Undone, ...]
    drafts: Mapping[str, DeclarationDraft]
    book: Rulebook

    def start(self, installation: Installation, by: Actor, code: str, kind: str, which: str) -> str:
        """A new draft about the choice; returns its id."""
        about = {"measure_id": which} if kind in {form.DECLARE, form.RAISE} else {"of": which}
        return drafting.start(installation, by=by, council_code=code, kind=kind, **about)


def choices(installation: Installation, by: Actor) -> Choices:
    """Everything a director may start or go on with."""
    found, allowed = desk(installation, by), by.councils_for(Act.PROPOSE)
    councils = {c.code: c for c in found.councils if c.code in allowed}
    matters = {m.declaration.declaration_id: m for m in (*found.waiting, *found.standing)}
    return Choices(
        councils=councils,
        matters=tuple(matters.values()),
        undone=found.undone,
        book=installation.book(),
        drafts={d.id: d for d in drafting.mine(installation, by) if d.council_code in councils},
    )
