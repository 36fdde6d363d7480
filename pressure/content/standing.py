"""Councils one under another, each with its level in number and word and its last 52 weeks as one strip: on the front
page of the Demonstration Region, and where a demonstration leads into it. In the order of names, never by level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pressure.content.lists import group_of, level_of
from pressure.content.register import Address
from pressure.document.lines import ListedCouncil
from pressure.domain.level_history import Interval, by_week
from pressure.domain.rulebook import Rulebook
from pressure.drawing.marks.strip import strip
from pressure.words.history import strip_said
from pressure.words.level import FLOOR_ONLY, by_figures

TALL = 44
LEAST = "At least "
Lived = Mapping[str, Sequence[Interval]]
"""Each council's levels as published, by its code."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One council: its name and page, its level with the word and what figures alone say, and its strip."""

    text: str
    href: str
    level: int | None
    word: str
    note: str
    strip: str


def standing(
    rows: Sequence[ListedCouncil], lived: Lived, at: datetime, book: Rulebook, to: Address
) -> tuple[Standing, ...]:
    """Every council in the order of the lists."""
    by_page = {to(row["council_code"]): row for row in rows}
    return tuple(
        _standing(by_page[line.href], lived, at, book, line.href) for line in group_of("", "", rows, book, to).lines
    )


def _standing(row: ListedCouncil, lived: Lived, at: datetime, book: Rulebook, to: str) -> Standing:
    level = level_of(row)
    weeks = by_week(lived.get(row["council_code"], ()), at)
    return Standing(
        row["council_name"],
        to,
        level,
        _word(row, book),
        by_figures(row["level_figures"]) if level else "",
        strip(weeks, book, strip_said([one for _, one in weeks], book), tall=TALL),
    )


def _word(row: ListedCouncil, book: Rulebook) -> str:
    """4 Very high pressure; at least, where it stands on a signature alone."""
    level = level_of(row)
    if level is None:
        return book.no_level.name
    return f"{LEAST if row.get('status') == FLOOR_ONLY else ''}{level} {book.level(level).name}"
