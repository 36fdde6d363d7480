"""Every file that can be downloaded, with size and digest; feeds, the badge, and examples for programs."""

import streamlit as st

from pressure.content.app import data
from pressure.content.app import downloads as words
from pressure.content.app.data import DataPage
from pressure.content.explore import explorer
from pressure.settings import settings
from pressure.shell import picking
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=4, show_spinner=False)
def page_of(key: str, tree: str) -> DataPage:
    """The list of files, made once per release."""
    return data.data_page(explorer.of(key), tree, settings.public_address)


@st.cache_resource(max_entries=64, show_spinner=False)
def preview_of(key: str, tree: str, path: str) -> str:
    """The first rows of a file, read once per release."""
    return data.preview(explorer.of(key), tree, path)


def draw(section: tuple[str, str]) -> None:
    """A section of the plain page."""
    title, said = section
    st.header(title)
    st.markdown(said, unsafe_allow_html=True)


st.title(words.TITLE)
tree = picking.one(words.TREE, "councils", data.trees(opened))
page = page_of(opened.key, tree)
st.markdown(page.lead, unsafe_allow_html=True)
st.markdown(words.START)
st.header(words.CITE)
st.code(page.citation, language=None, wrap_lines=True)
draw(page.whole)
st.markdown(words.FEEDS_EACH)
draw(page.files)
if tables := data.previews(opened, tree):
    st.header(words.PREVIEW_TITLE)
    st.markdown(preview_of(opened.key, tree, picking.one(words.PREVIEW_PICK, "file", tables)), unsafe_allow_html=True)
draw(page.sources)
st.header(words.BADGE_TITLE)
st.markdown(words.BADGE)
st.code(page.badge, language="html", wrap_lines=True)
st.header(words.EXAMPLES_TITLE)
for title, language, text in page.examples:
    st.subheader(title)
    st.code(text, language=language, wrap_lines=True)
st.markdown(page.links, unsafe_allow_html=True)
