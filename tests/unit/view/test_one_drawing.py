"""A block says the same on a plain page and below /app/, because one set of macros draws both."""

import html
import re

import pytest
from markdown_it import MarkdownIt

from pressure.drawing.block_markup import app_style, level_mark, level_sign, link_list, markup, table
from pressure.drawing.blocks import (
    Block,
    DefinitionList,
    Fold,
    Grid,
    Heading,
    Items,
    Link,
    Para,
    Section,
    Term,
    lines,
    says,
)
from pressure.drawing.templating import Page, render
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import FRAME

HOSTILE = 'one\n\n</div><script>alert("x")</script>\r\n\r\n**two** {{ 7*7 }}'
LINK = Link(HOSTILE, 'javascript:"><b>')
BLOCKS: dict[str, Block] = {
    "words": says(HOSTILE, LINK),
    "a quotation": Para((HOSTILE,), "quote"),
    "a list": lines(HOSTILE, "three"),
    "a list of links": Items(((LINK,), ("Four ", LINK))),
    "facts": DefinitionList((Term(HOSTILE, (HOSTILE, LINK), 3), Term("five", ("six",))), "quiet"),
    "a table": Grid(HOSTILE, (HOSTILE, "seven"), ((HOSTILE, LINK), ("eight", ("nine ", LINK))), ("ten",)),
    "a heading": Heading(HOSTILE),
    "a fold": Fold(HOSTILE, (says(HOSTILE), lines("eleven"))),
}


def said(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def plain(block: Block) -> str:
    page = Page(title="t", description="d", heading="h", sections=(Section("one", "One", (block,)),))
    whole = render("sections.html", page, FRAME, BOOK).decode()
    return whole.partition("</h2>")[2].partition("</section>")[0]


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_says_the_same_on_both_kinds_of_page(kind: str) -> None:
    assert said(markup([BLOCKS[kind]], BOOK)) == said(plain(BLOCKS[kind]))


@pytest.mark.parametrize("kind", BLOCKS)
def test_whatever_stands_in_a_block_it_is_one_line_of_html_and_runs_nothing(kind: str) -> None:
    drawn = markup([BLOCKS[kind]], BOOK)
    assert [token.type for token in MarkdownIt("commonmark").parse(drawn)] == ["html_block"]
    assert len(drawn.splitlines()) == 1
    assert "<script" not in drawn
    assert 'javascript:"' not in drawn


def test_a_link_below_app_opens_in_the_same_tab_and_a_plain_page_says_nothing_of_tabs() -> None:
    assert link_list([Link("a", "/b")]).count('target="_self"') == 1
    assert "target" not in plain(says(Link("a", "/b")))


def test_a_table_names_its_rows_and_hides_only_a_title_that_stands_above_it() -> None:
    drawn = table("Kept", ("Name", "Of"), [("Ash", "1")])
    assert '<th scope="row">Ash</th><td>1</td>' in drawn
    assert "unseen" not in drawn
    assert '<caption class="unseen">Kept</caption>' in table("Kept", ("Name",), [("Ash",)], titled=True)


@pytest.mark.parametrize("level", [None, *(level.number for level in BOOK.levels)])
def test_a_level_is_said_in_words_on_its_own_colour(level: int | None) -> None:
    own = BOOK.level(level)
    assert said(level_mark(level, BOOK)) == (f"{level} {own.name}" if level else own.name)
    assert own.name in said(level_sign(level, "Level 9" if level else own.name, BOOK))
    assert level is None or f".level{level}{{background:{own.colour};" in app_style(BOOK)


def test_the_style_of_blocks_reaches_nothing_else_of_an_app_page() -> None:
    style = app_style(BOOK)
    assert style.startswith("<style>.drawn.drawn{")
    assert style.count("{") == style.count("}")
