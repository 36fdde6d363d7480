"""Find a council; read its level, why, since when, and what would change it."""

import streamlit as st

from pressure.content.app import council as council_page
from pressure.content.app.council import CouncilPage
from pressure.content.explore import explorer, explorer_words
from pressure.shell import address
from pressure.shell.drawing import items, put, say
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=512, show_spinner=False)
def page_of(key: str, code: str) -> CouncilPage | None:
    """A council's page, built once per release."""
    own = explorer.of(key)
    council = own.find(code)
    return council_page.council_page(own, council) if council else None


def draw(page: CouncilPage) -> None:
    """The answer first, then the sections of the plain page, then what is here alone."""
    notice = page.notice
    st.title(notice.name)
    put(page.top)
    if notice.top is None:
        say(notice.sentence)
        say(notice.caveat, tone="strong")
    for title, drawn in page.sections:
        st.header(title)
        put(drawn)
    draw_more(page)
    st.header(explorer_words.LINKS)
    put(page.links)


def draw_more(page: CouncilPage) -> None:
    """How sure a level is, what would change it, and where each of its figures comes from."""
    if page.sure:
        st.header(explorer_words.SURE)
        say(page.sure)
    if page.changes:
        st.header(explorer_words.CHANGE)
        items(page.changes)
    if page.sources:
        st.header(explorer_words.DATES)
        put(page.sources)


code = address.named("code")
page = page_of(opened.key, code) if code else None
if page:
    draw(page)
