"""Councils on a map and in a list that says the same: the level, or one measure of one source at one date."""

import streamlit as st

from pressure.content.app import map_page
from pressure.content.app.map_page import MapPage
from pressure.content.explore import explorer, map_choices, map_words
from pressure.settings import settings
from pressure.shell import address, picking
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=128, show_spinner=False)
def page_of(key: str, area: str, what: str, period: str) -> MapPage:
    """A map, drawn once per release."""
    return map_page.map_page(explorer.of(key), area, what, period, settings.data_dir / "boundaries.geojson")


st.title(map_words.TITLE)
st.markdown(map_words.START)
area = picking.one(map_words.AREA, "area", map_choices.areas(opened.key))
if same := map_choices.here(opened.key, area, address.named("show")):
    address.set_name("show", same)  # a measure stays when the area changes, also where another publisher counts it
what = picking.one(
    map_words.WHAT, "show", map_choices.shown(opened.key, area), default=map_choices.opening(opened.key, area)
)
dates = map_choices.dates(opened.key, area, what)
period = picking.one(map_words.WHEN, "date", dates) if dates else ""
page = page_of(opened.key, area, what, period)
st.markdown(page.sentence)
st.info(page.caution)
picture, beside = st.columns(2)
with picture:
    if page.picture:
        st.markdown(page.picture, unsafe_allow_html=True)
    st.markdown(f"**{map_words.KEY}**")
    st.markdown(page.key, unsafe_allow_html=True)
    if page.not_drawn:
        st.markdown(page.not_drawn)
with beside:
    st.markdown(page.entries, unsafe_allow_html=True)
