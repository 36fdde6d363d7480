"""Every level published for a council: a sentence, a step chart over the level bands, and a table."""

import streamlit as st

from pressure.view import charts, explorer, explorer_words, history_page
from pressure.view.history_page import HistoryPage

opened = explorer.opened()


@st.cache_resource(max_entries=512, show_spinner=False)
def page_of(key: str, code: str) -> HistoryPage | None:
    """A council's history and its figure, built once per release."""
    own = explorer.of(key)
    council = own.find(code)
    return history_page.history_page(own, council) if council else None


code = st.query_params.get("code", "")
page = page_of(opened.key, code) if code else None
council = opened.find(code)
if page and council:
    st.title(council.name)
    st.markdown(page.sentence)
    if page.figure is not None:
        st.plotly_chart(page.figure, config=charts.CONFIG, alt=page.sentence, key="history")
        st.markdown(explorer_words.CHART)
        st.table(list(page.rows), hide_index=True)
        st.markdown(page.links, unsafe_allow_html=True)
