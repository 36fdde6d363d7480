"""Blocks of a notice as markup for a Streamlit page. Every word is escaped; nothing in it runs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pressure.domain.rulebook import Rulebook
from pressure.drawing.bars import bars_svg
from pressure.drawing.blocks import Block, Facts, Fold, Grid, Heading, Items, Link, Para, Picture, Term, Words, flat

SIGNS = re.compile(r"[\\`*_\[\]<>$~#|!&^]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What Markdown, its tables, mathematics and colours begin with; a sign before it takes its meaning away."""
JOINTS = re.compile(r":(?=[\w/])|@|[Ww]{3}(?=\.)")
"""Where Streamlit makes links, icons and small pictures of plain text, whatever sign stands before it. A joint that
nobody sees keeps it from that."""
QUIET = ' style="opacity:.8"'
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
COLUMN, GAP = 12, 2
MARK = "display:inline-block;padding:.1rem .5rem;border:1px solid currentColor;border-radius:3px;font-weight:700"


def markup(blocks: Iterable[Block], book: Rulebook) -> str:
    """One unbroken line of HTML, as Markdown needs it."""
    return '<div class="notice">' + "".join(_block(block, book) for block in blocks) + "</div>"


def words(parts: Words) -> str:
    return "".join(told(p) if isinstance(p, str) else link(p) for p in parts)


def told(text: str) -> str:
    """A text as it is, whoever wrote it. An empty line would end the block of HTML, and what follows would be read as
    Markdown; so a line that ends is a mark of its own."""
    return "<br>".join(escape(text).splitlines())


def literal(text: str) -> str:
    """A sentence that quotes somebody, for what Streamlit reads as Markdown: every sign stands for itself."""
    return JOINTS.sub("\\g<0>\u2060", SIGNS.sub(r"\\\g<0>", " ".join(text.split())))


def link(to: Link) -> str:
    return f'<a href="{escape(to.href)}" target="_self">{told(to.text)}</a>'


def level_mark(level: int | None, book: Rulebook) -> str:
    """A level's number and word on its own colour."""
    own = book.level(level)
    text = f"{level} {own.name}" if level else own.name
    return f'<span style="{MARK};background:{escape(own.colour)};color:{escape(own.text_colour)}">{escape(text)}</span>'


def band_mark(said: str) -> str:
    """The band of one measure, in its own words and without the look of a level."""
    return f'<span style="{MARK}">{told(said)}</span>'


def level_sign(level: int | None, line: str, book: Rulebook) -> str:
    """The answer: bars, number and word together on the level's colour."""
    own = book.level(level)
    named = f'<br><span style="font-size:1.25rem">{escape(own.name)}</span>' if level else ""
    return (
        f'<div style="display:flex;gap:1rem;align-items:center;padding:.75rem 1rem;border:2px solid currentColor;'
        f"border-radius:4px;background:{escape(own.colour)};color:{escape(own.text_colour)};max-width:30rem;"
        f'margin-bottom:1rem"><span style="flex:none">{bars_svg(level, book)}</span>'
        f'<strong style="font-size:1.5rem;line-height:1.25">{escape(line)}{named}</strong>'
        "</div>"
    )


def _block(block: Block, book: Rulebook) -> str:
    match block:
        case Para():
            text = words(block.words)
            return f"<p><strong>{text}</strong></p>" if block.tone in {"strong", "urgent"} else f"<p>{text}</p>"
        case Items():
            return "<ul>" + "".join(f"<li>{words(item)}</li>" for item in block.items) + "</ul>"
        case Facts():
            quiet = QUIET if block.tone == "quiet" else ""
            return f"<dl{quiet}>" + "".join(_term(term, book) for term in block.facts) + "</dl>"
        case Grid():
            return _grid(block)
        case Picture():
            return block.svg.replace("\n", " ")
        case Heading():
            return f"<p><strong>{told(block.text)}</strong></p>"
        case Fold():
            inside = "".join(_block(b, book) for b in block.blocks)
            return fold(block.title, inside)


def _term(term: Term, book: Rulebook) -> str:
    mark = " " + level_mark(term.level, book) if term.level else ""
    return f'<dt><strong>{told(term.name)}</strong>{mark}</dt><dd style="margin:0 0 .5rem 0">{words(term.words)}</dd>'


def _grid(grid: Grid) -> str:
    note = f"<p>{words(grid.note)}</p>" if grid.note else ""
    return table(grid.caption, grid.head, [tuple((cell,) for cell in row) for row in grid.rows]) + note


def table(caption: str, head: Sequence[str], rows: Iterable[Iterable[Words]], *, titled: bool = False) -> str:
    """A real table; cells may hold links. A wide one scrolls by itself, also by keyboard. Where a heading above it
    says the same (`titled`), the caption is for screen readers alone."""
    lines = [tuple(row) for row in rows]
    top = "".join(f'<th scope="col">{told(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{words(cell)}</td>" for cell in row) + "</tr>" for row in lines)
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table style="min-width:{_least(head, lines)}ch">'
        f'<caption style="{UNSEEN if titled else "text-align:left"}">{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _least(head: Sequence[str], rows: Sequence[Sequence[Words]]) -> int:
    """The width in characters at which no column is a pile of single words."""
    columns = zip(head, *([flat(cell) for cell in row] for row in rows), strict=True)
    return sum(
        max(min(COLUMN, max(map(len, cells), default=0)), *map(len, title.split() or [""])) + GAP
        for title, *cells in columns
    )


def fold(title: str, inside: str) -> str:
    """Markup that opens when asked for."""
    return f"<details><summary>{told(title)}</summary>{inside}</details>"


def link_list(links: Iterable[Link]) -> str:
    """Links under one another, opening in the same tab."""
    return "<ul>" + "".join(f"<li>{link(to)}</li>" for to in links) + "</ul>"


def rows_table(caption: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The same kind of table, below a heading of its own, from rows that name their columns."""
    return (
        table(caption, tuple(rows[0]), [tuple((cell,) for cell in row.values()) for row in rows], titled=True)
        if rows
        else ""
    )
