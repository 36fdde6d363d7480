"""Help now, what the level means for one person, what happens at it, and what to do while waiting."""

from collections.abc import Sequence

from pressure.content.notice.parts import Parts
from pressure.content.where_to_turn import DANGER, medical, ombudsman, reached
from pressure.drawing.blocks import Block, Fold, Items, Link, Section, Words, lines, says

EMERGENCY = "999"
"""In a step of the rules: what to do in an emergency stands above them already."""
ASK = "To ask for care, or to say that things have got worse"


def now(parts: Parts) -> Section:
    """Danger first, then the council, then medical help; at the highest level what everybody can do now as well."""
    to_council = reached(parts.council, parts.document.get("contact", {}), ASK, parts.book)
    doors = Items((*to_council, medical(parts.council, parts.book)))
    if not parts.highest:
        return Section("help", "If you need help now", (says(*DANGER, tone="urgent"), doors))
    steps = [text for text in _residents(parts) if EMERGENCY not in text]
    return Section("help", "What to do now", (says(*DANGER, tone="urgent"), doors, _own(parts, steps)))


def meaning(parts: Parts) -> Section:
    """A level is about an area; rights and the way to ask are the same at every level."""
    easy = Link("Read this page in easy words", f"{parts.place}easy-read/")
    return Section(
        "meaning",
        "What this means for you",
        (
            lines(
                f"This is about the {parts.body}'s whole area. It does not tell you about your own case.",
                "You can still ask for help. Please do not wait for a lower level.",
                "Your rights are the same at every level.",
            ),
            says(easy),
        ),
    )


def actions(parts: Parts) -> Section:
    """The rules' own list for the level, the council's part open and the partners' parts folded."""
    level = parts.rating["level_published"]
    found = next((a for a in parts.book.actions if a.level == level), None)
    if found is None:
        return Section("actions", f"What happens at level {level}", ())
    return Section(
        "actions",
        f"What happens at level {level}",
        (
            says(f"This is the plan for every {parts.body} at level {level}. “Us” and “we” mean the {parts.body}."),
            says(f"The {parts.body} should:", tone="strong"),
            _own(parts, found.council_does),
            *_asks(parts, "What the council asks the NHS to do", found.council_asks_nhs),
            *_asks(parts, "What the council asks care providers to do", found.council_asks_providers),
        ),
    )


def while_you_wait(parts: Parts) -> Section:
    """What a resident can do: the rules' words for the level, then change, carers and complaints."""
    return Section("waiting", "While you wait", (Items((*((text,) for text in _steps(parts)), *_complain(parts))),))


def _residents(parts: Parts) -> Sequence[str]:
    level = parts.rating["level_published"] or 1
    return next((a.residents_can for a in parts.book.actions if a.level == level), ())


def _steps(parts: Parts) -> Sequence[str]:
    own = [] if parts.highest else list(_residents(parts))
    if not any("needs change" in text or "has changed" in text for text in own):
        own.append(f"Tell the {parts.body} if anything has changed for you. You do not have to wait for a letter.")
    if not any("carer's assessment" in text for text in own):
        own.append("If you look after someone, you can ask for a carer's assessment. It is about what you need.")
    return [parts.nation.say(text) for text in own]


def _complain(parts: Parts) -> tuple[Words, ...]:
    return ((f"If you are not happy, you can complain to the {parts.body}. ", *ombudsman(parts.council, parts.book)),)


def _asks(parts: Parts, title: str, texts: Sequence[str]) -> tuple[Block, ...]:
    return (Fold(parts.nation.say(title), (_own(parts, texts),)),) if texts else ()


def _own(parts: Parts, texts: Sequence[str]) -> Items:
    """The rules' lines in the nation's words."""
    return lines(*map(parts.nation.say, texts))
