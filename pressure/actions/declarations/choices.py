"""What a director may start: new measures, and what stands or waits that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from pressure.access.permissions import Act, Actor
from pressure.actions.declarations import drafts as drafting
from pressure.actions.declarations.drafts import Draft
from pressure.actions.desk.desk import desk
from pressure.actions.office import Office
from pressure.content.officers import declaration_form as form
from pressure.content.officers.desk import Matter, Undone, titled
from pressure.content.officers.labels import distinct
from pressure.domain.councils import Council
from pressure.domain.declarations import Kind
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import link_list
from pressure.drawing.blocks import Link
from pressure.store.declarations import RAISED
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import declare as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The councils a person may propose for, what they have standing or waiting, and their drafts."""

    councils: Mapping[str, Council]
    matters: tuple[Matter, ...]
    undone: tuple[Undone, ...]
    drafts: Mapping[str, Draft]
    book: Rulebook

    @property
    def levels(self) -> list[str]:
        return [str(level.number) for level in self.book.levels]

    def options(self, code: str, kind: str) -> dict[str, str]:
        """What this can be done with, by id."""
        if kind == form.DECLARE:
            return {m.id: words.STAGED.format(title=m.title, stage=m.stage) for m in self.book.declarations.catalogue}
        if kind == form.RAISE:
            return {RAISED: titled(RAISED, self.book)}
        return self._told_apart(self._undone(code, kind), self._matters(code, kind), kind)

    def _undone(self, code: str, kind: str) -> list[Undone]:
        """What came to nothing and can be proposed again."""
        return [
            u
            for u in self.undone
            if kind == form.EDIT and u.kind is Kind.DECLARE and u.council.code == code and u.measure_id != RAISED
        ]

    def _matters(self, code: str, kind: str) -> list[Matter]:
        """What waits, to be edited; or what is in force, to be renewed or ended."""
        own = [m for m in self.matters if m.council.code == code and (m.measure_id != RAISED or kind == form.END)]
        return [m for m in own if (m.kind is Kind.DECLARE if kind == form.EDIT else m.declaration.signed_at)]

    def _told_apart(self, undone: list[Undone], matters: list[Matter], kind: str) -> dict[str, str]:
        """Each by its title and state, and where that is not enough by where it is for and when it begins."""
        state = words.WAITING if kind == form.EDIT else words.IN_FORCE
        labels = {
            u.declaration_id: words.STANDING.format(title=titled(u.measure_id, self.book), state=u.state)
            for u in undone
        } | {
            m.declaration.declaration_id: words.STANDING.format(title=titled(m.measure_id, self.book), state=state)
            for m in matters
        }
        areas = {u.declaration_id: u.area for u in undone} | {m.declaration.declaration_id: m.area for m in matters}
        begins = {
            m.declaration.declaration_id: words.FROM_DAY.format(day=short_date(m.declaration.starts_at))
            for m in matters
        } | {u.declaration_id: short_date(u.at) for u in undone}
        return distinct(labels, areas, begins)

    def start(self, office: Office, by: Actor, code: str, kind: str, which: str) -> str:
        """A new draft about the choice; returns its id."""
        about = {"measure_id": which} if kind in {form.DECLARE, form.RAISE} else {"of": which}
        return drafting.start(office, by=by, council_code=code, kind=kind, **about)

    def titled(self, draft: Draft) -> str:
        if draft.kind == form.RAISE:
            return words.RAISE_OF.format(council=self.councils[draft.council_code].name)
        return words.DRAFT_OF.format(
            kind=words.KINDS[draft.kind],
            title=titled(draft.measure_id, self.book),
            council=self.councils[draft.council_code].name,
        )

    def waits(self, declaration_id: str) -> str:
        """That this declaration waits for a signature, and until when; nothing when it does not."""
        until = next((m.waits_until for m in self.matters if m.declaration.declaration_id == declaration_id), None)
        return words.PROPOSED.format(id=declaration_id, until=uk_moment(until)) if until else ""

    def drafts_list(self) -> str:
        """Links to go on with them."""
        links = [Link(self.titled(d), f"/app/officer-declare?draft={d.id}") for d in self.drafts.values()]
        return link_list(links) if links else words.NO_DRAFTS


def choices(office: Office, by: Actor) -> Choices:
    """Everything a director may start or go on with."""
    found, allowed = desk(office, by), by.councils_for(Act.PROPOSE)
    councils = {c.code: c for c in found.councils if c.code in allowed}
    matters = {m.declaration.declaration_id: m for m in (*found.waiting, *found.standing)}
    return Choices(
        councils=councils,
        matters=tuple(matters.values()),
        undone=found.undone,
        book=office.book(),
        drafts={d.id: d for d in drafting.mine(office, by) if d.council_code in councils},
    )
