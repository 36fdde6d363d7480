"""What a director may start or go on with, in words."""

from pressure.actions.declarations.choices import Choices
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.actions.desk.desk import Matter, Undone
from pressure.domain.declarations import RAISED, Kind
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import Link, says
from pressure.shell.labels import distinct
from pressure.shell.officers import desk
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare as words
from pressure.words.officers.measures import titled


def levels(found: Choices) -> list[str]:
    """The levels that may be published."""
    return [str(level.number) for level in found.book.levels]


def options(found: Choices, code: str, kind: str) -> dict[str, str]:
    """What this can be done with, by id."""
    if kind == form.DECLARE:
        left = {
            of: words.TAKE_ON.format(title=titled(m, found.book), of=of) for of, m in found.left.get(code, {}).items()
        }
        listed = found.book.declarations.catalogue
        return left | {m.id: words.STAGED.format(title=m.title, stage=m.stage) for m in listed}
    if kind == form.RAISE:
        return {RAISED: titled(RAISED, found.book)}
    return _told_apart(found.book, _undone(found, code, kind), _matters(found, code, kind), kind)


def _undone(found: Choices, code: str, kind: str) -> list[Undone]:
    """What came to nothing and can be proposed again."""
    return [
        u
        for u in found.undone
        if kind == form.EDIT and u.kind is Kind.DECLARE and u.council.code == code and u.measure_id != RAISED
    ]


def _matters(found: Choices, code: str, kind: str) -> list[Matter]:
    """What waits, to be edited; or what is in force, to be renewed or ended."""
    own = [m for m in found.matters if m.council.code == code and (m.measure_id != RAISED or kind == form.END)]
    return [m for m in own if (m.kind is Kind.DECLARE if kind == form.EDIT else m.declaration.signed_at)]


def _told_apart(book: Rulebook, undone: list[Undone], matters: list[Matter], kind: str) -> dict[str, str]:
    """Each by its title and state, and where that is not enough by where it is for and when it begins."""
    state = words.WAITING if kind == form.EDIT else words.IN_FORCE
    labels = {
        u.declaration_id: words.STANDING.format(title=titled(u.measure_id, book), state=desk.undone_state(u))
        for u in undone
    } | {
        m.declaration.declaration_id: words.STANDING.format(title=titled(m.measure_id, book), state=state)
        for m in matters
    }
    areas = {u.declaration_id: u.area for u in undone} | {m.declaration.declaration_id: m.area for m in matters}
    begins = {
        m.declaration.declaration_id: words.FROM_DAY.format(day=short_date(m.declaration.starts_at)) for m in matters
    } | {u.declaration_id: short_date(u.at) for u in undone}
    return distinct(labels, areas, begins)


def draft_title(found: Choices, draft: DeclarationDraft) -> str:
    """What a draft is about, and where."""
    if draft.kind == form.RAISE:
        return words.RAISE_OF.format(council=found.councils[draft.council_code].name)
    return words.DRAFT_OF.format(
        kind=words.KINDS[draft.kind],
        title=titled(draft.measure_id, found.book),
        council=found.councils[draft.council_code].name,
    )


def waits(found: Choices, declaration_id: str) -> str:
    """That this declaration waits for a signature, and until when; nothing when it does not."""
    until = next((m.waits_until for m in found.matters if m.declaration.declaration_id == declaration_id), None)
    return words.PROPOSED.format(id=declaration_id, until=uk_moment(until)) if until else ""


def drafts_list(found: Choices) -> str:
    """Links to go on with them."""
    links = [Link(draft_title(found, d), f"/app/officer-declare?draft={d.id}") for d in found.drafts.values()]
    return link_list(links) if links else markup([says(words.NO_DRAFTS)])
