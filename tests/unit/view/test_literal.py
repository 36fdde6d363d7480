"""A sentence that quotes what somebody typed is read by Streamlit as Markdown, and comes out as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pressure.drawing.block_markup import literal

HOSTILE = (
    "**bold**",
    "_a_ __b__",
    "`code`",
    "[a](https://elsewhere.example)",
    "![a](b)",
    "<b>x</b>",
    "$x^2$",
    "$$y$$",
    ":red[x]",
    ":material/home:",
    ":smile:",
    "# head",
    "- item",
    "+ item",
    "1. one",
    "2) two",
    "12. dozen",
    "> quote",
    "a | b",
    "~~gone~~",
    "https://elsewhere.example",
    "www.elsewhere.example",
    "a@b.example",
    "&lt;",
    "a\\*b",
    "===",
    "---",
    "line\n\nline",
    "    code",
    "[^1]",
    "\\$",
    "a:b[c]",
)
SEEN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


def read(text: str) -> tuple[list[str], str]:
    """The kinds of what Markdown makes of a text, and the words."""
    found = MarkdownIt("commonmark").parse(text)
    inner = [t for block in found for t in block.children or ()]
    words = "".join(t.content for t in inner).replace("\N{WORD JOINER}", "")
    return [t.type for t in (*found, *inner) if t.type not in SEEN], words


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_stands_as_it_was_typed(typed: str) -> None:
    for said in (typed, f"There is no council called {typed}."):
        kinds, words = read(literal(said))
        assert kinds == []
        assert words == " ".join(said.split())


@given(st.text(alphabet="ab1. -+=*_`[]()<>$~#|!&@^:/\\w\n", max_size=40))
def test_so_does_anything(typed: str) -> None:
    kinds, words = read(literal(typed))
    assert (kinds, words) == ([], " ".join(typed.split()))


@pytest.mark.parametrize("sign", [":red", ":material/", "://", "www.", "@b"])
def test_what_streamlit_makes_of_plain_text_is_broken(sign: str) -> None:
    assert sign not in literal(f"a {sign}x")


def test_our_own_sentences_need_nothing() -> None:
    said = "Give a date, in the form 2026-11-27 (no later than today): it counts."
    assert literal(said) == said
