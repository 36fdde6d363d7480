"""What an officer's councils owe, what waits for a signature, which reviews are due."""

import streamlit as st

from pressure.actions.desk import desk
from pressure.view import desk_page
from pressure.view import words_officers as words
from pressure.view.block_markup import link_list, table
from pressure.view.blocks import Link
from pressure.web import officers
from pressure.web.office_now import office

signed = officers.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here = office()
book = here.book()
found = desk(here, signed.actor)
st.markdown(words.DESK_INTRO)
if not found.councils:
    st.info(words.NO_COUNCILS)
    st.stop()
st.header(words.RETURNS)
st.markdown(table(words.RETURNS_CAPTION, words.RETURNS_HEAD, [desk_page.return_row(item) for item in found.returns]),
            unsafe_allow_html=True)
mine = [item for item in found.waiting if item.mine]
others = [item for item in found.waiting if not item.mine]
st.header(words.TO_SIGN)
if not mine:
    st.markdown(words.NOTHING_TO_SIGN)
for item in mine:
    st.warning(desk_page.waiting_line(item, book))
    st.markdown(link_list([Link(words.OPEN_SIGN, f"/app/officer-sign?id={item.declaration.declaration_id}")]),
                unsafe_allow_html=True)
if others:
    st.header(words.OTHERS_SIGN)
    st.markdown("\n".join(f"- {desk_page.waiting_line(item, book)}" for item in others))
st.header(words.STANDING)
if found.standing:
    st.markdown(table(words.STANDING_CAPTION, words.STANDING_HEAD,
                      [desk_page.standing_row(item, book) for item in found.standing]), unsafe_allow_html=True)
else:
    st.markdown(words.NONE_STANDING)
