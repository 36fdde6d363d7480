"""The list of all councils by nation: alphabetical, with level and date, never a ranking."""

from dataclasses import dataclass

from pressure.content.explore import explorer_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.drawing.block_markup import level_mark, link
from pressure.drawing.blocks import Link
from pressure.words.numbers import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """One nation's councils as a list; names are links to the council's page."""

    name: str
    sentence: str
    entries: str


def nations(explorer: Explorer) -> tuple[Nation, ...]:
    """Every nation in alphabetical order, then the fictional region."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    for council in explorer.councils:
        title = words.DEMONSTRATION_REGION if council.demonstration else council.nation
        groups.setdefault(title, []).append(_entry(explorer, council))
    return tuple(
        Nation(
            name=title,
            entries="<ul>" + "".join(entry for entry, _ in own) + "</ul>",
            sentence=words.ALL_SENTENCE.format(councils=counted(len(own), "council"), known=sum(k for _, k in own)),
        )
        for title, own in sorted(groups.items(), key=lambda g: (g[0] == words.DEMONSTRATION_REGION, g[0]))
    )


def _entry(explorer: Explorer, council: Listed) -> tuple[str, bool]:
    """One council with its level and the day its figures reach; and whether it has a level."""
    level, data_to = council.row["level_published"], council.row["data_to"]
    name = link(Link(council.name, f"/app/council?code={council.code}"))
    dated = words.FIGURES_TO.format(day=words.day(data_to)) if data_to else ""
    return f"<li>{name} {level_mark(level, explorer.book)} {dated}</li>", level is not None
