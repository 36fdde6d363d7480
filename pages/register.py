"""Exceptional measures now and past; no measure and no answer are told apart."""

import streamlit as st

from pressure.content.app import register
from pressure.content.app.register import RegisterPage
from pressure.content.explore import explorer
from pressure.shell import picking
from pressure.shell.drawing import put, say
from pressure.web.installation_now import published
from pressure.words import register as words

opened = published()


@st.cache_resource(max_entries=64, show_spinner=False)
def page_of(key: str, area: str, stage: str, state: str, find: str) -> RegisterPage:
    """The register, made once per release and choice."""
    return register.register_page(explorer.of(key), area, stage, state, find)


st.title(words.TITLE)
areas, stages, states = register.choices(opened)
area = picking.one(words.AREA, "area", areas)
stage = picking.one(words.STAGE, "stage", stages)
state = picking.one(words.STATE, "state", states)
find = picking.search(words.FIND, "find")
page = page_of(opened.key, area, stage, state, find)
if page.invented:
    st.warning(words.INVENTED)
put(page.lead)
say(page.counts)
for title, said in page.sections:
    st.header(title)
    put(said)
put(page.links)
