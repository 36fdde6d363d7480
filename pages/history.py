"""Every level published for a council on one axis of time: a finding, a figure, and tables that say the same."""

import streamlit as st

from pressure.content.app import history
from pressure.content.app.history import HistoryPage
from pressure.content.explore import charts, explorer, explorer_words
from pressure.content.explore import history_words as words
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.web.installation_now import published

CHART = "history"
opened = published()


@st.cache_resource(max_entries=512, show_spinner=False)
def page_of(key: str, code: str, span: str, as_of: str, beneath: str) -> HistoryPage | None:
    """A council's history and its figure, built once per release."""
    own = explorer.of(key)
    council = own.find(code)
    return history.history_page(own, council, span, as_of, beneath) if council else None


def choose_year() -> None:
    """The year of what was dragged over, as if it had been chosen from the list."""
    if council and (year := history.brushed(st.session_state[CHART], history.span_choices(opened, council))):
        st.session_state["span"] = year


def draw(page: HistoryPage) -> None:
    """The sentence, the picture, then what it is made of."""
    if page.notice:
        st.info(page.notice)
    if page.figure is not None:
        st.header(page.finding)
    say(page.sentence)
    if page.figure is not None:
        alt = f"{page.finding}. {page.sentence}"
        st.plotly_chart(
            page.figure,
            config=charts.CONFIG,
            alt=alt,
            key=CHART,
            on_select=choose_year,
            selection_mode="box",
        )
        say(f"{explorer_words.CHART} {words.DRAG}")
        st.header(words.SAYS)
        put(page.said)
    if page.tables:
        st.header(words.TABLES)
        put(page.tables)
    st.header(explorer_words.LINKS)
    say(page.file)
    put(page.links)


council = opened.find(address.named("code"))
if council:
    st.title(council.name)
    figures = history.figure_choices(opened, council)
    first, second, third = st.columns(3)
    with first:
        span = picking.one(words.SPAN, "span", history.span_choices(opened, council))
    with second:
        beneath = picking.one(words.BENEATH, "figure", figures) if figures else ""
    with third:
        as_of = picking.one(words.AS_OF, "as_of", history.as_of_choices(opened, council), default=history.NOW)
    if page := page_of(opened.key, council.code, span, as_of, beneath):
        draw(page)
