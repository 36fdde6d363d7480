"""Exceptional measures now and past; no measure and no answer are told apart."""

import streamlit as st

from pressure.content.app import register
from pressure.content.app.register import RegisterPage
from pressure.content.explore import explorer
from pressure.shell import picking
from pressure.words import register as words
from pressure.words.nations import rights_everywhere

opened = explorer.opened()


@st.cache_resource(max_entries=64, show_spinner=False)
def page_of(key: str, area: str, stage: str, state: str) -> RegisterPage:
    """The register, made once per release and choice."""
    return register.register_page(explorer.of(key), area, stage, state)


st.title(words.TITLE)
st.markdown(words.START)
st.markdown(f"**{rights_everywhere(opened.book, demonstration=False)}**")
areas, stages, states = register.choices(opened)
area = picking.one(words.AREA, "area", areas)
stage = picking.one(words.STAGE, "stage", stages)
state = picking.one(words.STATE, "state", states)
page = page_of(opened.key, area, stage, state)
st.markdown(page.counts)
st.header(words.NOW)
if not page.in_force:
    st.info(words.NONE_IN_FORCE)
for title, warning, said in page.in_force:
    st.subheader(title)
    if warning:
        st.warning(warning)
    st.markdown(said, unsafe_allow_html=True)
st.header(words.PAST)
st.markdown(page.ended, unsafe_allow_html=True)
st.header(words.CONFIRMATION)
for (title, names), note in ((page.unconfirmed, words.UNCONFIRMED_NOTE), (page.confirmed, words.CONFIRMED_NOTE)):
    if names:
        st.markdown(note)
        with st.expander(title):
            st.markdown(names, unsafe_allow_html=True)
st.markdown(page.links, unsafe_allow_html=True)
