"""All councils by nation, in alphabetical order, with level and date: a list, never a ranking."""

import streamlit as st

from pressure.content.app import councils
from pressure.content.app.councils import Nation
from pressure.content.explore import explorer, explorer_words

opened = explorer.opened()


@st.cache_resource(max_entries=4, show_spinner=False)
def nations_of(key: str) -> tuple[Nation, ...]:
    """The list, built once per release."""
    return councils.nations(explorer.of(key))


st.title(explorer_words.ALL)
st.markdown(explorer_words.ALL_START)
for nation in nations_of(opened.key):
    st.header(nation.name)
    st.markdown(nation.sentence)
    st.markdown(nation.entries, unsafe_allow_html=True)
