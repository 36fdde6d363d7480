"""What a director may start or go on with, in words."""

from pressure.actions.declarations.choices import Choices
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.actions.desk.desk import Matter, Undone
from pressure.domain.declarations import RAISED, Kind
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import fold, link_list, markup
from pressure.drawing.blocks import DefinitionList, Link, Term, says
from pressure.shell.labels import distinct
from pressure.shell.officers import desk
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare as words
from pressure.words.officers.measures import titled

Steps = tuple[tuple[str, tuple[form.Field, ...]], ...]


def levels(found: Choices, above: int | None) -> list[str]:
    """The levels that may be published: those above the calculated one, as raising can never lower; all of them where
    none is calculated, which is refused when it is proposed."""
    return [str(level.number) for level in found.book.levels if above is None or level.number > above]


def options(found: Choices, code: str, kind: str) -> dict[str, str]:
    """What this can be done with, by id."""
    if kind == form.DECLARE:
        left = {
            of: words.TAKE_ON.format(title=titled(m, found.book), of=of) for of, m in found.left.get(code, {}).items()
        }
        listed = found.book.declarations.catalogue
        return left | {m.id: words.STAGED.format(title=m.title, stage=m.stage) for m in listed}
    if kind == form.RAISE:
        again = [
            u for u in found.undone if u.council.code == code and u.measure_id == RAISED and u.kind is Kind.DECLARE
        ]
        return {RAISED: titled(RAISED, found.book)} | _told_apart(found.book, again, [], kind)
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


def waits(found: Choices, declaration_id: str, *, told: bool) -> str:
    """That this declaration waits for a signature, until when, and whether anybody is told by mail; nothing when it
    does not."""
    until = next((m.waits_until for m in found.matters if m.declaration.declaration_id == declaration_id), None)
    said = words.PROPOSED.format(id=declaration_id, until=uk_moment(until)) if until else ""
    return said and f"{said} {words.TOLD_BY_MAIL if told else words.TELL_THEM}"


def progress(draft: DeclarationDraft, steps: Steps, step: int) -> str:
    """Where one is: the step, how many there are, and each with what is still open in it."""
    rows = []
    for number, (title, asked) in enumerate(steps, start=1):
        open_ = len(form.lacking(asked, draft.fields, draft.stage))
        state = words.HERE if number == step else words.OPEN_IN.format(number=open_) if open_ else words.NONE_OPEN
        rows.append(
            Term(
                words.STEP_TITLE.format(number=number, title=title), (state if asked or number == step else words.LAST,)
            )
        )
    return fold(words.ALL_STEPS, markup([DefinitionList(tuple(rows))]))


def step_of(asked: str, steps: Steps) -> int:
    """The step that an address names; the first where it names none that there is."""
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= len(steps) else 1


def drafts_list(found: Choices) -> str:
    """Links to go on with them."""
    links = [Link(draft_title(found, d), f"/app/officer-declare?draft={d.id}") for d in found.drafts.values()]
    return link_list(links) if links else markup([says(words.NO_DRAFTS)])
