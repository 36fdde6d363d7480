"""What an officer's councils owe, what waits for a signature, which reviews are due."""

import streamlit as st

from pressure.actions.desk.desk import desk
from pressure.actions.people import staffing
from pressure.actions.releases import self_acting, unpublished
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import DefinitionList, Link
from pressure.shell.officers import acts
from pressure.shell.officers import desk as desk_page
from pressure.words.dates import uk_moment
from pressure.words.officers import pages as words
from pressure.words.officers import people

inside = acts.enter()
here, actor = inside.installation, inside.actor
book = here.book()
found = desk(here, actor)
st.markdown(words.DESK_INTRO)
if not found.councils:
    acts.nothing_here(words.NO_COUNCILS)
if new := staffing.newcomers(here, actor):
    st.header(people.NEWCOMERS)
    for one in new:
        st.warning(people.newcomer(one.role, one.council, one.counts_from))
for slot in self_acting.missed_of(here, actor):
    st.error(words.RELEASE_MISSED.format(moment=uk_moment(slot)))
if owed := unpublished.owed_of(here, actor):
    st.header(words.OWED)
    st.warning(words.OWED_WHY)
    st.markdown("\n".join(f"- {desk_page.owed_line(o.council, o.action, o.at)}" for o in owed))
    if st.button(words.AGAIN_BUTTON):
        acts.show(acts.tried(lambda: unpublished.publish_again(here, by=actor), "/app/officer-desk"), words.AGAIN_DONE)
st.header(words.RETURNS)
st.markdown(
    markup([DefinitionList(tuple(desk_page.return_term(item) for item in found.returns))], book), unsafe_allow_html=True
)
mine = [item for item in found.waiting if item.mine]
others = [item for item in found.waiting if not item.mine]
st.header(words.TO_SIGN)
if not mine:
    st.markdown(words.NOTHING_TO_SIGN)
for item in mine:
    st.warning(desk_page.waiting_line(item, book))
    st.markdown(
        link_list([Link(words.OPEN_SIGN, f"/app/officer-sign?id={item.declaration.declaration_id}")]),
        unsafe_allow_html=True,
    )
if others:
    st.header(words.OTHERS_SIGN)
    st.markdown("\n".join(f"- {desk_page.waiting_line(item, book)}" for item in others))
if found.undone:
    st.header(words.UNDONE)
    st.markdown(
        markup([DefinitionList(tuple(desk_page.undone_term(item, book) for item in found.undone))], book),
        unsafe_allow_html=True,
    )
st.header(words.STANDING)
if found.standing:
    st.markdown(
        markup([DefinitionList(tuple(desk_page.standing_term(item, book) for item in found.standing))], book),
        unsafe_allow_html=True,
    )
else:
    st.markdown(words.NONE_STANDING)
