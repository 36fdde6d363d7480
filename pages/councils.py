"""All councils by nation, in alphabetical order, with level and date: a list, never a ranking."""

import streamlit as st

from pressure.view import councils_page, explorer, explorer_words
from pressure.view.councils_page import Nation

opened = explorer.opened()


@st.cache_resource(max_entries=4, show_spinner=False)
def nations_of(key: str) -> tuple[Nation, ...]:
    """The list, built once per release."""
    return councils_page.nations(explorer.of(key))


st.title(explorer_words.ALL)
st.markdown(explorer_words.ALL_START)
for nation in nations_of(opened.key):
    st.header(nation.name)
    st.markdown(nation.sentence)
    st.markdown(nation.entries, unsafe_allow_html=True)
