"""Every level published for a council: a sentence, a step chart over the level bands, and tables that say the same."""

import streamlit as st

from pressure.content.app import history
from pressure.content.app.history import HistoryPage
from pressure.content.explore import charts, explorer, explorer_words
from pressure.content.explore import history_words as words
from pressure.drawing.block_markup import table
from pressure.shell import address, picking
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=512, show_spinner=False)
def page_of(key: str, code: str, span: str, as_of: str) -> HistoryPage | None:
    """A council's history and its figure, built once per release."""
    own = explorer.of(key)
    council = own.find(code)
    return history.history_page(own, council, span, as_of) if council else None


def draw(page: HistoryPage) -> None:
    """The sentence, the picture, then what it is made of."""
    if page.notice:
        st.info(page.notice)
    st.markdown(page.sentence)
    if page.figure is not None:
        st.plotly_chart(page.figure, config=charts.CONFIG, alt=page.sentence, key="history")
        st.markdown(explorer_words.CHART)
        st.table(list(page.rows), hide_index=True)
    st.header(words.MARKS)
    if page.marks:
        st.markdown(table(words.MARKS, words.MARKS_HEAD, page.marks, titled=True), unsafe_allow_html=True)
    else:
        st.markdown(words.NO_MARKS)
    st.header(explorer_words.LINKS)
    st.markdown(page.file)
    st.markdown(page.links, unsafe_allow_html=True)


council = opened.find(address.named("code"))
if council:
    st.title(council.name)
    span = picking.one(words.SPAN, "span", words.SPANS)
    as_of = picking.one(words.AS_OF, "as_of", history.as_of_choices(opened, council), default=history.NOW)
    if page := page_of(opened.key, council.code, span, as_of):
        draw(page)
