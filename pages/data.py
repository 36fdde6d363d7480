"""Every file that can be downloaded, in the order of use, with first rows and digest; how to read them; the badge."""

import streamlit as st

from pressure.content.app import data
from pressure.content.app import downloads as words
from pressure.content.app.data import DataPage
from pressure.content.explore import explorer
from pressure.settings import settings
from pressure.shell import picking
from pressure.shell.drawing import put, say
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=4, show_spinner=False)
def page_of(key: str, tree: str) -> DataPage:
    """The list of files, made once per release."""
    return data.data_page(explorer.of(key), tree, settings.public_address)


st.title(words.TITLE)
tree = picking.one(words.TREE, "councils", data.trees(opened))
page = page_of(opened.key, tree)
put(page.lead)
say(words.START)
st.header(words.CITE)
st.code(page.citation, language=None, wrap_lines=True)
for title, said in page.sections:
    st.header(title)
    put(said)
say(words.FEEDS_EACH)
st.header(words.BADGE_TITLE)
say(words.BADGE)
st.code(page.badge, language="html", wrap_lines=True)
put(page.links)
