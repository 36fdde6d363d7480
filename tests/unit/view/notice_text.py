"""A notice as plain text, to look for what it says and must not say."""

from pressure.content.notice.notice import Notice
from pressure.drawing.blocks import Block, DefinitionList, Figures, Fold, Grid, Items, Para, cell_text, flat


def text_of(block: Block) -> str:
    match block:
        case Para():
            return flat(block.words)
        case Items():
            return "\n".join(flat(item) for item in block.items)
        case DefinitionList():
            return "\n".join(f"{fact.name}: {flat(fact.words)}" for fact in block.facts)
        case Grid():
            return "\n".join([block.caption, *("; ".join(map(cell_text, row)) for row in block.rows)])
        case Figures():
            rows = [row for group in block.groups for row in group.rows]
            return "\n".join(
                f"{r.name}: {r.value} {r.unit}; {r.band}; {r.change[1]}; {' '.join(map(text_of, r.more))}" for r in rows
            )
        case Fold():
            return "\n".join([block.title, *map(text_of, block.blocks)])
        case _:
            return ""


def section(made: Notice, section_id: str) -> str:
    return "\n".join(text_of(b) for s in made.sections if s.id == section_id for b in s.blocks)


def whole(made: Notice) -> str:
    return "\n".join(
        [made.title, made.level_line, made.sentence, made.caveat, *(section(made, s.id) for s in made.sections)]
    )
