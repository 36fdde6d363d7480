"""What is not known: missing figures, the range, and the whole page of a council without a level."""

from pressure.content.notice.parts import Parts
from pressure.document.shapes import MeasureLine
from pressure.drawing.blocks import Block, DefinitionList, Section, Term, lines, says
from pressure.words.level import how_sure
from pressure.words.measures import name
from pressure.words.reasons import SCORED, last_known, reason, worst_first

ONLY_KNOWN = "Waiting lists count only people the {body} knows about. People who have not asked are not in them."


def unknown(parts: Parts) -> Section:
    """For a council with a level: what could not count, and what it could change."""
    rating = parts.rating
    blocks: list[Block] = [says(how_sure(rating))]
    blocks += [*_absent(parts), says(ONLY_KNOWN.format(body=parts.body))]
    return Section("unknown", "What we do not know", tuple(blocks))


def known(parts: Parts) -> Section:
    """Figures that still count with their band; older ones dated, greyed, and without one."""
    scored = worst_first(parts.rating["measures"])
    old = [m for m in _without(parts) if last_known(m, parts.book)]
    blocks: list[Block] = []
    if scored:
        blocks += [
            says("These figures are recent enough. They are too few for a level."),
            DefinitionList(tuple(Term(name(m), (reason(m, parts.book, parts.nation),)) for m in scored)),
        ]
    if old:
        blocks += [
            says("These figures are old. Things may be very different now."),
            DefinitionList(tuple(Term(name(m), (last_known(m, parts.book),)) for m in old), "quiet"),
        ]
    if not blocks:
        blocks.append(says("We have no figures for this place yet."))
    return Section("known", "What we do know", tuple(blocks))


def _without(parts: Parts) -> list[MeasureLine]:
    return [m for m in parts.rating["measures"] if m["state"] != SCORED]


def _absent(parts: Parts) -> tuple[Block, ...]:
    """Why each figure could not count, said once where several share the reason."""
    by_reason: dict[str, list[str]] = {}
    for measure in _without(parts):
        by_reason.setdefault(reason(measure, parts.book, parts.nation), []).append(name(measure))
    own = tuple(Term(names[0], (why,)) for why, names in by_reason.items() if len(names) == 1)
    blocks: list[Block] = [DefinitionList(own)] if own else []
    for why, names in by_reason.items():
        if len(names) > 1:
            blocks += [says(f"{why.rstrip('.')}:"), lines(*names)]
    return tuple(blocks)
