"""The list of all councils by nation: alphabetical, with level and date, never a ranking."""

from dataclasses import dataclass

from pressure.view import explorer_words as words
from pressure.view.block_markup import table
from pressure.view.blocks import Link, Words
from pressure.view.explorer import Explorer
from pressure.view.finding import Listed
from pressure.view.words_numbers import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """One nation's councils as a table; names are links to the council's page."""

    name: str
    sentence: str
    table: str


def nations(explorer: Explorer) -> tuple[Nation, ...]:
    """Every nation in turn, then the fictional region."""
    groups: dict[str, list[tuple[tuple[Words, ...], bool]]] = {}
    for council in explorer.councils:
        title = words.DEMONSTRATION_REGION if council.demonstration else council.nation
        groups.setdefault(title, []).append(_row(explorer, council))
    return tuple(Nation(
        name=title, table=table(title, words.ALL_HEAD, [row for row, _ in own]),
        sentence=words.ALL_SENTENCE.format(councils=counted(len(own), "council"), known=sum(k for _, k in own)))
        for title, own in groups.items())


def _row(explorer: Explorer, council: Listed) -> tuple[tuple[Words, ...], bool]:
    rating = explorer.document(council)["rating"]
    level = rating["level_published"]
    shown = f"{level} {explorer.book.level(level).name}" if level else explorer.book.no_level.name
    name = Link(council.name, f"/app/council?code={council.code}")
    return ((name,), (shown,), (words.day(rating["data_to"]),)), level is not None
