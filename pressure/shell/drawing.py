"""Words and blocks on a Streamlit page, drawn by the macros of the plain pages: the one place that hands it markup."""

from collections.abc import Iterable

import streamlit as st

from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import app_style, markup, masthead
from pressure.drawing.blocks import Link, lines, says


def dress(book: Rulebook) -> None:
    """The look of what is drawn, and the head that every page has."""
    st.html(app_style(book))
    st.html(masthead())


def put(drawn: str) -> None:
    """Markup of `pressure.drawing.block_markup`; nothing where there is none."""
    if drawn:
        st.markdown(drawn, unsafe_allow_html=True)


def say(*words: str | Link, tone: str = "") -> None:
    """A paragraph; nothing where there are no words. Whatever a person wrote in it stands for itself."""
    put(markup([says(*words, tone=tone)]) if any(words) else "")


def items(texts: Iterable[str]) -> None:
    """Lines under one another, each with its dot; nothing where there are none."""
    own = lines(*texts)
    put(markup([own]) if own.items else "")
