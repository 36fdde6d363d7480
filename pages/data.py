"""Every file that can be downloaded, in the order of use, with first rows and digest; how to read them; the badge."""

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


st.title(words.TITLE)
tree = picking.one(words.TREE, "councils", data.trees(opened))
page = page_of(opened.key, tree)
st.markdown(page.lead, unsafe_allow_html=True)
st.markdown(words.START)
st.header(words.CITE)
st.code(page.citation, language=None, wrap_lines=True)
for title, said in page.sections:
    st.header(title)
    st.markdown(said, unsafe_allow_html=True)
st.markdown(words.FEEDS_EACH)
st.header(words.BADGE_TITLE)
st.markdown(words.BADGE)
st.code(page.badge, language="html", wrap_lines=True)
st.markdown(page.links, unsafe_allow_html=True)
