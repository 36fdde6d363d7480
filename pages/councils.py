"""All councils by nation, in alphabetical order: the list of the plain page, never a ranking."""

import streamlit as st

from pressure.content.app import councils
from pressure.content.explore import explorer, explorer_words
from pressure.drawing.block_markup import link_list
from pressure.shell.drawing import put
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=4, show_spinner=False)
def groups_of(key: str) -> tuple[tuple[str, str], ...]:
    """The list with its markup, built once per release."""
    own = explorer.of(key)
    return tuple((group.title, councils.drawn(group, own)) for group in councils.groups(own))


st.title(explorer_words.ALL)
put(councils.lead(opened))
put(link_list([explorer_words.ALL_PLAIN]))
for title, drawn in groups_of(opened.key):
    st.header(title)
    put(drawn)
