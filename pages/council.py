"""Find a council; read its level, why, since when, and what would change it."""

import streamlit as st

from pressure.content.app import council as council_page
from pressure.content.app.council import CouncilPage
from pressure.content.explore import explorer, explorer_words
from pressure.shell import address
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
    st.markdown(page.top, unsafe_allow_html=True)
    if notice.top is None:
        st.markdown("\n\n".join(filter(None, (notice.sentence, notice.caveat and f"**{notice.caveat}**"))))
    for title, drawn in page.sections:
        st.header(title)
        st.markdown(drawn, unsafe_allow_html=True)
    draw_more(page)
    st.header(explorer_words.LINKS)
    st.markdown(page.links, unsafe_allow_html=True)


def draw_more(page: CouncilPage) -> None:
    """How sure a level is, what would change it, and where each of its figures comes from."""
    if page.sure:
        st.header(explorer_words.SURE)
        st.markdown(page.sure)
    if page.changes:
        st.header(explorer_words.CHANGE)
        st.markdown("\n".join(f"- {change}" for change in page.changes))
    if page.sources:
        st.header(explorer_words.DATES)
        st.markdown(page.sources, unsafe_allow_html=True)


code = address.named("code")
page = page_of(opened.key, code) if code else None
if page:
    draw(page)
