"""Blocks as markup for a Streamlit page, drawn by the macros of the plain pages. Every word is escaped; nothing in it
runs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pressure.domain.rulebook import Rulebook
from pressure.drawing import templating
from pressure.drawing.blocks import Block, Cell, Grid, Items, Link, Section, Words, cell_text
from pressure.drawing.board import Lane

SIGNS = re.compile(r"[\\`*_\[\]<>$~#|!&^]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What Markdown, its tables, mathematics and colours begin with; a sign before it takes its meaning away."""
JOINTS = re.compile(r":(?=[\w/])|@|[Ww]{3}(?=\.)")
"""Where Streamlit makes links, icons and small pictures of plain text, whatever sign stands before it. A joint that
nobody sees keeps it from that."""
COLUMN, GAP = 12, 2


def markup(blocks: Iterable[Block], book: Rulebook | None = None) -> str:
    """Blocks under one another. Without a book no level is drawn."""
    draw = templating.macros(same_tab=True, least=_least, book=book).draw
    return _drawn("".join(draw(block) for block in blocks))


def section(part: Section, book: Rulebook) -> tuple[str, str]:
    """The title of a section and its blocks as markup."""
    return part.title, markup(part.blocks, book)


def words(parts: Words) -> str:
    return _macro("words", parts)


def literal(text: str) -> str:
    """A sentence that quotes somebody, for what Streamlit reads as Markdown: every sign stands for itself."""
    return JOINTS.sub("\\g<0>\u2060", SIGNS.sub(r"\\\g<0>", " ".join(text.split())))


def link(to: Link) -> str:
    return _macro("link", to)


def level_mark(level: int | None, book: Rulebook) -> str:
    """A level's number and word on its own colour."""
    own = book.level(level)
    return _drawn(_macro("mark", f"{level} {own.name}" if level else own.name, level), "span")


def level_sign(level: int | None, line: str, book: Rulebook) -> str:
    """The answer: bars, number and word together on the level's colour."""
    panel = templating.macros(same_tab=True, least=_least, book=book).panel
    return _drawn(panel(level, line, book.level(level).name))


def first_screen(notice: Any, book: Rulebook) -> str:
    """The first screen of a notice with a level, as its plain page has it."""
    return _drawn(templating.macros(same_tab=True, least=_least, book=book).top(notice))


def board(lanes: Sequence[Lane], book: Rulebook) -> str:
    """An officer's board. Only the first card that waits for whoever looks has the full button."""
    first = next((card for lane in lanes for card in lane.cards if card.yours), None)
    draw = templating.macros(same_tab=True, least=_least, book=book, template="board.html").board
    return _drawn(draw(lanes, first, lambda level: Markup(level_mark(level, book))))  # noqa: S704 drawn here


def table(caption: str, head: Sequence[str], rows: Iterable[Iterable[Cell]], *, titled: bool = False) -> str:
    """A real table; cells may hold links. A wide one scrolls by itself, also by keyboard. Where a heading above it
    says the same (`titled`), the caption is for screen readers alone."""
    return _drawn(_macro("grid", Grid(caption, tuple(head), tuple(map(tuple, rows)), titled=titled)))


def fold(title: str, inside: str) -> str:
    """Markup of this module that opens when asked for."""
    return _drawn(_macro("fold", title, Markup(inside)))  # noqa: S704 drawn here


def link_list(links: Iterable[Link]) -> str:
    """Links under one another, opening in the same tab."""
    return _drawn(_macro("draw", Items(tuple((to,) for to in links))))


@dataclass(frozen=True, slots=True)
class Sign:
    """A line of a list whose sign, drawn by this house, stands before its words, and where its name leads."""

    sign: str
    said: str = ""
    to: Link | None = None


def signs(lines: Iterable[Sign], kind: str = "") -> str:
    """Lines with a sign each; `kind` "key" has no dots."""
    return _drawn(_macro("signs", lines, kind))


def az(lines: Iterable[object]) -> str:
    """Lines of a list from A to Z, each with a name, an address, a level and a note."""
    return _drawn(_macro("az", lines))


def rows_table(caption: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The same kind of table, below a heading of its own, from rows that name their columns."""
    return table(caption, tuple(rows[0]), [tuple(row.values()) for row in rows], titled=True) if rows else ""


def app_style(book: Rulebook) -> str:
    """The style sheet of blocks for pages below /app/, whose ink is that of the theme a reader has chosen."""
    css = Markup(templating.app_style(book))  # noqa: S704 our own style
    return str(templating.pieces().style(css))


def masthead() -> str:
    """The head that every page has, for Streamlit's."""
    return _drawn(templating.masthead())


def picture(svg: str) -> str:
    """A picture drawn by this house, as a part of its own."""
    return str(templating.pieces().picture(Markup(svg)))  # noqa: S704 drawn here


def badge(here: str, code: str, said: str) -> str:
    """What a council puts into a page of its own to show its badge there, which says `said` where it is not seen."""
    return str(templating.pieces().badge(here, code, said))


def _macro(name: str, *given: object) -> str:
    return _line(getattr(templating.macros(same_tab=True, least=_least), name)(*given))


def _drawn(inside: str, tag: str = "div") -> str:
    """Where the style sheet of blocks holds."""
    return f'<{tag} class="drawn">{_line(inside)}</{tag}>'


def _line(drawn: str) -> str:
    """One unbroken line of HTML, as Markdown needs it: an empty line would end the block."""
    return " ".join(drawn.split("\n")).replace("\r", " ").strip()


def _least(grid: Grid) -> int:
    """The width in characters at which no column is a pile of single words."""
    columns = zip(grid.head, *([cell_text(cell) for cell in row] for row in grid.rows), strict=True)
    return sum(
        max(min(COLUMN, max(map(len, cells), default=0)), *map(len, title.split() or [""])) + GAP
        for title, *cells in columns
    )
