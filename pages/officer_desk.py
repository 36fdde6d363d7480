"""What an officer's councils owe, what waits for a signature, which reviews are due."""

import streamlit as st

from pressure.actions.desk.desk import desk
from pressure.actions.people import staffing
from pressure.actions.releases import self_acting, unpublished
from pressure.drawing.block_markup import board as drawn
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import DefinitionList
from pressure.shell.drawing import items, put, say
from pressure.shell.officers import acts, board
from pressure.shell.officers import desk as desk_page
from pressure.words.dates import uk_moment
from pressure.words.level import level_words
from pressure.words.officers import pages as words
from pressure.words.officers import people
from pressure.words.officers.board import COUNCILS

inside = acts.enter()
here, actor = inside.installation, inside.actor
book = here.book()
found = desk(here, actor)
say(words.DESK_INTRO)
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
    items(desk_page.owed_line(o.council, o.nation_code, o.action, o.at, book) for o in owed)
    if st.button(words.AGAIN_BUTTON):
        acts.show(acts.tried(lambda: unpublished.publish_again(here, by=actor), "/app/officer-desk"), words.AGAIN_DONE)
levels = board.published(here.site_dir, found.councils)
lanes = board.lanes(found, actor, levels, here.now(), book)
say(board.for_you(lanes), tone="strong")
put(drawn(lanes, book))
st.header(COUNCILS)
terms = tuple(desk_page.return_term(item, level_words(levels[item.council.code], book)) for item in found.returns)
put(markup([DefinitionList(terms)], book))
