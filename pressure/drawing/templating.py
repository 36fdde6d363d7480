"""Turning plain data into a page: one template environment, one style, the same bytes for the same input."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from pressure.domain.rulebook import Level, Rulebook
from pressure.drawing.bars import bars_svg
from pressure.drawing.blocks import Block, Grid, Section
from pressure.drawing.card import HIGH, PATH, WIDE
from pressure.drawing.design import properties, themed_properties
from pressure.drawing.marks.bullet import track
from pressure.drawing.wordmark import sign
from pressure.words.dates import uk_moment
from pressure.words.level import ENGLISH
from pressure.words.quote import NOT_WHAT_IT_IS

WHOLE = re.compile(r"(<svg\b[^>]*)>\s*<title[^>]*>(.*?)</title>(?:\s*<desc[^>]*>(.*?)</desc>)?", re.S)
PART = re.compile(r"(<(?:path|rect|circle|line)\b[^>]*)><title[^>]*>(.*?)</title></\w+>", re.S)
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page of one release shares. `base` is "" or "/demo"; `next_release` is left out on pages that are
    carried over to later releases unchanged. `address` is that of the site, "" where only this machine reaches it;
    `path` that of one page in its tree, None where what is asked for is no address to pass on."""

    release_id: str
    published_at: str
    method_version: str
    base: str = ""
    demonstration: bool = False
    next_release: str = ""
    address: str = ""
    path: str | None = None

    def at(self, path: str) -> "Frame":
        """The same for the page at a path."""
        return replace(self, path=path.removesuffix("index.html"))

    @property
    def tree(self) -> str:
        """What makes an address of this tree whole; "" where that is not known."""
        return f"{self.address}{self.base}/" if self.address else ""

    @property
    def here(self) -> str:
        """The page's own whole address, or ""."""
        return f"{self.tree}{self.path}" if self.address and self.path is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its title and description for search engines, its heading and its sections. `languages` are the
    languages the page stands in, each with the address there, where it is more than one; `feed` and `card` are paths in
    its tree, the feed's without its ending."""

    title: str
    description: str
    heading: str = ""
    kind: str = "website"
    feed: str = "feed"
    card: str = PATH
    css_class: str = "page"
    lang: str = ENGLISH
    languages: tuple[tuple[str, str], ...] = ()
    lead: tuple[Block, ...] = field(default=())
    sections: tuple[Section, ...] = field(default=())


def render(template: str, page: Page, frame: Frame, book: Rulebook, **values: Any) -> bytes:
    """A whole page as UTF-8. Every text is escaped; only pictures drawn here are trusted."""
    text = (
        _environment()
        .get_template(template)
        .render(
            page=page,
            frame=frame,
            css=Markup(page_style(book)),  # noqa: S704 our own style
            not_what_it_is=NOT_WHAT_IT_IS,
            card_size=(WIDE, HIGH),
            **_drawing(book),
            **values,
        )
    )
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()).encode() + b"\n"


def macros(
    *, same_tab: bool, least: Callable[[Grid], int] | None, book: Rulebook | None = None, template: str = "blocks.html"
) -> Any:
    """The macros that draw blocks, for whoever draws parts of a page. `same_tab` keeps links in their tab where a page
    would open another; `least` gives the least width of a table in characters. Without a book no level is drawn."""
    return _environment().get_template(template).make_module({**_drawing(book), "same_tab": same_tab, "least": least})


def _drawing(book: Rulebook | None) -> dict[str, Any]:
    """What the macros ask for: the bars of a level, and how pages differ."""
    draw = {} if book is None else {"bars": lambda level: Markup(bars_svg(level, book))}  # noqa: S704 our own drawing
    return {**draw, "same_tab": False, "least": None}


def told(text: str) -> Markup:
    """A text escaped, whoever wrote it. The end of a line becomes a line break."""
    return Markup("<br>\n").join(escape(line) for line in text.splitlines())


def drawn(blocks: Iterable[Block]) -> Markup:
    """Blocks of a page that has no release: no level is drawn."""
    draw = macros(same_tab=False, least=None).draw
    return Markup("").join(draw(block) for block in blocks)


def forms() -> Any:
    """The macros of forms, of what is wrong with one, and of how far something is."""
    return _environment().get_template("forms.html").module


def masthead() -> str:
    """The head of a page that somebody else made: the name with the way home, a search, and 999."""
    return str(_environment().get_template("frame.html").module.masthead(inside=True))  # type: ignore[attr-defined]


def pieces() -> Any:
    """The macros of what is put into a page that somebody else made: a page of the past, Streamlit's first page."""
    return _environment().get_template("pieces.html").module


def answer(title: str, site: str, body: Markup, *, again_after: int = 0) -> str:
    """A small page without a release, in the style of all others. It asks again after some seconds, if any."""
    css = Markup("\n".join((properties(), *_sheets("plain"))))  # noqa: S704 our own style
    page = _environment().get_template("answer.html")
    return page.render(title=title, site=site, body=body, css=css, again_after=again_after)


def page_style(book: Rulebook) -> str:
    """The style sheet with the colours of the levels, which are rule data. A security policy may name its hash."""
    return _style(book.levels)


def mark_style(book: Rulebook) -> str:
    """What marks alone need, for a picture that is a file."""
    return "\n".join((properties(), _sheet("marks"), *_colours(book.levels)))


def app_style(book: Rulebook) -> str:
    """The same for blocks alone, and only inside elements of class "drawn"."""
    return _app_style(book.levels)


@lru_cache(maxsize=4)
def _style(levels: tuple[Level, ...]) -> str:
    return "\n".join((properties(), *_sheets("plain"), *_colours(levels)))


@lru_cache(maxsize=4)
def _app_style(levels: tuple[Level, ...]) -> str:
    inside = "\n".join((themed_properties(), *_sheets("app"), *map(_sheet, ("council", "maps")), *_colours(levels)))
    return f".drawn.drawn{{\n{inside}\n}}\n{_sheet('streamlit')}"


def _sheets(kind: str) -> tuple[str, ...]:
    """What both kinds of page share, then the kind's own."""
    return tuple(map(_sheet, ("blocks", "marks", "frame", kind)))


@cache
def _sheet(name: str) -> str:
    return (TEMPLATES / f"{name}.css").read_text("utf-8").strip()


def _colours(levels: tuple[Level, ...]) -> list[str]:
    return [
        f".level{level.number}{{background:{level.colour};color:{level.text_colour};border-color:var(--l{level.number}-edge)}}"
        f".m-l{level.number}{{fill:{level.colour};stroke:var(--l{level.number}-edge)}}"
        f".strip .i-l{level.number}{{fill:{level.text_colour}}}"
        for level in levels
    ]


def within(svg: str) -> Markup:
    """A picture of ours as a part of a page. Its names are attributes there: a text browser takes the last <title> it
    finds for the page's, and a file of its own keeps it."""
    return Markup(PART.sub(r'\1 role="img" aria-label="\2"/>', WHOLE.sub(_labelled, svg)))  # noqa: S704 drawn here


def _labelled(found: re.Match[str]) -> str:
    start = re.sub(r' aria-labelledby="[^"]*"', "", found[1])
    return f'{start} aria-label="{". ".join(said.rstrip(".") for said in found.groups()[1:] if said)}">'


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["track"] = Markup(track())  # noqa: S704 our own drawing
    environment.globals["sheet"] = lambda name: Markup(_sheet(name))  # noqa: S704 our own style
    environment.globals["sign"] = Markup(sign())  # noqa: S704 our own drawing
    environment.filters["uk_moment"] = uk_moment
    environment.filters["told"] = told
    environment.filters["trusted_svg"] = within
    return environment
